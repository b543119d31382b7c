"""What has happened before the demo begins: every move of every case, in the order of time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from caseflow.calendar.packaged import calendars
from caseflow.clock import RIGA
from caseflow.demo.cases import CASES, Case
from caseflow.demo.forms import Scene, form
from caseflow.demo.merchants import MERCHANTS
from caseflow.demo.people import PEOPLE

BEGINS: Final = datetime(2023, 9, 18, 8, 0, tzinfo=RIGA)
"""When the offices open for the first time: the first working day after their agreements were signed."""
BASE: Final = datetime(2023, 12, 28, 23, 59, 20, tzinfo=RIGA)
"""Where the practice clock stands when the demo begins: forty seconds before a deadline ends."""
OPEN: Final = "open"
CLAIM: Final = frozenset(
    [
        "request_documents",
        "receive_documents",
        "record_check",
        "approve_claim",
        "approve_part",
        "reject_claim",
        "record_payment",
    ]
)
"""Moves of the claim that the merchant's case has opened."""
LATER_COURSE: Final = (date(2024, 2, 5), date(2024, 2, 9))
"""The course of a case whose training has not begun."""


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


_ROLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("assign_evaluators", "assign", "issue_certificate", "dismiss_recovery", "end_recovery"), "head"),
    **dict.fromkeys(("sign_refusal", "return_refusal", "sign_award", "sign_contract", "sign_opinion"), "head"),
    **dict.fromkeys(("approve_claim", "approve_part", "reject_claim"), "head"),
    **dict.fromkeys(("declare_interest", "record_evaluation"), "evaluator"),
    **dict.fromkeys(("request_documents", "receive_documents", "record_check", "record_payment"), "payments_officer"),
    "record_retest": "hub_expert",
}
"""Who makes a move, where it is not the case's officer; an office without such a person leaves it to the officer."""
_PASSES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("record_tax_check", "record_evaluation", "record_contract", "start_training"), 2),
    **dict.fromkeys(("withdraw", "hand_in_claim", "fix_aid_value", "record_check", "end_recovery"), 3),
    **dict.fromkeys(("record_result", "record_views", "record_breach_views", "receive_documents"), 4),
    **dict.fromkeys(("record_clarification", "call_retest", "open_recovery", "suspend"), 3),
    **dict.fromkeys(("submit", "declare_interest", "begin_evaluation", "propose_award", "finish_training"), 0),
    "report_test": 8,
}
"""How many working days pass before a move, one where nothing is said; two before the tax check (B-TAX-05)."""
_REASONS: Final[Mapping[str, str]] = {
    "suspend": "Komersants lūdz apturēt izskatīšanu līdz reorganizācijas reģistrēšanai.",
    "return_refusal": "Izdruka ir par citu nodokļu maksātāju; parāds jāpārbauda vēlreiz.",
    "extend_decision": "Nav saņemta atbilde no Uzņēmumu reģistra.",
    "dismiss_recovery": "Komersants iesniedza precizētus gada pārskatus; lielums noteikts pareizi.",
    "end_recovery": "Komersants atmaksāja visu saņemto atbalstu.",
}
_MOVE: Final = re.compile(r"(?P<trigger>\w+)(?::(?P<word>[\w.]+))?(?:\+(?P<days>\d+)|@(?P<day>\d\d-\d\d))?")


@dataclass(frozen=True, slots=True)
class _Told:
    trigger: str
    word: str
    day: date


def story(printout: str) -> list[Step]:
    """Every move before `BASE` in the order of time; `printout` is the stored document that stands for all others."""
    days: dict[date, list[tuple[int, int, Step]]] = defaultdict(list)
    for number, case in enumerate(CASES):
        told = list(_moves(case))
        for place, move in enumerate(told):
            earlier = sum(before.day == move.day for before in told[:place])
            days[move.day].append((earlier, number, _step(number, case, move, told, printout)))
    return [step for day in sorted(days) for step in _through_the_day(day, days[day])]


def _moves(case: Case) -> Iterator[_Told]:
    working = calendars().statutory
    day = date.fromisoformat(f"2023-{case.begins}")
    for words in case.moves.split():
        found = _MOVE.fullmatch(words)
        assert found is not None, words
        trigger, word, passes, on = found.group("trigger", "word", "days", "day")
        if on:
            day = date.fromisoformat(f"2023-{on}")
        elif trigger != OPEN:
            number = working.count(day.toordinal()) + (int(passes) if passes else _PASSES.get(trigger, 1))
            day = date.fromordinal(working.working(number))
        yield _Told(trigger, word or "", day)


def _through_the_day(day: date, moves: list[tuple[int, int, Step]]) -> Iterator[Step]:
    """The moves of a day from ten to nine on, the first of each case before the second of any."""
    moves.sort(key=lambda move: move[:2])
    begins = datetime(day.year, day.month, day.day, 8, 50, tzinfo=RIGA)
    apart = min(25, 480 // len(moves))
    for place, (_, _, step) in enumerate(moves):
        at = begins + timedelta(minutes=place * apart)
        yield replace(step, at=at)


def _step(number: int, case: Case, move: _Told, told: list[_Told], printout: str) -> Step:
    of_day = {each.trigger: each.day for each in told}
    start, end = of_day.get("start_training"), of_day.get("record_result")
    course = (start, end or start + timedelta(days=4)) if start else LATER_COURSE
    evaluator = _person(case.organisation, "evaluator", number)
    scene = Scene(case, MERCHANTS[number], move.day, move.word, evaluator, course, printout)
    who = _person(case.organisation, _ROLES.get(move.trigger, "officer"), number)
    at = datetime(move.day.year, move.day.month, move.day.day, tzinfo=RIGA)
    reason = _REASONS.get(move.trigger)
    return Step(number, case.organisation, at, who, move.trigger, form(move.trigger, scene), reason)


def _person(organisation: str, role: str, number: int) -> str:
    """Who does it in the office; its officers take turns by case."""
    there = [person for person in PEOPLE if person.organisation == organisation]
    fit = [person for person in there if person.role == role] or [
        person for person in there if person.role == "officer"
    ]
    return fit[number % len(fit)].username
