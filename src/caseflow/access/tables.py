"""Organisations, users and role grants; and what signing in to the desk leaves behind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Day, Id, Instant, Json


class OrganisationRow(Table, table=True):
    """A body that keeps cases: its kind decides its calendar, its profile fills letterheads."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("prefix"),
        CheckConstraint(
            "kind IN ('hub', 'association', 'agency', 'ministry', 'university', 'state_institution')", name="kind"
        ),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    slug: str = Field(sa_type=String(64))
    kind: str = Field(sa_type=String(32))
    prefix: str = Field(sa_type=String(16))
    registration_number: str = Field(sa_type=String(11))
    profile: dict[str, Any] = Field(sa_type=Json)


class UserRow(Table, table=True):
    """A natural person who signs in; `profile` holds the signature block and contact line."""

    __tablename__ = "app_user"
    __table_args__ = (UniqueConstraint("username"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    username: str = Field(sa_type=String(64))
    name: str = Field(sa_type=String(200))
    active: bool = Field(sa_type=Boolean)
    profile: dict[str, Any] = Field(sa_type=Json)


class RoleGrantRow(Table, table=True):
    """A role of a user in one organisation (or in all), for a time, with who granted it and why.

    `deputy_for` names the user whose duties are taken over; the deputy still counts as the natural person.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="interval"),
        Index("ix_role_grant_user_id_organisation_id", "user_id", "organisation_id"),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    user_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))
    role: str = Field(sa_type=String(64))
    organisation_id: UUID | None = Field(default=None, sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    programme: str | None = Field(default=None, sa_type=String(64))
    valid_from: date = Field(sa_type=Day)
    valid_to: date | None = Field(default=None, sa_type=Day)
    granted_by: str = Field(sa_type=String(64))
    granted_at: datetime = Field(sa_type=Instant)
    reason: str = Field(sa_type=Text)
    deputy_for: UUID | None = Field(default=None, sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))


class PasswordRow(Table, table=True):
    """The argon2 hash of a user's password; nobody without a row can sign in."""

    __tablename__ = "user_password"

    user_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))
    hash: str = Field(sa_type=String(200))
    set_at: datetime = Field(sa_type=Instant)


class DeskSessionRow(Table, table=True):
    """Somebody signed in: the SHA-256 of the token that only the browser has. Machine time; gone when revoked."""

    __tablename__ = "desk_session"
    __table_args__ = (Index("ix_desk_session_user_id", "user_id"), Index("ix_desk_session_begun_at", "begun_at"))

    token_hash: str = Field(primary_key=True, sa_type=String(64))
    user_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("app_user.id"),))
    begun_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)


class FailedSignInRow(Table, table=True):
    """A sign-in that did not succeed, by the name that was given and the address it came from; kept for a day."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (
        Index("ix_failed_sign_in_username", "username", "at"),
        Index("ix_failed_sign_in_address", "address", "at"),
    )

    id: UUID = Field(primary_key=True, sa_type=Id)
    username: str = Field(sa_type=String(64))
    address: str = Field(sa_type=String(64))
    at: datetime = Field(sa_type=Instant)
