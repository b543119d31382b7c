"""What has been published: workflow versions, and every other file of a programme."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, String, Text, UniqueConstraint
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Id, Instant


class WorkflowVersionRow(Table, table=True):
    """One published version of a workflow; its source never changes, and cases point at it."""

    __tablename__ = "workflow_version"
    __table_args__ = (UniqueConstraint("programme", "name", "version"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    programme: str = Field(sa_type=String(64))
    name: str = Field(sa_type=String(64))
    version: int = Field(sa_type=Integer)
    content_hash: str = Field(sa_type=String(64))
    source: str = Field(sa_type=Text)
    published_at: datetime = Field(sa_type=Instant)
    published_by: str = Field(sa_type=String(64))


class PublicationRow(Table, table=True):
    """A published file of another kind; the one with the highest number of its name is in force."""

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("kind IN ('parameters', 'norms', 'letter', 'calendar', 'programme')", name="kind"),
        UniqueConstraint("kind", "programme", "name", "number"),
        UniqueConstraint("number"),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    number: int = Field(sa_type=Integer)
    kind: str = Field(sa_type=String(32))
    programme: str = Field(sa_type=String(64))
    name: str = Field(sa_type=String(200))
    content_hash: str = Field(sa_type=String(64))
    content: str = Field(sa_type=Text)
    published_at: datetime = Field(sa_type=Instant)
    published_by: str = Field(sa_type=String(64))
