"""Letters: the text that a move drafted, and what becomes of it; the series that number them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Day, Id, Instant, Json

DRAFTED = "status = 'drafted'"
TO_REGISTER = "status = 'signed' OR (status = 'drafted' AND release = 'automatic')"
TO_SEND = "status = 'registered' AND send_at IS NOT NULL"
TO_REPORT = "status = 'registered' AND (sent_at IS NOT NULL OR failure IS NOT NULL)"

UNFINISHED = f"({TO_REGISTER}) OR (status = 'failed' AND number IS NULL) OR ({TO_SEND}) OR ({TO_REPORT})"
"""Letters that were decided or sent off by themselves and are not out yet: the worker's, or failed before it."""


def _waiting(name: str, columns: tuple[str, ...], where: str) -> Index:
    return Index(name, *columns, postgresql_where=sql(where), sqlite_where=sql(where))


class LetterRow(Table, table=True):
    """One letter of a case; `text` is encrypted, because letters name persons.

    `release_at` is the first instant at which it may be registered. `send_at` is the next instant, by the machine's
    clock, at which somebody may try to send it (None: not to be sent now); a worker that tries moves it on first.
    `awaits` says what people still have to do before it goes out. `sent_on` is the day that presumptions count from.
    `opened_at` is when the addressee first opened it by its link; nothing counts from that.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(
            "status IN ('drafted', 'signed', 'registered', 'sent', 'delivered', 'effective', 'failed', 'returned', "
            "'cancelled', 'voided')",
            name="status",
        ),
        CheckConstraint("awaits IN ('signature', 'handing over')", name="awaits"),
        UniqueConstraint("organisation_id", "series", "register_year", "ordinal"),
        Index("ix_letter_case_id", "case_id", "seq"),
        Index("ix_letter_newest", "organisation_id", "drafted_at"),
        _waiting("ix_letter_drafted", ("case_id",), DRAFTED),
        _waiting("ix_letter_to_register", ("organisation_id", "series", "release_at"), TO_REGISTER),
        _waiting("ix_letter_to_send", ("send_at",), TO_SEND),
        _waiting("ix_letter_to_report", ("id",), TO_REPORT),
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
    series: str = Field(sa_type=String(32))
    title: str = Field(sa_type=String(200))
    act: bool = Field(sa_type=Boolean)
    clause: bool = Field(sa_type=Boolean)
    channel: str = Field(sa_type=String(20))
    recipient: str | None = Field(default=None, sa_type=String(320))
    release_at: datetime = Field(sa_type=Instant)
    replaces: UUID | None = Field(default=None, sa_type=Id)
    register_year: int | None = Field(default=None, sa_type=Integer)
    ordinal: int | None = Field(default=None, sa_type=Integer)
    number: str | None = Field(default=None, sa_type=String(64))
    registered_on: date | None = Field(default=None, sa_type=Day)
    pdf: str | None = Field(default=None, sa_type=String(64))
    awaits: str | None = Field(default=None, sa_type=String(16))
    container: str | None = Field(default=None, sa_type=String(64))
    signed_by: str | None = Field(default=None, sa_type=String(64))
    send_at: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = Field(sa_type=Integer, sa_column_kwargs={"server_default": "0"})
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    sent_on: date | None = Field(default=None, sa_type=Day)
    failure: str | None = Field(default=None, sa_type=Text)
    void_reason: str | None = Field(default=None, sa_type=Text)
    opened_at: datetime | None = Field(default=None, sa_type=Instant)


class LetterSeriesRow(Table, table=True):
    """The last number given in a series of one organisation and year; whoever numbers letters locks the row."""

    __tablename__ = "letter_series"

    organisation_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    series: str = Field(primary_key=True, sa_type=String(32))
    year: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    last: int = Field(sa_type=Integer)
