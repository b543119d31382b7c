"""Moves that every workflow has: assign, note, suspend, resume, extend, correct, reopen, the undo before dispatch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from msgspec import structs

from caseflow.engine import clocks, evidence
from caseflow.engine.answers import Answers
from caseflow.engine.asking import Asking
from caseflow.engine.correction import out_of_reach
from caseflow.engine.de_minimis import CannotBook
from caseflow.engine.de_minimis import taken_back as aid_taken_back
from caseflow.engine.expression import reads
from caseflow.engine.extension import extend
from caseflow.engine.facts import Facts, Move, Running
from caseflow.engine.field_types import Field, text_of
from caseflow.engine.fields import typed
from caseflow.engine.letter_deadlines import is_letters
from caseflow.engine.machine import fire, machine_of
from caseflow.engine.outcome import Ended, Outcome, Reason, Refusal
from caseflow.engine.permit import legal_date
from caseflow.engine.postings import taken_back
from caseflow.engine.roles import role_names
from caseflow.engine.workflow import DE_MINIMIS, Path, Workflow
from caseflow.errors import BadInput
from caseflow.words.message import message

NOTE, CLOSE_TASK = "add_note", "close_task"

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "assign": frozenset({"officer", "head"}),
    NOTE: frozenset({"officer", "head", "evaluator"}),
    CLOSE_TASK: frozenset({"officer", "head"}),
    "suspend": frozenset({"officer", "head"}),
    "resume": frozenset({"officer", "head"}),
    "extend": frozenset({"officer", "head"}),
    "correct": frozenset({"officer", "head"}),
    "reopen": frozenset({"head"}),
    "withdraw_before_dispatch": frozenset({"officer", "head"}),
    "recalculate_deadlines": frozenset({"administrator"}),
    evidence.RECORD: frozenset({"officer", "head", "evaluator"}),
}
"""Who may do them unless the workflow says otherwise (`built_in_roles`)."""

TRIGGERS: Final = frozenset(ROLES)
NEED_REASON: Final = TRIGGERS - {"assign", "resume", evidence.RECORD}
BACKDATED: Final = frozenset({"suspend", "resume"})
_WHILE_SUSPENDED: Final = TRIGGERS - {"suspend", "extend", "reopen"}

LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "assign": {"lv": "Nodot lietu", "en": "Assign"},
    NOTE: {"lv": "Pievienot piezīmi", "en": "Add a note"},
    CLOSE_TASK: {"lv": "Slēgt uzdevumu", "en": "Close a task"},
    "suspend": {"lv": "Apturēt termiņus", "en": "Suspend"},
    "resume": {"lv": "Atjaunot termiņus", "en": "Resume"},
    "extend": {"lv": "Pagarināt termiņu", "en": "Extend a deadline"},
    "correct": {"lv": "Labot pārrakstīšanās kļūdu", "en": "Correct a clerical slip"},
    "reopen": {"lv": "Atsākt lietu", "en": "Reopen the case"},
    "withdraw_before_dispatch": {"lv": "Atsaukt pēdējo darbību", "en": "Take back the last move"},
    evidence.RECORD: {"lv": "Pievienot pierādījumu", "en": "Add evidence"},
    "recalculate_deadlines": {"lv": "Pārrēķināt termiņus", "en": "Recalculate the deadlines"},
}
"""What officers call them."""

_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "assignee": {"lv": "Lietas vadītājs", "en": "Assignee"},
    "deadline": {"lv": "Termiņš", "en": "Deadline"},
    "to": {"lv": "Jaunais termiņš", "en": "New term"},
    "document": {"lv": "Dokuments", "en": "Document"},
    "task": {"lv": "Uzdevums", "en": "Task"},
}
_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "assign": ("assignee",),
    NOTE: ("document",),
    CLOSE_TASK: ("task",),
    "extend": ("deadline", "to", "document"),
    "suspend": ("document",),
}


def form_of(workflow: Workflow, trigger: str, given: Mapping[str, Any]) -> Mapping[str, Field]:
    """The form of a built-in move; `correct` takes whichever case fields are given."""
    if trigger == "correct":
        chosen = {name: replace(f, required=True) for name, f in workflow.fields.items() if name in given}
        # Only unknown names: all fields, so that the problem can list them. Nothing given must empty nothing.
        return chosen if chosen or not given else workflow.fields
    if trigger == evidence.RECORD:
        return evidence.form_of(workflow, given)
    return {name: _field(name) for name in _FORMS.get(trigger, ())}


def _field(name: str) -> Field:
    kind = {"document": "document", "assignee": "user"}.get(name, "text")
    return Field(name, kind, _LABELS[name], required=name in ("deadline", "to", "task"))


def step(workflow: Workflow, facts: Facts, move: Move, answers: Answers) -> Outcome | Refusal:
    """Judge a built-in move; like `step.step`, pure and recorded."""
    reasons = list(_permitted(workflow, facts, move))
    if reasons:
        return Refusal(move.trigger, tuple(reasons))
    reads = _reads(workflow) | ({(DE_MINIMIS,)} if facts.last and facts.last.de_minimis else set())
    asking = Asking(workflow, facts, move, reads, move.on or facts.today, answers)
    try:
        result = _DO[move.trigger](workflow, facts, move, asking)
    except CannotBook as cannot:
        return Refusal(move.trigger, cannot.reasons)
    except BadInput as bad:  # a rule, figure or calendar cannot take what the case and the form hold
        result = Reason("bad-input", message("engine.bad_input", why=bad.said or str(bad)))
    if isinstance(result, Reason):
        return Refusal(move.trigger, (result,))
    return structs.replace(result, read=asking.read(), answers=tuple(asking.record))


@lru_cache(maxsize=256)
def _reads(workflow: Workflow) -> frozenset[Path]:
    """What counting the case's deadlines again may read: their anchors, and the days whose figures count."""
    anchors = [spec.anchor for spec in workflow.deadlines.values()]
    clauses = (*anchors, *workflow.reference_dates.values())
    return frozenset(path for clause in clauses for path in reads(clause.expression))


def offered(workflow: Workflow, facts: Facts, trigger: str) -> Iterator[Reason]:
    """Why the actor could not make this move now, whatever its form says."""
    roles, title = workflow.built_in_roles.get(trigger, ROLES[trigger]), text_of(LABELS[trigger], trigger)
    if not roles & facts.actor.roles:
        yield Reason("role", message("engine.role", trigger=title, needed=role_names(roles)))
    if facts.suspended and trigger not in _WHILE_SUSPENDED:
        yield Reason("suspended", message("engine.suspended", trigger=title))
    if trigger == evidence.RECORD and not workflow.evidence:
        yield Reason("no-evidence-kinds", message("engine.no_evidence_kinds"))
    if trigger == "resume" and not facts.suspended:
        yield Reason("not-suspended", message("engine.not_suspended"))
    finished = workflow.states[facts.state].kind in ("decided", "closed") and facts.came_from is not None
    if trigger == "reopen" and not finished:
        yield Reason("not-closed", message("engine.not_closed"))


def _permitted(workflow: Workflow, facts: Facts, move: Move) -> Iterator[Reason]:
    yield from offered(workflow, facts, move.trigger)
    if move.trigger in NEED_REASON and not (move.reason or "").strip():
        title = text_of(LABELS[move.trigger], move.trigger)
        yield Reason("reason-missing", message("engine.reason_missing", trigger=title), field="reason")
    yield from legal_date(facts, move, move.trigger in BACKDATED)


def _plain(facts: Facts, move: Move, **parts: Any) -> Outcome:
    on = move.on or facts.today
    base: dict[str, Any] = {"source": facts.state, "state": facts.state, "branch": None, "reason": move.reason}
    return Outcome(trigger=move.trigger, on=on, **{**base, **parts})


def _assign(_: Workflow, facts: Facts, move: Move, __: Asking) -> Outcome | Reason:
    return _plain(facts, move, assignee=(facts.assignee, move.form.get("assignee")))


def _kept(_: Workflow, facts: Facts, move: Move, __: Asking) -> Outcome | Reason:
    """The event itself is all: its reason is what somebody wrote."""
    return _plain(facts, move)


def _suspend(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    suspensions = (*facts.suspensions, (asking.on, None))
    return _stopped_or_moved(workflow, facts, move, asking, suspensions)


def _resume(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    suspensions = tuple((begun, ended or asking.on) for begun, ended in facts.suspensions)
    return _stopped_or_moved(workflow, facts, move, asking, suspensions)


def _stopped_or_moved(
    workflow: Workflow,
    facts: Facts,
    move: Move,
    asking: Asking,
    suspensions: tuple[tuple[date, date | None], ...],
) -> Outcome:
    """Every deadline that a suspension stops, counted again with all the days that the case stood still."""
    ended: list[Ended] = []
    started: list[Running] = []
    for old in clocks.in_order(facts.deadlines):
        spec = workflow.deadlines[old.name]
        if old.status != clocks.RUNNING or not clocks.stops(spec):
            continue
        intervals = (*clocks.own_intervals(old, facts), *clocks.stopping(spec, old.anchor, suspensions))
        fresh = old.with_(id=clocks.fresh_id(spec.name, facts), intervals=intervals)
        ended.append(Ended(old, "suspended" if move.trigger == "suspend" else "resumed"))
        started.append(clocks.dated(spec, fresh, asking))
    return _plain(facts, move, suspensions=suspensions, started=tuple(started), ended=tuple(ended))


def _extend(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    extended = extend(workflow, facts, move, asking)
    if isinstance(extended, Reason):
        return extended
    return _plain(facts, move, started=(extended.new,), ended=(Ended(extended.old, "extended"),))


def _correct(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    for name in move.form:
        reason = out_of_reach(workflow, facts, name)
        if reason is not None:
            return reason
    changed = {}
    for name, new in move.form.items():
        old = typed(workflow.fields[name], facts.data.get(name))
        asking.set(name, new)
        if old != new:
            changed[name] = (old, new)
    if not changed:
        return Reason("nothing-changed", message("engine.nothing_changed"))
    started, ended = clocks.changed_deadlines(workflow, facts, facts.state, asking.on, asking)
    return _plain(facts, move, changed=changed, started=started, ended=ended)


def _reopen(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    target = facts.came_from
    reached = fire(machine_of(workflow), "reopen", facts.state, target) if target else None
    if target is None or reached != target:
        return Reason("not-closed", message("engine.not_closed"))
    started, ended = clocks.changed_deadlines(workflow, facts, target, asking.on, asking)
    resumed = {each.deadline.name for each in ended}
    anew = tuple(d if d.name in resumed else _anew(workflow, facts, d, asking) for d in started)
    return _plain(facts, move, state=target, started=anew, ended=ended)


def _anew(workflow: Workflow, facts: Facts, begun: Running, asking: Asking) -> Running:
    """A term that ran out, or was met, before the case was reopened: it ends no earlier than one from that day on.

    Its day 0 and its cap stay, so that the moves that follow leave it alone; fixed days and retention never move.
    """
    spec = workflow.deadlines[begun.name]
    if spec.kind != "term":
        return begun
    floor = clocks.begin(spec, facts, asking.on, asking).due_on
    if floor is None or begun.due_on is None or floor <= begun.due_on:
        return begun
    return clocks.dated(spec, begun.with_(not_before=floor), asking)


def _undo(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    last = facts.last
    if last is None or last.by_clock or last.trigger in TRIGGERS or last.reaches_others:
        return Reason("cannot-undo", message("engine.cannot_undo"))
    if last.letters_out:
        return Reason("letter-out", message("engine.letter_out"))
    if fire(machine_of(workflow), last.trigger, last.source, last.branch) != facts.state:
        return Reason("cannot-undo", message("engine.cannot_undo"))
    fields = workflow.fields
    changed = {name: (typed(fields[name], new), typed(fields[name], old)) for name, (old, new) in last.changed.items()}
    ended = tuple(Ended(d, "undone") for d in facts.deadlines if d.id in last.started)
    started = tuple(clocks.dated(workflow.deadlines[d.name], _running_again(d, facts), asking) for d in last.ended)
    return _plain(
        facts,
        move,
        state=last.source,
        changed=changed,
        started=started,
        ended=ended,
        discarded=last.letters,
        put_back=last.put_back,
        postings=taken_back(last.postings),
        evidence_withdrawn=last.evidence,
        de_minimis=aid_taken_back(last.de_minimis, asking),
    )


def _running_again(deadline: Running, facts: Facts) -> Running:
    status = "left" if deadline.status in ("resumed", "left") else "running"
    return deadline.with_(id=clocks.fresh_id(deadline.name, facts), status=status)


def _recalculate(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    """Every running deadline counted again with the calendar in force; days that stay the same stay as they are.

    Those of letters stay as they were counted: what was delivered is delivered.
    """
    ended: list[Ended] = []
    started: list[Running] = []
    for old in clocks.in_order(facts.deadlines):
        if old.status != clocks.RUNNING or is_letters(old.name):
            continue
        new = clocks.dated(workflow.deadlines[old.name], old.with_(id=f"{old.name}.{facts.seq + 1}"), asking)
        if new.due_on != old.due_on:
            ended.append(Ended(old, "recalculated"))
            started.append(new)
    if not started:
        return Reason("nothing-changed", message("engine.no_day_moved"))
    return _plain(facts, move, started=tuple(started), ended=tuple(ended))


def _record_evidence(workflow: Workflow, facts: Facts, move: Move, _: Asking) -> Outcome | Reason:
    return _plain(facts, move, evidence=(evidence.entered(workflow, move.form),))


_DO: Final[Mapping[str, Callable[[Workflow, Facts, Move, Asking], Outcome | Reason]]] = {
    "assign": _assign,
    NOTE: _kept,
    CLOSE_TASK: _kept,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "correct": _correct,
    "reopen": _reopen,
    "withdraw_before_dispatch": _undo,
    "recalculate_deadlines": _recalculate,
    evidence.RECORD: _record_evidence,
}
