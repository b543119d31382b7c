"""The protocol of a clock, the machine's own clock, and a clock that stands still until told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

from caseflow.errors import BadInput


class Clock(Protocol):
    """Whoever needs the time is given a clock; nothing else in the house asks the machine."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class MachineClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place where the machine is asked


class FixedClock:
    """A clock that shows one instant until it is set or advanced: for tests and what-if questions."""

    def __init__(self, instant: datetime) -> None:
        self.set(instant)

    def now(self) -> datetime:
        """The instant that the clock was set to, in UTC."""
        return self._instant

    def set(self, instant: datetime) -> None:
        """Show another instant; raises `BadInput` when it has no time zone."""
        if instant.tzinfo is None:
            raise BadInput(f"the instant {instant.isoformat()} has no time zone: give one, such as UTC")
        self._instant = instant.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move the clock by real time, so an hour is an hour across a change of the clocks too."""
        self._instant += by
