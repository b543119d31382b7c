"""The register of de minimis aid in one batch: what a move may know of the single undertaking, and what it books."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.db.batch import LostSwap
from caseflow.engine.compile_de_minimis import REGULATIONS
from caseflow.engine.expression import BOOL, DATE, MONEY, TEXT, Choice, ListOf, Record, optional
from caseflow.engine.facts import LastMove, Move
from caseflow.engine.outcome import AidBooking, AidEntry, AidRegister, Outcome, Reason
from caseflow.engine.workflow import DE_MINIMIS, Workflow
from caseflow.ledger import undertakings
from caseflow.ledger.changes import Change, after_changes, changes_of, predecessors
from caseflow.ledger.de_minimis import Aid, AidPosting, booked_by, read_aid, undertakings_of
from caseflow.ledger.undertakings import Because, Group, Undertaking, named, single_undertaking
from caseflow.moves.related import NotAlone
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes
from caseflow.parties.register import Party, party_id
from caseflow.words.message import message

_AID = Record({"id": TEXT, "undertaking": TEXT, "granted_on": DATE, "amount": MONEY})
REGISTER = Record(
    {
        "undertakings": ListOf(TEXT),
        "years": ListOf(DATE),
        "aid": ListOf(_AID),
        "reserved": MONEY,
        "granted": MONEY,
        "regulation": optional(Choice(REGULATIONS)),
        "road_freight": BOOL,
    }
)
"""`aid` counts for the single undertaking without what this case itself has reserved or was granted."""

Cases = Mapping[UUID, tuple[CaseState, Party | None]]


class Register:
    """The single undertakings of one batch, locked and read when the first move needs one of them."""

    def __init__(self, tx: Transaction, now: datetime, *, alone: bool = False) -> None:
        """`alone`: the batch holds no locks, so that nothing may be booked or rest on the register."""
        self._tx, self._now, self._alone = tx, now, alone
        self._undertakings: dict[UUID, Undertaking] = {}
        self._groups: dict[UUID, Group] = {}
        self._aid: dict[UUID, Aid] = {}
        self._changes: dict[UUID, Change] = {}
        self._cases: set[UUID] = set()

    @property
    def today(self) -> date:
        """The day on which the register is looked at."""
        return riga_date(self._now)

    def seen(
        self, state: CaseState, move: Move, party: Party | None, cases: Callable[[], Cases], *writes: Writes
    ) -> CaseState:
        """The case with its single undertaking among its facts, if the move may rest on it. Raises NotAlone.

        The first time, what all `cases` of the batch may need is locked and read with it.
        """
        if not _may_need(state, move.trigger, state.facts.last):
            return state
        if self._alone:
            raise NotAlone
        if state.id not in self._cases:
            self._load({**{id: each for id, each in cases().items() if _offers(each[0])}, state.id: (state, party)})
        return _with(state, self._facts(state.id, party, writes))

    def _load(self, cases: Cases) -> None:
        """Lock and read all that moves of these cases may need, in one go."""
        new = {id: party for id, (_, party) in cases.items() if id not in self._cases}
        names = [(party.registration_number, party.name) for party in new.values() if party is not None]
        self._lock(named(names), new)
        self._cases |= new.keys()

    def _lock(self, wanted: Iterable[Undertaking], cases: Collection[UUID]) -> None:
        wanted = list(wanted)
        undertakings.enter(self._tx, wanted)
        ids = {each.id for each in wanted} | undertakings_of(self._tx, cases)
        everybody, groups, changes = relatives_locked(self._tx, ids, self.today)
        self._groups.update((group.id, group) for group in groups)
        self._changes.update((change.id, change) for change in changes)
        self._undertakings.update(undertakings.read_undertakings(self._tx, everybody))
        self._aid.update((aid.id, aid) for aid in read_aid(self._tx, everybody, cases))

    def _facts(self, case: UUID, party: Party | None, writes: Iterable[Writes]) -> Mapping[str, Any]:
        writes = list(writes)
        known = self._known(writes)
        aids = self._live(writes)
        own = next((aid for aid in aids if aid.case == case and aid.amount), None)
        applicant = party_id(party.registration_number) if party else own.undertaking if own else None
        group = self._group(applicant, writes)
        return facts_of(known, group, [aid for aid in aids if aid.case != case], own, self._changes.values())

    def _known(self, writes: Iterable[Writes]) -> dict[UUID, Undertaking]:
        known = dict(self._undertakings)
        for each in reversed(list(writes)):
            known.update(
                (id, replace(known[id], years=years)) for id, years in each.register.years.items() if id in known
            )
        return known

    def _live(self, writes: Iterable[Writes]) -> list[Aid]:
        """All aid that was read, as the batch has made it; `writes` from the latest to the earliest."""
        aids = dict(self._aid)
        for each in reversed(list(writes)):
            aids.update(each.register.aid)
        return list(aids.values())

    def _group(self, applicant: UUID | None, writes: Iterable[Writes]) -> tuple[UUID, ...]:
        """The applicant first, then everybody who is one undertaking with it."""
        if applicant is None:
            return ()
        groups = [*self._groups.values(), *(group for each in writes for group in each.register.groups)]
        others = single_undertaking(applicant, groups, self.today) - {applicant}
        return (applicant, *sorted(others))

    # What a move books -----------------------------------------------------------------------------

    def book(
        self, before: CaseState, after: CaseState, outcome: Outcome, party: Party | None, own: Writes, earlier: Writes
    ) -> list[Reason]:
        """Book what the outcome says, or answer why the register cannot bear it."""
        said = outcome.de_minimis
        if said == AidRegister():
            return []
        facts = after.facts
        because = Because(facts.actor.id, self._now, after.id, facts.seq)
        if said.entered or said.members or said.years:
            return self._enter(said, because, party, own, earlier)
        undone = booked_by(self._tx, before.id, before.facts.seq) if outcome.branch is None else {}
        for booking in said.booked:
            aid = self._of(booking, undone, after.id, party, (own, earlier))
            if aid is None:
                return [Reason("de-minimis-no-undertaking", message("engine_de_minimis.no_undertaking"))]
            if not self._post(aid, booking.kind, booking.amount, outcome.on, because, own).holds:
                return [Reason("de-minimis-spent", message("ledger.de_minimis_spent", amount=-booking.amount))]
        return []

    def _of(
        self, booking: AidBooking, undone: Mapping[str, UUID], case: UUID, party: Party | None, writes: Iterable[Writes]
    ) -> Aid | None:
        """The aid that the booking moves: what the undone event moved, a new one, or what the case holds."""
        aids = {aid.id: aid for aid in self._live(writes)}
        if booking.kind in undone:
            return aids[undone[booking.kind]]
        if booking.kind == "reserved":
            if party is None:
                return None
            id = party_id(party.registration_number)
            return Aid(uuid4(), id, case, None, None, booking.regulation, booking.road_freight)
        return next((aid for aid in aids.values() if aid.case == case and aid.amount), None)

    def _post(self, aid: Aid, kind: str, amount: Any, on: date, because: Because, own: Writes) -> Aid:
        after = aid.after(kind, amount, on)
        own.register.aid[aid.id] = after
        own.register.booked.append(AidPosting(after, kind, amount, on, because))
        return after

    def _enter(
        self, said: AidRegister, because: Because, party: Party | None, own: Writes, earlier: Writes
    ) -> list[Reason]:
        """What others have granted, who is one undertaking with the applicant, and when its fiscal years begin."""
        if party is None:
            return [Reason("de-minimis-no-undertaking", message("engine_de_minimis.no_undertaking"))]
        applicant = party_id(party.registration_number)
        names = [*said.members, *((e.registration_number, e.registration_number) for e in said.entered)]
        new = [each for each in named(reversed(names)) if each.id not in self._undertakings]
        if new:
            self._lock(new, ())
        if said.years:
            own.register.years[applicant] = tuple(sorted(set(said.years)))
        members = {party_id(number) for number, _ in said.members} | {applicant}
        if not members <= set(self._group(applicant, (own, earlier))):
            group = Group(uuid4(), frozenset(members), self.today)
            own.register.groups.append(group)
            own.register.members += undertakings.member_rows(group.id, members, self.today, because)
        for entry in said.entered:
            self._entry(entry, because, own, earlier)
        return []

    def _entry(self, entry: AidEntry, because: Because, own: Writes, earlier: Writes) -> None:
        """Aid by its reference: entered when it is new, corrected when another sum is on record."""
        of = party_id(entry.registration_number)
        known = (a for a in self._live((own, earlier)) if a.undertaking == of and a.reference == entry.reference)
        aid = next(known, None)
        if aid is None:
            fresh = Aid(uuid4(), of, None, entry.grantor, entry.reference, entry.regulation, False)
            if entry.amount:
                self._post(fresh, "entered", entry.amount, entry.granted_on, because, own)
            return
        dated = replace(aid, granted_on=entry.granted_on)
        if aid.granted != entry.amount:
            self._post(dated, "corrected", entry.amount - aid.granted, entry.granted_on, because, own)
        elif dated != aid:
            own.register.aid[aid.id] = dated


def relatives_locked(
    tx: Transaction, ids: Collection[UUID], today: date
) -> tuple[frozenset[UUID], list[Group], list[Change]]:
    """Everybody whose aid may count for these, locked with them: of one undertaking, or merged, or split.

    Raises LostSwap when somebody has changed a relation meanwhile.
    """
    wanted = frozenset(ids)
    while True:
        groups = undertakings.lock(tx, wanted, today)
        if groups is None:
            raise LostSwap("somebody has just entered who is one undertaking with whom: step again")
        everybody = wanted.union(*(group.members for group in groups))
        changes = changes_of(tx, everybody)
        if predecessors(changes) <= everybody:
            return everybody, groups, changes
        wanted = everybody | predecessors(changes)


def facts_of(
    known: Mapping[UUID, Undertaking],
    group: tuple[UUID, ...],
    others: Iterable[Aid],
    own: Aid | None,
    changes: Iterable[Change] = (),
) -> dict[str, Any]:
    """The namespace of a case whose applicant is the first of the group; aid counts as mergers and splits have it."""
    numbers = {id: known[id].registration_number for id in group if id in known}
    counted = [
        {"id": each.id, "undertaking": numbers[of], "granted_on": each.granted_on, "amount": each.amount}
        for each in after_changes(others, changes)
        if (of := UUID(each.undertaking)) in numbers
    ]
    zero = Aid(UUID(int=0), UUID(int=0), None, None, None, "", False)
    return {
        "undertakings": list(numbers.values()),
        "years": list(known[group[0]].years) if group and group[0] in known else [],
        "aid": sorted(counted, key=lambda row: (str(row["granted_on"]), row["id"])),
        "reserved": (own or zero).reserved,
        "granted": (own or zero).granted,
        "regulation": own.regulation if own else None,
        "road_freight": own.road_freight if own else False,
    }


def with_register(tx: Transaction, state: CaseState, party: Party | None, today: date) -> CaseState:
    """The case with its single undertaking among its facts, read without a lock: for looking, not for deciding."""
    if party is None or not _offers(state):
        return state
    applicant = party_id(party.registration_number)
    groups = undertakings.groups_of(tx, [applicant], today)
    group = (applicant, *sorted(single_undertaking(applicant, groups, today) - {applicant}))
    known = {applicant: Undertaking(applicant, party.registration_number, party.name)}
    known |= undertakings.read_undertakings(tx, group)
    changes = changes_of(tx, group)
    aids = read_aid(tx, predecessors(changes).union(group))
    own = next((aid for aid in aids if aid.case == state.id), None)
    return _with(state, facts_of(known, group, [aid for aid in aids if aid.case != state.id], own, changes))


def _with(state: CaseState, facts: Mapping[str, Any]) -> CaseState:
    related = {**state.facts.related, DE_MINIMIS: facts}
    return state.with_(facts=state.facts.with_(related=related))


def _may_need(state: CaseState, trigger: str, last: LastMove | None) -> bool:
    transition = state.workflow.find(trigger, state.facts.state)
    if transition is None:
        return last is not None and bool(last.de_minimis)
    return any(path[0] == DE_MINIMIS for path in transition.reads)


def _offers(state: CaseState) -> bool:
    return state.facts.state in _states(state.workflow)


@lru_cache(maxsize=256)
def _states(workflow: Workflow) -> frozenset[str]:
    """The states from which a move may book in the register or rest on it."""
    concerned = (t for t in workflow.transitions if any(path[0] == DE_MINIMIS for path in t.reads))
    return frozenset(source for transition in concerned for source in transition.sources)
