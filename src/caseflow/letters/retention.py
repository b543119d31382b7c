"""Letters after the retention of their case: the text and the bytes go; number, hashes and days stay."""

from __future__ import annotations

from uuid import UUID

from caseflow.db import Transaction


def erase_letters(tx: Transaction, case: UUID) -> list[str]:
    """Empty the texts of the case's letters; answers the SHA-256 of what was issued, for the bytes to be removed."""
    issued = tx.fetchall("SELECT pdf, container FROM letter WHERE case_id = ?", (case,))
    tx.execute("UPDATE letter SET text = ? WHERE case_id = ?", (b"", case))
    return [sha256 for row in issued for sha256 in row if sha256 is not None]
