"""Deadlines: one row for each run of a term on a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Day, Id, Instant, Json

LIVE = "status IN ('running', 'left')"


class DeadlineRow(Table, table=True):
    """A run: from `anchor` (day 0) to `due_on`, counted by `term` in a version of a calendar.

    `edges` are the instants at which it opens, warns and expires; `intervals` its suspensions. It ends on
    `not_before` at the earliest, where an addressee was told that day or a case was reopened.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        CheckConstraint(
            "status IN ('running', 'left', 'met', 'fired', 'restarted', 'resumed', 'suspended', 'extended', 'undone', "
            "'recalculated')",
            name="status",
        ),
        Index("ix_deadline_live", "case_id", postgresql_where=text(LIVE), sqlite_where=text(LIVE)),
    )

    case_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("case_record.id"),))
    id: str = Field(primary_key=True, sa_type=String(80))
    name: str = Field(sa_type=String(63))
    status: str = Field(sa_type=String(16))
    anchor: date = Field(sa_type=Day)
    term: str = Field(sa_type=String(64))
    calendar: str = Field(sa_type=String(16))
    calendar_version: str = Field(sa_type=String(32))
    due_on: date | None = Field(default=None, sa_type=Day)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    edges: list[Any] = Field(sa_type=Json)
    intervals: list[Any] = Field(sa_type=Json)
    extended_to: str | None = Field(default=None, sa_type=String(64))
    ended_seq: int | None = Field(default=None)
    not_before: date | None = Field(default=None, sa_type=Day)
