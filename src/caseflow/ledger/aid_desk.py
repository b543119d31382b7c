"""What officers enter in the register of de minimis aid beside their cases, each with its reason; and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
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
from caseflow.ledger.de_minimis import Aid, AidPosting, read_aid
from caseflow.ledger.undertakings import MEMBER, Because, Undertaking, single_undertaking
from caseflow.ledger.writes import AidWrites
from caseflow.parties.register import party_id

WRITERS: Final = ("officer", "head", "administrator")


class AidRefused(CaseflowError):
    """The register cannot take the entry: says why, and what would be possible."""


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
    """How the register stands: the undertaking, everybody who is one with it on the day, and all their aid."""

    undertaking: Undertaking
    members: tuple[Undertaking, ...]
    aid: tuple[Aid, ...]


def refuse_unless_writer(tx: Transaction, user: UUID, today: date, roles: tuple[str, ...] = WRITERS) -> None:
    """Raise AidRefused unless the user holds one of the roles today, in whichever organisation."""
    marks = ", ".join("?" for _ in roles)
    row = tx.fetchone(
        f"SELECT 1 FROM role_grant g WHERE g.user_id = ? AND g.role IN ({marks}) AND g.valid_from <= ? "
        "AND (g.valid_to IS NULL OR g.valid_to >= ?)",
        (user, *roles, today, today),
    )
    if row is None:
        raise AidRefused(f"the register of de minimis aid is kept by: {', '.join(roles)}; ask for one of these roles")


def aid_of(tx: Transaction, number: str, on: date) -> AidOf:
    """The register of the undertaking of that number on a day. Raises NotFound."""
    own = party_id(number)
    groups = undertakings.groups_of(tx, [own], on)
    members = single_undertaking(own, groups, on)
    known = undertakings.read_undertakings(tx, members)
    if own not in known:
        raise NotFound(f"the register of de minimis aid knows no undertaking {number!r}")
    others = sorted((each for id, each in known.items() if id != own), key=lambda each: each.name)
    return AidOf(known[own], tuple(others), tuple(aid for aid in read_aid(tx, members) if aid.amount))


def enter_aid(tx: Transaction, new: NewAid, because: Because, today: date) -> Aid:
    """Enter aid of another grantor. Raises BadInput, and AidRefused when the reference is there already."""
    if new.regulation not in REGULATIONS:
        raise BadInput(f"--regulation {new.regulation!r}: write one of {', '.join(REGULATIONS)}")
    if new.granted_on > today:
        raise BadInput(f"granted on {new.granted_on}, which is later than today ({today}): enter it when it is granted")
    if new.amount <= 0 or new.amount % Decimal("0.01"):
        raise BadInput(f"the aid is more than zero and in whole cents, not {new.amount}")
    own = _locked(tx, [(new.registration_number, new.name)], today)[0]
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
        raise NotFound(f"there is no aid {reference!r} of {number}; `caseflow de-minimis show {number}` lists them")
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
    batch.extend(MEMBER, undertakings.member_rows(uuid4(), _locked(tx, named, today), since, because))
    batch.write(tx)


def _locked(tx: Transaction, named: Iterable[tuple[str, str]], today: date) -> list[UUID]:
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
