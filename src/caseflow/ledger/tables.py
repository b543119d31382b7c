"""Agreements of recipients and de minimis aid of undertakings: sums, and the postings behind those sums."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
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
from caseflow.db.types import Day, Id, Instant, Json, Money

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


class AgreementChangeRow(Table, table=True):
    """What an agreement became by one entry or amendment: amount and status from the day `day`, why, and by whom."""

    __tablename__ = "agreement_change"

    agreement_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("agreement.id"),))
    number: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    day: date = Field(sa_type=Day)
    amount: Decimal = Field(sa_type=Money)
    status: str = Field(sa_type=String(20))
    reason: str | None = Field(default=None, sa_type=Text)
    entered_by: str = Field(sa_type=String(64))
    entered_on: date = Field(sa_type=Day)


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


class UndertakingRow(Table, table=True):
    """An enterprise of the de minimis register; whoever reserves aid locks the rows of the whole single undertaking.

    `id` is that of the party of the same number. `years` are first days of its fiscal years (ISO), as entered.
    """

    __tablename__ = "undertaking"
    __table_args__ = (Index("ix_undertaking_registration_number", "registration_number"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    registration_number: str = Field(sa_type=String(32))
    name: str = Field(sa_type=Text)
    years: list[str] = Field(sa_type=Json)


class UndertakingMemberRow(Table, table=True):
    """That an enterprise was found to be one undertaking with the others of its group, from when to when, and why."""

    __tablename__ = "undertaking_member"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        Index("ix_undertaking_member_undertaking_id", "undertaking_id"),
    )

    group_id: UUID = Field(primary_key=True, sa_type=Id)
    undertaking_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("undertaking.id"),))
    valid_from: date = Field(sa_type=Day)
    valid_to: date | None = Field(default=None, sa_type=Day)
    reason: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=String(64), sa_column_args=(ForeignKey("blob.sha256"),))
    case_id: UUID | None = Field(default=None, sa_type=Id)
    seq: int | None = Field(default=None, sa_type=Integer)
    entered_by: str = Field(sa_type=String(64))
    entered_at: datetime = Field(sa_type=Instant)
    ended_by: str | None = Field(default=None, sa_type=String(64))
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_why: str | None = Field(default=None, sa_type=Text)


class UndertakingChangeRow(Table, table=True):
    """A merger or a split of undertakings on a day; `uses` names the user of an aid, both by id. Never deleted."""

    __tablename__ = "undertaking_change"
    __table_args__ = (CheckConstraint("kind IN ('merger', 'split')", name="kind"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    kind: str = Field(sa_type=String(8))
    day: date = Field(sa_type=Day)
    uses: dict[str, str] = Field(sa_type=Json)
    reason: str = Field(sa_type=Text)
    entered_by: str = Field(sa_type=String(64))
    entered_at: datetime = Field(sa_type=Instant)
    withdrawn_by: str | None = Field(default=None, sa_type=String(64))
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_why: str | None = Field(default=None, sa_type=Text)


class UndertakingChangePartRow(Table, table=True):
    """An enterprise in a merger or a split, in its role; the split's parts with the book value of their equity."""

    __tablename__ = "undertaking_change_part"
    __table_args__ = (
        CheckConstraint("role IN ('absorbed', 'into', 'source', 'part')", name="role"),
        CheckConstraint("(role = 'part') = (equity IS NOT NULL) AND coalesce(equity, 0) >= 0", name="equity"),
        Index("ix_undertaking_change_part_undertaking_id", "undertaking_id"),
    )

    change_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("undertaking_change.id"),))
    undertaking_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("undertaking.id"),))
    role: str = Field(primary_key=True, sa_type=String(8))
    equity: Decimal | None = Field(default=None, sa_type=Money)


class DeMinimisAidRow(Table, table=True):
    """Aid of one case, or of another grantor; `reserved` and `granted` move by postings only, `postings` says how many.

    It counts on `granted_on`, and while it is only reserved on `reserved_on`.
    """

    __tablename__ = "de_minimis_aid"
    __table_args__ = (
        UniqueConstraint("undertaking_id", "reference"),
        CheckConstraint("regulation IN ('dm1407', 'dm2831')", name="regulation"),
        CheckConstraint("reserved >= 0 AND granted >= 0", name="sums"),
        CheckConstraint("reserved = 0 OR reserved_on IS NOT NULL", name="reserved_on"),
        CheckConstraint("granted = 0 OR granted_on IS NOT NULL", name="granted_on"),
        CheckConstraint("case_id IS NOT NULL OR (grantor IS NOT NULL AND reference IS NOT NULL)", name="whose"),
        Index("ix_de_minimis_aid_case_id", "case_id"),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    undertaking_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("undertaking.id"),))
    case_id: UUID | None = Field(default=None, sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    grantor: str | None = Field(default=None, sa_type=Text)
    reference: str | None = Field(default=None, sa_type=String(64))
    regulation: str = Field(sa_type=String(8))
    road_freight: bool = Field(sa_type=Boolean)
    reserved_on: date | None = Field(default=None, sa_type=Day)
    granted_on: date | None = Field(default=None, sa_type=Day)
    reserved: Decimal = Field(sa_type=Money)
    granted: Decimal = Field(sa_type=Money)
    postings: int = Field(sa_type=Integer)


class DeMinimisPostingRow(Table, table=True):
    """One change of an aid's sums, never changed itself: by an event of a case, or by a person with a reason."""

    __tablename__ = "de_minimis_posting"
    __table_args__ = (
        CheckConstraint("kind IN ('reserved', 'confirmed', 'released', 'entered', 'corrected')", name="kind"),
        CheckConstraint("cents <> 0", name="cents"),
        CheckConstraint("seq IS NOT NULL OR reason IS NOT NULL", name="why"),
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        Index("ix_de_minimis_posting_case_id", "case_id", "seq"),
    )

    aid_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("de_minimis_aid.id"),))
    number: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=String(16))
    cents: int = Field(sa_type=BigInteger)
    day: date = Field(sa_type=Day)
    case_id: UUID | None = Field(default=None, sa_type=Id)
    seq: int | None = Field(default=None, sa_type=Integer)
    reason: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=String(64), sa_column_args=(ForeignKey("blob.sha256"),))
    booked_by: str = Field(sa_type=String(64))
    booked_at: datetime = Field(sa_type=Instant)
