"""De minimis aid of undertakings: sums that move by postings only, under the locks of the single undertaking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Insert, Update
from caseflow.db.values import from_cents, read_day, read_uuid, to_cents
from caseflow.engine.de_minimis import EFFECTS
from caseflow.ledger.undertakings import Because, listed

_SUMS = (
    ("reserved_on", "date"),
    ("granted_on", "date"),
    ("reserved", "bigint"),
    ("granted", "bigint"),
    ("postings", "int"),
)
NEW_AID: Final = Insert(
    "de_minimis_aid",
    (
        ("id", "uuid"),
        ("undertaking_id", "uuid"),
        ("case_id", "uuid"),
        ("grantor", "text"),
        ("reference", "text"),
        ("regulation", "text"),
        ("road_freight", "bool"),
        *_SUMS,
    ),
)
AID_SUMS: Final = Update("de_minimis_aid", _SUMS, (("id", "uuid"),))
AID_POSTING: Final = Insert(
    "de_minimis_posting",
    (
        ("aid_id", "uuid"),
        ("number", "int"),
        ("kind", "text"),
        ("cents", "bigint"),
        ("day", "date"),
        ("case_id", "uuid"),
        ("seq", "int"),
        ("reason", "text"),
        ("document", "text"),
        ("booked_by", "text"),
        ("booked_at", "timestamptz"),
    ),
)
_ZERO: Final = Decimal("0.00")
_COLUMNS: Final = (
    "a.id, a.undertaking_id, a.case_id, a.grantor, a.reference, a.regulation, a.road_freight, "
    "a.reserved_on, a.granted_on, a.reserved, a.granted, a.postings"
)


@dataclass(frozen=True, slots=True)
class Aid:
    """Aid of one case, or of another grantor who calls it `reference`; sums in EUR, `postings` counts its postings."""

    id: UUID
    undertaking: UUID
    case: UUID | None
    grantor: str | None
    reference: str | None
    regulation: str
    road_freight: bool
    reserved_on: date | None = None
    granted_on: date | None = None
    reserved: Decimal = _ZERO
    granted: Decimal = _ZERO
    postings: int = 0

    @property
    def amount(self) -> Decimal:
        """What counts against the ceiling."""
        return self.reserved + self.granted

    @property
    def day(self) -> date | None:
        """The day on which it counts: of the grant, or of the reservation while there is none."""
        return self.granted_on if self.granted else self.reserved_on

    @property
    def holds(self) -> bool:
        """Neither sum below zero, as the database checks it too."""
        return self.reserved >= 0 and self.granted >= 0

    def after(self, kind: str, amount: Decimal, on: date) -> Aid:
        """The aid with one more posting of that day, whether it bears it or not."""
        to_reserved, to_granted = EFFECTS[kind]
        reserved, granted = self.reserved + to_reserved * amount, self.granted + to_granted * amount
        return replace(
            self,
            reserved=reserved,
            granted=granted,
            # An undone confirmation leaves the day of the reservation as it was.
            reserved_on=on if kind == "reserved" and amount > 0 else self.reserved_on,
            granted_on=on if granted and (kind == "confirmed" or not self.granted_on) else self.granted_on,
            postings=self.postings + 1,
        )

    def sums(self) -> tuple[object, ...]:
        """The columns that postings move."""
        return (self.reserved_on, self.granted_on, to_cents(self.reserved), to_cents(self.granted), self.postings)

    def row(self) -> tuple[object, ...]:
        """All columns."""
        whose = (self.id, self.undertaking, self.case, self.grantor, self.reference)
        return (*whose, self.regulation, self.road_freight, *self.sums())


@dataclass(frozen=True, slots=True)
class AidPosting:
    """One change of an aid: its sums as they are after it, the amount in EUR, the day it counts from, and why."""

    after: Aid
    kind: str
    amount: Decimal
    day: date
    because: Because

    def row(self) -> tuple[object, ...]:
        """The posting's columns."""
        why = self.because
        rests_on = (why.case, why.seq, why.reason, why.document, why.by, why.at)
        return (self.after.id, self.after.postings, self.kind, to_cents(self.amount), self.day, *rests_on)


def read_aid(tx: Transaction, undertakings: Collection[UUID], cases: Collection[UUID] = ()) -> list[Aid]:
    """Aid of these undertakings that counts or that others have granted, and all of these cases; by day."""
    if not undertakings:
        return []
    condition, parameters = listed(tx, "a.undertaking_id", undertakings)
    of_cases, their_ids = listed(tx, "a.case_id", cases) if cases else ("1 = 0", [])
    counts = f"(a.reserved > 0 OR a.granted > 0 OR a.reference IS NOT NULL OR {of_cases})"
    rows = tx.fetchall(
        f"SELECT {_COLUMNS} FROM de_minimis_aid a WHERE {condition} AND {counts}", [*parameters, *their_ids]
    )
    return sorted(map(_aid, rows), key=lambda aid: (str(aid.day), str(aid.id)))


def undertakings_of(tx: Transaction, cases: Collection[UUID]) -> set[UUID]:
    """The undertakings for which these cases hold aid, whoever their applicants are by now."""
    if not cases:
        return set()
    condition, parameters = listed(tx, "a.case_id", cases)
    rows = tx.fetchall(
        f"SELECT a.undertaking_id FROM de_minimis_aid a WHERE {condition} AND (a.reserved > 0 OR a.granted > 0)",
        parameters,
    )
    return {read_uuid(id) for (id,) in rows}


def booked_by(tx: Transaction, case: UUID, seq: int) -> dict[str, UUID]:
    """The aid on which an event made each kind of posting."""
    rows = tx.fetchall(
        "SELECT p.kind, p.aid_id FROM de_minimis_posting p WHERE p.case_id = ? AND p.seq = ?", (case, seq)
    )
    return {kind: read_uuid(id) for kind, id in rows}


@dataclass(frozen=True, slots=True)
class AidImbalance:
    """An aid whose column is not the sum of its postings; sums in EUR, of `postings` the number."""

    id: UUID
    column: str
    stands: Decimal
    posted: Decimal


def aid_balances(tx: Transaction) -> list[AidImbalance]:
    """Every aid whose sums are not those of its postings; none where all is well."""
    posted: dict[UUID, list[int]] = {}
    for id, kind, cents, number in tx.fetchall(
        "SELECT aid_id, kind, CAST(sum(cents) AS BIGINT), count(*) FROM de_minimis_posting GROUP BY aid_id, kind"
    ):
        sums = posted.setdefault(read_uuid(id), [0, 0, 0])
        for column, effect in enumerate(EFFECTS[kind]):
            sums[column] += effect * cents
        sums[2] += number * 100
    rows = tx.fetchall("SELECT id, reserved, granted, postings FROM de_minimis_aid ORDER BY id")
    return [
        AidImbalance(read_uuid(id), column, from_cents(stands), from_cents(found))
        for id, reserved, granted, count in rows
        for column, stands, found in zip(
            ("reserved", "granted", "postings"),
            (reserved, granted, count * 100),
            posted.get(read_uuid(id), (0, 0, 0)),
            strict=True,
        )
        if stands != found
    ]


def _aid(row: tuple[Any, ...]) -> Aid:
    id, undertaking, case, grantor, reference, regulation, road, reserved_on, granted_on, *counted = row
    reserved, granted, postings = counted
    return Aid(
        read_uuid(id),
        read_uuid(undertaking),
        read_uuid(case) if case else None,
        grantor,
        reference,
        regulation,
        bool(road),
        read_day(reserved_on) if reserved_on else None,
        read_day(granted_on) if granted_on else None,
        from_cents(reserved),
        from_cents(granted),
        postings,
    )
