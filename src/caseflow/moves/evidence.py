"""The evidence of a batch's cases: the latest of each kind for the moves that rest on it, and what they record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from caseflow.db import Transaction
from caseflow.engine.evidence import NAME, OBTAINED, OWN
from caseflow.engine.facts import Move
from caseflow.engine.fields import typed
from caseflow.engine.outcome import Outcome
from caseflow.engine.workflow import EvidenceKind, Workflow
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes
from caseflow.registers.evidence import Kept, kept, read_evidence


class Records:
    """What the cases of one batch have on record, read when the first move rests on it."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self._tx, self._now = tx, now
        self._read: dict[UUID, list[Kept]] = {}

    def seen(
        self, state: CaseState, move: Move, cases: Callable[[], Iterable[CaseState]], *writes: Writes
    ) -> CaseState:
        """The case with its latest evidence of each kind that the move reads; `writes` from the latest on.

        The first time, the evidence of all `cases` that may need theirs is read with it.
        """
        kinds = _kinds(state.workflow, move.trigger, state.facts.state)
        if not kinds:
            return state
        if state.id not in self._read:
            self._load([state, *(each for each in cases() if each.facts.state in _states(each.workflow))])
        found = list(self._read[state.id])
        undone: set[tuple[UUID, int]] = set()
        for each in reversed(writes):
            found += [one for one in each.evidence if one.case == state.id]
            undone |= each.withdrawn.keys()
        return _with(state, kinds, [one for one in found if (one.case, one.seq) not in undone])

    def _load(self, states: Iterable[CaseState]) -> None:
        new = {state.id for state in states} - self._read.keys()
        self._read.update({id: [] for id in new})
        for one in read_evidence(self._tx, sorted(new)):
            self._read[one.case].append(one)

    def record(self, before: CaseState, after: CaseState, outcome: Outcome, own: Writes) -> None:
        """Keep what the outcome records, and take back what the undone move had recorded."""
        facts = after.facts
        for number, each in enumerate(outcome.evidence, start=1):
            own.evidence.append(kept(each, after.id, facts.seq, number, outcome.on, self._now, facts.actor.id))
        if outcome.evidence_withdrawn:
            own.withdrawn[before.id, before.facts.seq] = facts.seq


def with_evidence(tx: Transaction, state: CaseState) -> CaseState:
    """The case with its latest evidence of every kind: for looking."""
    if state.facts.state not in _states(state.workflow):
        return state
    return _with(state, state.workflow.evidence, read_evidence(tx, [state.id]))


def _with(state: CaseState, kinds: Mapping[str, EvidenceKind], found: Iterable[Kept]) -> CaseState:
    latest = {one.kind: one for one in found if one.withdrawn_seq is None}
    facts = {name: _facts(kind, latest.get(name)) for name, kind in kinds.items()}
    return state.with_(facts=state.facts.with_(related={**state.facts.related, NAME: facts}))


def _facts(kind: EvidenceKind, one: Kept | None) -> dict[str, Any]:
    """What expressions see: each part None when nothing is on record."""
    own = {name: getattr(one, name, None) for name in (*OWN, OBTAINED.name)}
    answer = one.answer if one else {}
    return {**own, **{name: typed(field, answer.get(name)) for name, field in kind.fields.items()}}


@lru_cache(maxsize=1024)
def _kinds(workflow: Workflow, trigger: str, state: str) -> Mapping[str, EvidenceKind]:
    """The kinds that the transition's clauses name."""
    transition = workflow.find(trigger, state)
    named = {path[1] for path in transition.reads if path[0] == NAME} if transition else set()
    return {name: kind for name, kind in workflow.evidence.items() if name in named}


@lru_cache(maxsize=256)
def _states(workflow: Workflow) -> frozenset[str]:
    """The states from which a move may rest on evidence."""
    resting = (t for t in workflow.transitions if any(path[0] == NAME for path in t.reads))
    return frozenset(source for transition in resting for source in transition.sources)
