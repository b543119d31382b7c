"""Letters after the retention of their cases: the text and the bytes go; number, hashes and days stay."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.json_text import listed, write_json


def erase_letters(tx: Transaction, cases: Collection[UUID]) -> list[str]:
    """Empty the texts of the cases' letters; answers the SHA-256 of what was issued, for the bytes to be removed."""
    these, ids = listed(tx.dialect, "uuid"), write_json([str(case) for case in cases])
    issued = tx.fetchall(f"SELECT pdf, container FROM letter WHERE case_id IN ({these})", (ids,))
    tx.execute(f"UPDATE letter SET text = ? WHERE case_id IN ({these})", (b"", ids))
    return [sha256 for row in issued for sha256 in row if sha256 is not None]
