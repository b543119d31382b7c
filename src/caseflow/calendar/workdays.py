"""Working days: a calendar with its days numbered once, so that counting them is a look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from caseflow.calendar.reading import read_table
from caseflow.calendar.table import SATURDAY, DayOff, HolidayTable, Transfer, amended_table
from caseflow.errors import BadInput

CalendarName = Literal["LV-STAT", "LV-INST"]
# X-TIM-03: transferred days bind institutions of the State budget and nobody else.
_CALENDAR_OF: dict[str, CalendarName] = {
    "state_institution": "LV-INST",
    "ministry": "LV-INST",
    "agency": "LV-INST",
    "hub": "LV-STAT",
    "association": "LV-STAT",
    "merchant": "LV-STAT",
    "university": "LV-STAT",
    "partner": "LV-STAT",
    "person": "LV-STAT",
    "both_sides": "LV-STAT",
    "delivery": "LV-STAT",
}


class OutsideCalendar(BadInput):
    """A working-day decision was asked for a day that the calendar does not know."""


class Calendar:
    """One working-day calendar, `LV-STAT` or `LV-INST`, in one version (X-TIM-02).

    Days are asked for as dates; the counting functions use ordinals (`date.toordinal`). Everything outside
    the years of the table raises `OutsideCalendar`.
    """

    def __init__(self, name: CalendarName, table: HolidayTable, statutory: Calendar | None = None) -> None:
        self.name = name
        self.version = table.version
        self.content_hash = table.content_hash
        self.statutory: Calendar = statutory or self
        self.first = date(table.first_year, 1, 1).toordinal()
        self.last = date(table.last_year, 12, 31).toordinal()
        self._days_off = {entry.day: entry for entry in table.days_off}
        self._transferred = {entry.free: entry for entry in table.transfers}
        self._worked = {entry.worked: entry for entry in table.transfers}
        self._expected = [entry.day.toordinal() for entry in table.expected]
        self._unknown_from = date(table.transfers_known_until + 1, 1, 1).toordinal()
        self._days: list[int] = []  # every working day
        self._counts: list[int] = [0]  # working days up to each day, beginning with the eve of the first
        for ordinal in range(self.first, self.last + 1):
            if self._works(date.fromordinal(ordinal)):
                self._days.append(ordinal)
            self._counts.append(len(self._days))

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and (self.name, self.content_hash) == (
            other.name,
            other.content_hash,
        )

    def __hash__(self) -> int:
        return hash((self.name, self.content_hash))

    @property
    def is_institutional(self) -> bool:
        """Whether transferred working days apply."""
        return self.name == "LV-INST"

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day."""
        ordinal = day.toordinal()
        self._check(ordinal)
        return self.count(ordinal) > self.count(ordinal - 1)

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return date.fromordinal(self.next_working(day.toordinal()))

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after one day and up to and including another; negative if reversed."""
        return self.count(until.toordinal()) - self.count(after.toordinal())

    def next_working(self, ordinal: int) -> int:
        """`next_working_day` on ordinals."""
        self._check(ordinal)
        return self.working(self._counts[ordinal - self.first] + 1)

    def count(self, ordinal: int) -> int:
        """The number of working days from the beginning of the table up to and including a day."""
        if ordinal != self.first - 1:  # the eve of the table may be day 0
            self._check(ordinal)
        return self._counts[ordinal - self.first + 1]

    def working(self, number: int) -> int:
        """The working day with a number, 1 being the first of the table."""
        if not 1 <= number <= len(self._days):
            raise OutsideCalendar(f"the term leaves the calendar {self}, {self._remedy()}")
        return self._days[number - 1]

    def is_provisional(self, first: int, last: int) -> bool:
        """Whether a count over these days may change: an expected day off, or transfers not ordered."""
        unordered = self.is_institutional and last >= self._unknown_from
        return unordered or any(first <= day <= last for day in self._expected)

    def find_day_off(self, day: date) -> DayOff | None:
        """The holiday, substitute or one-off day off on this day."""
        return self._days_off.get(day)

    def find_transferred(self, day: date) -> Transfer | None:
        """The transfer that frees institutions on this day, whatever the calendar."""
        return self._transferred.get(day)

    def find_worked(self, day: date) -> Transfer | None:
        """The transfer for which institutions work on this Saturday, whatever the calendar."""
        return self._worked.get(day)

    def _works(self, day: date) -> bool:
        if self.is_institutional and day in self._worked:
            return True
        transferred = self.is_institutional and day in self._transferred
        return day.weekday() < SATURDAY and day not in self._days_off and not transferred

    def _check(self, ordinal: int) -> None:
        if not self.first <= ordinal <= self.last:
            raise OutsideCalendar(f"{date.fromordinal(ordinal)} is not in the calendar {self}, {self._remedy()}")

    def _remedy(self) -> str:
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        return f"which knows {first} to {last}: choose a day inside or load a newer calendar"


@dataclass(frozen=True)
class Calendars:
    """Both calendars of one version of the holiday table."""

    table: HolidayTable
    statutory: Calendar
    institutional: Calendar

    @property
    def version(self) -> str:
        """The version of the table, which each deadline records."""
        return self.table.version

    @property
    def content_hash(self) -> str:
        """SHA-256 of the table's content."""
        return self.statutory.content_hash

    def named(self, name: str) -> Calendar:
        """`LV-STAT` or `LV-INST`; raises `BadInput` for any other name."""
        for calendar in (self.statutory, self.institutional):
            if calendar.name == name:
                return calendar
        raise BadInput(f"there is no calendar {name!r}: use LV-STAT or LV-INST")

    def for_actor(self, kind: str) -> Calendar:
        """The calendar by who must act (X-TIM-03); raises `BadInput` for an unknown kind."""
        return self.named(calendar_for(kind))


def calendar_for(kind: str) -> CalendarName:
    """The name of the calendar by who must act (X-TIM-03); raises `BadInput` for an unknown kind."""
    if kind not in _CALENDAR_OF:
        raise BadInput(f"{kind!r} is not a kind of actor: use one of {', '.join(_CALENDAR_OF)}")
    return _CALENDAR_OF[kind]


def from_table(table: HolidayTable) -> Calendars:
    """Both calendars of a table."""
    statutory = Calendar("LV-STAT", table)
    return Calendars(table, statutory, Calendar("LV-INST", table, statutory))


def load(text: str, path: str = "the calendar file") -> Calendars:
    """Both calendars from the YAML text of a table; raises `BadInput` for a faulty file."""
    return from_table(read_table(text, path))


def amended(
    calendars: Calendars,
    version: str,
    days_off: tuple[DayOff, ...] = (),
    transfers: tuple[Transfer, ...] = (),
) -> Calendars:
    """A later version with days off or transfers added, such as a holiday declared overnight (Z-CAL-03)."""
    return from_table(amended_table(calendars.table, version, days_off, transfers))
