"""Worked examples of terms without suspension: working days, days to years, fixed and retention dates, instants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from caseflow.calendar import (
    DayOff,
    Kind,
    Term,
    amended,
    due,
    later_than_years,
    retention_end,
)
from caseflow.calendar.packaged import calendars
from caseflow.calendar.workdays import Calendar, from_table
from caseflow.words import Text

BOTH = calendars()
STAT, INST = BOTH.statutory, BOTH.institutional
D = date.fromisoformat


# E-0101..E-0126: example, day 0, working days, last day in LV-STAT, in LV-INST (None: the same).
WORKING_DAYS = [
    ("E-0101", "2018-03-29", 2, "2018-04-04", None),
    ("E-0102", "2018-04-27", 2, "2018-05-02", "2018-05-03"),
    ("E-0103", "2018-07-06", 1, "2018-07-10", None),
    ("E-0104", "2018-09-21", 1, "2018-09-25", None),
    ("E-0105", "2018-11-15", 2, "2018-11-20", None),
    ("E-0106", "2018-12-21", 5, "2019-01-04", None),
    ("E-0107", "2019-06-21", 2, "2019-06-26", None),
    ("E-0108", "2020-06-11", 5, "2020-06-18", "2020-06-17"),
    ("E-0109", "2021-06-16", 6, "2021-06-28", None),
    ("E-0110", "2021-11-17", 1, "2021-11-19", "2021-11-22"),
    ("E-0111", "2022-12-30", 2, "2023-01-03", None),
    ("E-0112", "2023-04-24", 10, "2023-05-10", "2023-05-11"),
    ("E-0113", "2023-05-25", 5, "2023-06-02", None),
    ("E-0114", "2023-07-06", 10, "2023-07-21", None),
    ("E-0115", "2024-12-16", 10, "2025-01-06", "2025-01-07"),
    ("E-0116", "2025-04-28", 5, "2025-05-07", "2025-05-08"),
    ("E-0116", "2025-04-28", 10, "2025-05-14", "2025-05-14"),
    ("E-0117", "2025-11-08", 1, "2025-11-10", None),
    ("E-0118", "2026-01-15", 2, "2026-01-19", "2026-01-17"),
    ("E-0119", "2027-03-25", 2, "2027-03-31", None),
    ("E-0120", "2028-07-07", 1, "2028-07-10", None),
    ("E-0121", "2029-12-28", 1, "2030-01-02", None),
    ("E-0122", "2030-05-03", 2, "2030-05-08", None),
    ("E-0123", "2030-12-24", 2, "2030-12-30", None),
    ("E-0124", "2023-11-18", 3, "2023-11-23", None),
    ("E-0125", "2023-04-18", 20, "2023-05-18", "2023-05-19"),
    ("E-0126", "2022-11-01", 30, "2022-12-14", None),
    ("E-0126", "2022-11-01", 60, "2023-01-26", None),
]


@pytest.mark.parametrize(("example", "anchor", "number", "stat", "inst"), WORKING_DAYS)
def test_counts_working_days_in_both_calendars(
    example: str, anchor: str, number: int, stat: str, inst: str | None
) -> None:
    term = Term.parse(f"{number} working days")
    found = [due(term, D(anchor), calendar).due_on for calendar in (STAT, INST)]
    assert found == [D(stat), D(inst or stat)], example


def test_a_holiday_declared_overnight_moves_the_last_day() -> None:
    """E-0113: 29.05.2023 became a holiday on the eve; the older version of the table does not know it."""
    [declared] = [entry for entry in BOTH.table.days_off if entry.day == D("2023-05-29")]
    known = tuple(entry for entry in BOTH.table.days_off if entry != declared)
    before = from_table(replace(BOTH.table, version="2023.1", days_off=known))
    term, anchor = Term.parse("5 working days"), D("2023-05-25")
    assert due(term, anchor, before.statutory).due_on == D("2023-06-01")
    after = amended(before, "2023.2", days_off=(declared,))
    assert due(term, anchor, after.statutory).due_on == D("2023-06-02")


def test_a_festival_loaded_later_moves_the_last_day_and_settles_it() -> None:
    """E-0120: the festival of 2028 is planned only, so its Monday counts and the date is provisional."""
    term, anchor = Term.parse("1 working day"), D("2028-07-07")
    assert due(term, anchor, STAT).provisional
    name = Text("dziesmu svētki", "song festival")
    closing = DayOff(D("2028-07-09"), name, Kind.HOLIDAY, "decided")
    monday = DayOff(D("2028-07-10"), name, Kind.SUBSTITUTE, "decided", of=closing.day)
    later = amended(BOTH, "2028.1", days_off=(closing, monday))
    found = due(term, anchor, later.statutory)
    assert (found.due_on, found.provisional) == (D("2028-07-11"), False)


def test_institutions_without_a_transfer_order_have_provisional_dates() -> None:
    """E-0119: no order is known for 2027."""
    term, anchor = Term.parse("2 working days"), D("2027-03-25")
    assert (due(term, anchor, STAT).provisional, due(term, anchor, INST).provisional) == (False, True)


# E-0127..E-0136: example, day 0, term, last day.
CALENDAR_TERMS = [
    ("E-0127", "2024-12-13", "10 days", "2024-12-23"),
    ("E-0128", "2025-11-01", "7 days", "2025-11-10"),
    ("E-0129", "2024-04-05", "30 days", "2024-05-07"),
    ("E-0130", "2023-06-09", "2 weeks", "2023-06-26"),
    ("E-0131", "2028-01-31", "1 month", "2028-02-29"),
    ("E-0132", "2022-02-28", "1 month", "2022-03-28"),
    ("E-0133", "2024-02-29", "1 month", "2024-04-02"),
    ("E-0134", "2018-10-18", "1 month", "2018-11-20"),
    ("E-0135", "2020-08-31", "6 months", "2021-03-01"),
    ("E-0136", "2023-05-04", "1 year", "2024-05-07"),
]


@pytest.mark.parametrize("calendar", [STAT, INST], ids=str)
@pytest.mark.parametrize(("example", "anchor", "term", "expected"), CALENDAR_TERMS)
def test_moves_the_end_by_the_statutory_calendar(
    example: str, anchor: str, term: str, expected: str, calendar: Calendar
) -> None:
    assert due(Term.parse(term), D(anchor), calendar).due_on == D(expected), example


@pytest.mark.parametrize("text", ["2029-12-31", "2023-12-31", "2026-06-30"])
def test_a_date_written_into_the_programme_never_moves(text: str) -> None:
    """E-0137: 31.12.2029 is a holiday, 31.12.2023 a Sunday."""
    assert due(Term.parse(f"fixed {text}"), D("2023-01-02"), STAT).due_on == D(text)


def test_retention_ends_on_easter_monday_of_a_year_beyond_the_table() -> None:
    """E-0138: personal codes are erased from the next day on."""
    found = retention_end(D("2024-04-10"), 10, STAT)
    assert found.due_on == D("2034-04-10")
    assert found.due_at == datetime.fromisoformat("2034-04-11T00:00+03:00")


def test_retention_counts_from_31_december_of_the_year() -> None:
    """E-0139."""
    assert retention_end(D("2029-03-14"), 5, STAT, from_year_end=True).due_on == D("2034-12-31")


@pytest.mark.parametrize(("years", "expected"), [(3, "2029-09-30"), (5, "2031-09-30")])
def test_retention_stays_on_a_sunday(years: int, expected: str) -> None:
    """E-0140: three years up to 60 000 EUR, else five."""
    assert retention_end(D("2026-09-30"), years, STAT).due_on == D(expected)


@pytest.mark.parametrize(
    ("finished", "day", "later"),
    [
        ("2022-05-04", "2023-05-04", False),  # E-0141
        ("2022-05-04", "2023-05-05", True),
        ("2023-02-28", "2024-02-28", False),  # E-0142
        ("2023-02-28", "2024-02-29", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
    ],
)
def test_more_than_a_year_is_strict(finished: str, day: str, later: bool) -> None:
    assert later_than_years(D(finished), 1, D(day)) is later


@pytest.mark.parametrize(
    ("closes", "instant", "in_time"),
    [
        ("2023-10-31", "2023-10-31T21:59:59Z", True),
        ("2023-10-31", "2023-10-31T22:00:00Z", False),
        ("2023-09-29", "2023-09-29T20:59:59Z", True),
        ("2023-09-29", "2023-09-29T21:00:00Z", False),
    ],
)
def test_a_call_closes_at_midnight_in_riga(closes: str, instant: str, in_time: bool) -> None:
    """E-0143: winter time since 29.10.2023."""
    found = due(Term.fixed(D(closes)), D(closes), STAT)
    assert found.in_time(datetime.fromisoformat(instant)) is in_time


@pytest.mark.parametrize(
    ("last_day", "instant"),
    [("2023-03-24", "2023-03-24T22:00:00Z"), ("2023-03-27", "2023-03-27T21:00:00Z")],
)
def test_expires_at_the_start_of_the_next_day_on_both_sides_of_the_clock_change(last_day: str, instant: str) -> None:
    """E-0144: the clocks change on 26.03.2023."""
    assert due(Term.fixed(D(last_day)), D(last_day), STAT).due_at == datetime.fromisoformat(instant)
