"""What an instant means in Riga: the date there, and when a day begins (X-TIM-01)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from caseflow.errors import BadInput

RIGA = ZoneInfo("Europe/Riga")


def riga_date(instant: datetime) -> date:
    """The calendar date in Riga at an instant; raises `BadInput` when the instant has no time zone."""
    if instant.tzinfo is None:
        raise BadInput(f"the instant {instant.isoformat()} has no time zone: give one, such as UTC")
    return instant.astimezone(RIGA).date()


def start_of_day(day: date) -> datetime:
    """The instant, in UTC, at which a day begins in Riga.

    Day D lasts until `start_of_day(D + 1 day)`: 23, 24 or 25 hours. Midnight is never skipped nor repeated in
    Riga, since the clocks change at 3 and 4 o'clock, so the wall time is unambiguous.
    """
    return datetime(day.year, day.month, day.day, tzinfo=RIGA).astimezone(UTC)
