"""Sets the indexes and foreign keys of a table aside while very many rows come in, and builds them anew over all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from caseflow.db import Transaction

# The unique keys stay: rows of other tables point at them.
_INDEXES: Final = {
    "postgresql": "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
    "WHERE indrelid = ?::text::regclass AND NOT indisunique",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
}
_FOREIGN_KEYS: Final = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ?::text::regclass AND contype = 'f'
"""


@contextmanager
def indexes_set_aside(tx: Transaction, table: str) -> Iterator[None]:
    """Within the block the table has its unique keys only, and SQLite a cache that holds them."""
    indexes = tx.fetchall(_INDEXES[tx.dialect], (table,))
    on_server = tx.dialect == "postgresql"
    keys = tx.fetchall(_FOREIGN_KEYS, (table,)) if on_server else []
    for name, _ in indexes:
        tx.execute(f"DROP INDEX {name}")
    for name, _ in keys:
        tx.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    tx.execute("SET LOCAL maintenance_work_mem = '256MB'" if on_server else "PRAGMA cache_size = -600000")
    yield
    for _, definition in indexes:
        tx.execute(definition)
    for name, definition in keys:
        tx.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    if not on_server:
        tx.execute("PRAGMA cache_size = -2000")  # SQLite's own
