"""The account of an agreement: its headroom judged in memory, its sums added by one statement that a CHECK guards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Insert
from caseflow.db.values import from_cents, read_day, read_uuid, to_cents
from caseflow.engine.outcome import Posting, Reason
from caseflow.engine.workflow import PostingKind
from caseflow.words.message import message

EFFECTS: Final[Mapping[PostingKind, tuple[int, int]]] = {
    "committed": (1, 0),
    "paid": (0, 1),
    "released": (-1, 0),
    "corrected": (-1, 0),
    "recovered": (0, -1),
}
"""What each kind does to the sums `committed` and `paid`; a correction strikes money before it is paid."""

CEILING: Final = "ck_agreement_ceiling"

POSTING: Final = Insert(
    "posting",
    (
        ("case_id", "uuid"),
        ("seq", "int"),
        ("number", "int"),
        ("agreement_id", "uuid"),
        ("kind", "text"),
        ("cents", "bigint"),
        ("at", "timestamptz"),
    ),
)

Place = tuple[UUID, str, str]
"""Whose agreement, of which programme and round: organisation, slug, value of the case field `round`."""

_COLUMNS = "organisation_id, programme, round, id, number, status, signed_on, amount, committed, paid"


@dataclass(frozen=True, slots=True)
class Account:
    """An agreement and its money in EUR, as a batch has it at one moment."""

    id: UUID
    number: str
    status: str
    signed_on: date | None
    amount: Decimal
    committed: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be committed."""
        return self.amount - self.committed

    def after(self, posting: Posting) -> Account:
        """The account with the posting booked, whether it bears it or not."""
        to_committed, to_paid = EFFECTS[posting.kind]
        committed, paid = self.committed + to_committed * posting.amount, self.paid + to_paid * posting.amount
        return replace(self, committed=committed, paid=paid)

    @property
    def holds(self) -> bool:
        """0 <= paid <= committed <= amount, as the database checks it too."""
        return 0 <= self.paid <= self.committed <= self.amount


@dataclass(frozen=True, slots=True)
class Booked:
    """A posting of one event on one agreement; `number` counts the event's postings from 1."""

    agreement: UUID
    case: UUID
    seq: int
    number: int
    posting: Posting

    def row(self, at: datetime) -> tuple[object, ...]:
        """The posting's columns."""
        return (self.case, self.seq, self.number, self.agreement, self.posting.kind, to_cents(self.posting.amount), at)


def book(account: Account, posting: Posting) -> Account | Reason:
    """The account once the posting is booked, or why it cannot bear it."""
    if posting.amount > 0 and not _in_force(account.status, posting.kind):
        return Reason("agreement-not-in-force", message(f"ledger.is_{account.status}", number=account.number))
    after = account.after(posting)
    if after.holds:
        return after
    if posting.amount < 0:
        return Reason("over-ceiling", message("ledger.spent_since", number=account.number, amount=-posting.amount))
    return _over(account, posting)


def _in_force(status: str, kind: PostingKind) -> bool:
    """Nothing is booked on a draft; what is completed or withdrawn is only settled."""
    return status in ("signed", "in_implementation") or (status != "draft" and kind != "committed")


def _over(account: Account, posting: Posting) -> Reason:
    unpaid = account.committed - account.paid
    left = {"committed": account.left, "recovered": account.paid}.get(posting.kind, unpaid)
    said = message(f"ledger.over_{posting.kind}", number=account.number, asked=posting.amount, left=left)
    return Reason("over-ceiling", said)


def read_accounts(tx: Transaction, places: Collection[Place], *, lock: bool) -> dict[Place, Account]:
    """The accounts of these places; with `lock` nobody else books on them before this transaction ends.

    Locked in the order of their ids. Where an agreement was withdrawn and another one concluded, the other counts.
    """
    if not places:
        return {}
    where = " OR ".join("(organisation_id = ? AND programme = ? AND round = ?)" for _ in places)
    locking = " FOR UPDATE" if lock and tx.dialect == "postgresql" else ""
    rows = tx.fetchall(
        f"SELECT {_COLUMNS} FROM agreement WHERE {where} ORDER BY id{locking}",
        [part for place in sorted(places) for part in place],
    )
    # Withdrawn ones first, the latest of them last, and over them whichever one stands.
    rows.sort(key=lambda row: (row[5] != "withdrawn", str(row[6] or "")))
    return {(read_uuid(row[0]), row[1], row[2]): _account(row[3:]) for row in rows}


def read_booked(tx: Transaction, case: UUID, seq: int) -> Account | None:
    """The account on which an event booked, locked until this transaction ends."""
    locking = " FOR UPDATE" if tx.dialect == "postgresql" else ""
    booked = "SELECT p.agreement_id FROM posting p WHERE p.case_id = ? AND p.seq = ?"
    row = tx.fetchone(f"SELECT {_COLUMNS} FROM agreement WHERE id IN ({booked}){locking}", (case, seq))
    return _account(row[3:]) if row else None


def _account(row: tuple[Any, ...]) -> Account:
    id, number, status, signed_on, *sums = row
    return Account(read_uuid(id), number, status, read_day(signed_on) if signed_on else None, *map(from_cents, sums))


def add(tx: Transaction, booked: Iterable[Booked]) -> None:
    """Add what was booked to the agreements, one statement for all. Raises CheckViolation (CEILING)."""
    sums: dict[UUID, tuple[int, int]] = {}
    for each in booked:
        committed, paid = sums.get(each.agreement, (0, 0))
        to_committed, to_paid = EFFECTS[each.posting.kind]
        cents = to_cents(each.posting.amount)
        sums[each.agreement] = (committed + to_committed * cents, paid + to_paid * cents)
    if not sums:
        return
    rows = [(committed, paid, id) for id, (committed, paid) in sorted(sums.items())]
    if tx.dialect == "sqlite":
        tx.executemany("UPDATE agreement SET committed = committed + ?, paid = paid + ? WHERE id = ?", rows)
    else:
        tx.execute(
            "UPDATE agreement a SET committed = a.committed + v.committed, paid = a.paid + v.paid "
            "FROM unnest(?::bigint[], ?::bigint[], ?::uuid[]) AS v(committed, paid, id) WHERE a.id = v.id",
            [list(column) for column in zip(*rows, strict=True)],
        )


@dataclass(frozen=True, slots=True)
class Imbalance:
    """An agreement whose column (`committed` or `paid`) is not the sum of its postings; both in EUR."""

    number: str
    column: str
    stands: Decimal
    posted: Decimal


def balances(tx: Transaction) -> list[Imbalance]:
    """Every agreement whose sums are not those of its postings, by number; none where all is well."""
    standing = tx.fetchall("SELECT id, number, committed, paid FROM agreement ORDER BY number")
    posted: dict[UUID, list[int]] = {}
    for id, kind, cents in tx.fetchall(
        "SELECT agreement_id, kind, CAST(sum(cents) AS BIGINT) FROM posting GROUP BY agreement_id, kind"
    ):
        sums = posted.setdefault(read_uuid(id), [0, 0])
        for column, effect in enumerate(EFFECTS[kind]):
            sums[column] += effect * cents
    return [
        Imbalance(number, column, from_cents(stands), from_cents(found))
        for id, number, *columns in standing
        for column, stands, found in zip(("committed", "paid"), columns, posted.get(read_uuid(id), (0, 0)), strict=True)
        if stands != found
    ]
