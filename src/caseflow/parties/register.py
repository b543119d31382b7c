"""Parties: one row for each registration number, found or entered when an application names it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.parties.names import word_rows

PARTY_SPACE = UUID("6a1b8f5e-2f5c-5d0e-9b57-3f0c3f6a7d11")


def party_id(registration_number: str) -> UUID:
    """The id of the party of that number: always the same, so that two first applications make one party."""
    return uuid5(PARTY_SPACE, registration_number)


@dataclass(frozen=True, slots=True)
class Party:
    """An undertaking or institution as the register or its application names it."""

    id: UUID
    kind: str
    registration_number: str
    name: str
    address: str
    email: str | None


_COLUMNS = "id, kind, registration_number, name, address, email"


def enter(tx: Transaction, kind: str, registration_number: str, name: str, address: str, email: str | None) -> UUID:
    """The party of that registration number; its name and addresses become what is given here."""
    row = tx.fetchone(
        "INSERT INTO party (id, kind, registration_number, name, address, email) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, "
        "address = excluded.address, email = excluded.email RETURNING id",
        (party_id(registration_number), kind, registration_number, name, address, email),
    )
    assert row is not None
    tx.executemany(
        "INSERT INTO party_word (word, party_id) VALUES (?, ?) ON CONFLICT (word, party_id) DO NOTHING",
        word_rows(read_uuid(row[0]), name),
    )
    return read_uuid(row[0])


def parties(tx: Transaction, ids: Collection[UUID]) -> Mapping[UUID, Party]:
    """The parties of these ids."""
    if not ids:
        return {}
    marks = ", ".join("?" for _ in ids)
    rows = tx.fetchall(f"SELECT {_COLUMNS} FROM party WHERE id IN ({marks})", tuple(ids))
    return {read_uuid(row[0]): Party(read_uuid(row[0]), *row[1:]) for row in rows}
