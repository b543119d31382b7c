"""May this actor do this now: role, four eyes, suspension, legal date, reason and the transition's own guard."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.asking import Asking
from caseflow.engine.expression import judge
from caseflow.engine.facts import Facts, Move
from caseflow.engine.outcome import Reason, reasons_of
from caseflow.engine.roles import role_names
from caseflow.engine.workflow import SCHEDULER, Transition, Workflow
from caseflow.words.message import message

HEAD = "head"
REQUIRES = "requires"
DEMANDS = "demands"
NOT_BY = "not_by"


def permitted(transition: Transition, facts: Facts, move: Move, asking: Asking) -> tuple[Reason, ...]:
    """Every reason why the move may not be done; an empty tuple opens the way.

    `requires` looks at facts only, so it can also say why a move is not offered; `demands` at the form too, and at
    the case fields as the form leaves them.
    """
    reasons = (
        *_actor(transition, facts, move),
        *_four_eyes(transition, facts, move, asking),
        *_time(transition, facts, move, asking.workflow),
        *_override(transition, facts, move),
    )
    return reasons or _guard(transition, move, asking)


def offered(transition: Transition, facts: Facts, asking: Asking) -> tuple[Reason, ...]:
    """Why the actor could not make this move now, whatever its form says: what holds before anything is entered."""
    move = asking.move
    reasons = (
        *_actor(transition, facts, move),
        *_four_eyes(transition, facts, move, asking),
        *_standing_still(transition, facts),
    )
    return reasons or _required(transition, asking)


def _actor(transition: Transition, facts: Facts, move: Move) -> Iterator[Reason]:
    if move.told_by is not None:
        if not transition.told:
            yield Reason("not-told", message("engine.not_told", trigger=transition.title))
        return
    roles = {SCHEDULER} if facts.actor.system else facts.actor.roles
    if transition.roles & roles:
        return
    if transition.roles:
        needed = role_names(transition.roles)
        yield Reason("role", message("engine.role", trigger=transition.title, needed=needed))
    else:
        yield Reason("role", message("engine.no_role", trigger=transition.title))


def _four_eyes(transition: Transition, facts: Facts, move: Move, asking: Asking) -> Iterator[Reason]:
    """A told move is its actor's act as well, so it passes no second pair of eyes either."""
    if _passed(move, NOT_BY):
        return
    for earlier in transition.not_by:
        if facts.acted.get(earlier) == facts.actor.id:
            title = asking.workflow.trigger_title(earlier)
            yield Reason("four-eyes", message("engine.four_eyes", trigger=transition.title, earlier=title))


def _standing_still(transition: Transition, facts: Facts) -> Iterator[Reason]:
    if facts.suspended and not transition.while_suspended:
        yield Reason("suspended", message("engine.suspended", trigger=transition.title))


def _time(transition: Transition, facts: Facts, move: Move, workflow: Workflow) -> Iterator[Reason]:
    yield from _standing_still(transition, facts)
    if transition.reason == "required" and not (move.reason or "").strip():
        yield Reason("reason-missing", message("engine.reason_missing", trigger=transition.title), field="reason")
    yield from legal_date(facts, move, transition.backdated)
    if transition.backdated and _overtaken(facts, move, workflow):
        shown = {"on": move.on, "timed": facts.timed_on, "trigger": transition.title}
        yield Reason("before-clock", message("engine.before_clock", **shown), field="on")


def _overtaken(facts: Facts, move: Move, workflow: Workflow) -> bool:
    """Whether the clock had moved the case by then, from a state in which this could not have been done in time."""
    if move.on is None or facts.timed_on is None or move.on >= facts.timed_on or facts.actor.system:
        return False
    return workflow.find(move.trigger, facts.came_from or "") is None


def legal_date(facts: Facts, move: Move, backdated: bool) -> Iterator[Reason]:
    """Why `move.on` cannot be its legal date: at most today; earlier only where allowed, with a reason, in order.

    In order with what people did: what the clock did meanwhile stands in the way of nothing (but see `_overtaken`).
    """
    on = move.on
    if on is None or on == facts.today or facts.actor.system:
        return
    if on > facts.today:
        yield Reason("future", message("engine.future", on=on, today=facts.today), field="on")
    elif not backdated:
        yield Reason("backdated", message("engine.backdated", on=on, today=facts.today), field="on")
    elif not (move.reason or "").strip():
        yield Reason("reason-missing", message("engine.backdating_reason", on=on), field="reason")
    if facts.last_on is not None and on < facts.last_on:
        yield Reason("before-last", message("engine.before_last", on=on, last=facts.last_on), field="on")


def _override(transition: Transition, facts: Facts, move: Move) -> Iterator[Reason]:
    override = move.override
    if override is None:
        return
    if HEAD not in facts.actor.roles:
        yield Reason("role", message("engine.override_role"))
    if not override.reason.strip():
        yield Reason("reason-missing", message("engine.override_reason"), field="override")
    there = {REQUIRES: transition.requires, DEMANDS: transition.demands, NOT_BY: transition.not_by}
    guards = [name for name, guard in there.items() if guard]
    if not guards:
        yield Reason("no-such-guard", message("engine.no_guards", trigger=transition.title), field="override")
    elif override.guard not in guards:
        given = message("engine.no_such_guard", guard=override.guard, known=guards)
        yield Reason("no-such-guard", given, field="override")


def _required(transition: Transition, asking: Asking) -> tuple[Reason, ...]:
    if transition.requires is None:
        return ()
    verdict = judge(transition.requires.expression, asking.values, asking)
    return () if verdict.holds else reasons_of(REQUIRES, verdict.reasons)


def _passed(move: Move, guard: str) -> bool:
    return move.override is not None and move.override.guard == guard


def _guard(transition: Transition, move: Move, asking: Asking) -> tuple[Reason, ...]:
    """`demands` may rest on what `requires` makes sure of, so the first that does not hold is the answer."""
    if not _passed(move, REQUIRES) and (reasons := _required(transition, asking)):
        return reasons
    asking.enter(transition.edits)
    if transition.demands is not None and not _passed(move, DEMANDS):
        verdict = judge(transition.demands.expression, asking.values, asking)
        if not verdict.holds:
            return reasons_of(DEMANDS, verdict.reasons)
    return ()
