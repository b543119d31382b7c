"""Targets of projects and milestones of the investment, in merchants, non-unique (B-IND)."""

from __future__ import annotations

from typing import Final, Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, computed, failed, manual, passed
from caseflow.rules.figures import Figures
from caseflow.rules.registry import rule
from caseflow.rules.types import Count, Day, Money, Record
from caseflow.words import message

Level = Literal["investment", "r1", "r1_project", "r2"]

_SOURCE = "S001 1.3/Rādītāji"
_KEYS: Final[dict[Level, str]] = {
    "investment": "P.B.ms",
    "r1": "P.B.r1.ms",
    "r1_project": "P.B.r1.project",
    "r2": "P.B.r2.ms",
}
_LAST_R2 = "P.B.r2.ms.2026-06-30"


class DayCount(Record):
    """Merchants (non-unique) whose course runs were completed on one day."""

    day: Day
    merchants: Count


@rule(
    "B-IND-06",
    figures=("P.target.full", "P.target.floor", "P.B.r2.assoc_max"),
    covers=("X-MON-04",),
    source="S001 1.3/Atbalsts",
)
def project_target(amount: Money, *, figures: Figures) -> Answer[int]:
    """Merchants that a round-2 project of this amount must train: proportional, rounded up, not below a floor."""
    full, ceiling = figures.integer("P.target.full"), figures.money("P.B.r2.assoc_max")
    floor = figures.integer("P.target.floor")
    target = max(floor, _rounded_up(full * _cents(amount), _cents(ceiling)))
    text = "rules_targets.project_target.computed"
    return computed(target, message(text, n=target, amount=amount, full=full, ceiling=ceiling, floor=floor))


@rule("B-IND-07", figures=("P.target.interim", "P.target.full"), reading="Q-26", source=_SOURCE)
def interim_target(target: Count, *, figures: Figures) -> Answer[int]:
    """The interim target of a round-2 project shrinks with its target, rounded up."""
    full, whole = figures.integer("P.target.interim"), figures.integer("P.target.full")
    interim = _rounded_up(full * target, whole)
    return computed(interim, message("rules_targets.interim_target.computed", n=interim, target=target))


@rule("B-IND-04", figures=(_LAST_R2,), reading="Q-25", source=_SOURCE)
def portfolio_targets_enough(targets: list[Count], *, figures: Figures) -> Check:
    """The targets of all round-2 projects together reach that of the round; below it a person is warned."""
    needed, promised = figures.integer(_LAST_R2), sum(targets)
    if promised < needed:
        return manual(message("rules_targets.portfolio_targets_enough.manual", promised=promised, needed=needed))
    return passed(message("rules_targets.portfolio_targets_enough.passed", promised=promised, needed=needed))


@rule(
    "B-IND-01",
    reference="milestone_day",
    figures=tuple(f"{key}.*" for key in _KEYS.values()),
    reading="Q-15",
    covers=("B-IND-02", "B-IND-03", "B-CNT-02", "B-DL-03"),
    source=_SOURCE,
)
def milestone_reached(level: Level, milestone: Day, counts: list[DayCount], *, figures: Figures) -> Check:
    """What was completed up to and on the milestone day reaches its figure.

    Raises BadInput for a day that is no milestone of this level.
    """
    key = f"{_KEYS[level]}.{milestone}"
    if figures.find(key) is None:
        raise BadInput(f"milestone {milestone}: {level} has no milestone on that day; give one of {_KEYS[level]}.*")
    return _reached(figures.integer(key), milestone, counts)


@rule("B-IND-05", reference="milestone_day", source=_SOURCE)
def project_target_reached(target: Count, due: Day, counts: list[DayCount]) -> Check:
    """A round-2 project's own target, full or interim, is reached by its day."""
    return _reached(target, due, counts)


def _reached(target: int, due: Day, counts: list[DayCount]) -> Check:
    reached = sum(each.merchants for each in counts if each.day <= due)
    values = {"reached": reached, "target": target, "day": due}
    if reached < target:
        return failed(message("rules_targets.reached.failed", missing=target - reached, **values))
    return passed(message("rules_targets.reached.passed", **values))


def _cents(amount: Money) -> int:
    return int(amount * 100)


def _rounded_up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)
