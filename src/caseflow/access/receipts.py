"""Receipts of forms: a form that is sent twice is done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from caseflow.db import Transaction

_KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """The form was sent before; `answer` is where it led to, None while that is under way."""

    answer: str | None


def claim(tx: Transaction, nonce: str, user: UUID, now: datetime) -> Sent | None:
    """Take the form of that nonce for this sending; answers what became of it if it was sent before."""
    tx.execute("DELETE FROM form_receipt WHERE at < ?", (now - _KEPT,))
    taken = tx.fetchall(
        "INSERT INTO form_receipt (nonce, user_id, at) VALUES (?, ?, ?) ON CONFLICT (nonce) DO NOTHING RETURNING nonce",
        (nonce, user, now),
    )
    if taken:
        return None
    return find_sent(tx, nonce, user) or Sent(None)


def find_sent(tx: Transaction, nonce: str, user: UUID) -> Sent | None:
    """What became of the form of that nonce; None when this user has not sent it."""
    row = tx.fetchone("SELECT answer FROM form_receipt WHERE nonce = ? AND user_id = ?", (nonce, user))
    return Sent(row[0]) if row else None


def settle(tx: Transaction, nonce: str, answer: str) -> None:
    """The form was done and led to this page."""
    tx.execute("UPDATE form_receipt SET answer = ? WHERE nonce = ?", (answer, nonce))


def release(tx: Transaction, nonce: str) -> None:
    """Nothing was done: the form may be sent again."""
    tx.execute("DELETE FROM form_receipt WHERE nonce = ?", (nonce,))
