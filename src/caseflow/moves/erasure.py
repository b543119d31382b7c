"""What ends with the retention of a case: its personal values, and the bytes of its letters and personal documents.

Events, hashes, numbers and days stay: the chain and the register hold as before, and replay needs no vault.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from caseflow.db import Transaction, blobs
from caseflow.letters import retention
from caseflow.parties import vault
from caseflow.parties.keys import Keys

_NAMING: Final = ("evidence", "undertaking_member", "de_minimis_posting")
_SEALED: Final = re.compile(r'"vault":"([0-9a-f-]{36})"')


def erase(tx: Transaction, keys: Keys, case: UUID, now: datetime) -> None:
    """Erase for good whatever any event of the case refers to; doing it again changes nothing."""
    bodies = tx.fetchall("SELECT body FROM event WHERE case_id = ? ORDER BY seq", (case,))
    ids = sorted({UUID(id) for (body,) in bodies for id in _SEALED.findall(body)})
    documents = vault.only_documents(tx, keys, ids)
    vault.erase(tx, ids, now)
    blobs.remove(tx, [*_unnamed(tx, documents), *retention.erase_letters(tx, case)])


def _unnamed(tx: Transaction, documents: list[str]) -> list[str]:
    """Those of the documents that no evidence and no register names: what they name is kept as long as they are."""
    if not documents:
        return []
    marks = ", ".join("?" for _ in documents)
    naming = " UNION ".join(f"SELECT document FROM {table} WHERE document IN ({marks})" for table in _NAMING)
    named = {str(sha256) for (sha256,) in tx.fetchall(naming, documents * len(_NAMING))}
    return [sha256 for sha256 in documents if sha256 not in named]
