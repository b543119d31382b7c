"""Which deadlines a move starts, keeps and ends; their dates come from `Answers.dates` and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from caseflow.calendar import Term, calendar_for
from caseflow.engine.asking import Asking
from caseflow.engine.delivery import expected
from caseflow.engine.expression import evaluate
from caseflow.engine.facts import Facts, Interval, Running
from caseflow.engine.outcome import Ended
from caseflow.engine.workflow import DeadlineSpec, TaskSpec, TermSpec, Workflow

_term = lru_cache(maxsize=1024)(Term.parse)

EXPIRE = "expire"
OPEN = "open"
RUNNING = "running"
LEFT = "left"
NEVER_STOPS = ("fixed", "retention", "notice")
NO_LETTERS: Mapping[str, bool] = {}


def changed_deadlines(
    workflow: Workflow,
    facts: Facts,
    state: str,
    on: date,
    asking: Asking,
    fired_by: str | None = None,
    letters: Mapping[str, bool] = NO_LETTERS,
) -> tuple[tuple[Running, ...], tuple[Ended, ...]]:
    """The deadlines that begin (or begin again) and those that end when the case comes to `state` on `on`.

    A deadline lives while the case is in one of its states. Its anchor is computed again at each move: another
    day 0 ends the old run and starts a new one (B-TAX-04). A `resume` deadline that is left keeps what was left.
    `fired_by` is the id of the deadline whose end fired the move; one that repeats counts on from that end.
    `letters` are those that the move drafts or signs, and whether it signs them: deadlines count from their delivery.
    """
    started: list[Running] = []
    ended: list[Ended] = []
    live = {deadline.name: deadline for deadline in facts.deadlines}
    closed = workflow.states[state].kind == "closed"
    for spec in workflow.deadlines.values():
        old = live.get(spec.name)
        if state in spec.during:
            new, how = _arrive(spec, facts, old, on, asking, fired_by, letters)
        elif old is not None and (old.status == RUNNING or closed):
            new, how = _leave(spec, facts, old, on, fired_by, closed=closed)
        else:
            continue
        if new is not None:
            started.append(new)
        if old is not None and how is not None:
            ended.append(Ended(old, how))
    return tuple(started), tuple(ended)


def _arrive(
    spec: DeadlineSpec,
    facts: Facts,
    old: Running | None,
    on: date,
    asking: Asking,
    fired_by: str | None,
    letters: Mapping[str, bool],
) -> tuple[Running | None, str | None]:
    """The run that begins in one of the deadline's states, if one does, and how the one before it ended."""
    anchor = _anchor(spec, old, asking, letters)
    if not isinstance(anchor, date):
        return None, "undone"  # the clause says None: there is nothing to count from
    if old is None:
        return begin(spec, facts, anchor, asking), None
    if old.id == fired_by and spec.repeats is not None and old.due_on is not None:
        return _again(spec, facts, old.due_on, asking), "fired"
    # One that counts from the day of entering keeps that day while the case stays, and when it comes back.
    by_entering = spec.letter is None and spec.anchor.expression.text == "on"
    same = anchor == old.anchor or by_entering or (spec.repeats and anchor < old.anchor)
    if not same:
        return begin(spec, facts, anchor, asking), "restarted"
    if old.status == RUNNING:
        return None, None
    intervals = (*old.intervals[:-1], (old.intervals[-1][0], on), *stopping(spec, old.anchor, facts.suspensions))
    back = old.with_(id=fresh_id(spec.name, facts), status=RUNNING, intervals=intervals)
    return dated(spec, back, asking), "resumed"


def _anchor(spec: DeadlineSpec, old: Running | None, asking: Asking, letters: Mapping[str, bool]) -> Any:
    """Day 0 as the definition says; of a letter that this move does not write, the day that was counted from so far."""
    if spec.letter is None:
        return evaluate(spec.anchor.expression, asking.values, asking)
    if old is not None and spec.letter not in letters:
        return old.anchor
    return expected(asking, next_day=letters.get(spec.letter, False))


def _again(spec: DeadlineSpec, facts: Facts, end: date, asking: Asking) -> Running:
    """The next occurrence of a repeating deadline; with `latest`, those that a standstill swallowed are passed over."""
    new = begin(spec, facts, end, asking)
    while spec.repeats == "latest" and new.due_on and new.due_at and new.due_at <= facts.at:
        new = begin(spec, facts, new.due_on, asking)
    return new


def _leave(
    spec: DeadlineSpec, facts: Facts, old: Running, on: date, fired_by: str | None, *, closed: bool
) -> tuple[Running | None, str]:
    """What becomes of a deadline whose states the case leaves on `on` or has left; a `closed` case waits for none."""
    if spec.reentry == "restart" or closed:
        return None, "fired" if old.id == fired_by else "met"
    intervals = (*own_intervals(old, facts), (on, None))
    left = old.with_(
        id=fresh_id(spec.name, facts), status=LEFT, due_on=None, due_at=None, edges=(), intervals=intervals
    )
    return left, "suspended"


def own_intervals(deadline: Running, facts: Facts) -> tuple[Interval, ...]:
    """The stops that are the deadline's own: the times when the case was out of its states."""
    return tuple(i for i in deadline.intervals if i not in facts.suspensions)


def stopping(spec: DeadlineSpec, anchor: date, suspensions: Iterable[Interval]) -> tuple[Interval, ...]:
    """Those suspensions of the case that stop the deadline after its day 0."""
    if not stops(spec):
        return ()
    return tuple((begun, ended) for begun, ended in suspensions if ended is None or ended > anchor)


def in_order(deadlines: Iterable[Running]) -> list[Running]:
    """Deadlines in the order of their ids: dates are asked for in the same order live and in replay."""
    return sorted(deadlines, key=lambda deadline: deadline.id)


def stops(spec: DeadlineSpec) -> bool:
    """Whether the deadline stands still while the case is suspended."""
    return not spec.through_suspension and spec.kind not in NEVER_STOPS


def fresh_id(name: str, facts: Facts) -> str:
    """The id of a run that this move begins."""
    return f"{name}.{facts.seq + 1}"


def tasks_at_once(workflow: Workflow, started: Iterable[Running], ended: Iterable[Ended]) -> tuple[TaskSpec, ...]:
    """The tasks of deadlines that begin and whose work may begin with them; a run that goes on has its task."""
    resumed = {e.deadline.name for e in ended if e.how in ("resumed", "suspended")}
    specs = [workflow.deadlines[d.name] for d in started if d.name not in resumed]
    return tuple(s.opens_task for s in specs if s.opens_edge == "at once" and s.opens_task is not None)


def begin(spec: DeadlineSpec, facts: Facts, anchor: date, asking: Asking) -> Running:
    """A running deadline of `spec` counted from `anchor`; it stands still while the case is suspended."""
    term = term_of(spec, asking)
    new = Running(
        id=fresh_id(spec.name, facts),
        name=spec.name,
        status=RUNNING,
        anchor=anchor,
        term=str(term),
        calendar=calendar_of(spec, facts),
        calendar_version="",
        due_on=None,
        due_at=None,
        intervals=stopping(spec, anchor, facts.suspensions),
    )
    begun = dated(spec, new, asking)
    # The letter tells this day to its addressee: whenever it is delivered, the term ends no earlier.
    return begun if spec.letter is None else begun.with_(not_before=begun.due_on)


def dated(spec: DeadlineSpec, deadline: Running, asking: Asking) -> Running:
    """The deadline with its dates computed from anchor, term, suspensions and extension."""
    names = _edges(spec)
    longer = _term(deadline.extended_to) if deadline.extended_to else None
    found = asking.dates(
        _term(deadline.term, rolls=spec.kind not in ("retention", "notice")),  # Z-NOT-06
        deadline.anchor,
        deadline.calendar,
        deadline.intervals if spec.kind not in NEVER_STOPS else (),
        longer,
        tuple(edge for edge, _ in names),
        deadline.not_before if spec.kind not in NEVER_STOPS else None,
    )
    edges = [(at, what) for at, (_, what) in zip(found.edges, names, strict=True) if at is not None]
    if found.due_at is not None and spec.kind != "notice":
        edges.append((found.due_at, EXPIRE))
    return deadline.with_(
        due_on=found.due_on,
        due_at=found.due_at,
        edges=tuple(sorted(edges)),
        calendar_version=found.calendar_version,
    )


def _edges(spec: DeadlineSpec) -> list[tuple[str, str]]:
    edges = [(f"{w.before} before", f"warn {number}") for number, w in enumerate(spec.warnings)]
    if spec.opens_edge == "start of last day":
        edges.append((spec.opens_edge, OPEN))
    if spec.kind == "notice":  # a letter counts as delivered from the start of that day
        edges.append(("start of last day", EXPIRE))
    return edges


def term_of(spec: DeadlineSpec, asking: Asking) -> Term:
    """The term of a deadline with its dated figure filled in."""
    return filled(spec.term, spec, asking)


def filled(written: TermSpec, spec: DeadlineSpec, asking: Asking) -> Term:
    """A written term as one that can be counted: `P.tax.check_wd working days` becomes `2 working days`."""
    if written.figure is None:
        return written.term if written.term is not None else _term(written.text)
    value: Any = asking.parameter(written.figure)
    if written.unit is None:
        return Term.fixed(value)
    return _term(f"{value} {written.unit}", rolls=spec.kind != "retention")


def calendar_of(spec: DeadlineSpec, facts: Facts) -> str:
    """LV-STAT or LV-INST, by who must act (X-TIM-03)."""
    if spec.calendar == "actor":
        return calendar_for(str(facts.organisation["kind"]))
    if spec.calendar in ("both sides", "state institution"):
        return calendar_for(spec.calendar.replace(" ", "_"))
    return spec.calendar


def wake_at(deadlines: tuple[Running, ...]) -> datetime | None:
    """The next instant at which the clock has work with any of these deadlines."""
    return min((edge[0] for d in deadlines if d.status == RUNNING for edge in d.edges), default=None)


def next_due_on(deadlines: tuple[Running, ...]) -> date | None:
    """The nearest last day, for people; a letter's presumed delivery is no one's to-do and does not count."""
    ours = (d for d in deadlines if d.status == RUNNING and ":" not in d.name)  # letters' own deadlines have a colon
    return min((d.due_on for d in ours if d.due_on), default=None)
