"""How long papers are kept (B-DL)."""

from __future__ import annotations

from caseflow.calendar import anniversary
from caseflow.rules.answer import Answer, computed
from caseflow.rules.figures import Figures
from caseflow.rules.registry import rule
from caseflow.rules.types import Day
from caseflow.words import message


@rule(
    "B-DL-06", reference="award_day", figures=("P.ret.years",), covers=("B-DL-07",), source="S001 1.3/Pienākumi, 8.1.13"
)
def kept_until(granted_on: Day, *, figures: Figures) -> Answer[Day]:
    """The last day on which the papers of an award are kept; it never moves off a day without work (X-TIM-06)."""
    day = anniversary(granted_on, figures.integer("P.ret.years"))
    return computed(day, message("rules_terms.kept_until.computed", day=day))
