"""Bearer tokens of the API; and answers to requests that are done once, of programs and of the desk's forms."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Id, Instant


class ApiTokenRow(Table, table=True):
    """A bearer token of a user: only its hash is kept. All instants are the machine's."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("hash"), Index("ix_api_token_user_id", "user_id"))

    id: UUID = Field(primary_key=True, sa_type=Id)
    user_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))
    name: str = Field(sa_type=String(100))
    hash: str = Field(sa_type=String(64))
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class KeptAnswerRow(Table, table=True):
    """The answer to a user's request under an idempotency key, with the request's keyed digest; or to a form."""

    __tablename__ = "kept_answer"
    __table_args__ = (Index("ix_kept_answer_kept_at", "kept_at"),)

    user_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))
    key: str = Field(primary_key=True, sa_type=String(255))
    request: str = Field(sa_type=String(64))
    status: int = Field(sa_type=Integer)
    headers: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    kept_at: datetime = Field(sa_type=Instant)
