"""One attempt at a batch: its transaction, its instant, its cases, and what its trees have written so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from caseflow.cases.external import UNIQUE
from caseflow.db import Transaction
from caseflow.db.batch import LostSwap
from caseflow.db.errors import CheckViolation, UniqueViolation
from caseflow.engine.facts import ActorView
from caseflow.engine.workflow import Workflow
from caseflow.ledger.accounts import CEILING, add
from caseflow.moves.de_minimis import Register
from caseflow.moves.erasure import erase, put_off
from caseflow.moves.evidence import Records
from caseflow.moves.facts import Gathered, gather
from caseflow.moves.lookups import Lookups
from caseflow.moves.numbers import Numbers
from caseflow.moves.office import Office
from caseflow.moves.persons import Persons
from caseflow.moves.postings import Accounts
from caseflow.moves.related import Lock, kin, lock
from caseflow.moves.request import Actor
from caseflow.moves.state import CaseState
from caseflow.moves.tree import Tree
from caseflow.moves.unfinished import Unfinished
from caseflow.moves.writes import Writes


class Round:
    """Gathers once, lends trees, keeps those that went through, writes once."""

    def __init__(self, office: Office, tx: Transaction, actor: Actor, how: Lock = "wait") -> None:
        """With `skip` (the clock) cases whose relatives are locked elsewhere are left for the next sweep.

        With `none` nothing is locked: one case whose move reaches no other may do with compare and swap.
        """
        self.office, self.tx, self.actor, self.how = office, tx, actor, how
        self.now = office.clock.now()
        self.cases: Mapping[UUID, Gathered] = {}
        self.writes = Writes()
        self.numbers = Numbers(tx, self.now)
        self.lookups = Lookups()
        self.accounts = Accounts(tx, alone=how == "none")
        self.records = Records(tx, self.now)
        self.register = Register(tx, self.now, alone=how == "none")
        self.persons = Persons(tx, office.keys, self.now)
        self.unfinished = Unfinished(tx)
        self.put_off: list[UUID] = []
        if how != "none":
            office.in_force.refresh(tx)

    def gather(self, names: Sequence[str | UUID], documents: Sequence[str] = ()) -> list[Gathered]:
        """Lock and read the named cases, and every case that their moves may tell; answers the named ones.

        A case in whose organisation the actor has no role is missing: nobody learns that it exists.
        """
        if self.how == "none":
            return self._gather_alone(names, documents)
        found = kin(self.tx, self._workflow, names)
        held = lock(self.tx, list(found.reaches), self.how)
        while found.tells and self.how == "wait":  # whoever was waited for may have opened or moved relatives
            found = kin(self.tx, self._workflow, names)
            more = set(found.reaches) - held
            if not more:
                break
            held |= lock(self.tx, list(more), "wait")
        read = gather(self.tx, self._workflow, sorted(held), self.actor, self.now)
        self.accounts.reserve(each.state for each in read)
        self.cases = {each.state.id: each for each in read}
        free = (self.cases[id] for id in found.roots if found.within(id, held) and id in self.cases)
        return [each for each in free if each.visible]

    def _gather_alone(self, names: Sequence[str | UUID], documents: Sequence[str]) -> list[Gathered]:
        read = gather(self.tx, self._workflow, names, self.actor, self.now, documents)
        for each in read[:1]:
            self.office.in_force.notice(self.tx, each.published)
        self.cases = {each.state.id: each for each in read}
        return [each for each in read if each.visible]

    def _workflow(self, id: UUID) -> Workflow:
        return self.office.in_force.workflow(self.tx, id)

    def tree(self, actor: ActorView | None = None) -> Tree:
        """A fresh tree over what the round has so far; `actor` acts instead of the round's own."""
        shared = (self.numbers, self.lookups, self.accounts, self.register, self.records, self.persons)
        return Tree(self.office, self.tx, self.now, self.cases, *shared, self.unfinished, self.writes, actor)

    def keep(self, tree: Tree) -> None:
        """The tree went through: what it wrote is the round's."""
        if self.writes.cases:
            self.writes.take(tree.writes)
        else:
            self.writes = tree.writes

    def state_of(self, state: CaseState) -> CaseState:
        """The case as the round has it now."""
        return self.writes.cases.get(state.id) or state

    def write(self) -> None:
        """Write everything, each row once. Raises LostSwap."""
        try:
            add(self.tx, self.writes.booked)
        except CheckViolation as broken:
            if broken.constraint != CEILING:
                raise
            raise LostSwap("an agreement has less left than was read: step again on what it has now") from broken
        try:
            self.writes.batch(self.now).write(self.tx)
        except UniqueViolation as broken:
            if broken.constraint != UNIQUE:
                raise
            raise LostSwap("an external reference was taken meanwhile: look again, and refuse it") from broken
        if self.writes.erased:
            erase(self.tx, self.office.keys, self.writes.erased, self.now)
        if self.put_off:
            put_off(self.tx, self.put_off, self.now)
