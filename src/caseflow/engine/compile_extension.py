"""What a transition extends, compiled: the deadline runs where the move is made, has a cap, and needs a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from caseflow.engine.expression import DATE, INTEGER, TEXT, Record, Scope
from caseflow.engine.model import DeadlineModel, TransitionModel
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import Extends, Transition

if TYPE_CHECKING:
    from caseflow.engine.compile_parts import Compiler

STAYS = ""
"""The state of a branch that stays where the case is, until each of its transition's states is known."""
EXTENSION = Record({"was_due": DATE, "due": DATE, "latest": DATE, "reason": TEXT})
"""What a letter of the move may name: the last day as it was, the new one, the latest possible, and the reason."""


def extension(
    compiler: Compiler, model: TransitionModel, sources: Iterable[str], steps: Steps, scope: Scope
) -> Extends | None:
    """What the transition extends; what is wrong with it is noted in the compiler's findings."""
    extends = model.extends
    assert extends is not None
    at: Steps = (*steps, "extends")
    deadline = next((d for d in compiler.model.deadlines if d.name == extends.deadline), None)
    if deadline is None or deadline.cap is None:
        compiler.note((*at, "deadline"), "not-extendable", "engine.extends_uncapped", name=extends.deadline)
    else:
        _runs(compiler, model, deadline, sources, at)
    if model.reason != "required":
        compiler.note(at, "extends-without-reason", "engine.extends_without_reason", trigger=model.trigger)
    wanted = DATE if extends.unit == "until" else INTEGER
    amount = compiler.clause((*at, extends.unit), scope, wanted)
    return None if amount is None else Extends(extends.deadline, extends.unit, amount)


def _runs(
    compiler: Compiler, model: TransitionModel, deadline: DeadlineModel, sources: Iterable[str], at: Steps
) -> None:
    during = set(compiler.members(deadline.during))
    ends = {branch.state for branch in model.to if branch.state is not None}
    for state in sorted({*sources, *ends} - during):
        compiler.note((*at, "deadline"), "extends-idle", "engine.extends_idle", name=deadline.name, state=state)


def apart(transition: Transition) -> Iterable[Transition]:
    """A transition some of whose ends stay where the case is: one for each state that it may start from."""
    if all(branch.state != STAYS for branch in transition.branches):
        return [transition]
    return [
        replace(
            transition,
            sources=(source,),
            branches=tuple(replace(b, state=source) if b.state == STAYS else b for b in transition.branches),
        )
        for source in transition.sources
    ]
