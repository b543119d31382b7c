"""Days around the end of a term (X-TIM)."""

from __future__ import annotations

from datetime import timedelta

from caseflow.rules.answer import Answer, computed
from caseflow.rules.registry import rule
from caseflow.rules.types import Day
from caseflow.words import message


@rule("X-TIM-01", source="rulebook chapter 1")
def last_day_before(noted_on: Day) -> Answer[Day]:
    """The last day of a term whose end the clock notes: it ends at midnight, so the end falls on the day after."""
    day = noted_on - timedelta(days=1)
    return computed(day, message("rules_terms.last_day_before.computed", day=day))
