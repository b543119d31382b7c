"""The agreements of recipients with what is committed and paid on each, and the postings behind those sums."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Day, Id, Instant, Money

STANDING = "status <> 'withdrawn'"


class AgreementRow(Table, table=True):
    """An organisation's agreement for one round of a programme; `committed` and `paid` move by postings only.

    In one round an organisation has one agreement beside those that were withdrawn.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("status IN ('draft', 'signed', 'in_implementation', 'completed', 'withdrawn')", name="status"),
        CheckConstraint("signed_on IS NOT NULL OR status IN ('draft', 'withdrawn')", name="signed"),
        CheckConstraint("0 <= paid AND paid <= committed AND committed <= amount", name="ceiling"),
        Index(
            "uq_agreement_organisation_id_programme_round",
            "organisation_id",
            "programme",
            "round",
            unique=True,
            postgresql_where=text(STANDING),
            sqlite_where=text(STANDING),
        ),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    organisation_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    programme: str = Field(sa_type=String(64))
    round: str = Field(sa_type=String(63))
    number: str = Field(sa_type=String(64))
    signed_on: date | None = Field(default=None, sa_type=Day)
    amount: Decimal = Field(sa_type=Money)
    status: str = Field(sa_type=String(20))
    status_on: date = Field(sa_type=Day)
    reason: str | None = Field(default=None, sa_type=Text)
    committed: Decimal = Field(sa_type=Money)
    paid: Decimal = Field(sa_type=Money)


class PostingRow(Table, table=True):
    """Money that one event of a case booked on an agreement, never changed; below zero where one is taken back."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("kind IN ('committed', 'paid', 'released', 'corrected', 'recovered')", name="kind"),
        CheckConstraint("cents <> 0", name="cents"),
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        Index("ix_posting_agreement_id", "agreement_id", "kind"),
    )

    case_id: UUID = Field(primary_key=True, sa_type=Id)
    seq: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    agreement_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("agreement.id"),))
    kind: str = Field(sa_type=String(16))
    cents: int = Field(sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
