"""The evaluation of an application as an evaluator fills it in: nothing stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.journeys.ways import maturity_tested
from tests.world import World

DECLARED: Mapping[str, Any] = {
    "person": "evaluator",
    "part": "expert",
    "declared_on": "2024-03-04",
    "conflict": False,
    "own_case": False,
}
UNSIGNED: Mapping[str, Any] = {**DECLARED, "declared_on": None}
COURSE: Mapping[str, Any] = {
    "line": "1",
    "person": "A",
    "provider": "SIA “Kursi”",
    "course": "DD-1",
    "title": "Datu drošība",
    "level": 4,
    "mode": "online",
    "net": "480.00",
    "starts_on": "2024-06-03",
    "ends_on": "2024-06-07",
    "topic": "internet_storage",
    "mandatory": False,
    "from_university": False,
}
EARLIER: Mapping[str, Any] = {
    "person": "A",
    "provider": "SIA “Kursi”",
    "course": "DD-1",
    "title": "Datu drošība",
    "programme": "investment",
}
FINDING: Mapping[str, Any] = {
    "role": "board_member",
    "act": "criminal_law",
    "provision": "218",
    "decision": "judgment",
    "final_on": "2023-05-10",
    "marked": False,
    "lenient": False,
}
SMALL: Mapping[str, Any] = {
    "ended_on": "2023-12-31",
    "approved_on": "2024-03-01",
    "staff": "20",
    "turnover": "3000000.00",
    "balance": "2500000.00",
}
SOUND: Mapping[str, Any] = {
    "applicant_kind": "merchant",
    "registered_in_latvia": True,
    "does_business": True,
    "status": "active",
    "findings": [],
    "environment": "clear",
    "sectors": "open",
    "regulation": "gber",
    "meets_gber": True,
    "de_minimis_elsewhere": False,
    "recovery_outstanding": False,
    "courses": [COURSE],
    "earlier": [],
    "some_recommended": True,
    "periods": [SMALL],
    "publicly_held": False,
    "liability": "limited",
    "founded_on": "2010-05-04",
    "capital": "2800.00",
    "premium": "0.00",
    "reserves": "1000.00",
    "losses": "0.00",
    "insolvent": False,
    "rescue_aid_open": False,
    "last_years": [],
}


def in_evaluation(world: World) -> str:
    """The number of a case whose evaluators have signed and begun."""
    ref = maturity_tested(world)
    world.do("head", "assign_evaluators", ref, form={"evaluators": [UNSIGNED]})
    world.do("officer", "begin_evaluation", ref, form={"evaluators": [DECLARED]})
    return ref


def evaluated(world: World, **changes: Any) -> str:
    """The number of a case evaluated as sound but for `changes`."""
    ref = in_evaluation(world)
    world.do("evaluator", "record_evaluation", ref, form={**SOUND, **changes})
    return ref
