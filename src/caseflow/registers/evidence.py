"""Evidence of cases: the rows that moves write, and what a case has on record of each kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Insert, Update
from caseflow.db.json_text import read_json, write_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine.evidence import Evidence
from caseflow.engine.fields import stored

NEW_EVIDENCE: Final = Insert(
    "evidence",
    (
        ("case_id", "uuid"),
        ("seq", "int"),
        ("number", "int"),
        ("kind", "text"),
        ("source", "text"),
        ("data_date", "date"),
        ("reference_day", "date"),
        ("valid_until", "date"),
        ("answer", "jsonb"),
        ("document", "text"),
        ("obtained_on", "date"),
        ("obtained_at", "timestamptz"),
        ("obtained_by", "text"),
        ("withdrawn_seq", "int"),
    ),
)
WITHDRAWN: Final = Update("evidence", (("withdrawn_seq", "int"),), (("case_id", "uuid"), ("seq", "int")))


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence on record: of which case and event, `number` counts within the event; `answer` is as stored."""

    case: UUID
    seq: int
    number: int
    kind: str
    source: str
    data_date: date | None
    reference_day: date | None
    valid_until: date | None
    answer: Mapping[str, Any]
    document: str | None
    obtained_on: date
    obtained_at: datetime
    obtained_by: str
    withdrawn_seq: int | None = None

    def row(self) -> tuple[object, ...]:
        """The columns."""
        of = (self.case, self.seq, self.number, self.kind, self.source)
        days = (self.data_date, self.reference_day, self.valid_until)
        obtained = (self.obtained_on, self.obtained_at, self.obtained_by)
        return (*of, *days, write_json(dict(self.answer)), self.document, *obtained, self.withdrawn_seq)


def kept(evidence: Evidence, case: UUID, seq: int, number: int, on: date, at: datetime, by: str) -> Kept:
    """The evidence as the event number `seq` of a case records it."""
    return Kept(
        case=case,
        seq=seq,
        number=number,
        kind=evidence.kind,
        source=evidence.source,
        data_date=evidence.data_date,
        reference_day=evidence.reference_day,
        valid_until=evidence.valid_until,
        answer=stored(evidence.answer),
        document=evidence.document,
        obtained_on=on,
        obtained_at=at,
        obtained_by=by,
    )


def read_evidence(tx: Transaction, cases: Collection[UUID]) -> list[Kept]:
    """All evidence of these cases, oldest first, what was taken back included."""
    if not cases:
        return []
    marks = ", ".join("?" for _ in cases)
    names = ", ".join(name for name, _ in NEW_EVIDENCE.columns)
    rows = tx.fetchall(
        f"SELECT {names} FROM evidence WHERE case_id IN ({marks}) ORDER BY case_id, seq, number", [*cases]
    )
    return [_kept(*row) for row in rows]


def _kept(case: Any, seq: int, number: int, kind: str, source: str, *rest: Any) -> Kept:
    data_date, reference_day, valid_until, answer, document, obtained_on, obtained_at, by, withdrawn = rest
    return Kept(
        case=read_uuid(case),
        seq=seq,
        number=number,
        kind=kind,
        source=source,
        data_date=_day(data_date),
        reference_day=_day(reference_day),
        valid_until=_day(valid_until),
        answer=read_json(answer),
        document=document,
        obtained_on=read_day(obtained_on),
        obtained_at=read_instant(obtained_at),
        obtained_by=by,
        withdrawn_seq=withdrawn,
    )


def _day(value: Any) -> date | None:
    return read_day(value) if value else None
