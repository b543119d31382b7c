"""The state machine of record: one shared `transitions.Machine` per workflow version, fired last by `step`."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from transitions import EventData, Machine, MachineError

from caseflow.engine.workflow import NEW, Transition, Workflow

logging.getLogger("transitions").setLevel(logging.WARNING)  # it logs every callback at INFO


@dataclass(slots=True)
class CaseView:
    """The detached object that the machine moves: a state, and the branch that `step` has judged to hold."""

    state: str
    branch: int | str | None


class _Chosen:
    """A machine condition that only repeats what `step` found; guards are never evaluated twice."""

    __slots__ = ("__name__", "_branch")

    def __init__(self, branch: int | str) -> None:
        self._branch = branch
        self.__name__ = f"branch_{branch}"

    def __call__(self, event: EventData) -> bool:
        return cast(CaseView, event.model).branch == self._branch


def build(workflow: Workflow) -> Machine:
    """The machine of a workflow: its states and transitions, and nothing that the library would add by itself."""
    machine = Machine(
        model=None,
        states=[NEW, *workflow.states],
        initial=None,
        auto_transitions=False,
        send_event=True,
        queued=False,
    )
    for transition in workflow.transitions:
        _add(machine, transition)
    for source, target in _ways_back(workflow):
        machine.add_transition("reopen", source, target, conditions=_Chosen(target))
    return machine


def _ways_back(workflow: Workflow) -> set[tuple[str, str]]:
    """From each final state to the states that led there: where `reopen` may go."""
    return {
        (branch.state, source)
        for transition in workflow.transitions
        for branch in transition.branches
        for source in transition.sources
        if workflow.states[branch.state].kind in ("decided", "closed") and source != branch.state and source != NEW
    }


def _add(machine: Machine, transition: Transition) -> None:
    for branch in transition.branches:
        for source in transition.sources:
            machine.add_transition(transition.trigger, source, branch.state, conditions=_Chosen(branch.number))


@lru_cache(maxsize=256)
def machine_of(workflow: Workflow) -> Machine:
    """The one machine of this version in this process."""
    return build(workflow)


def fire(machine: Machine, trigger: str, state: str, branch: int | str | None) -> str | None:
    """The state that the machine reaches from `state`, or None when it does not know that way."""
    event = machine.events.get(trigger)
    if event is None or state not in machine.states:
        return None
    view = CaseView(state, branch)
    try:
        moved = event.trigger(view)
    except MachineError:
        return None
    return view.state if moved else None
