"""What is certain on every path: facts carried along the transitions from state to state until nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from caseflow.engine.workflow import NEW, Branch, Transition, Workflow

Fact = TypeVar("Fact")


def along_paths(
    workflow: Workflow,
    start: Fact,
    carry: Callable[[Transition, Branch, Fact], Fact],
    meet: Callable[[Fact, Fact], Fact],
) -> dict[str, Fact]:
    """The fact that holds on entering each state that can be reached, whichever way the case came there.

    `carry` takes a fact through one branch; `meet` joins the facts of two ways. Both must be monotone.
    """
    found: dict[str, Fact] = {NEW: start}
    waiting = [NEW]
    while waiting:
        state = waiting.pop()
        for transition in workflow.offered(state):
            for branch in transition.branches:
                fact = carry(transition, branch, found[state])
                if branch.state in found:
                    fact = meet(found[branch.state], fact)
                if branch.state not in found or fact != found[branch.state]:
                    found[branch.state] = fact
                    waiting.append(branch.state)
    return found
