"""Bytes by their content: stored once under their SHA-256, in the transaction of whatever refers to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from caseflow.db.json_text import listed, write_json
from caseflow.db.transaction import Transaction
from caseflow.db.values import read_instant
from caseflow.errors import NotFound

_PUT = """
    INSERT INTO blob (sha256, media_type, size, content) VALUES (?, ?, ?, ?)
    ON CONFLICT (sha256) DO NOTHING
"""
_HANDED_IN = """
    INSERT INTO upload (sha256, first_at, put_at) VALUES (?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET put_at = excluded.put_at
"""


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes with their media type."""

    sha256: str
    media_type: str
    data: bytes


def put(tx: Transaction, data: bytes, media_type: str) -> str:
    """Store the bytes unless they are there already, and answer their SHA-256 in hex.

    The first media type stays: what the bytes are does not change with who brings them again.
    """
    digest = sha256(data).hexdigest()
    tx.execute(_PUT, (digest, media_type, len(data), data))
    return digest


def hand_in(tx: Transaction, data: bytes, media_type: str, now: datetime) -> str:
    """Store bytes that a move is to name later, and answer their SHA-256; `now` is the office's clock.

    They stay for good once a move names them (`moves.uploads`); bytes that were there for good stay so.
    """
    digest = sha256(data).hexdigest()
    new = tx.execute(_PUT, (digest, media_type, len(data), data))
    if new or tx.fetchone("SELECT 1 FROM upload WHERE sha256 = ?", (digest,)):
        tx.execute(_HANDED_IN, (digest, now, now))
    return digest


def take_uploads(tx: Transaction, before: datetime, most: int) -> list[tuple[str, datetime]]:
    """Documents last handed in before that instant, each with when it first was: they wait for nobody any more."""
    rows = tx.fetchall(
        "DELETE FROM upload WHERE sha256 IN (SELECT sha256 FROM upload WHERE put_at < ? ORDER BY put_at LIMIT ?) "
        "RETURNING sha256, first_at",
        (before, most),
    )
    return [(digest, read_instant(first_at)) for digest, first_at in rows]


def get(tx: Transaction, digest: str) -> Blob:
    """The bytes under a SHA-256 in hex; raises NotFound."""
    row = tx.fetchone("SELECT media_type, content FROM blob WHERE sha256 = ?", (digest,))
    if row is None:
        raise NotFound(f"no stored bytes with SHA-256 {digest}")
    return Blob(digest, row[0], row[1])


def remove(tx: Transaction, digests: Collection[str]) -> None:
    """Remove the bytes under these hashes for good, as the retention of what refers to them ends."""
    if digests:
        tx.execute(f"DELETE FROM blob WHERE sha256 IN ({listed(tx.dialect)})", (write_json(list(digests)),))
