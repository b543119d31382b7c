"""Finds every due date in law: `due`, the one function that does, and its answer."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, timedelta

from caseflow.calendar.derivation import derivation
from caseflow.calendar.edges import Edge
from caseflow.calendar.steps import Steps
from caseflow.calendar.suspensions import Interval, suspended_days
from caseflow.calendar.terms import Term, Unit
from caseflow.calendar.workdays import Calendar
from caseflow.clock import start_of_day
from caseflow.errors import BadInput
from caseflow.words.message import Message

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Due(Steps):
    """When a term ends: its last day, or what is left of it while it is suspended."""

    @property
    def due_at(self) -> datetime | None:
        """Expiry in UTC, the start of the day after the last (X-TIM-01); None while suspended."""
        return None if self.due_on is None else start_of_day(self.due_on + timedelta(days=1))

    @property
    def starts_at(self) -> datetime | None:
        """The start of the last day in UTC; None while suspended."""
        return None if self.due_on is None else start_of_day(self.due_on)

    @property
    def derivation(self) -> tuple[Message, ...]:
        """How the day was found, one sentence for each step; made when it is read."""
        return derivation(self)

    def opens_at(self, edge: Edge | str) -> datetime | None:
        """The instant in UTC of an edge such as `start of last day`; None while suspended.

        Raises `BadInput` for an edge that cannot be read.
        """
        if self.due_on is None:
            return None
        wanted = Edge.parse(edge) if isinstance(edge, str) else edge
        return wanted.instant(self.due_on, self.calendar)

    def in_time(self, instant: datetime) -> bool:
        """Whether something done at an instant is in time; while suspended nothing is late."""
        return self.due_at is None or instant < self.due_at


def due(
    term: Term,
    anchor: date,
    calendar: Calendar,
    *,
    suspensions: Iterable[tuple[date, date | None]] = (),
    extended_to: Term | None = None,
    not_before: date | None = None,
) -> Due:
    """When a term that begins after `anchor` (day 0) ends.

    `calendar` counts working days; moving off a non-working day always uses its `LV-STAT` (X-TIM-03). An
    extension is a longer term from the same anchor (SUS-6). The term ends no earlier than `not_before`, and
    suspensions then stop what runs (SUS-1..5); a fixed date knows no suspension.

    Raises `OutsideCalendar` when a working day is asked for that the calendar does not know, and `BadInput`
    when the extension is shorter than the term.
    """
    running = extended_to or term
    counted = floored = _end_by_count(running, anchor, calendar)
    if extended_to is not None and counted < _end_by_count(term, anchor, calendar):
        raise BadInput(f"the extension to {extended_to} ends before the term of {term}: extend to a longer one")
    if not_before is not None and not_before.toordinal() > counted:
        floored = not_before.toordinal()
        if running.unit is Unit.WORKING_DAY:
            floored = calendar.next_working(floored)
    suspended = () if running.unit is Unit.FIXED else suspended_days(suspensions, anchor)
    shifted = _end_after_suspensions(floored, suspended, running, calendar)
    last = _moved(shifted, suspended, running, calendar.statutory)
    return Due(
        term,
        anchor,
        calendar,
        suspended,
        extended_to,
        not_before,
        counted,
        floored,
        shifted,
        due_on=None if last is None else date.fromordinal(last),
        left=_left(shifted, suspended[-1], running, calendar) if last is None else None,
    )


def later_of(first: Due, *others: Due) -> Due:
    """The one that ends last; a suspended term has no end yet, so it is the latest."""
    return max((first, *others), key=lambda one: one.due_on or date.max)


def with_preface(found: Due, *sentences: Message) -> Due:
    """The same answer, its derivation opening with sentences that say what it is for."""
    return replace(found, preface=sentences)


def _end_by_count(term: Term, anchor: date, calendar: Calendar) -> int:
    """X-TIM-04 for working days, X-TIM-05 for the rest, before anything moves."""
    if term.day is not None:
        return term.day.toordinal()
    if term.unit is Unit.WORKING_DAY:
        return calendar.working(calendar.count(anchor.toordinal()) + term.number)
    if term.unit in _MONTHS:
        return months_later(anchor, term.number * _MONTHS[term.unit]).toordinal()
    end = anchor.toordinal() + term.number * _DAYS[term.unit]
    if end > date.max.toordinal():
        raise BadInput(f"a term of {term} from {anchor} ends after the year {MAXYEAR}: choose a shorter one")
    return end


def months_later(day: date, months: int) -> date:
    """The day with the same number, or the last of a month that has none; `BadInput` after the year 9999."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        raise BadInput(f"{months} months from {day} end after the year {MAXYEAR}: choose a shorter term")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_after_suspensions(end: int, suspended: tuple[Interval, ...], running: Term, calendar: Calendar) -> int:
    """Each suspension begun while the term runs pushes its end by the days taken out (SUS-2, SUS-3)."""
    for first, last in suspended:
        if first > end or last is None:
            break
        if running.unit is Unit.WORKING_DAY:
            taken = calendar.count(last) - calendar.count(first - 1)
            end = calendar.working(calendar.count(end) + taken)
        else:
            end += last - first + 1
    return end


def _moved(end: int, suspended: tuple[Interval, ...], running: Term, statutory: Calendar) -> int | None:
    """The last day, off non-working and suspended days where the term moves; None while suspended."""
    moves = running.rolls and running.unit is not Unit.WORKING_DAY
    last = statutory.next_working(end) if moves else end
    for begun, ended in suspended:
        if begun > last:
            break
        if ended is None:
            return None
        if moves and last <= ended:
            last = statutory.next_working(ended + 1)
    return last


def _left(end: int, still_open: Interval, running: Term, calendar: Calendar) -> int:
    if running.unit is Unit.WORKING_DAY:
        return calendar.count(end) - calendar.count(still_open.first - 1)
    return max(0, end - still_open.first + 1)
