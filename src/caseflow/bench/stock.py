"""Cases in stock: copies of one submitted case with all its rows, so that every measured move finds the same work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from caseflow.db import Database, Transaction
from caseflow.db.schema import load_schema

_TABLES = ("event", "deadline", "task", "letter")
_COUNT = "(WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?) SELECT n FROM n) AS n"
_RANDOM_ID = "lower({})".format(" || '-' || ".join(f"hex(randomblob({length}))" for length in (4, 2, 2, 2, 6)))
_MOST = 500  # copies in one statement's array of rows


class Stock:
    """Copies one case of the database, as often as somebody asks."""

    def __init__(self, database: Database, pattern: UUID, first_number: int = 1) -> None:
        self._database = database
        with database.read() as tx:
            self._case = read_rows(tx, "case_record", "id", pattern)[0]
            self._rows = {table: read_rows(tx, table, "case_id", pattern) for table in _TABLES}
        self._numbers: Iterator[int] = count(first_number)

    def take(self, number: int) -> list[UUID]:
        """This many new copies; answers their ids."""
        ids = [uuid4() for _ in range(number)]
        with self._database.write() as tx:
            for start in range(0, number, _MOST):
                self._copy(tx, ids[start : start + _MOST])
        return ids

    def fill(self, number: int, wake_at: datetime) -> None:
        """This many copies of the case row alone, made by the database itself, all waiting until `wake_at`."""
        others = [name for name in self._case if name not in ("id", "ref", "wake_at")]
        on_server = self._database.dialect == "postgresql"
        numbers = "generate_series(1, ?::integer) AS n(n)" if on_server else _COUNT
        new_id = "gen_random_uuid()" if on_server else _RANDOM_ID
        sql = (
            f"INSERT INTO case_record (id, ref, wake_at, {', '.join(others)}) "
            f"SELECT {new_id}, ? || n.n, ?, {', '.join(f'c.{name}' for name in others)} "
            f"FROM {numbers}, case_record c WHERE c.id = ?"
        )
        prefix = f"FILL-{next(self._numbers)}-"
        values = (prefix, wake_at, number, self._case["id"])
        with self._database.write() as tx:
            tx.execute(sql, values)
        self.refresh_statistics()

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
