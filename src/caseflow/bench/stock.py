"""Cases in stock: copies of one submitted case with all its rows, so that every measured move finds the same work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects import postgresql

from caseflow.bench.filling import NEW_ID, fill
from caseflow.db import Database, Transaction
from caseflow.db.json_text import write_json
from caseflow.db.schema import load_schema

_TABLES = ("event", "deadline", "task", "letter")
_MOST = 5_000  # copies of one statement
_COPIES = {
    "postgresql": "SELECT (e ->> 0)::uuid AS id, e ->> 1 AS ref FROM jsonb_array_elements(?::jsonb) e",
    "sqlite": "SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS ref FROM json_each(?)",
}


class Stock:
    """Copies one case of the database, as often as somebody asks."""

    def __init__(self, database: Database, pattern: UUID, first_number: int = 1) -> None:
        self._database = database
        with database.read() as tx:
            self._case = read_rows(tx, "case_record", "id", pattern)[0]
            self._rows = {table: read_rows(tx, table, "case_id", pattern) for table in _TABLES}
        self._numbers: Iterator[int] = count(first_number)
        self._around = 0

    def take(self, number: int) -> list[UUID]:
        """This many new copies; answers their ids."""
        ids = [uuid4() for _ in range(number)]
        with self._database.write() as tx:
            for start in range(0, number, _MOST):
                self._copy(tx, ids[start : start + _MOST])
        return ids

    def surround(self, number: int, tell: Callable[[int], None]) -> None:
        """Let at least `number` other cases stand around, live and closed, none of which wakes soon."""
        if number > self._around:
            fill(self._database, self._case["id"], self._around, number - self._around, tell)
            self._around = number

    def _copy(self, tx: Transaction, ids: list[UUID]) -> None:
        """One statement for each row of the pattern, whose values it names once for all copies."""
        copies = write_json([[str(id), f"MER-{next(self._numbers):07}"] for id in ids])
        _insert(tx, "case_record", self._case, {"id": "n.id", "ref": "n.ref"}, copies)
        for table, rows in self._rows.items():
            for row in rows:
                own = {"id": NEW_ID[tx.dialect]} if len(str(row.get("id", ""))) == 36 else {}  # a deadline's is a name
                _insert(tx, table, row, {**own, "case_id": "n.id"}, copies)


def read_rows(tx: Transaction, table: str, key: str, value: object) -> list[dict[str, Any]]:
    """The rows of a table where `key` is `value`, by column name, JSON as text."""
    names = [column.name for column in load_schema().tables[table].columns]
    found = tx.fetchall(f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?", (value,))
    return [dict(zip(names, row, strict=True)) for row in found]


def column_type(table: str, column: str) -> str:
    """The type of a column as PostgreSQL calls it."""
    compiled: str = load_schema().tables[table].columns[column].type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    return compiled


def _insert(tx: Transaction, table: str, row: Mapping[str, Any], own: Mapping[str, str], copies: str) -> None:
    shared = [name for name in row if name not in own]
    on_server = tx.dialect == "postgresql"
    marks = [f"?::{column_type(table, name)}" if on_server else "?" for name in shared]
    sql = f"INSERT INTO {table} ({', '.join([*shared, *own])}) SELECT {', '.join([*marks, *own.values()])}"
    tx.execute(f"{sql} FROM ({_COPIES[tx.dialect]}) n", (*(row[name] for name in shared), copies))
