"""Long spans that are compared or end as they are: retention and `more than n years` (X-TIM-06, X-TIM-07)."""

from __future__ import annotations

from datetime import date

from caseflow.calendar.reckoning import Due, due, months_later, with_preface
from caseflow.calendar.terms import Term, Unit
from caseflow.calendar.workdays import Calendar
from caseflow.words.message import message


def retention_end(anchor: date, years: int, calendar: Calendar, *, from_year_end: bool = False) -> Due:
    """The last day on which data is kept; it never moves, and may lie beyond the calendar (X-TIM-06).

    With `from_year_end` the years count from 31 December of the anchor's year (Z-DAT-02). Erase from `due_at`
    on.
    """
    start = date(anchor.year, 12, 31) if from_year_end else anchor
    opening = message("calendar.retention.year_end" if from_year_end else "calendar.retention", anchor=anchor)
    return with_preface(due(Term(Unit.YEAR, years, rolls=False), start, calendar), opening)


def anniversary(day: date, years: int) -> date:
    """The day with the same number so many years later; 29 February becomes 28 February in a common year."""
    return months_later(day, 12 * years)


def later_than_years(finished: date, years: int, day: date) -> bool:
    """Whether more than so many years have passed on a day; the anniversary is too early (X-TIM-07)."""
    return day > anniversary(finished, years)
