"""Sessions of the desk: kept here, known by a random token of which only the hash is stored; all in machine time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import read_instant, read_uuid

IDLE: Final = timedelta(hours=1)
"""A session ends when nothing was asked for so long."""
ABSOLUTE: Final = timedelta(hours=12)
"""A session ends after this, whatever is asked."""
TOUCH: Final = timedelta(minutes=1)
"""How old `seen_at` may grow before it is written again."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in."""

    user: UUID
    username: str
    name: str
    seen_at: datetime


def begin_session(tx: Transaction, user: UUID, now: datetime) -> str:
    """Sign a user in; answers the token, which is nowhere else. Sessions long over are removed."""
    token = secrets.token_urlsafe(32)
    tx.execute("DELETE FROM desk_session WHERE begun_at < ?", (now - ABSOLUTE,))
    tx.execute(
        "INSERT INTO desk_session (token_hash, user_id, begun_at, seen_at) VALUES (?, ?, ?, ?)",
        (_hashed(token), user, now, now),
    )
    return token


def find_session(tx: Transaction, token: str, now: datetime) -> Session | None:
    """Who has this token; None when it is unknown, revoked or over, or when the user is no longer active."""
    row = tx.fetchone(
        "SELECT u.id, u.username, u.name, s.seen_at FROM desk_session s JOIN app_user u ON u.id = s.user_id "
        "WHERE s.token_hash = ? AND s.begun_at > ? AND s.seen_at > ? AND u.active",
        (_hashed(token), now - ABSOLUTE, now - IDLE),
    )
    return Session(read_uuid(row[0]), row[1], row[2], read_instant(row[3])) if row else None


def touch_session(tx: Transaction, token: str, now: datetime) -> None:
    """Something was asked for just now."""
    tx.execute("UPDATE desk_session SET seen_at = ? WHERE token_hash = ?", (now, _hashed(token)))


def end_session(tx: Transaction, token: str) -> None:
    """Sign out."""
    tx.execute("DELETE FROM desk_session WHERE token_hash = ?", (_hashed(token),))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
