"""Which move a case is likely waiting for: read from the shape of the definition, not from names."""

from __future__ import annotations

from typing import Final

from caseflow.engine.workflow import SCHEDULER, Transition, Workflow
from caseflow.moves.preview import Offer

FEW: Final = 5
"""A trigger of more states than this may come at any time, as a withdrawal does: no case waits for it."""


def likely_first(workflow: Workflow, offered: list[Offer]) -> list[Offer]:
    """What belongs to few states before what may always come; what leads on before what may change no state."""
    return sorted(offered, key=lambda offer: _rank(workflow, offer.trigger))


def is_likely(workflow: Workflow, trigger: str) -> bool:
    """Whether a case in one of the trigger's states waits for it."""
    return _spread(workflow, trigger) <= FEW


def next_step(workflow: Workflow, state: str) -> Transition | None:
    """What people are likely to do next with a case in that state, whoever they are and whatever its data say."""
    ways = [way for way in workflow.offered(state) if way.roles - {SCHEDULER} and is_likely(workflow, way.trigger)]
    return min(ways, key=lambda way: _rank(workflow, way.trigger), default=None)


def _rank(workflow: Workflow, trigger: str) -> tuple[int, bool]:
    return _spread(workflow, trigger), _may_stay(workflow, trigger)


def _spread(workflow: Workflow, trigger: str) -> int:
    return len({state for way in workflow.transitions if way.trigger == trigger for state in way.sources})


def _may_stay(workflow: Workflow, trigger: str) -> bool:
    ways = [way for way in workflow.transitions if way.trigger == trigger]
    return any((branch.state,) == way.sources for way in ways for branch in way.branches)
