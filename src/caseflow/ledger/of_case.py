"""The money of one case: what its moves have booked, on which agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import from_cents, read_instant


@dataclass(frozen=True, slots=True)
class CasePosting:
    """One posting in EUR; `seq` is the number of its event, `agreement` the agreement's number."""

    seq: int
    at: datetime
    kind: str
    amount: Decimal
    agreement: str


def case_postings(tx: Transaction, case: UUID) -> list[CasePosting]:
    """The postings of a case, in the order in which they were booked."""
    rows = tx.fetchall(
        "SELECT p.seq, p.at, p.kind, p.cents, a.number FROM posting p JOIN agreement a ON a.id = p.agreement_id "
        "WHERE p.case_id = ? ORDER BY p.seq, p.number",
        (case,),
    )
    return [
        CasePosting(seq, read_instant(at), kind, from_cents(cents), number) for seq, at, kind, cents, number in rows
    ]
