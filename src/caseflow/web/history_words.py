"""What an event did to a deadline, in words."""

from __future__ import annotations

from caseflow.cases.history import REACHED, STOPPED, ClockChange
from caseflow.words import Message, message


def clock_words(clock: ClockChange) -> Message:
    """Started, moved, reached, stopped, or how it ended."""
    if clock.what == REACHED and clock.after:
        return message("web.history.clock_reached", label=clock.label, day=clock.after)
    if clock.before and clock.after:
        return message("web.history.clock_moved", label=clock.label, before=clock.before, after=clock.after)
    if clock.after:
        return message("web.history.clock_started", label=clock.label, day=clock.after)
    if clock.what == STOPPED:
        return message("web.history.clock_stopped", label=clock.label)
    if clock.what == "fired":
        return message("web.history.clock_expired", label=clock.label)
    return message("web.history.clock_ended", label=clock.label)
