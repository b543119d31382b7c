"""Tasks about one letter: named after it, and closed by whatever happens to it next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.json_text import listed, write_json
from caseflow.engine.notices import TASKS


def close_all_tasks(tx: Transaction, cases: Collection[UUID], now: datetime, by: str) -> None:
    """Close the open tasks of these cases about any of their letters: the letters are erased."""
    like = " OR ".join(f"name LIKE '{task}:%'" for task in TASKS)
    tx.execute(
        f"UPDATE task SET closed_at = ?, closed_by = ? WHERE closed_at IS NULL AND ({like}) "
        f"AND case_id IN ({listed(tx.dialect, 'uuid')})",
        (now, by, write_json([str(case) for case in cases])),
    )


def close_tasks(tx: Transaction, letters: Sequence[UUID], now: datetime, by: str) -> None:
    """Close the open tasks of these letters; those that the next move opens are written after this."""
    names = [f"{task}:{letter}" for letter in letters for task in TASKS]
    marks = ", ".join("?" for _ in names)
    mine = ", ".join("?" for _ in letters)
    tx.execute(
        f"UPDATE task SET closed_at = ?, closed_by = ? WHERE closed_at IS NULL AND name IN ({marks}) "
        f"AND case_id IN (SELECT case_id FROM letter WHERE id IN ({mine}))",
        (now, by, *names, *letters),
    )
