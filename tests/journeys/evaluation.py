"""The evaluation of an application as an evaluator fills it in: nothing stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.journeys.ways import maturity_tested
from tests.world import MERCHANT, World

NOTHING: Mapping[str, Any] = {}
OWN = str(MERCHANT["registration_number"])
ASSIGNED: Mapping[str, Any] = {"person": "evaluator", "part": "expert"}
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
    "area": "datu drošība",
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
    "name": OWN,
    "ended_on": "2023-12-31",
    "approved_on": "2024-03-01",
    "staff": "20",
    "turnover": "3000000.00",
    "balance": "2500000.00",
    "adjacent_market": True,
}
SOUND: Mapping[str, Any] = {
    "applicant_kind": "merchant",
    "registered_in_latvia": True,
    "does_business": True,
    "status": "active",
    "checked_on": "2024-03-04",
    "findings": [],
    "activities": [],
    "nace_codes": [{"code": "62.01", "version": "2", "permit": False}],
    "aided_sectors": ["other"],
    "other_sectors": [],
    "sectors_separated": False,
    "regulation": "gber",
    "meets_gber": True,
    "de_minimis_elsewhere": False,
    "recovery_outstanding": False,
    "courses": [COURSE],
    "earlier": [],
    "test_areas": ["datu drošība", "tīmekļvietnes"],
    "training_areas": ["datu drošība"],
    "years": [SMALL],
    "holdings": [],
    "municipalities": [],
    "fiscal_month": 1,
    "fiscal_day": 1,
    "road_freight": False,
    "prior_aid": [],
    "other_aid": "0.00",
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


def in_evaluation(world: World, **changes: Any) -> str:
    """The number of a case whose evaluators have signed and begun; `changes` are of its application."""
    ref = maturity_tested(world, **changes)
    world.do("head", "assign_evaluators", ref, form={"assigned": [ASSIGNED]})
    world.do("evaluator", "declare_interest", ref)
    world.do("officer", "begin_evaluation", ref)
    return ref


def evaluated(world: World, application: Mapping[str, Any] = NOTHING, **changes: Any) -> str:
    """The number of a case evaluated as sound but for `changes`."""
    ref = in_evaluation(world, **application)
    world.do("evaluator", "record_evaluation", ref, form={**SOUND, **changes})
    return ref
