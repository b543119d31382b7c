"""Terms and edges as they are written, and the instants of the edges."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.calendar import Edge, Term, Unit, due, later_of
from caseflow.calendar.packaged import calendars
from caseflow.errors import BadInput

BOTH = calendars()
STAT, INST = BOTH.statutory, BOTH.institutional
D = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2 working days", Term(Unit.WORKING_DAY, 2)),
        ("1 working day", Term(Unit.WORKING_DAY, 1)),
        ("10 calendar days", Term(Unit.DAY, 10)),
        ("10 days", Term(Unit.DAY, 10)),
        ("1 day", Term(Unit.DAY, 1)),
        ("2 weeks", Term(Unit.WEEK, 2)),
        ("1 month", Term(Unit.MONTH, 1)),
        ("  10   years ", Term(Unit.YEAR, 10)),
        ("9999 days", Term(Unit.DAY, 9999)),
        ("fixed 2026-06-30", Term(Unit.FIXED, 0, D("2026-06-30"), rolls=False)),
    ],
)
def test_reads_a_term(text: str, term: Term) -> None:
    assert Term.parse(text) == term


@given(unit=st.sampled_from([unit for unit in Unit if unit is not Unit.FIXED]), number=st.integers(1, 9999))
def test_a_term_reads_back_as_it_is_written(unit: Unit, number: int) -> None:
    term = Term(unit, number)
    assert Term.parse(str(term)) == term


@given(st.dates())
def test_a_fixed_date_reads_back_as_it_is_written(day: date) -> None:
    assert Term.parse(str(Term.fixed(day))) == Term.fixed(day)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "does not begin with a whole number: write for example"),
        ("two days", "does not begin with a whole number"),
        ("2.5 days", "does not begin with a whole number"),
        ("2 wombats", "no unit 'wombats'; write for example"),
        ("2", "no unit ''"),
        ("2 working", "no unit 'working'"),
        ("0 days", "the number must go from 1 to 9999"),
        ("-2 days", "the number must go from 1 to 9999"),
        ("10000 days", "the number must go from 1 to 9999"),
        ("fixed 2026-02-29", "there is no day 2026-02-29"),
        ("fixed 30.06.2026", "'30.06.2026' is not a date; write year-month-day"),
        ("fixed", "'' is not a date"),
    ],
)
def test_says_what_is_wrong_with_a_term(text: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        Term.parse(text)


@pytest.mark.parametrize(
    ("unit", "number", "day", "rolls"),
    [
        (Unit.DAY, 0, None, True),
        (Unit.DAY, -1, None, True),
        (Unit.DAY, 1, D("2024-01-01"), True),
        (Unit.FIXED, 0, None, False),
        (Unit.FIXED, 1, D("2024-01-01"), False),
        (Unit.FIXED, 0, D("2024-01-01"), True),
    ],
)
def test_a_term_of_parts_that_do_not_fit_is_refused(unit: Unit, number: int, day: date | None, rolls: bool) -> None:
    with pytest.raises(BadInput):
        Term(unit, number, day, rolls)


@pytest.mark.parametrize(
    ("edge", "instant"),
    [
        ("start of last day", "2024-05-06T21:00:00Z"),
        ("start of the day after", "2024-05-07T21:00:00Z"),
        ("1 working day before", "2024-05-02T21:00:00Z"),
        ("2 working days before", "2024-05-01T21:00:00Z"),
        ("1 day before", "2024-05-05T21:00:00Z"),
        ("40 days before", "2024-03-27T22:00:00Z"),
    ],
)
def test_an_edge_is_the_start_of_a_day_in_riga(edge: str, instant: str) -> None:
    """The last day is Tuesday 07.05.2024, after a weekend and the substitute of 04.05."""
    found = due(Term.parse("30 days"), D("2024-04-05"), STAT)
    assert found.opens_at(edge) == datetime.fromisoformat(instant)
    assert str(Edge.parse(edge)).replace("days", "day") == edge.replace("days", "day")


def test_working_days_before_are_counted_in_the_calendar_of_the_term() -> None:
    last_day = D("2026-01-19")
    found = [
        due(Term.fixed(last_day), last_day, calendar).opens_at("1 working day before") for calendar in (STAT, INST)
    ]
    expected = ["2026-01-15T22:00:00Z", "2026-01-16T22:00:00Z"]  # institutions work on Saturday 17.01.
    assert found == [datetime.fromisoformat(instant) for instant in expected]


@pytest.mark.parametrize("text", ["", "end of last day", "0 days before", "x days before", "2 weeks before"])
def test_says_how_an_edge_is_written(text: str) -> None:
    with pytest.raises(BadInput, match="write 'start of last day'"):
        Edge.parse(text)


def test_the_later_of_two_is_the_one_that_ends_last_and_a_suspended_one_ends_after_all() -> None:
    first, second = (due(Term.parse(text), D("2024-04-05"), STAT) for text in ("1 month", "30 days"))
    stopped = due(Term.parse("1 week"), D("2024-04-05"), STAT, suspensions=[(D("2024-04-08"), None)])
    longest = due(Term.parse("2 months"), D("2024-04-05"), STAT)
    assert later_of(first, longest, second) is longest
    assert later_of(longest, stopped) is stopped
