"""Documents that were handed in for a move that never came: removed after a while, never one that is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from caseflow.db import Transaction, blobs
from caseflow.moves.erasure import unnamed
from caseflow.moves.office import Office
from caseflow.parties import vault
from caseflow.parties.keys import Keys

KEPT: Final = timedelta(days=7)
"""How long a document waits for the move that names it."""
AT_ONCE: Final = 50
_SKEW: Final = timedelta(hours=1)
"""Clocks of several machines differ: an event may say that it was before the upload that it names."""


def remove_old(office: Office, kept: timedelta = KEPT) -> int:
    """Remove the documents that were handed in longer ago than `kept` and that nothing names; answers how many."""
    removed = 0
    while True:
        with office.database.write() as tx:
            found = blobs.take_uploads(tx, office.clock.now() - kept, AT_ONCE)
            gone = [sha for sha, put_at in found if not _named(tx, office.keys, sha, put_at)]
            blobs.remove(tx, unnamed(tx, gone))
        removed += len(gone)
        if len(found) < AT_ONCE:
            return removed


def _named(tx: Transaction, keys: Keys, sha256: str, put_at: datetime) -> bool:
    """Whether an event names the document, a letter's too, or a sealed value is it: most are named soon after."""
    event = tx.fetchone(
        "SELECT 1 FROM event WHERE at >= ? AND body LIKE ? ORDER BY at LIMIT 1", (put_at - _SKEW, f'%"{sha256}"%')
    )
    return event is not None or vault.names_document(tx, keys, sha256)
