"""Bearer tokens of the API: shown once, kept as a hash, each of one user, with an end and a way to revoke it.

The secret has 256 random bits, so a plain SHA-256 hides it: there is nothing to guess.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.db.values import read_instant, read_uuid
from caseflow.errors import NotFound
from caseflow.words.message import message

PREFIX: Final = "cft_"
"""Begins every token, so that a search through files and logs finds one that was left lying."""
NOTICED: Final = timedelta(minutes=1)
"""How exact `used_at` is: not every request writes."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as people may see it; `live` is false once it is over, revoked, or its user has gone."""

    id: UUID
    username: str
    name: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None
    live: bool


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a token speaks for."""

    token: UUID
    user: UUID
    used_at: datetime | None


def create_token(tx: Transaction, user: UUID, name: str, expires_at: datetime, now: datetime) -> tuple[UUID, str]:
    """A new token of a user; answers its id and the secret, which nobody can show again. Instants by the machine."""
    id, secret = uuid4(), PREFIX + secrets.token_urlsafe(32)
    tx.execute(
        "INSERT INTO api_token (id, user_id, name, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (id, user, name, _hash(secret), now, expires_at),
    )
    return id, secret


def find_bearer(tx: Transaction, secret: str, now: datetime) -> Bearer | None:
    """Whose token it is, while it counts; None for any other text."""
    row = tx.fetchone(
        "SELECT t.id, t.user_id, t.used_at FROM api_token t JOIN app_user u ON u.id = t.user_id "
        "WHERE t.hash = ? AND t.revoked_at IS NULL AND t.expires_at > ? AND u.active",
        (_hash(secret), now),
    )
    return None if row is None else Bearer(read_uuid(row[0]), read_uuid(row[1]), _instant(row[2]))


def note_use(tx: Transaction, token: UUID, now: datetime) -> None:
    """Keep that a token was used."""
    tx.execute("UPDATE api_token SET used_at = ? WHERE id = ?", (now, token))


def list_tokens(tx: Transaction, now: datetime, user: UUID | None = None) -> list[Token]:
    """Every token, or those of one user, the newest first."""
    mine, given = ("WHERE t.user_id = ? ", [user]) if user else ("", [])
    rows = tx.fetchall(
        "SELECT t.id, u.username, t.name, t.created_at, t.expires_at, t.revoked_at, t.used_at, u.active "
        f"FROM api_token t JOIN app_user u ON u.id = t.user_id {mine}ORDER BY t.created_at DESC, t.id",
        given,
    )
    return [
        Token(
            read_uuid(id),
            username,
            name,
            read_instant(created),
            read_instant(expires),
            _instant(revoked),
            _instant(used),
            revoked is None and read_instant(expires) > now and bool(active),
        )
        for id, username, name, created, expires, revoked, used, active in rows
    ]


def revoke_token(tx: Transaction, id: UUID, now: datetime) -> None:
    """End a token at once; one that is revoked already stays as it is. Raises NotFound."""
    if not tx.execute("UPDATE api_token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (now, id)):
        raise NotFound(
            f"there is no token {id}; `caseflow token list` shows them", message("unknown.token", token=str(id))
        )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _instant(value: datetime | str | None) -> datetime | None:
    return read_instant(value) if value else None
