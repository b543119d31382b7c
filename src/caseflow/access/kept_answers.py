"""Answers kept under a key, a program's or a form's: the same request is answered again, its work is done once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.errors import CaseflowError

KEPT_FOR: Final = timedelta(hours=24)


class AnswerTaken(CaseflowError):
    """Another request under the same key has been answered meanwhile: nothing of this one may stay."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: status, headers and the body's text."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with the digest of the request that it belongs to."""

    request: str
    answer: Answer


def find_answer(tx: Transaction, user: UUID, key: str, machine_now: datetime) -> Kept | None:
    """The answer kept under this key of the user, for a day."""
    row = tx.fetchone(
        "SELECT request, status, headers, body FROM kept_answer WHERE user_id = ? AND key = ? AND kept_at > ?",
        (user, key, machine_now - KEPT_FOR),
    )
    return None if row is None else Kept(row[0], Answer(row[1], json.loads(row[2]), row[3]))


def keep_answer(tx: Transaction, user: UUID, key: str, kept: Kept, machine_now: datetime) -> None:
    """Keep an answer in the transaction of the work that it tells of; what is older than a day goes.

    Whoever comes second waits for the first one's commit. Raises AnswerTaken then.
    """
    over = machine_now - KEPT_FOR
    tx.execute("DELETE FROM kept_answer WHERE kept_at <= ?", (over,))
    answer = kept.answer
    row = tx.fetchone(
        "INSERT INTO kept_answer (user_id, key, request, status, headers, body, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (user_id, key) DO NOTHING RETURNING status",
        (user, key, kept.request, answer.status, json.dumps(dict(answer.headers)), answer.body, machine_now),
    )
    if row is None:
        raise AnswerTaken(f"idempotency key {key} has been used meanwhile")
