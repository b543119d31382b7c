"""Bytes are stored once, under their SHA-256."""

from __future__ import annotations

from hashlib import sha256

import pytest

from caseflow.db import Database, blobs
from caseflow.errors import NotFound


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\x00\xff'?%s", bytes(range(256)) * 4096])
def test_gives_back_the_bytes_under_their_digest(database: Database, data: bytes) -> None:
    with database.write() as tx:
        digest = blobs.put(tx, data, "application/pdf")
    with database.read() as tx:
        blob = blobs.get(tx, digest)
    assert (digest, blob.media_type, blob.data) == (sha256(data).hexdigest(), "application/pdf", data)


def test_stores_the_same_bytes_once_with_their_first_media_type(database: Database) -> None:
    with database.write() as tx:
        first = blobs.put(tx, b"same", "text/plain")
        assert blobs.put(tx, b"same", "application/octet-stream") == first
        assert tx.fetchall("SELECT media_type, size FROM blob") == [("text/plain", 4)]


def test_says_when_nothing_is_stored_under_a_digest(database: Database) -> None:
    with database.read() as tx, pytest.raises(NotFound, match="0000"):
        blobs.get(tx, "0" * 64)
