"""The case row, its append-only events, tasks, the counters of case numbers, and what cases are called elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Day, Id, Instant, Json


class CaseRow(Table, table=True):
    """One case. `seq` counts its events, `version` what an open form must not overlook, `head` the last hash.

    `wake_at` is the next instant at which the clock has work; `next_due_on` the nearest last day, for people.
    `acted` keeps the latest actor of each trigger (four eyes), `suspensions` the intervals of SUS-1.
    """

    __tablename__ = "case_record"
    __table_args__ = (
        UniqueConstraint("ref"),
        CheckConstraint("seq >= 1 AND version >= 1", name="counters"),
        CheckConstraint("kind IN ('open', 'waiting', 'decided', 'closed')", name="kind"),
        Index(
            "ix_case_record_wake_at",
            "wake_at",
            "id",
            postgresql_where=text("wake_at IS NOT NULL"),
            sqlite_where=text("wake_at IS NOT NULL"),
        ),
        # The version comes last so that who may see programmes only is judged, and cases are counted, without the rows.
        Index("ix_case_record_worklist", "organisation_id", "kind", "next_due_on", "id", "workflow_version_id"),
        Index("ix_case_record_state", "organisation_id", "state", "next_due_on", "id", "workflow_version_id"),
        Index("ix_case_record_assignee", "assignee_id", "kind", "next_due_on", "id"),
        Index("ix_case_record_parent_id", "parent_id"),
        Index("ix_case_record_party_id", "party_id"),
        Index("ix_case_record_workflow_version_id", "workflow_version_id"),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    organisation_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    workflow_version_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("workflow_version.id"),))
    ref: str = Field(sa_type=String(64))
    state: str = Field(sa_type=String(63))
    kind: str = Field(sa_type=String(8))
    came_from: str | None = Field(default=None, sa_type=String(63))
    data: dict[str, Any] = Field(sa_type=Json)
    version: int = Field(sa_type=Integer)
    seq: int = Field(sa_type=Integer)
    head: str = Field(sa_type=String(64))
    acted: dict[str, str] = Field(sa_type=Json)
    suspensions: list[Any] = Field(sa_type=Json)
    assignee_id: UUID | None = Field(default=None, sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))
    party_id: UUID | None = Field(default=None, sa_type=Id, sa_column_args=(ForeignKey("party.id"),))
    parent_id: UUID | None = Field(default=None, sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    opened_on: date = Field(sa_type=Day)
    last_on: date = Field(sa_type=Day)
    changed_at: datetime = Field(sa_type=Instant)
    next_due_on: date | None = Field(default=None, sa_type=Day)
    wake_at: datetime | None = Field(default=None, sa_type=Instant)
    timed_on: date | None = Field(default=None, sa_type=Day)


class EventRow(Table, table=True):
    """One move, as canonical text; `hash` is the SHA-256 of `body`, which names the hash before it."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_at", "at"),)

    case_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    seq: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Instant)
    trigger: str = Field(sa_type=String(63))
    actor: str = Field(sa_type=String(64))
    hash: str = Field(sa_type=String(64))
    body: str = Field(sa_type=Text)


class TaskRow(Table, table=True):
    """Work for a person, opened by a move, a deadline or a failure; closed by a move or by hand."""

    __tablename__ = "task"
    __table_args__ = (
        Index(
            "ix_task_open",
            "organisation_id",
            "role",
            "opened_at",
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_task_open_of_organisation",
            "organisation_id",
            "opened_at",
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
        Index("ix_task_case_id", "case_id"),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    case_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    organisation_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    name: str = Field(sa_type=String(63))
    label: dict[str, str] = Field(sa_type=Json)
    role: str = Field(sa_type=String(63))
    closes_on: list[str] = Field(sa_type=Json)
    opened_at: datetime = Field(sa_type=Instant)
    opened_seq: int = Field(sa_type=Integer)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: str | None = Field(default=None, sa_type=String(64))


class CaseNumberRow(Table, table=True):
    """The last number given in a series of one organisation and year."""

    __tablename__ = "case_number"

    organisation_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    series: str = Field(primary_key=True, sa_type=String(64))
    year: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    last: int = Field(sa_type=Integer)


class ExternalReferenceRow(Table, table=True):
    """What a case is called where it came from: at most one case of an organisation and workflow bears a reference.

    `digest` is keyed and taken over the content with which the case was opened, to tell whether it comes again.
    """

    __tablename__ = "external_reference"
    __table_args__ = (UniqueConstraint("case_id"),)

    organisation_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    workflow: str = Field(primary_key=True, sa_type=String(127))
    ref: str = Field(primary_key=True, sa_type=String(100))
    case_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    digest: str = Field(sa_type=String(64))
