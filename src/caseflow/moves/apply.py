"""`apply`: the one path of every change. Gather once, step in memory, write once, in one transaction."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.engine.facts import Move
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import Workflow
from caseflow.errors import NotFound
from caseflow.moves.desks import Desk, desks
from caseflow.moves.due import fire
from caseflow.moves.externals import Externals, taken
from caseflow.moves.facts import Gathered
from caseflow.moves.forms import asks_for_users, unfit_reasons
from caseflow.moves.lookups import Named, look_up
from caseflow.moves.office import Office
from caseflow.moves.related import NotAlone
from caseflow.moves.request import OPEN, Actor, Done, Refused, Request, Result, Stale
from caseflow.moves.round import Round
from caseflow.moves.state import CaseState
from caseflow.moves.tree import Tree, TreeRefused
from caseflow.words.message import message

T = TypeVar("T")

ATTEMPTS = 6
"""A lost swap or a busy database is gathered and stepped again, unseen by the user, this often in all."""
_PAUSE_S = 0.02
_FEW = 4
"""Up to so many documents are looked for by the statement that reads the case; each number makes another statement."""

Also = Callable[[Transaction, Sequence[Result]], None]
"""What else is written in the transaction of the moves, once they are made."""


def apply(office: Office, requests: Sequence[Request], actor: Actor, also: Also | None = None) -> list[Result]:
    """Make the moves in the order given; answer each with Done, Refused or Stale.

    A refused move changes nothing, and the others go on. What `also` raises takes everything back. Raises Retryable
    when the database stays busy.
    """
    if also is None and may_be_alone(requests):
        # On PostgreSQL two trips: one reads a snapshot, one swaps it and writes everything else only if the swap
        # succeeds. On SQLite one transaction that looks for no other cases.
        with contextlib.suppress(NotAlone, LostSwap, Retryable), office.database.single() as tx:
            return _Batch(office, tx, actor, "none").run(requests)

    def once() -> list[Result]:
        with office.database.write() as tx:
            results = within(office, tx, requests, actor)
            if also is not None:
                also(tx, results)
            return results

    return retried(once)


def within(office: Office, tx: Transaction, requests: Sequence[Request], actor: Actor) -> list[Result]:
    """Make the moves as `apply` does, in the caller's transaction. Raises LostSwap: then do all of it again."""
    return _Batch(office, tx, actor).run(requests)


def rehearse(
    office: Office, request: Request, actor: Actor, look: Callable[[Transaction, Done, list[UUID]], T]
) -> T | Refused | Stale:
    """Make the move on the one path, let `look` read what it has made, and take everything back.

    `look` is given the transaction, the answer and the letters that the move drafts or signs; what it says is the
    answer. A move that would not be made is answered as `apply` does. Raises Retryable when the database stays busy.
    """

    def once() -> T | Refused | Stale:
        answer: T | Refused | Stale
        with contextlib.suppress(_TakenBack), office.database.write() as tx:
            batch = _Batch(office, tx, actor)
            (result,) = batch.run([request])
            writes = batch.writes
            signed = [id for id, (status, _, _) in writes.letter_status.items() if status == "signed"]
            letters = list(dict.fromkeys([*writes.drafts, *signed]))  # a move may draft a letter and sign it
            answer = look(tx, result, letters) if isinstance(result, Done) else result
            raise _TakenBack
        return answer

    return retried(once)


class _TakenBack(Exception):
    """Ends a rehearsal: the transaction rolls back."""


def retried(work: Callable[[], T]) -> T:
    """Do the work again, with another transaction, when it lost a swap or found the database busy."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return work()
        except (LostSwap, Retryable):
            if attempt == ATTEMPTS:
                raise
            time.sleep(random.uniform(0, _PAUSE_S * 2**attempt))  # those who met do not meet again at once
    raise AssertionError("unreachable")


def may_be_alone(requests: Sequence[Request]) -> bool:
    """Whether the requests may do without locks: one move on one case."""
    return len(requests) == 1 and requests[0].case is not None


class _Batch(Round):
    """One attempt at the requests of one actor."""

    def run(self, requests: Sequence[Request]) -> list[Result]:
        """Gather, step every tree, write."""
        named = Named.by(r.form for r in requests)
        few = named.documents[:_FEW]  # a form of many rows looks for its documents by itself
        found = self.gather([_key(r.case) for r in requests if r.case is not None], few)
        by_name = {key: g for g in found for key in (g.state.id, g.state.facts.ref)}
        openings = [r for r in requests if _opens(r)]
        self.desks = desks(self.tx, (r.organisation or "" for r in openings), self.actor, self.now)
        self.externals = Externals(self.tx, openings, self.desks)
        self.numbers.reserve(
            (self.desks[r.organisation].organisation, r.workflow or "")
            for r in openings
            if r.organisation in self.desks and not self.externals.taken(r)
        )
        people = any(_names_people(r, self._workflow_of(r, by_name)) for r in requests)
        read_along = self.how == "none" and found and few == named.documents
        documents = found[0].documents if read_along else None
        self.lookups = look_up(self.tx, named, (r.form for r in requests), people, documents)
        results = [self._one(request, by_name) for request in requests]
        self.write()
        return results

    def _one(self, request: Request, by_name: Mapping[str | UUID, Gathered]) -> Result:
        move = Move(request.trigger, on=request.on, reason=request.reason, override=request.override)
        unfit = unfit_reasons(request.reason, request.override.reason if request.override else None)
        if unfit:
            return Refused(request.trigger, unfit)
        if _opens(request):
            return self._tried(lambda tree: self._open(tree, request, move), request, None)
        found = by_name.get(_key(request.case))
        if found is None:
            reason = Reason("no-such-case", message("engine.no_such_case", case=request.case or "–"))
            return Refused(request.trigger, (reason,))
        fire(self, found, _spared(self.state_of(found.state), request))
        state = self.state_of(found.state)
        if request.version is not None and request.version != state.version:
            return Stale(request.trigger, state.facts.ref, request.version, state.version)
        return self._tried(lambda tree: tree.move(found, move, request.form), request, state.facts.ref)

    def _workflow_of(self, request: Request, by_name: Mapping[str | UUID, Gathered]) -> Workflow | None:
        """The definition that the request is about, if there is one: an opening's is the newest of its name."""
        if not _opens(request):
            found = by_name.get(_key(request.case))
            return found.state.workflow if found else None
        in_force = self.office.in_force
        try:
            return in_force.workflow(self.tx, in_force.latest(self.tx, request.workflow or ""))
        except NotFound:
            return None  # told when the opening is tried

    def _tried(self, make: Callable[[Tree], Result], request: Request, ref: str | None) -> Result:
        tree = self.tree()
        try:
            result = make(tree)
        except TreeRefused as refused:
            return Refused(request.trigger, refused.refusal.reasons, ref)
        self.keep(tree)
        return result

    def _open(self, tree: Tree, request: Request, move: Move) -> Result:
        slug, desk = request.workflow or "", self.desks.get(request.organisation or "")
        today = riga_date(self.now)
        facts = desk.facts(self.actor, slug.partition("/")[0], self.now, today) if desk else None
        if desk is None or facts is None:
            reason = message("engine.no_such_organisation", name=request.organisation or "–")
            return Refused(request.trigger, (Reason("no-such-organisation", reason),))
        known = self.externals.taken(request)
        if known:
            return taken(request, known)
        try:
            done = tree.open(slug, desk.organisation, facts, move, request.form, desk.preparer, then=request.then)
            self.externals.take(request, done, tree.writes)
            return done
        except NotFound:
            reason = message("engine.no_such_workflow", name=slug or "–")
            return Refused(request.trigger, (Reason("no-such-workflow", reason),))

    desks: Mapping[str, Desk]
    externals: Externals


def _names_people(request: Request, workflow: Workflow | None) -> bool:
    """Whether the form may name users, in whatever state the clock's own moves leave the case."""
    return request.trigger == "assign" or (workflow is not None and request.trigger in asks_for_users(workflow))


def _opens(request: Request) -> bool:
    return request.case is None and request.trigger == OPEN


def _spared(state: CaseState, request: Request) -> date | None:
    """The earlier legal date that keeps deadlines from expiring first, where the definition allows one."""
    transition = state.workflow.find(request.trigger, state.facts.state)
    return request.on if transition is not None and transition.backdated else None


@lru_cache(maxsize=256)  # asked several times of each request
def _key(case: str | None) -> str | UUID:
    """A case's id, or its number; text that can be neither finds nothing."""
    try:
        return UUID(case or "")
    except ValueError:
        return case if case and case.isprintable() and len(case) <= 64 else "–"
