"""What officers enter in the register of de minimis aid beside their cases, each with its reason; and how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.db.batch import Batch
from caseflow.engine.compile_de_minimis import REGULATIONS
from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.ledger import undertakings
from caseflow.ledger.changes import Change, after_changes, changes_of, predecessors
from caseflow.ledger.de_minimis import Aid, AidPosting, read_aid
from caseflow.ledger.undertakings import MEMBER, Because, Undertaking, single_undertaking
from caseflow.ledger.writes import AidWrites
from caseflow.parties.register import party_id
from caseflow.rules.de_minimis import Grant
from caseflow.words.message import message

WRITERS: Final = ("officer", "head", "administrator")
READERS: Final = (*WRITERS, "evaluator", "auditor")
"""Roles of whoever may keep the register, and of whoever may look at it."""


class AidRefused(CaseflowError):
    """The register cannot take the entry: says why, and what would be possible."""


class NotAWriter(AidRefused):
    """The person holds none of the roles that keep the register, or look at it."""


@dataclass(frozen=True, slots=True)
class NewAid:
    """Aid that somebody else granted, in EUR; `reference` is what it is called where it is known from."""

    registration_number: str
    name: str
    grantor: str
    reference: str
    regulation: str
    granted_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AidOf:
    """How the register stands: the undertaking, everybody who is one with it on the day, and all their aid.

    `predecessors` are others whose aid may count for them by mergers and splits (`changes`); `counted` is what
    counts for whom after those, with the undertakings' ids.
    """

    undertaking: Undertaking
    members: tuple[Undertaking, ...]
    predecessors: tuple[Undertaking, ...]
    aid: tuple[Aid, ...]
    changes: tuple[Change, ...]
    counted: tuple[Grant, ...]


def refuse_unless_writer(tx: Transaction, user: UUID, today: date, roles: tuple[str, ...] = WRITERS) -> None:
    """Raise NotAWriter unless the user holds one of the roles today, in whichever organisation."""
    marks = ", ".join("?" for _ in roles)
    row = tx.fetchone(
        f"SELECT 1 FROM role_grant g WHERE g.user_id = ? AND g.role IN ({marks}) AND g.valid_from <= ? "
        "AND (g.valid_to IS NULL OR g.valid_to >= ?)",
        (user, *roles, today, today),
    )
    if row is None:
        raise NotAWriter(f"the register of de minimis aid is kept by: {', '.join(roles)}; ask for one of these roles")


def aid_of(tx: Transaction, number: str, on: date) -> AidOf:
    """The register of the undertaking of that number on a day. Raises NotFound."""
    own = party_id(number)
    members = single_undertaking(own, undertakings.groups_of(tx, [own], on), on)
    changes = [change for change in changes_of(tx, members) if change.day <= on]
    everybody = predecessors(changes) | members
    known = undertakings.read_undertakings(tx, everybody)
    if own not in known:
        raise NotFound(
            f"the register of de minimis aid knows no undertaking {number!r}",
            message("unknown.undertaking", number=number),
        )
    aid = [each for each in read_aid(tx, everybody) if each.amount]
    counted = [each for each in after_changes(aid, changes) if UUID(each.undertaking) in members]
    others, before = _named(known, members - {own}), _named(known, everybody - members)
    return AidOf(known[own], others, before, tuple(aid), tuple(changes), tuple(counted))


def _named(known: Mapping[UUID, Undertaking], ids: Collection[UUID]) -> tuple[Undertaking, ...]:
    return tuple(sorted((known[id] for id in ids if id in known), key=lambda each: each.name))


def enter_aid(tx: Transaction, new: NewAid, because: Because, today: date) -> Aid:
    """Enter aid of another grantor. Raises BadInput, and AidRefused when the reference is there already."""
    if new.regulation not in REGULATIONS:
        raise BadInput(f"--regulation {new.regulation!r}: write one of {', '.join(REGULATIONS)}")
    if new.granted_on > today:
        raise BadInput(f"granted on {new.granted_on}, which is later than today ({today}): enter it when it is granted")
    if new.amount <= 0 or new.amount % Decimal("0.01"):
        raise BadInput(f"the aid is more than zero and in whole cents, not {new.amount}")
    own = locked(tx, [(new.registration_number, new.name)], today)[0]
    if any(aid.reference == new.reference for aid in read_aid(tx, [own])):
        raise AidRefused(f"aid {new.reference} of {new.registration_number} is entered already; correct it instead")
    fresh = Aid(uuid4(), own, None, new.grantor, new.reference, new.regulation, False)
    return _post(tx, fresh, "entered", new.amount, new.granted_on, because)


def correct_aid(tx: Transaction, number: str, reference: str, amount: Decimal, because: Because, today: date) -> Aid:
    """Make entered aid another sum. Raises BadInput, NotFound."""
    if amount < 0 or amount % Decimal("0.01"):
        raise BadInput(f"the aid is zero or more and in whole cents, not {amount}")
    own = party_id(number)
    if undertakings.lock(tx, [own], today) is None:
        raise AidRefused("somebody else has just changed the register: look again")
    found = next((aid for aid in read_aid(tx, [own]) if aid.reference == reference), None)
    if found is None or found.granted_on is None:
        raise NotFound(
            f"there is no aid {reference!r} of {number}; `caseflow de-minimis show {number}` lists them",
            message("unknown.aid", reference=reference, number=number),
        )
    if found.granted == amount:
        raise BadInput(f"aid {reference} is {amount} already")
    return _post(tx, found, "corrected", amount - found.granted, found.granted_on, because)


def enter_group(tx: Transaction, named: Iterable[tuple[str, str]], since: date, because: Because, today: date) -> None:
    """Enter that these, by number and name, are one undertaking from a day on (Z-DM-03). Raises BadInput."""
    named = list(named)
    if len(dict(named)) < 2:
        raise BadInput("one undertaking is made of two enterprises or more: name each with its number")
    if since > today:
        raise BadInput(f"--since {since} is later than today ({today})")
    batch = Batch()
    batch.extend(MEMBER, undertakings.member_rows(uuid4(), locked(tx, named, today), since, because))
    batch.write(tx)


def locked(tx: Transaction, named: Iterable[tuple[str, str]], today: date) -> list[UUID]:
    """Enter those that are new, and lock them with everybody who is one with them. Raises AidRefused."""
    wanted = undertakings.named(named)
    undertakings.enter(tx, wanted)
    if undertakings.lock(tx, [each.id for each in wanted], today) is None:
        raise AidRefused("somebody else has just changed who is one undertaking with whom: try again")
    return [each.id for each in wanted]


def _post(tx: Transaction, aid: Aid, kind: str, amount: Decimal, on: date, because: Because) -> Aid:
    after = aid.after(kind, amount, on)
    batch = Batch()
    AidWrites(aid={after.id: after}, booked=[AidPosting(after, kind, amount, on, because)]).write(batch)
    batch.write(tx)
    return after
