"""Agreements with recipients: entered by the administrator, their status changed with a date and a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

from caseflow.cases.scope import Viewer, organisations_seen
from caseflow.db import Transaction
from caseflow.db.errors import CheckViolation, UniqueViolation
from caseflow.db.values import from_cents, read_day, read_uuid, to_cents
from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.words.message import message

STATUSES: Final[Mapping[str, Mapping[str, str]]] = {
    "draft": {"lv": "Sagatavots", "en": "Draft"},
    "signed": {"lv": "Noslēgts", "en": "Signed"},
    "in_implementation": {"lv": "Tiek īstenots", "en": "In implementation"},
    "completed": {"lv": "Izpildīts", "en": "Completed"},
    "withdrawn": {"lv": "Izbeigts", "en": "Withdrawn"},
}
"""Every status an agreement may have, as officers call it."""

NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "draft": ("signed", "withdrawn"),
    "signed": ("in_implementation", "completed", "withdrawn"),
    "in_implementation": ("completed", "withdrawn"),
    "completed": (),
    "withdrawn": (),
}
"""Which status may follow which."""


SYSTEM: Final = "system"


class AgreementRefused(CaseflowError):
    """The agreement cannot be entered or changed so: says why, and what would be possible."""


class NotAdministrator(CaseflowError):
    """Only the administrator of the organisation and programme keeps its agreements."""


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What is entered: `amount` in EUR is the ceiling; without `signed_on` it is a draft."""

    number: str
    organisation: UUID
    programme: str
    round: str
    amount: Decimal
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as it stands; money in EUR, `left` is what may still be committed."""

    id: UUID
    number: str
    organisation_id: UUID
    organisation: str
    programme: str
    round: str
    status: str
    status_on: date
    reason: str | None
    signed_on: date | None
    amount: Decimal
    committed: Decimal
    paid: Decimal
    left: Decimal


def refuse_unless_administrator(tx: Transaction, user: UUID, organisation: UUID, programme: str, today: date) -> None:
    """Raise NotAdministrator unless the user holds that role there today."""
    row = tx.fetchone(
        "SELECT 1 FROM role_grant g WHERE g.user_id = ? AND g.role = 'administrator' "
        "AND (g.organisation_id IS NULL OR g.organisation_id = ?) AND (g.programme IS NULL OR g.programme = ?) "
        "AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?)",
        (user, organisation, programme, today, today),
    )
    if row is None:
        raise NotAdministrator(
            f"agreements of {programme} are kept by the administrator of the organisation; "
            "ask for the role (`caseflow user grant USER administrator`) or let the administrator do it"
        )


def add_agreement(tx: Transaction, new: NewAgreement, today: date, by: str = SYSTEM) -> UUID:
    """Enter an agreement, signed or as a draft; answers its id.

    Raises BadInput for an empty number, an amount that is no money and a future day; AgreementRefused when the number
    is taken, or when the organisation has an agreement for the round already.
    """
    number = new.number.strip()
    if not number or len(number) > 64 or not number.isprintable():
        raise BadInput("an agreement's number is one line of 1 to 64 characters: 2.3.1.2.i.0/2/23/A/001")
    if new.signed_on is not None and new.signed_on > today:
        raise BadInput(f"signed on {new.signed_on}, which is later than today ({today}): enter it when it is signed")
    status, since = ("signed", new.signed_on) if new.signed_on else ("draft", today)
    id = uuid4()
    try:
        tx.execute(
            "INSERT INTO agreement (id, organisation_id, programme, round, number, signed_on, amount, status, "
            "status_on, committed, paid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
            (id, new.organisation, new.programme, new.round, number, new.signed_on, _cents(new.amount), status, since),
        )
    except UniqueViolation as taken:
        if taken.constraint == "uq_agreement_number":
            raise AgreementRefused(f"there is an agreement {number} already; `caseflow agreement show` it") from None
        raise AgreementRefused(
            f"the organisation has an agreement for round {new.round} of {new.programme} already; "
            "withdraw that one first if another takes its place"
        ) from None
    _keep(tx, id, since, by, today)
    return id


def _cents(amount: Decimal) -> int:
    try:
        cents = to_cents(amount)
    except ValueError as bad:
        raise BadInput(f"the amount of an agreement is EUR and cents, such as 120000.00: {bad}") from None
    if cents <= 0:
        raise BadInput(f"the amount of an agreement is more than zero, not {amount}")
    return cents


def set_status(
    tx: Transaction, number: str, status: str, on: date, reason: str, today: date, by: str = SYSTEM
) -> Agreement:
    """Change the status from the day `on`, for a written reason; answers the agreement as it stands then.

    Raises BadInput for an unknown status, an empty reason and a day before the last change or after today,
    AgreementRefused for a status that may not follow, NotFound for an unknown number.
    """
    found, reason = get_agreement(tx, number), reason.strip()
    if status not in STATUSES:
        raise BadInput(f"an agreement has no status {status!r}; known: {', '.join(STATUSES)}")
    if not reason:
        raise BadInput("a change of status needs its reason: --reason TEXT")
    if not found.status_on <= on <= today:
        raise BadInput(f"the status changed last on {found.status_on}: name a day from then until today, not {on}")
    if status not in NEXT[found.status]:
        possible = ", ".join(NEXT[found.status]) or "none, it is at its end"
        raise AgreementRefused(f"agreement {number} is {found.status}: {status} may not follow; possible: {possible}")
    signed_on = on if status == "signed" else found.signed_on
    changed = tx.execute(
        "UPDATE agreement SET status = ?, status_on = ?, reason = ?, signed_on = ? WHERE id = ? AND status = ?",
        (status, on, reason, signed_on, found.id, found.status),
    )
    if changed != 1:
        raise AgreementRefused(f"somebody else has just changed agreement {number}: look again")
    _keep(tx, found.id, on, by, today)
    return get_agreement(tx, number)


def amend(
    tx: Transaction, number: str, amount: Decimal, on: date, reason: str, today: date, by: str = SYSTEM
) -> Agreement:
    """Change the amount from the day `on`, for a written reason; answers the agreement as it stands then.

    Raises BadInput for an amount that is no money, an empty reason and a day before the last change or after today,
    AgreementRefused for an agreement at its end and for less than is committed, NotFound for an unknown number.
    """
    found, reason, cents = get_agreement(tx, number), reason.strip(), _cents(amount)
    if not reason:
        raise BadInput("an amendment needs its reason: --reason TEXT")
    if not NEXT[found.status]:
        raise AgreementRefused(f"agreement {number} is {found.status}: it is amended no more")
    last = max(change.day for change in changes(tx, number))
    if not last <= on <= today:
        raise BadInput(f"the agreement changed last on {last}: name a day from then until today, not {on}")
    if amount == found.amount:
        raise BadInput(f"agreement {number} is for {amount} already")
    if amount < found.committed:
        raise AgreementRefused(f"{found.committed} of agreement {number} are committed: it cannot be for less")
    try:
        tx.execute("UPDATE agreement SET amount = ?, reason = ? WHERE id = ?", (cents, reason, found.id))
    except CheckViolation:
        raise AgreementRefused(f"somebody else has just committed more of agreement {number}: look again") from None
    _keep(tx, found.id, on, by, today)
    return get_agreement(tx, number)


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """What an agreement became from a day on, money in EUR; `by` is the user's id, or `system`."""

    number: int
    day: date
    amount: Decimal
    status: str
    reason: str | None
    by: str
    entered_on: date


def changes(tx: Transaction, number: str) -> list[AgreementChange]:
    """How the agreement came to be what it is, its entry first."""
    rows = tx.fetchall(
        "SELECT c.number, c.day, c.amount, c.status, c.reason, c.entered_by, c.entered_on FROM agreement_change c "
        "JOIN agreement a ON a.id = c.agreement_id WHERE a.number = ? ORDER BY c.number",
        (number,),
    )
    return [
        AgreementChange(n, read_day(day), from_cents(amount), status, reason, by, read_day(entered_on))
        for n, day, amount, status, reason, by, entered_on in rows
    ]


def _keep(tx: Transaction, id: UUID, day: date, by: str, today: date) -> None:
    """Write down what the agreement has just become."""
    row = tx.fetchone(
        "SELECT (SELECT count(*) FROM agreement_change c WHERE c.agreement_id = a.id), a.amount, a.status, a.reason "
        "FROM agreement a WHERE a.id = ?",
        (id,),
    )
    assert row is not None
    known, *became = row
    tx.execute(
        "INSERT INTO agreement_change (agreement_id, number, day, amount, status, reason, entered_by, entered_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (id, known + 1, day, *became, by, today),
    )


_SELECT = (
    "SELECT a.id, a.number, o.id, o.slug, a.programme, a.round, a.status, a.status_on, a.reason, a.signed_on, "
    "a.amount, a.committed, a.paid FROM agreement a JOIN organisation o ON o.id = a.organisation_id"
)


def get_agreement(tx: Transaction, number: str) -> Agreement:
    """The agreement of this number. Raises NotFound."""
    row = tx.fetchone(f"{_SELECT} WHERE a.number = ?", (number,))
    if row is None:
        raise NotFound(
            f"there is no agreement {number!r}; `caseflow agreement list` shows them",
            message("unknown.agreement", number=number),
        )
    return _agreement(row)


def find_agreement(tx: Transaction, number: str, viewer: Viewer) -> Agreement:
    """The agreement of this number, for somebody with a role there. Raises NotFound, also for all others."""
    for found in list_agreements(tx, viewer):
        if found.number == number:
            return found
    raise NotFound(
        f"there is no agreement {number!r}; `caseflow agreement list` shows them",
        message("unknown.agreement", number=number),
    )


def list_agreements(tx: Transaction, viewer: Viewer) -> list[Agreement]:
    """The agreements of the organisations and programmes in which the viewer holds a role, by number."""
    seen = organisations_seen(tx, viewer)
    rows = tx.fetchall(f"{_SELECT} ORDER BY a.number")
    return [found for found in map(_agreement, rows) if _may_see(found, seen)]


def _may_see(found: Agreement, seen: Mapping[UUID, frozenset[str] | None]) -> bool:
    if found.organisation_id not in seen:
        return False
    programmes = seen[found.organisation_id]
    return programmes is None or found.programme in programmes


def _agreement(row: tuple[Any, ...]) -> Agreement:
    id, number, organisation_id, slug, programme, round, status, status_on, reason, signed_on, *sums = row
    amount, committed, paid = map(from_cents, sums)
    return Agreement(
        id=read_uuid(id),
        number=number,
        organisation_id=read_uuid(organisation_id),
        organisation=slug,
        programme=programme,
        round=round,
        status=status,
        status_on=read_day(status_on),
        reason=reason,
        signed_on=read_day(signed_on) if signed_on else None,
        amount=amount,
        committed=committed,
        paid=paid,
        left=amount - committed,
    )
