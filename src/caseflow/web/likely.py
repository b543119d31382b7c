"""Which move a case is likely waiting for, and whose: read from the shape of the definition, not from names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from caseflow.engine.workflow import SCHEDULER, Transition, Workflow
from caseflow.moves.preview import Offer
from caseflow.words import Text

FEW: Final = 5
"""A trigger of more states than this may come at any time, as a withdrawal does: no case waits for it."""
APPLICANT: Final = "applicant"
RELATED: Final = "related"
"""Whom a case waits for that only a related case moves on."""
WAITED_FOR: Final = frozenset({"officer", "head", "evaluator", "payments_officer", "hub_expert", APPLICANT, RELATED})
"""Whom the catalogue can say that a case waits for; the role of any other is named."""


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: the move that this person is likely to make, or whom the case waits for."""

    trigger: str | None = None
    title: Text | None = None
    waits: str | None = None


def next_step(
    workflow: Workflow, state: str, held: Collection[str], tasks: Collection[tuple[str, str]] = ()
) -> Step | None:
    """What somebody who holds these roles is likely to do next with a case in that state, or who else is.

    `tasks` are the open ones of the case, by name and role. Its data are not asked. None: nothing is to be done.
    """
    kind = workflow.states[state].kind
    if kind == "closed":
        return None
    if kind == "waiting":
        return Step(waits=APPLICANT)
    offered = workflow.offered(state)
    ways = [way for way in offered if way.roles - {SCHEDULER} and is_likely(workflow, way.trigger)]
    ways.sort(key=lambda way: _rank(workflow, state, way.trigger))
    if not ways:
        return Step(waits=RELATED) if any(way.told for way in offered) else None
    called = next((role for name, role in tasks if name in _opened_by_moves(workflow)), None)
    mine = next((way for way in ways if way.roles & set(held) and _may_come(workflow, state, way, ways, called)), None)
    if mine is not None:
        return Step(mine.trigger, mine.title)
    return Step(waits=called or _whose(ways[0]))


def _may_come(workflow: Workflow, state: str, way: Transition, ways: list[Transition], called: str | None) -> bool:
    """The likeliest of all, or of those whom an open task calls; else one that leads on."""
    if called is not None:
        return called in way.roles
    rank = _rank(workflow, state, way.trigger)
    return way is ways[0] or not (rank.back or rank.stays)


def _opened_by_moves(workflow: Workflow) -> set[str]:
    """The tasks by which a move calls somebody; those of deadlines only remind."""
    return {task.name for way in workflow.transitions for branch in way.branches for task in branch.tasks}


def _whose(way: Transition) -> str:
    roles = way.roles - {SCHEDULER}
    return sorted(roles - {APPLICANT} or roles, key=lambda role: (role != "officer", role))[0]


def likely_path(workflow: Workflow, state: str, most: int = 2, barred: Collection[str] = ()) -> list[str]:
    """The states that a case in that state will pass if all goes well: people lead it on, and it ends last.

    `barred` are triggers of the state that are not for this case.
    """
    path: list[str] = []
    while len(path) < most and (follows := _follows(workflow, path[-1] if path else state, () if path else barred)):
        path.append(follows)
    return path


def _follows(workflow: Workflow, state: str, barred: Collection[str] = ()) -> str | None:
    """The end with the longest way to go (whoever is refused goes a shorter one), without detours."""
    ends = _ahead(workflow, state, barred)
    if not ends:
        return None
    to_go = {end: _to_go(workflow, end) for end in ends}
    best = [end for end in ends if to_go[end] == max(to_go.values())]
    if len(best) > 1 and len(after := {_follows(workflow, end) for end in best}) == 1 and None not in after:
        return after.pop()  # two ways to the same place: which of them is not known yet
    chosen: str | None = best[0]
    beyond = chosen
    while beyond is not None and (beyond := _follows(workflow, beyond)):
        chosen = beyond if beyond in to_go else chosen  # what lay between was a detour
    return chosen


def _to_go(workflow: Workflow, state: str) -> int:
    return 1 + max((_to_go(workflow, end) for end in _ahead(workflow, state)), default=0)


def _ahead(workflow: Workflow, state: str, barred: Collection[str] = ()) -> list[str]:
    """Where likely moves of people lead from a state, never back; a closed case is at its end."""
    if workflow.states[state].kind == "closed":
        return []
    order = {name: place for place, name in enumerate(workflow.states)}
    offered = [way for way in workflow.offered(state) if way.trigger not in barred]
    ways = [way for way in offered if way.told or way.roles - {SCHEDULER}]
    ends = {branch.state for way in ways if is_likely(workflow, way.trigger) for branch in way.branches}
    return sorted((end for end in ends if order[end] > order[state]), key=order.__getitem__)


def likely_first(workflow: Workflow, state: str, offered: list[Offer]) -> list[Offer]:
    """What the state waits for first; what goes back, and what may come in any state, at the end."""
    return sorted(offered, key=lambda offer: _rank(workflow, state, offer.trigger))


def is_likely(workflow: Workflow, trigger: str) -> bool:
    """Whether a case in one of the trigger's states waits for it."""
    return _spread(workflow, trigger) <= FEW


class Rank(NamedTuple):
    """How unlikely a move is in a state; what is False throughout comes first, then the order of the file counts."""

    any_time: bool
    back: bool
    again: bool
    many_states: bool
    stays: bool
    waits: bool


def _rank(workflow: Workflow, state: str, trigger: str) -> Rank:
    order = {name: place for place, name in enumerate(workflow.states)}
    way, spread = workflow.find(trigger, state), _spread(workflow, trigger)
    if way is None or spread > FEW:
        return Rank(any_time=True, back=True, again=True, many_states=True, stays=True, waits=True)
    ends = [branch.state for branch in way.branches]
    begun = any(order[source] < order[state] for each in workflow.transitions if each.trigger == trigger
                for source in each.sources if source in order)  # fmt: skip
    return Rank(
        any_time=False,
        back=all(order[end] < order[state] for end in ends),
        again=begun and state in ends,  # a step of an earlier state, taken once more
        many_states=spread > FEW // 2,
        stays=state in ends,
        waits=all(workflow.states[end].kind == "waiting" for end in ends),
    )


def _spread(workflow: Workflow, trigger: str) -> int:
    return len({state for way in workflow.transitions if way.trigger == trigger for state in way.sources})
