"""Cases in stock: copies of one submitted case with all its rows, so that every measured move finds the same work."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from caseflow.db import Database, Transaction
from caseflow.db.schema import load_schema

_TABLES = ("event", "deadline", "task", "letter")
_MOST = 500  # copies in one statement's array of rows


class Stock:
    """Copies one case of the database, as often as somebody asks."""

    def __init__(self, database: Database, pattern: UUID) -> None:
        self._database = database
        with database.read() as tx:
            self._case = read_rows(tx, "case_record", "id", pattern)[0]
            self._rows = {table: read_rows(tx, table, "case_id", pattern) for table in _TABLES}
        self._numbers: Iterator[int] = count(1)

    def take(self, number: int) -> list[UUID]:
        """This many new copies; answers their ids."""
        ids = [uuid4() for _ in range(number)]
        with self._database.write() as tx:
            for start in range(0, number, _MOST):
                self._copy(tx, ids[start : start + _MOST])
        return ids

    def refresh_statistics(self) -> None:
        """Let PostgreSQL plan for a table of this size, as its autovacuum would."""
        with self._database.write() as tx:
            tx.execute("ANALYZE")

    def _copy(self, tx: Transaction, ids: list[UUID]) -> None:
        insert(tx, "case_record", [{**self._case, "id": id, "ref": f"MER-{next(self._numbers):07}"} for id in ids])
        for table, pattern in self._rows.items():
            insert(tx, table, [_copied(row, id) for id in ids for row in pattern])


def read_rows(tx: Transaction, table: str, key: str, value: object) -> list[dict[str, Any]]:
    """The rows of a table where `key` is `value`, by column name, JSON as text."""
    names = [column.name for column in load_schema().tables[table].columns]
    found = tx.fetchall(f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?", (value,))
    return [dict(zip(names, row, strict=True)) for row in found]


def insert(tx: Transaction, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows of equal columns."""
    if not rows:
        return
    marks = ", ".join("?" for _ in rows[0])
    tx.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})", [tuple(r.values()) for r in rows])


def _copied(row: dict[str, Any], case: UUID) -> dict[str, Any]:
    own_id = {"id": uuid4()} if len(str(row.get("id", ""))) == 36 else {}  # letters and tasks; a deadline's is a name
    return {**row, **own_id, "case_id": case}
