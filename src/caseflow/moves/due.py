"""What is due on a case: its deadlines' edges made into the clock's moves, in legal order, each once, however late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.clock import riga_date
from caseflow.engine import ticks
from caseflow.engine.clocks import EXPIRE
from caseflow.engine.facts import ActorView, Move, Running
from caseflow.engine.workflow import DeadlineSpec, Workflow
from caseflow.moves.facts import Gathered
from caseflow.moves.request import Done
from caseflow.moves.round import Round
from caseflow.moves.tree import TreeRefused
from caseflow.moves.unfinished import LETTERS_LEFT

CLOCK = ActorView("system", frozenset(), system=True)
MOST_EDGES = 400
"""How many edges of one case one sweep passes; what is left waits for the next one."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One instant at which the clock has work with a deadline."""

    at: datetime
    rank: int
    deadline: Running
    what: str

    @property
    def key(self) -> tuple[datetime, int, str]:
        """Legal order: by instant; at the same instant notices, then warnings and openings, then expiries."""
        return (self.at, self.rank, self.deadline.name)


def due_edges(workflow: Workflow, deadlines: tuple[Running, ...], now: datetime) -> list[Edge]:
    """All edges up to `now`, in legal order."""
    edges = [
        Edge(at, _rank(workflow.deadlines[d.name], what), d, what)
        for d in deadlines
        if d.status == "running"
        for at, what in d.edges
        if at <= now
    ]
    return sorted(edges, key=lambda edge: edge.key)


def _rank(spec: DeadlineSpec, what: str) -> int:
    if spec.kind == "notice":
        return 0
    return 2 if what == EXPIRE else 1


def fire(round: Round, gathered: Gathered, spared: date | None = None) -> list[Done]:
    """Make every move of the clock that is due on the case; answers them in order.

    Deadlines whose last day is `spared` or later do not expire: an earlier legal date that is allowed meets them.
    """
    done: list[Done] = []
    for _ in range(MOST_EDGES):
        state = round.state_of(gathered.state)
        edges = due_edges(state.workflow, state.facts.deadlines, round.now)
        edge = next((e for e in edges if not _is_spared(e, spared)), None)
        if edge is None:
            break
        passed = _pass(round, gathered, state.workflow.deadlines[edge.deadline.name], edge)
        if passed is None:
            round.put_off.append(state.id)
            break
        done.append(passed)
    return done


def _is_spared(edge: Edge, spared: date | None) -> bool:
    due = edge.deadline.due_on
    return spared is not None and edge.what == EXPIRE and due is not None and due >= spared


def _pass(round: Round, gathered: Gathered, spec: DeadlineSpec, edge: Edge) -> Done | None:
    """One edge: the clock's move, or, when that is refused, the deadline set aside with work for a head.

    None for a case that is to be erased while letters of it are not out: the clock comes back.
    """
    trigger, on = ticks.tick_of(spec, edge.what), riga_date(edge.at)
    if trigger in ticks.TRIGGERS:
        return _move(round, gathered, _tick(trigger, edge, on))
    try:
        return _move(round, gathered, Move(trigger, on=on, fired_by=edge.deadline.id))
    except TreeRefused as refused:
        if any(reason.code == LETTERS_LEFT for reason in refused.refusal.reasons):
            return None
        why = "; ".join(f"{reason.code}: {reason.message.id}" for reason in refused.refusal.reasons)
        return _move(round, gathered, _tick(ticks.SET_ASIDE, edge, on, why))


def _tick(trigger: str, edge: Edge, on: date, why: str | None = None) -> Move:
    return Move(trigger, {"deadline": edge.deadline.id, "edge": edge.what}, on, reason=why)


def _move(round: Round, gathered: Gathered, move: Move) -> Done:
    tree = round.tree(CLOCK)
    done = tree.move(gathered, move)
    round.keep(tree)
    return done
