"""What has happened before the demo begins: every move of every case, in the order of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from caseflow.clock import RIGA
from caseflow.demo.people import ASSOCIATION, HUB

BEGINS: Final = datetime(2023, 11, 27, 8, 0, tzinfo=RIGA)
"""When the offices open for the first time."""
BASE: Final = datetime(2023, 12, 28, 23, 59, 20, tzinfo=RIGA)
"""Where the practice clock stands when the demo begins: forty seconds before a deadline ends."""
OPEN: Final = "open"
RECORD_SIGNATURE: Final = "record_signature"
"""Done with the registered letter of the case, not a move of its workflow."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move: of which merchant's case (by its place in the list), when, by whom."""

    merchant: int
    organisation: str
    at: datetime
    who: str
    trigger: str
    form: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """The history of one case in short: `12-05 10:15 who trigger`, with forms and reasons beside it."""

    organisation: str
    moves: Sequence[str]
    debt: str = "0.00"
    extensions: Sequence[Mapping[str, str]] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    clarified: Mapping[str, Any] = field(default_factory=dict)


_CASES: Final = (
    _Case(ASSOCIATION, ["12-27 15:40 ilze open"]),
    _Case(ASSOCIATION, ["12-28 16:10 janis open"]),
    _Case(ASSOCIATION, ["12-21 16:30 ilze open", "12-22 09:05 ilze submit", "12-22 09:10 daina assign ilze"]),
    _Case(ASSOCIATION, ["12-27 10:00 janis open", "12-27 10:20 janis submit"]),
    _Case(ASSOCIATION, ["12-28 11:00 ilze open", "12-28 11:30 ilze submit"]),
    _Case(
        ASSOCIATION,
        ["12-11 09:00 ilze open", "12-11 09:30 ilze submit", "12-12 14:00 ilze record_tax_check"],
    ),
    _Case(
        ASSOCIATION,
        ["12-14 13:00 janis open", "12-14 13:20 janis submit", "12-15 10:45 janis record_tax_check"],
        debt="150.00",
    ),
    _Case(
        ASSOCIATION,
        ["12-18 09:15 ilze open", "12-18 09:40 ilze submit", "12-19 15:20 ilze record_tax_check"],
        debt="150.01",
    ),
    _Case(
        ASSOCIATION,
        [
            "11-30 10:00 janis open",
            "11-30 10:25 janis submit",
            "12-01 11:00 janis record_tax_check",
            "12-04 09:30 daina sign_refusal",
            "12-04 09:40 daina record_signature",
        ],
        debt="812.40",
    ),
    _Case(ASSOCIATION, ["12-05 14:00 ilze open", "12-05 14:15 ilze submit", "12-06 09:00 ilze withdraw"]),
    _Case(
        ASSOCIATION,
        [
            "12-13 10:00 janis open",
            "12-13 10:30 janis submit",
            "12-14 09:30 janis record_tax_check",
            "12-27 12:00 janis record_clarification",
        ],
        debt="320.00",
        clarified={"description": "Darbinieku digitālās prasmes; precizēts kursa saturs."},
    ),
    _Case(HUB, ["12-28 14:30 marta open"]),
    _Case(HUB, ["12-20 09:00 marta open", "12-20 09:20 marta submit"]),
    _Case(HUB, ["12-27 16:00 peteris open", "12-27 16:20 peteris submit"]),
    _Case(
        HUB,
        ["12-12 10:00 marta open", "12-12 10:40 marta submit", "12-14 11:15 marta record_tax_check"],
        debt="640.00",
        extensions=[{"amount": "640.00", "decided_on": "2023-11-20"}],
    ),
    _Case(
        HUB,
        ["12-19 13:00 peteris open", "12-19 13:30 peteris submit", "12-20 10:10 peteris record_tax_check"],
        debt="2310.75",
    ),
    _Case(
        HUB,
        [
            "12-01 09:00 marta open",
            "12-01 09:30 marta submit",
            "12-04 10:00 marta record_tax_check",
            "12-06 16:45 aivars sign_refusal",
        ],
        debt="4120.00",
    ),
    _Case(
        HUB,
        [
            "12-06 11:00 peteris open",
            "12-06 11:30 peteris submit",
            "12-07 12:00 peteris record_tax_check",
            "12-12 10:30 peteris withdraw",
        ],
    ),
    _Case(
        HUB,
        [
            "12-15 09:00 marta open",
            "12-15 09:30 marta submit",
            "12-18 10:00 marta record_tax_check",
            "12-21 15:00 marta suspend",
        ],
        reasons={"suspend": "Komersants lūdz apturēt izskatīšanu līdz reorganizācijas reģistrācijai."},
    ),
    _Case(
        HUB,
        [
            "12-07 09:00 peteris open",
            "12-07 09:25 peteris submit",
            "12-11 09:10 peteris record_tax_check",
            "12-13 14:00 aivars return_refusal",
            "12-14 10:00 marta record_tax_check",
        ],
        debt="95.20",
        reasons={"return_refusal": "Izdruka ir par citu nodokļu maksātāju; parāds jāpārbauda vēlreiz."},
    ),
)
_FIRST_DEBTS: Final = {(19, "12-11"): "950.20"}
"""A first check that was in error: the second one, with the right printout, lets the case through."""


def story(printout: str) -> list[Step]:
    """Every move before `BASE` in the order of time; `printout` is the stored document of the tax checks."""
    steps = [
        _step(number, case, words.split(" "), printout) for number, case in enumerate(_CASES) for words in case.moves
    ]
    return sorted(steps, key=lambda step: (step.at, step.merchant))


def _step(number: int, case: _Case, words: list[str], printout: str) -> Step:
    day, hour, who, trigger, *rest = words
    at = datetime.fromisoformat(f"2023-{day}T{hour}:00").replace(tzinfo=RIGA)
    forms: Mapping[str, Mapping[str, Any]] = {
        "record_tax_check": _tax_form(case, _FIRST_DEBTS.get((number, day), case.debt), f"2023-{day}", printout),
        "record_clarification": case.clarified,
        "assign": {"assignee": " ".join(rest)},
    }
    return Step(number, case.organisation, at, who, trigger, forms.get(trigger, {}), case.reasons.get(trigger))


def _tax_form(case: _Case, debt: str, day: str, printout: str) -> dict[str, Any]:
    form: dict[str, Any] = {"total_debt": debt, "data_date": day, "printout": printout, "sheets": 1}
    return {**form, "extensions": list(case.extensions)} if case.extensions else form
