"""Instants, dates in Riga and clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.clock import RIGA, FixedClock, MachineClock, riga_date, start_of_day
from caseflow.errors import BadInput

MODERN = st.dates(date(1997, 1, 1), date(2100, 12, 30))


@pytest.mark.parametrize(
    ("day", "instant", "hours"),
    [
        ("2023-03-25", "2023-03-24T22:00:00Z", 24),
        ("2023-03-26", "2023-03-25T22:00:00Z", 23),  # summer time begins at 03:00
        ("2023-03-27", "2023-03-26T21:00:00Z", 24),
        ("2023-10-29", "2023-10-28T21:00:00Z", 25),  # winter time begins at 04:00
        ("2023-10-30", "2023-10-29T22:00:00Z", 24),
    ],
)
def test_a_day_begins_at_midnight_in_riga_whatever_the_offset(day: str, instant: str, hours: int) -> None:
    start = start_of_day(date.fromisoformat(day))
    assert start == datetime.fromisoformat(instant)
    assert start.tzinfo is UTC
    assert start_of_day(date.fromisoformat(day) + timedelta(days=1)) - start == timedelta(hours=hours)


@given(MODERN)
def test_the_date_changes_exactly_at_the_start_of_the_day(day: date) -> None:
    start = start_of_day(day)
    assert riga_date(start) == day
    assert riga_date(start - timedelta(microseconds=1)) == day - timedelta(days=1)


@given(st.datetimes(datetime(1997, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_instant_lies_in_its_day(instant: datetime) -> None:
    day = riga_date(instant)
    assert start_of_day(day) <= instant < start_of_day(day + timedelta(days=1))


def test_both_hours_that_read_the_same_in_october_lie_on_the_same_day() -> None:
    first, second = (datetime(2023, 10, 29, 3, 30, tzinfo=RIGA, fold=fold) for fold in (0, 1))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert riga_date(first) == riga_date(second) == date(2023, 10, 29)


def test_refuses_an_instant_without_a_time_zone() -> None:
    naive = datetime(2024, 1, 1)  # noqa: DTZ001
    with pytest.raises(BadInput, match="2024-01-01T00:00:00 has no time zone"):
        riga_date(naive)
    with pytest.raises(BadInput, match="has no time zone"):
        FixedClock(naive)


def test_a_fixed_clock_stands_until_told() -> None:
    clock = FixedClock(datetime(2023, 10, 29, 0, 30, tzinfo=RIGA))
    assert clock.now() == clock.now() == datetime(2023, 10, 28, 21, 30, tzinfo=UTC)
    clock.advance(timedelta(hours=25))
    assert clock.now().astimezone(RIGA).isoformat() == "2023-10-30T00:30:00+02:00"
    clock.set(datetime(2024, 1, 1, tzinfo=RIGA))
    assert clock.now() == datetime(2023, 12, 31, 22, tzinfo=UTC)


def test_the_machine_clock_speaks_utc_and_does_not_run_backwards() -> None:
    clock = MachineClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first
