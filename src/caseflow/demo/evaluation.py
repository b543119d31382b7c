"""The evaluation of an application, as an evaluator of the demo fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from caseflow.demo.cases import Case
from caseflow.demo.merchants import Merchant
from caseflow.demo.people import HUB

_FIGURES: Final[Mapping[str, Mapping[str, str]]] = {
    "micro": {"staff": "6", "turnover": "600000.00", "balance": "400000.00"},
    "small": {"staff": "20", "turnover": "3000000.00", "balance": "2500000.00"},
    "medium": {"staff": "120", "turnover": "20000000.00", "balance": "15000000.00"},
}
_SOUND: Final[Mapping[str, Any]] = {
    "applicant_kind": "merchant",
    "registered_in_latvia": True,
    "does_business": True,
    "status": "active",
    "findings": [],
    "activities": [],
    "nace_codes": [{"code": "62.01", "version": "2", "permit": False}],
    "aided_sectors": ["other"],
    "other_sectors": [],
    "sectors_separated": False,
    "recovery_outstanding": False,
    "holdings": [],
    "municipalities": [],
    "fiscal_month": 1,
    "fiscal_day": 1,
    "road_freight": False,
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


def evaluation(case: Case, merchant: Merchant, application: Mapping[str, Any], day: str) -> dict[str, Any]:
    """The form of the evaluation on `day`: nothing stands in the way but what the case's `changes` say.

    Three of the changes are words of this form: `level` of the course, `earlier` (taken before), `prior_aid` (EUR).
    """
    changes = dict(case.changes)
    level, taken, prior = changes.pop("level", 4), changes.pop("earlier", False), changes.pop("prior_aid", None)
    courses = [_course(line, level, hub=case.organisation == HUB) for line in application["lines"]]
    earlier = [{key: course[key] for key in ("person", "provider", "course", "title")} for course in courses]
    granted = {
        "reference": "DM-2022-1",
        "registration_number": merchant.number,
        "regulation": "dm1407",
        "grantor": "Attīstības finanšu iestāde",
        "granted_on": "2022-06-15",
        "amount": prior,
    }
    year = {"name": merchant.number, "ended_on": "2022-12-31", "approved_on": "2023-04-20", "adjacent_market": True}
    areas = sorted({course["area"] for course in courses})
    return {
        **_SOUND,
        "checked_on": day,
        "regulation": case.regulation,
        "meets_gber": case.regulation == "gber",
        "de_minimis_elsewhere": False,
        "courses": courses,
        "earlier": [{**each, "programme": "investment"} for each in earlier] if taken else [],
        "test_areas": areas,
        "training_areas": areas,
        "years": [{**year, **_FIGURES[merchant.size]}],
        "prior_aid": [granted] if prior else [],
        **changes,
    }


def _course(line: Mapping[str, Any], level: int, *, hub: bool) -> dict[str, Any]:
    kept = {key: line[key] for key in ("line", "provider", "net", "starts_on", "ends_on")}
    course = {
        **kept,
        "person": "A",
        "course": f"DD-{line['line']}",
        "title": line["course"],
        "area": line["course"],
        "level": level,
        "mode": "online",
        "mandatory": False,
        "from_university": False,
    }
    return {**course, "in_catalogue": True} if hub else {**course, "topic": "internet_storage"}
