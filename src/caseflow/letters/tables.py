"""Letters: the text that a move drafted, and what becomes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Id, Instant, Json

DRAFTED = "status = 'drafted'"


class LetterRow(Table, table=True):
    """One letter of a case; `text` is encrypted, because letters name persons."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("status IN ('drafted', 'signed', 'cancelled')", name="status"),
        Index("ix_letter_case_id", "case_id", "seq"),
        Index("ix_letter_drafted", "case_id", postgresql_where=text(DRAFTED), sqlite_where=text(DRAFTED)),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    case_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    organisation_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    seq: int = Field(sa_type=Integer)
    name: str = Field(sa_type=String(63))
    code: str = Field(sa_type=String(16))
    template: str = Field(sa_type=String(200))
    template_hash: str = Field(sa_type=String(64))
    release: str = Field(sa_type=String(16))
    status: str = Field(sa_type=String(16))
    signatory: dict[str, Any] | None = Field(default=None, sa_type=Json)
    key_id: str = Field(sa_type=String(16))
    text: bytes = Field(sa_type=LargeBinary)
    text_hash: str = Field(sa_type=String(64))
    drafted_at: datetime = Field(sa_type=Instant)
