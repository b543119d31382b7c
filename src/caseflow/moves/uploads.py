"""Documents that were handed in for a move that never came: removed after a while, never one that is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from caseflow.db import Transaction, blobs
from caseflow.db.json_text import listed, write_json
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
            if found:
                named = _named(tx, office.keys, [sha for sha, _ in found], min(first_at for _, first_at in found))
                gone = unnamed(tx, [sha for sha, _ in found if sha not in named])
                blobs.remove(tx, gone)
                removed += len(gone)
        if len(found) < AT_ONCE:
            return removed


def _named(tx: Transaction, keys: Keys, documents: list[str], since: datetime) -> set[str]:
    """Those of the documents, none older than `since`, that an event names, a letter's too, or the vault."""
    rows = tx.fetchall(
        f"WITH handed_in(sha256) AS ({listed(tx.dialect)}) SELECT h.sha256 FROM handed_in h WHERE EXISTS (SELECT 1 "
        "FROM event e WHERE e.at >= ? AND e.body LIKE '%\"' || h.sha256 || '\"%')",
        (write_json(documents), since - _SKEW),
    )
    return {sha256 for (sha256,) in rows} | vault.sealed_documents(tx, keys, documents)
