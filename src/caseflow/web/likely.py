"""Which move a case is likely waiting for: read from the shape of the definition, not from names."""

from __future__ import annotations

from typing import Final

from caseflow.engine.workflow import SCHEDULER, Transition, Workflow
from caseflow.moves.preview import Offer

FEW: Final = 5
"""A trigger of more states than this may come at any time, as a withdrawal does: no case waits for it."""


def likely_first(workflow: Workflow, state: str, offered: list[Offer]) -> list[Offer]:
    """What the state waits for first; what goes back, and what may come in any state, at the end."""
    return sorted(offered, key=lambda offer: _rank(workflow, state, offer.trigger))


def is_likely(workflow: Workflow, trigger: str) -> bool:
    """Whether a case in one of the trigger's states waits for it."""
    return _spread(workflow, trigger) <= FEW


def next_step(workflow: Workflow, state: str) -> Transition | None:
    """What people are likely to do next with a case in that state, whoever they are and whatever its data say."""
    ways = [way for way in workflow.offered(state) if way.roles - {SCHEDULER} and is_likely(workflow, way.trigger)]
    return min(ways, key=lambda way: _rank(workflow, state, way.trigger), default=None)


def _rank(workflow: Workflow, state: str, trigger: str) -> tuple[bool, ...]:
    """False comes first: of few states, leads on, of one or two, leads elsewhere, to no wait; then as in the file."""
    order = {name: place for place, name in enumerate(workflow.states)}
    way, spread = workflow.find(trigger, state), _spread(workflow, trigger)
    ends = [branch.state for branch in way.branches] if way else []
    goes_back = all(order[end] < order[state] for end in ends)
    waits = all(workflow.states[end].kind == "waiting" for end in ends)
    return (False, goes_back, spread > FEW // 2, state in ends, waits) if spread <= FEW else (True,)


def _spread(workflow: Workflow, trigger: str) -> int:
    return len({state for way in workflow.transitions if way.trigger == trigger for state in way.sources})
