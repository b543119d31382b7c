"""Parties, the words of their names, and the vault."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Id, Instant, Word


class PartyRow(Table, table=True):
    """An undertaking or institution, once per registration number; shared by all organisations."""

    __tablename__ = "party"
    # Unique through its id, which is made of the number (`party_id`): a second unique key beside the primary one would
    # make two first applications at once fail on PostgreSQL, where ON CONFLICT names one key only.
    __table_args__ = (Index("ix_party_registration_number", "registration_number"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    kind: str = Field(sa_type=String(32))
    registration_number: str = Field(sa_type=String(11))
    name: str = Field(sa_type=Text)
    address: str = Field(sa_type=Text)
    email: str | None = Field(default=None, sa_type=String(320))


class PartyWordRow(Table, table=True):
    """A word of a party's name as it is looked up: small letters without marks, sorted by its bytes."""

    __tablename__ = "party_word"
    __table_args__ = (Index("ix_party_word_party_id", "party_id"),)

    word: str = Field(primary_key=True, sa_type=Word)
    party_id: UUID = Field(primary_key=True, sa_type=Id, sa_column_args=(ForeignKey("party.id"),))


class VaultRow(Table, table=True):
    """One encrypted personal value. Erasing empties `ciphertext` and `salt`; the commitment elsewhere stays valid."""

    __tablename__ = "vault"
    __table_args__ = (Index("ix_vault_digest", "digest"), Index("ix_vault_organisation_id", "organisation_id"))

    id: UUID = Field(primary_key=True, sa_type=Id)
    organisation_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("organisation.id"),))
    kind: str = Field(sa_type=String(32))
    key_id: str = Field(sa_type=String(16))
    ciphertext: bytes | None = Field(default=None, sa_type=LargeBinary)
    salt: bytes | None = Field(default=None, sa_type=LargeBinary)
    digest: str | None = Field(default=None, sa_type=String(64))
    stored_at: datetime = Field(sa_type=Instant)
    erased_at: datetime | None = Field(default=None, sa_type=Instant)


class VaultReadingRow(Table, table=True):
    """Who read which personal value, when and what for (B-DAT)."""

    __tablename__ = "vault_reading"
    __table_args__ = (Index("ix_vault_reading_vault_id", "vault_id"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    vault_id: UUID = Field(sa_type=Id, sa_column_args=(ForeignKey("vault.id"),))
    read_at: datetime = Field(sa_type=Instant)
    actor: str = Field(sa_type=String(64))
    purpose: str = Field(sa_type=Text)
