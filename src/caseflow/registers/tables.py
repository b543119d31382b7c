"""Evidence of cases: append-only, each row written by the event that recorded it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Integer, String, Text
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Day, Id, Instant, Json


class EvidenceRow(Table, table=True):
    """One answer: of which kind, whose, as of which day, for which day or until when it may be used.

    `answer` holds what the definition declares for the kind, personal values only as sealed references. `withdrawn_seq`
    is the event that took back the one which had recorded it.
    """

    __tablename__ = "evidence"
    __table_args__ = (ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),)

    case_id: UUID = Field(primary_key=True, sa_type=Id)
    seq: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=String(63))
    source: str = Field(sa_type=Text)
    data_date: date | None = Field(default=None, sa_type=Day)
    reference_day: date | None = Field(default=None, sa_type=Day)
    valid_until: date | None = Field(default=None, sa_type=Day)
    answer: dict[str, Any] = Field(sa_type=Json)
    document: str | None = Field(default=None, sa_type=String(64), sa_column_args=(ForeignKey("blob.sha256"),))
    obtained_on: date = Field(sa_type=Day)
    obtained_at: datetime = Field(sa_type=Instant)
    obtained_by: str = Field(sa_type=String(64))
    withdrawn_seq: int | None = Field(default=None, sa_type=Integer)
