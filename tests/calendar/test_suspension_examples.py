"""Worked examples of suspended and extended terms (SUS-1 to SUS-6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseflow.calendar import Suspension, Term, amended, due, extend
from caseflow.calendar.packaged import calendars
from caseflow.calendar.workdays import Calendar, from_table
from caseflow.errors import BadInput

BOTH = calendars()
STAT, INST = BOTH.statutory, BOTH.institutional
D = date.fromisoformat


def pauses(*days: str) -> list[Suspension]:
    """Suspensions from pairs of days: begun, ended, begun, ended ..."""
    return [Suspension(D(begun), D(ended)) for begun, ended in zip(days[::2], days[1::2], strict=True)]


# Example, term, calendar, day 0, suspensions, last day with and without them.
SUSPENDED = [
    ("E-0201", "10 working days", STAT, "2024-09-02", ("2024-09-05", "2024-09-05"), "2024-09-16", "2024-09-16"),
    ("E-0202", "10 working days", STAT, "2024-09-02", ("2024-09-05", "2024-09-11"), "2024-09-20", "2024-09-16"),
    ("E-0203", "10 working days", STAT, "2024-09-02", ("2024-09-06", "2024-09-08"), "2024-09-16", "2024-09-16"),
    ("E-0204", "10 working days", STAT, "2024-09-02", ("2024-09-07", "2024-09-09"), "2024-09-17", "2024-09-16"),
    ("E-0205", "10 working days", STAT, "2024-04-29", ("2024-05-02", "2024-05-07"), "2024-05-17", "2024-05-15"),
    (
        "E-0206",
        "15 working days",
        STAT,
        "2022-10-03",
        ("2022-10-06", "2022-10-11", "2022-10-20", "2022-10-25"),
        "2022-11-01",
        "2022-10-24",
    ),
    (
        "E-0207",
        "15 working days",
        STAT,
        "2022-10-03",
        ("2022-10-06", "2022-10-13", "2022-10-11", "2022-10-18"),
        "2022-11-03",
        "2022-10-24",
    ),
    ("E-0208", "15 working days", INST, "2024-12-02", ("2024-12-13", "2024-12-16"), "2024-12-28", "2024-12-20"),
    ("E-0211", "1 month", STAT, "2025-01-15", ("2025-01-20", "2025-01-23"), "2025-02-18", "2025-02-17"),
    (
        "E-0212",
        "3 months",
        STAT,
        "2022-08-12",
        ("2022-09-05", "2022-09-09", "2022-09-07", "2022-09-13"),
        "2022-11-21",
        "2022-11-14",
    ),
]


@pytest.mark.parametrize(("example", "term", "calendar", "anchor", "days", "expected", "without"), SUSPENDED)
def test_a_suspended_term_ends_later_by_the_suspended_days(
    example: str, term: str, calendar: Calendar, anchor: str, days: tuple[str, ...], expected: str, without: str
) -> None:

    plain = due(Term.parse(term), D(anchor), calendar)
    found = due(Term.parse(term), D(anchor), calendar, suspensions=pauses(*days))
    assert (found.due_on, plain.due_on) == (D(expected), D(without)), example


def test_a_new_holiday_inside_the_suspension_changes_nothing() -> None:
    """E-0209."""
    [declared] = [entry for entry in BOTH.table.days_off if entry.day == D("2023-05-29")]
    known = tuple(entry for entry in BOTH.table.days_off if entry != declared)
    before = from_table(replace(BOTH.table, version="2023.1", days_off=known))
    after = amended(before, "2023.2", days_off=(declared,))
    for version in (before, after):
        found = due(
            Term.parse("10 working days"),
            D("2023-05-19"),
            version.statutory,
            suspensions=pauses("2023-05-26", "2023-05-31"),
        )
        assert found.due_on == D("2023-06-07")


def test_while_suspended_there_is_no_due_date_only_what_is_left() -> None:
    """E-0210."""
    found = due(Term.parse("10 working days"), D("2024-09-02"), STAT, suspensions=[(D("2024-09-05"), None)])
    assert (found.due_on, found.due_at, found.starts_at, found.left) == (None, None, None, 7)
    assert found.opens_at("start of last day") is None


def test_days_left_of_a_suspended_month_are_calendar_days() -> None:
    found = due(Term.parse("1 month"), D("2025-01-15"), STAT, suspensions=[(D("2025-01-20"), None)])
    assert (found.due_on, found.left) == (None, 26)  # 21.01. to the unmoved end 15.02.


def test_a_suspension_begun_on_the_last_day_comes_too_late() -> None:
    found = due(Term.parse("2 working days"), D("2024-09-02"), STAT, suspensions=[(D("2024-09-04"), None)])
    assert (found.due_on, found.left) == (D("2024-09-04"), None)


def test_a_suspension_on_the_weekend_before_a_moved_end_keeps_the_end_from_falling_into_it() -> None:
    """The unmoved end is Saturday 15.02.2025; suspended from Sunday, it cannot end before Thursday."""
    term, anchor = Term.parse("1 month"), D("2025-01-15")
    stopped = due(term, anchor, STAT, suspensions=[(D("2025-02-16"), None)])
    assert (stopped.due_on, stopped.left) == (None, 0)
    resumed = due(term, anchor, STAT, suspensions=pauses("2025-02-16", "2025-02-19"))
    assert resumed.due_on == D("2025-02-20")


def test_days_suspended_before_the_term_began_cost_nothing() -> None:
    found = due(Term.parse("2 working days"), D("2024-09-09"), STAT, suspensions=pauses("2024-09-02", "2024-09-09"))
    assert found.due_on == D("2024-09-11")


def test_refuses_a_suspension_that_ends_before_it_begins() -> None:
    with pytest.raises(BadInput, match=r"2024-09-05 ends on 2024-09-04"):
        due(Term.parse("2 days"), D("2024-09-02"), STAT, suspensions=pauses("2024-09-05", "2024-09-04"))


@pytest.mark.parametrize(
    ("anchor", "term", "expected"),
    [
        ("2021-11-30", "3 months", "2022-02-28"),  # E-0213
        ("2021-11-30", "5 months", "2022-05-02"),
        ("2021-11-30", "6 months", "2022-05-30"),
        ("2022-07-01", "6 months", "2023-01-02"),  # E-0214
    ],
)
def test_an_extended_term_counts_from_the_original_anchor(anchor: str, term: str, expected: str) -> None:
    found = due(Term.parse("3 months"), D(anchor), STAT, extended_to=Term.parse(term))
    assert found.due_on == D(expected)


def test_a_decision_may_be_extended_to_the_last_day_of_four_months_and_no_further() -> None:
    """E-0215."""
    month, cap, received = Term.parse("1 month"), Term.parse("4 months"), D("2023-10-31")
    assert due(month, received, INST).due_on == D("2023-11-30")
    granted = extend(month, received, INST, wanted=D("2024-02-29"), cap=cap)
    assert (granted.allowed, granted.term) == (True, Term.parse("121 days"))
    assert granted.due is not None
    assert granted.due.due_on == D("2024-02-29")
    refused = extend(month, received, INST, wanted=D("2024-03-01"), cap=cap)
    assert (refused.allowed, refused.term, refused.due) == (False, None, None)
    assert refused.latest == D("2024-02-29")
    assert refused.refusal is not None
    assert refused.refusal.id == "calendar.extension.beyond"


@pytest.mark.parametrize(
    ("days", "expected"),
    [(45, "2023-05-22"), (60, "2023-06-13"), (61, None)],
)
def test_a_contract_may_be_signed_within_60_working_days_at_most(days: int, expected: str | None) -> None:
    """E-0216."""
    term, anchor = Term.parse("30 working days"), D("2023-03-14")
    assert due(term, anchor, STAT).due_on == D("2023-04-27")
    answer = extend(term, anchor, STAT, wanted=Term.parse(f"{days} working days"), cap=Term.parse("60 working days"))
    assert answer.latest == D("2023-06-13")
    assert (answer.due and answer.due.due_on) == (expected and D(expected))


def test_suspended_days_push_out_the_cap_and_later_ones_the_extension() -> None:
    """Q-74: ten suspended days make 29.02. into 10.03., a Sunday, so the cap is Monday 11.03.2024."""
    month, cap, received = Term.parse("1 month"), Term.parse("4 months"), D("2023-10-31")
    ten_days = pauses("2023-11-10", "2023-11-20")
    assert extend(month, received, STAT, wanted=D("2024-03-12"), cap=cap, suspensions=ten_days).latest == D(
        "2024-03-11"
    )
    granted = extend(month, received, STAT, wanted=D("2024-03-05"), cap=cap, suspensions=ten_days)
    assert granted.due is not None
    assert granted.due.due_on == D("2024-03-05")
    more = [*ten_days, Suspension(D("2024-02-01"), D("2024-02-03"))]
    later = due(month, received, STAT, extended_to=granted.term, suspensions=more)
    assert later.due_on == D("2024-03-07")


def test_a_suspended_term_can_be_extended_by_a_term_but_not_to_a_date() -> None:
    term, cap, anchor = Term.parse("1 month"), Term.parse("4 months"), D("2024-01-15")
    still_open = [Suspension(D("2024-01-20"), None)]
    to_date = extend(term, anchor, STAT, wanted=D("2024-03-15"), cap=cap, suspensions=still_open)
    assert to_date.refusal is not None
    assert to_date.refusal.id == "calendar.extension.suspended"
    by_term = extend(term, anchor, STAT, wanted=Term.parse("2 months"), cap=cap, suspensions=still_open)
    assert (by_term.allowed, by_term.latest) == (True, None)
    assert by_term.due is not None
    assert by_term.due.left == 55  # 21.01. to 15.03.2024


@pytest.mark.parametrize("wanted", [Term.parse("1 month"), Term.parse("2 weeks"), D("2024-02-15"), D("2024-01-01")])
def test_what_does_not_end_later_is_no_extension(wanted: Term | date) -> None:
    answer = extend(Term.parse("1 month"), D("2024-01-15"), STAT, wanted=wanted, cap=Term.parse("4 months"))
    assert answer.refusal is not None
    assert answer.refusal.id == "calendar.extension.none"


def test_refuses_to_reckon_with_an_extension_that_is_shorter_than_the_term() -> None:
    with pytest.raises(BadInput, match="ends before the term of 1 month"):
        due(Term.parse("1 month"), D("2024-01-15"), STAT, extended_to=Term.parse("2 weeks"))


def test_a_fixed_date_is_extended_to_another_fixed_date_and_knows_no_suspension() -> None:
    term, wanted = Term.parse("fixed 2026-06-30"), D("2026-08-30")
    answer = extend(term, D("2026-01-01"), STAT, wanted=wanted, cap=Term.parse("fixed 2026-08-31"))
    assert answer.term == Term.fixed(wanted)
    found = due(term, D("2026-01-01"), STAT, suspensions=[(D("2026-02-01"), None)])
    assert found.due_on == D("2026-06-30")
