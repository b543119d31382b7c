"""The pure step: one move on one case, answered by an outcome or a refusal. No database, no clock, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from caseflow.engine import built_in, notices, ticks
from caseflow.engine.answers import Answers
from caseflow.engine.asking import Asking
from caseflow.engine.clocks import EXPIRE, changed_deadlines, tasks_at_once
from caseflow.engine.de_minimis import CannotBook, register_of
from caseflow.engine.evidence import evidence_of
from caseflow.engine.expression import NoValue, evaluate, judge
from caseflow.engine.extension import by_move
from caseflow.engine.facts import Facts, Move, Running
from caseflow.engine.field_types import named, text_of
from caseflow.engine.fields import stored, typed
from caseflow.engine.machine import fire, machine_of
from caseflow.engine.outcome import Ended, LetterDraft, Opened, Outcome, Reason, Refusal, TaskOpened, Told, reasons_of
from caseflow.engine.permit import permitted
from caseflow.engine.postings import BadAmount, postings_of
from caseflow.engine.workflow import Branch, Clause, Extends, LetterUse, Transition, Workflow
from caseflow.errors import BadInput
from caseflow.words.message import message


def step(workflow: Workflow, facts: Facts, move: Move, answers: Answers) -> Outcome | Refusal:
    """Judge `move` against `facts` and say everything that it changes.

    `answers` gives rules, figures and legal dates, and keeps their record; `facts.actor` decides on roles
    and four eyes. The same inputs always give the same answer: apply, dry run and replay call this function.
    """
    if move.trigger in built_in.TRIGGERS:
        return built_in.step(workflow, facts, move, answers)
    if move.trigger in ticks.TRIGGERS:
        return ticks.step(workflow, facts, move)
    if move.trigger in notices.TRIGGERS:
        return notices.step(workflow, facts, move, answers)
    transition = workflow.find(move.trigger, facts.state)
    if transition is None:
        return Refusal(move.trigger, (_not_from_here(workflow, facts, move),))
    asking = Asking(workflow, facts, move, transition.reads, move.on or facts.today, answers)
    try:
        return _judged(transition, asking)
    except NoValue as none:  # a computation of the law answered that it has no result
        return Refusal(move.trigger, reasons_of("no-value", none.answer.reasons))
    except CannotBook as cannot:
        return Refusal(move.trigger, cannot.reasons)
    except BadAmount as bad:
        return Refusal(move.trigger, (bad.reason,))
    except BadInput as bad:  # a rule, figure or calendar cannot take what the case and the form hold
        return Refusal(move.trigger, (Reason("bad-input", message("engine.bad_input", why=bad.said or str(bad))),))


def _judged(transition: Transition, asking: Asking) -> Outcome | Refusal:
    workflow, facts, move = asking.workflow, asking.facts, asking.move
    reasons = permitted(transition, facts, move, asking)
    if reasons:
        return Refusal(move.trigger, reasons)
    changed = _changes(transition, asking)
    branch = _branch(transition, asking)
    if isinstance(branch, Refusal):
        return branch
    if fire(machine_of(workflow), move.trigger, facts.state, branch.number) != branch.state:
        return Refusal(move.trigger, (_not_from_here(workflow, facts, move),))
    return _outcome(transition, branch, changed, asking)


def _not_from_here(workflow: Workflow, facts: Facts, move: Move) -> Reason:
    if move.trigger not in workflow.triggers():
        titles = {trigger: workflow.trigger_title(trigger) for trigger in workflow.triggers()}
        built_ins = {trigger: text_of(label, trigger) for trigger, label in built_in.LABELS.items()}
        known = named({**titles, **built_ins})
        return Reason("unknown-trigger", message("engine.unknown_trigger", trigger=move.trigger, known=known))
    names = {"trigger": workflow.trigger_title(move.trigger), "state": workflow.state_title(facts.state)}
    offered = [t.title for t in workflow.offered(facts.state) if t.trigger != move.trigger]
    if not offered:
        return Reason("not-from-here", message("engine.nothing_from_here", **names))
    return Reason("not-from-here", message("engine.not_from_here", **names, offered=offered))


def _changes(transition: Transition, asking: Asking) -> dict[str, tuple[Any, Any]]:
    """What the move writes: the case fields of its form, then the computed ones, in the order of the file."""
    form = asking.move.form
    new = {name: form[name] for name in transition.edits if name in form}
    for name, clause in transition.let.items():
        computed = evaluate(clause.expression, asking.values, asking)
        # As it will be read back: a rule's own records become the rows that the field holds.
        new[name] = typed(asking.workflow.fields[name], stored(computed))
        asking.set(name, new[name])
    pairs = {name: (asking.before(name), value) for name, value in new.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _branch(transition: Transition, asking: Asking) -> Branch | Refusal:
    """The first branch whose condition holds; when none does, the reasons of all of them."""
    reasons: list[Reason] = []
    for branch in transition.branches:
        if branch.when is None:
            return branch
        verdict = judge(branch.when.expression, asking.values, asking)
        if verdict.holds:
            return branch
        reasons.extend(reasons_of("condition", verdict.reasons))
    return Refusal(transition.trigger, tuple(reasons))


def _outcome(
    transition: Transition, branch: Branch, changed: dict[str, tuple[Any, Any]], asking: Asking
) -> Outcome | Refusal:
    workflow, facts, move = asking.workflow, asking.facts, asking.move
    letters = {use.name: False for use in branch.letters} | dict.fromkeys(transition.signs, True)
    started, ended = changed_deadlines(workflow, facts, branch.state, asking.on, asking, move.fired_by, letters)
    tasks = (*branch.tasks, *tasks_at_once(workflow, started, ended))
    if transition.extends is not None:
        extended = _extended(transition.extends, started, ended, asking)
        if isinstance(extended, Reason):
            return Refusal(move.trigger, (extended,))
        started, ended = extended
    gone = {e.deadline.id for e in ended}
    asking.set("due", {d.name: d.due_on for d in _left_running(facts, started, ended)})
    return Outcome(
        trigger=move.trigger,
        on=asking.on,
        source=facts.state,
        state=branch.state,
        branch=branch.number,
        changed=changed,
        started=started,
        ended=ended,
        passed=_passed(facts, move, gone),
        letters=tuple(_letter(use, asking) for use in branch.letters),
        signed=transition.signs,
        discarded=transition.discards,
        tasks=tuple(TaskOpened(spec) for spec in tasks),
        tells=tuple(Told(t.case, t.trigger, _form(t.form, asking)) for t in branch.tells),
        opens=tuple(Opened(o.workflow, _form(o.form, asking)) for o in branch.opens),
        postings=postings_of(branch.postings, asking),
        erases=branch.erases,
        evidence=evidence_of(transition.records, asking),
        de_minimis=register_of(branch.de_minimis, asking),
        read=asking.read(),
        answers=tuple(asking.record),
        reason=move.reason,
        overridden=move.override.guard if move.override else None,
    )


def _left_running(facts: Facts, started: Iterable[Running], ended: Iterable[Ended]) -> tuple[Running, ...]:
    gone = {e.deadline.id for e in ended}
    return (*(d for d in facts.deadlines if d.id not in gone), *started)


def _extended(
    extends: Extends, started: tuple[Running, ...], ended: tuple[Ended, ...], asking: Asking
) -> tuple[tuple[Running, ...], tuple[Ended, ...]] | Reason:
    """The deadlines with the longer run in place of the one that the move extends; letters may name both days."""
    facts = asking.facts
    found = by_move(asking.workflow, extends, _left_running(facts, started, ended), facts, asking)
    if isinstance(found, Reason):
        return found
    days = {"was_due": found.old.due_on, "due": found.new.due_on, "latest": found.latest}
    asking.set("extension", {**days, "reason": asking.move.reason})
    if found.old in started:  # it began with this very move
        return tuple(found.new if d is found.old else d for d in started), ended
    return (*started, found.new), (*ended, Ended(found.old, "extended"))


def _passed(facts: Facts, move: Move, gone: set[str]) -> tuple[tuple[Running, str], ...]:
    """The end that fired the move is behind a deadline that runs on, so that it fires once."""
    fired = (d for d in facts.deadlines if d.id == move.fired_by and d.id not in gone)
    return tuple((ticks.passed(deadline, EXPIRE), EXPIRE) for deadline in fired)


def _letter(use: LetterUse, asking: Asking) -> LetterDraft:
    context = {
        variable: evaluate(clause.expression, asking.values, asking) for variable, clause in use.variables.items()
    }
    return LetterDraft(use.name, use.template, context)


def _form(clauses: Mapping[str, Clause], asking: Asking) -> dict[str, Any]:
    return {name: evaluate(clause.expression, asking.values, asking) for name, clause in clauses.items()}
