"""What ends with the retention of cases: their personal values, the bytes of their letters and personal documents.

Events, hashes, numbers and days stay: the chain and the register hold as before, and replay needs no vault.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from caseflow.db import Transaction, blobs
from caseflow.db.json_text import listed, write_json
from caseflow.letters import retention
from caseflow.moves.letter_tasks import close_all_tasks
from caseflow.parties import vault
from caseflow.parties.keys import Keys

_NAMING: Final = ("evidence", "undertaking_member", "de_minimis_posting")
_LATER: Final = timedelta(hours=1)
_SEALED: Final = re.compile(r'"vault":"([0-9a-f-]{36})"')


def erase(tx: Transaction, keys: Keys, cases: Collection[UUID], now: datetime) -> None:
    """Erase for good whatever any event of these cases refers to; doing it again changes nothing."""
    named = write_json([str(case) for case in cases])
    bodies = tx.fetchall(f"SELECT body FROM event WHERE case_id IN ({listed(tx.dialect, 'uuid')})", (named,))
    ids = sorted({UUID(id) for (body,) in bodies for id in _SEALED.findall(body)})
    documents = vault.only_documents(tx, keys, ids)
    vault.erase(tx, ids, now)
    blobs.remove(tx, [*unnamed(tx, documents), *retention.erase_letters(tx, cases)])
    close_all_tasks(tx, cases, now, "archive")


def put_off(tx: Transaction, cases: Collection[UUID], now: datetime) -> None:
    """Let the clock come back later to cases whose letters are not out yet; nothing has happened to them."""
    named = write_json([str(case) for case in cases])
    these = listed(tx.dialect, "uuid")
    tx.execute(f"UPDATE case_record SET wake_at = ? WHERE id IN ({these})", (now + _LATER, named))


def unnamed(tx: Transaction, documents: list[str]) -> list[str]:
    """Those of the documents that no evidence and no register names: what they name is kept as long as they are."""
    if not documents:
        return []
    these = listed(tx.dialect)
    naming = " UNION ".join(f"SELECT document FROM {table} WHERE document IN ({these})" for table in _NAMING)
    named = {str(sha256) for (sha256,) in tx.fetchall(naming, [write_json(documents)] * len(_NAMING))}
    return [sha256 for sha256 in documents if sha256 not in named]
