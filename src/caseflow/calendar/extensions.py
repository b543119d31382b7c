"""Extending a term: a longer one from the original anchor, never beyond its cap (SUS-6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseflow.calendar.reckoning import Due, due
from caseflow.calendar.suspensions import suspended_days
from caseflow.calendar.terms import Term, Unit
from caseflow.calendar.workdays import Calendar
from caseflow.words.message import Message, message


@dataclass(frozen=True, slots=True)
class Extension:
    """The answer to a wish for more time.

    Allowed: `term` is what to pass to `due` as `extended_to`, `due` the new end. Refused: both are None and
    `refusal` says why. `latest` is the last day that the cap allows; None while the term is suspended.
    """

    term: Term | None
    due: Due | None
    latest: date | None
    refusal: Message | None

    @property
    def allowed(self) -> bool:
        """Whether the extension may be granted."""
        return self.refusal is None


def extend(
    term: Term,
    anchor: date,
    calendar: Calendar,
    *,
    wanted: Term | date,
    cap: Term,
    suspensions: Iterable[tuple[date, date | None]] = (),
) -> Extension:
    """Whether a term may be extended to a longer term or to a date, within a cap from the same anchor.

    Suspended days push out the cap too (Q-74). A date becomes the number of days that run from the anchor to
    it, so that a later suspension stops the extended term as it stops any other. While the term is suspended
    only a term can be asked for, since no date is certain.
    """
    pauses = tuple(suspensions)
    if not isinstance(wanted, Term) and _stopped(term, anchor, calendar, pauses):
        return Extension(None, None, None, message("calendar.extension.suspended", wanted=wanted))
    longer = wanted if isinstance(wanted, Term) else term_until(wanted, term, anchor, pauses)
    # An open suspension pushes out all three alike, so they are compared without it.
    ended = [pause for pause in pauses if pause[1] is not None]
    now = due(term, anchor, calendar, suspensions=ended)
    limit = due(cap, anchor, calendar, suspensions=ended)
    asked = due(longer, anchor, calendar, suspensions=ended)
    latest = due(cap, anchor, calendar, suspensions=pauses).due_on
    if _end(asked) <= _end(now):
        return Extension(None, None, latest, message("calendar.extension.none", now=_end(now)))
    if _end(asked) > _end(limit):
        refusal = message(
            "calendar.extension.beyond", asked=_end(asked), cap=cap.words, anchor=anchor, latest=_end(limit)
        )
        return Extension(None, None, latest, refusal)
    found = due(term, anchor, calendar, suspensions=pauses, extended_to=longer)
    return Extension(longer, found, latest, None)


def _stopped(term: Term, anchor: date, calendar: Calendar, pauses: tuple[tuple[date, date | None], ...]) -> bool:
    return due(term, anchor, calendar, suspensions=pauses).due_on is None


def term_until(wanted: date, term: Term, anchor: date, pauses: tuple[tuple[date, date | None], ...] = ()) -> Term:
    """A date as a term from the anchor: the days up to it that are not suspended."""
    if term.unit is Unit.FIXED:
        return Term.fixed(wanted)
    end = wanted.toordinal()
    taken = sum(min(last or end, end) - first + 1 for first, last in suspended_days(pauses, anchor) if first <= end)
    days = end - anchor.toordinal() - taken
    # A date at or before the anchor asks for no day at all; one day is then short enough to be refused.
    return Term(Unit.DAY, max(1, days), rolls=term.rolls)


def _end(found: Due) -> date:
    return found.due_on or date.max
