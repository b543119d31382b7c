"""Tells in words how a due date was found, step by step as it was reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from caseflow.calendar.steps import Steps
from caseflow.calendar.suspensions import Interval
from caseflow.calendar.table import SATURDAY, Kind
from caseflow.calendar.terms import Unit
from caseflow.calendar.workdays import Calendar
from caseflow.clock import start_of_day
from caseflow.words.message import Message, message

_ONE_DAY = timedelta(days=1)


def derivation(steps: Steps) -> tuple[Message, ...]:
    """One sentence for each step, in the order of the reckoning; the first may say what the term is for."""
    return (
        *steps.preface,
        *_term(steps),
        *_count(steps),
        *_floor(steps),
        *_suspensions(steps),
        *_move(steps),
        *_end(steps),
        *_calendar(steps),
    )


def _term(steps: Steps) -> Iterator[Message]:
    yield message("calendar.term_is", term=steps.term.words)
    if steps.extended_to is not None:
        yield message("calendar.extended", term=steps.extended_to.words)
    if steps.running.unit is Unit.WORKING_DAY:
        yield message("calendar.anchor.working", day=steps.anchor)
    elif steps.running.unit is not Unit.FIXED:
        yield message("calendar.anchor.days", day=steps.anchor)


def _count(steps: Steps) -> Iterator[Message]:
    running, end = steps.running, date.fromordinal(steps.counted)
    if running.unit is Unit.WORKING_DAY:
        first, calendar = steps.anchor + _ONE_DAY, steps.calendar
        if any(_is_plain_weekend(day, calendar) for day in _days(first, end)):
            yield message("calendar.weekends")
        yield from _named(_days(first, end), calendar)
        yield message("calendar.counted", first=calendar.next_working_day(first), last=end, n=running.number)
    elif running.unit is Unit.DAY:
        yield message("calendar.ends.day", n=running.number, end=end)
    elif running.unit is Unit.WEEK:
        yield message("calendar.ends.week", end=end)
    elif running.unit in (Unit.MONTH, Unit.YEAR):
        same = end.day == steps.anchor.day
        yield message(
            "calendar.ends.same_number" if same else "calendar.ends.last_of_month",
            number=steps.anchor.day,
            end=end,
        )


def _floor(steps: Steps) -> Iterator[Message]:
    if steps.not_before is None:
        return
    later = steps.floored > steps.counted
    yield message("calendar.floor.later" if later else "calendar.floor.earlier", day=steps.not_before)


def _suspensions(steps: Steps) -> Iterator[Message]:
    counts_working_days = steps.running.unit is Unit.WORKING_DAY
    for interval in steps.suspended:
        first = date.fromordinal(interval.first)
        if interval.last is None and steps.due_on is None:
            yield message("calendar.suspension.open", first=first)
        elif interval.last is None or interval.first > _last(steps):
            yield message("calendar.suspension.late", first=first)
        else:
            days = interval.last - interval.first + 1
            if counts_working_days:
                days = steps.calendar.count(interval.last) - steps.calendar.count(interval.first - 1)
            unit = "working" if counts_working_days else "days"
            last = date.fromordinal(interval.last)
            yield message(f"calendar.suspension.{unit}", first=first, last=last, n=days)
    if steps.shifted > steps.floored:
        end = date.fromordinal(steps.shifted)
        if counts_working_days:
            after = date.fromordinal(steps.floored + 1)
            running = [day for day in _days(after, end) if _pause(day, steps.suspended) is None]
            yield from _named(running, steps.calendar)
        yield message("calendar.suspension.end", end=end)


def _move(steps: Steps) -> Iterator[Message]:
    """Why the end moved, or why it did not although someone might expect it."""
    if steps.running.unit is Unit.WORKING_DAY:
        return
    if not steps.running.rolls:
        yield message("calendar.not_moved")
        return
    statutory = steps.calendar.statutory
    day, last = date.fromordinal(steps.shifted), date.fromordinal(_last(steps))
    while day < last:
        if (pause := _pause(day, steps.suspended)) is not None and pause.last is not None:
            until = date.fromordinal(pause.last)
            yield message("calendar.move.suspended", first=day, last=until)
            day = until
        elif not statutory.is_working(day):
            yield message("calendar.move.day", day=day, reason=_reason(day, statutory))
        day += _ONE_DAY
    if steps.due_on is not None and steps.shifted < steps.due_on.toordinal():
        yield message("calendar.move.to", day=steps.due_on)
    if steps.due_on is not None and statutory.find_transferred(steps.due_on) is not None:
        yield message("calendar.move.transferred", day=steps.due_on)


def _end(steps: Steps) -> Iterator[Message]:
    if steps.due_on is not None:
        yield message("calendar.last_day", day=steps.due_on, at=start_of_day(steps.due_on + _ONE_DAY))
    elif steps.left is not None:
        unit = "working" if steps.running.unit is Unit.WORKING_DAY else "days"
        yield message(f"calendar.left.{unit}", n=steps.left)


def _calendar(steps: Steps) -> Iterator[Message]:
    yield message("calendar.calendar", name=steps.calendar.name, version=steps.calendar.version)
    if steps.provisional:
        yield message("calendar.provisional")


def _last(steps: Steps) -> int:
    """The last day of the term, or while it is suspended the day of the event that stopped it."""
    return steps.suspended[-1].first - 1 if steps.due_on is None else steps.due_on.toordinal()


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _is_plain_weekend(day: date, calendar: Calendar) -> bool:
    return day.weekday() >= SATURDAY and not calendar.is_working(day)


def _pause(day: date, suspended: tuple[Interval, ...]) -> Interval | None:
    """The suspension that takes out a day, if any."""
    ordinal = day.toordinal()
    for interval in suspended:
        if interval.first <= ordinal and (interval.last is None or ordinal <= interval.last):
            return interval
    return None


def _named(days: Iterable[date], calendar: Calendar) -> Iterator[Message]:
    """The days whose counting or skipping needs a reason beyond the day of the week."""
    for day in days:
        day_off = calendar.find_day_off(day)
        transferred, worked = calendar.find_transferred(day), calendar.find_worked(day)
        if day_off is not None and day.weekday() < SATURDAY:
            yield message("calendar.skipped", day=day, reason=_reason(day, calendar))
        elif transferred is not None and calendar.is_institutional:
            yield message("calendar.skipped.transferred", day=day, worked=transferred.worked)
        elif transferred is not None:
            yield message("calendar.counted.transferred", day=day)
        elif worked is not None and calendar.is_institutional:
            yield message("calendar.counted.worked", day=day, free=worked.free)


def _reason(day: date, calendar: Calendar) -> Message:
    """Why a day is off: the holiday's name, or the weekend."""
    day_off = calendar.find_day_off(day)
    if day_off is None:
        return message("calendar.reason.weekend")
    if day_off.kind is Kind.SUBSTITUTE:
        return message("calendar.reason.substitute", name=day_off.name, of=day_off.of)
    if day_off.kind is Kind.ONE_OFF:
        return message("calendar.reason.one_off", name=day_off.name)
    return message("calendar.reason.holiday", name=day_off.name)
