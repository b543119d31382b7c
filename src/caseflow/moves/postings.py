"""The accounts of a batch: which agreement each case belongs to, what a move may know of it, and what it books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from caseflow.db import Transaction
from caseflow.engine.built_in import TRIGGERS
from caseflow.engine.expression import DATE, MONEY, TEXT, Choice, Record, optional, reads
from caseflow.engine.facts import Facts, Move
from caseflow.engine.outcome import Outcome, Reason
from caseflow.engine.workflow import Transition, Workflow
from caseflow.ledger.accounts import Account, Booked, Place, book, read_accounts, read_booked
from caseflow.ledger.agreements import STATUSES
from caseflow.moves.related import NotAlone
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes
from caseflow.words.message import message

NAME = "agreement"
FIELD = "round"
"""The case field that says of which round the case, and so its agreement, is."""

_MONEY = ("amount", "committed", "paid", "left")
AGREEMENT = Record(
    {
        "status": optional(Choice(STATUSES)),
        "number": optional(TEXT),
        "signed_on": optional(DATE),
        **{name: optional(MONEY) for name in _MONEY},
    }
)


class Accounts:
    """The agreements of one batch, each locked and read once; what its trees book on them stands in their writes."""

    def __init__(self, tx: Transaction, *, alone: bool = False) -> None:
        """`alone`: the batch holds no locks, so that nothing may be booked or rest on an agreement."""
        self._tx, self.alone = tx, alone
        self._read: dict[Place, Account | None] = {}

    def reserve(self, states: Iterable[CaseState]) -> None:
        """Lock and read, in one statement, the agreements that moves of these cases may need."""
        found = {place_of(s, s.facts.data) for s in states if _concerns(s.workflow)}
        self._lock({place for place in found if place is not None})

    def seen(self, state: CaseState, move: Move, *writes: Writes) -> CaseState:
        """The case with its agreement among its facts, if the move may rest on it or book. Raises NotAlone."""
        if not _may_need(state, move):
            return state
        entered = {FIELD: move.form[FIELD]} if FIELD in move.form else {}
        account = self._account(place_of(state, {**state.facts.data, **entered}), writes)
        return _with(state, account)

    def book(self, before: CaseState, after: CaseState, outcome: Outcome, own: Writes, earlier: Writes) -> list[Reason]:
        """Book what the outcome posts, or answer why an account cannot bear it. Raises NotAlone."""
        for number, posting in enumerate(outcome.postings, start=1):
            if outcome.trigger in TRIGGERS:
                account = self._booked_before(before, (own, earlier))
            else:
                account = self._account(place_of(after, after.facts.data), (own, earlier))
            if account is None:
                return [Reason("no-agreement", message("ledger.no_agreement"))]
            booked = book(account, posting)
            if isinstance(booked, Reason):
                return [booked]
            own.accounts[account.id] = booked
            own.booked.append(Booked(account.id, after.id, after.facts.seq, number, posting))
        return []

    def _account(self, place: Place | None, writes: Iterable[Writes]) -> Account | None:
        """The account as the batch has it now; `writes` from the latest to the earliest."""
        if self.alone:
            raise NotAlone
        if place is None:
            return None
        self._lock({place})
        return _latest(self._read[place], writes)

    def _booked_before(self, state: CaseState, writes: Iterable[Writes]) -> Account | None:
        """The account on which the case's last event booked, whichever its agreement is by now."""
        if self.alone:
            raise NotAlone
        return _latest(read_booked(self._tx, state.id, state.facts.seq), writes)

    def _lock(self, places: set[Place]) -> None:
        new = places - self._read.keys()
        found = read_accounts(self._tx, new, lock=True)
        self._read.update({place: found.get(place) for place in new})


def _latest(read: Account | None, writes: Iterable[Writes]) -> Account | None:
    """An account as the batch's own postings have made it."""
    if read is None:
        return None
    return next((w.accounts[read.id] for w in writes if read.id in w.accounts), read)


def with_agreement(tx: Transaction, state: CaseState) -> CaseState:
    """The case with its agreement among its facts, read without a lock: for looking, not for deciding."""
    place = place_of(state, state.facts.data)
    if place is None or not _concerns(state.workflow):
        return state
    return _with(state, read_accounts(tx, {place}, lock=False).get(place))


def place_of(state: CaseState, data: Mapping[str, Any]) -> Place | None:
    """Where the agreement of a case with these data is looked for; None for a case without a round."""
    value = data.get(FIELD) if FIELD in state.workflow.fields else None
    return (state.organisation.id, state.workflow.programme, str(value)) if value is not None else None


def _with(state: CaseState, account: Account | None) -> CaseState:
    related = {**state.facts.related, NAME: _facts(account)}
    facts: Facts = state.facts.with_(related=related)
    return state.with_(facts=facts)


def _facts(account: Account | None) -> Mapping[str, Any]:
    return {} if account is None else {name: getattr(account, name) for name in AGREEMENT.fields}


def _may_need(state: CaseState, move: Move) -> bool:
    return _rests_on_it(state.workflow, move.trigger, state.facts.state)


@lru_cache(maxsize=4096)
def _rests_on_it(workflow: Workflow, trigger: str, state: str) -> bool:
    transition = workflow.find(trigger, state)
    return _counts_by(workflow) if transition is None else _needs(transition)


@lru_cache(maxsize=256)
def _concerns(workflow: Workflow) -> bool:
    return any(map(_needs, workflow.transitions)) or _counts_by(workflow)


def _needs(transition: Transition) -> bool:
    """Whether the transition books, or rests on the agreement."""
    return any(path[0] == NAME for path in transition.reads) or any(b.postings for b in transition.branches)


@lru_cache(maxsize=256)
def _counts_by(workflow: Workflow) -> bool:
    """Whether a deadline or a reference date, and so any built-in move, rests on the agreement."""
    clauses = (*(spec.anchor for spec in workflow.deadlines.values()), *workflow.reference_dates.values())
    return any(path[0] == NAME for clause in clauses for path in reads(clause.expression))
