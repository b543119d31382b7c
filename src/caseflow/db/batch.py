"""Set-based writes: many rows of many tables with a fixed number of statements, all or nothing.

PostgreSQL gets one statement whose parts are data-modifying CTEs, over lists of values for a few rows and over arrays
for many; SQLite gets one executemany a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from caseflow.db.errors import DatabaseError
from caseflow.db.transaction import Transaction
from caseflow.db.values import instant_text

_FEW = 4
"""Up to so many rows of a table stand in the statement one by one: arrays cost more to send and to plan."""

Columns = tuple[tuple[str, str], ...]
"""Column names with their PostgreSQL types; `jsonb` takes JSON text."""


@dataclass(frozen=True, slots=True, eq=False)  # constants: hashed by what they are, not by all their columns
class Insert:
    """New rows of one table; `conflict` is the clause for rows that are already there.

    With a `key` (column names) rows of equal key are one row, the last that was given, and rows are written in the
    order of their keys: PostgreSQL touches a row only once in a statement, and two batches lock in one order.
    """

    table: str
    columns: Columns
    conflict: str = ""
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """Changed rows of one table: rows carry the set columns first, then the key columns.

    A `swap` update compares and swaps: every row must be found, or `LostSwap` is raised and nothing is written.
    """

    table: str
    columns: Columns
    key: Columns
    swap: bool = False


Operation = Insert | Update
Row = tuple[object, ...]


class LostSwap(DatabaseError):
    """Another writer changed a row between its reading and this write: gather and step again."""


class Batch:
    """Rows waiting to be written together, in the order in which their tables are first named."""

    def __init__(self) -> None:
        self._rows: dict[Operation, list[Row]] = {}

    def add(self, operation: Operation, row: Row) -> None:
        """One more row for `operation`."""
        self._rows.setdefault(operation, []).append(row)

    def extend(self, operation: Operation, rows: Iterable[Row]) -> None:
        """More rows for `operation`."""
        more = list(rows)
        if more:
            self._rows.setdefault(operation, []).extend(more)

    def merge(self, other: Batch) -> None:
        """Take over the rows of another batch."""
        for operation, rows in other._rows.items():
            self._rows.setdefault(operation, []).extend(rows)

    def write(self, tx: Transaction) -> None:
        """Write everything; raises LostSwap when a swap finds less rows than it was given.

        With exactly one swapped row the PostgreSQL statement needs no transaction around it: its other parts
        do nothing unless the row was swapped.
        """
        if not self._rows:
            return
        if tx.dialect == "sqlite":
            self._write_each(tx)
        else:
            self._write_at_once(tx)

    def _write_each(self, tx: Transaction) -> None:
        for operation, rows in self._rows.items():
            touched = tx.executemany(_single(operation), rows)
            if isinstance(operation, Update) and operation.swap and touched != len(rows):
                raise LostSwap(f"{operation.table}: {len(rows) - touched} of {len(rows)} rows had changed")

    def _write_at_once(self, tx: Transaction) -> None:
        swap = next((o for o in self._rows if isinstance(o, Update) and o.swap), None)
        ordered = sorted(self._rows, key=lambda o: o is not swap)
        expected = len(self._rows[swap]) if swap else 0
        shapes: list[tuple[Operation, int]] = []
        parameters: list[object] = []
        for operation in ordered:
            rows = _last_of_each(operation, self._rows[operation])
            few = len(rows) <= _FEW
            shapes.append((operation, len(rows) if few else 0))
            parameters.extend(chain.from_iterable(rows) if few else _arrays_of(operation, rows))
            if operation is swap and expected > 1:
                parameters.append(expected)
        (swapped,) = tx.fetchone(_combined(tuple(shapes), min(expected, 2)), parameters) or (0,)
        if swap and swapped != expected:
            raise LostSwap(f"{swap.table}: {expected - swapped} of {expected} rows had changed")


def _last_of_each(operation: Operation, rows: list[Row]) -> list[Row]:
    """One statement may not update a row twice: of rows with the same key only the last counts."""
    if isinstance(operation, Update) or not operation.key:
        return rows
    names = [name for name, _ in operation.columns]
    places = [names.index(name) for name in operation.key]
    last = {tuple(row[place] for place in places): row for row in rows}
    return [last[key] for key in sorted(last, key=str)]


def _arrays_of(operation: Operation, rows: Sequence[Row]) -> Iterator[str]:
    """Each column of the rows as an array; the driver's own dumper escapes text character by character in Python."""
    for (_, kind), values in zip(_columns(operation), zip(*rows, strict=True), strict=True):
        written = _WRITTEN[kind]
        yield "{" + ",".join(["NULL" if value is None else written(value) for value in values]) + "}"


def _quoted(value: object) -> str:
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "uuid": str,
    "int": str,
    "bigint": str,
    "bool": str,
    "date": date.isoformat,
    "timestamptz": instant_text,
    "bytea": lambda value: f'"\\\\x{value.hex()}"',
    "text": _quoted,
    "jsonb": _quoted,
}


def _columns(operation: Operation) -> Columns:
    """All columns that a row carries, in its order."""
    return operation.columns if isinstance(operation, Insert) else operation.columns + operation.key


@lru_cache(maxsize=512)
def _single(operation: Operation) -> str:
    if isinstance(operation, Insert):
        names = ", ".join(name for name, _ in operation.columns)
        marks = ", ".join("?" for _ in operation.columns)
        return f"INSERT INTO {operation.table} ({names}) VALUES ({marks}) {operation.conflict}"
    assignments = ", ".join(f"{name} = ?" for name, _ in operation.columns)
    keys = " AND ".join(f"{name.removeprefix('old_')} = ?" for name, _ in operation.key)
    return f"UPDATE {operation.table} SET {assignments} WHERE {keys}"


@lru_cache(maxsize=512)
def _combined(shapes: tuple[tuple[Operation, int], ...], swaps: int) -> str:
    """One statement for all operations; the number beside each says how many rows stand in it, 0 for arrays.

    After a swap (of 1 row, or 2: of more) the other parts join what holds a row only if every row was swapped.
    """
    guard = ("", "p0", "swapped")[swaps]
    parts = [f"p{number} AS ({_part(*shape, guard if number else '')})" for number, shape in enumerate(shapes)]
    if guard == "swapped":
        parts.insert(1, "swapped AS (SELECT FROM p0 HAVING count(*) = ?)")
    return f"WITH {', '.join(parts)} SELECT count(*) FROM p0"


def _part(operation: Operation, count: int, guard: str) -> str:
    columns = _columns(operation)
    if count == 1:
        values = {name: f"?::{kind}" for name, kind in columns}
        sources = [guard] if guard else []
    else:
        values = {name: _cast(f"v.{name}", kind) for name, kind in columns}
        sources = [_values(columns, count) if count else _arrays(columns), *([guard] if guard else [])]
    source = f" FROM {', '.join(sources)}" if sources else ""
    if isinstance(operation, Insert):
        head = f"INSERT INTO {operation.table} ({', '.join(values)}) SELECT {', '.join(values.values())}{source}"
        return f"{head} {operation.conflict} RETURNING 1"
    assignments = ", ".join(f"{name} = {values[name]}" for name, _ in operation.columns)
    keys = " AND ".join(f"t.{name.removeprefix('old_')} = {values[name]}" for name, _ in operation.key)
    return f"UPDATE {operation.table} t SET {assignments}{source} WHERE {keys} RETURNING 1"


def _values(columns: Columns, count: int) -> str:
    row = ", ".join(f"?::{_sent_as(kind)}" for _, kind in columns)
    return f"(VALUES {', '.join([f'({row})'] * count)}) AS v({', '.join(name for name, _ in columns)})"


def _arrays(columns: Columns) -> str:
    arrays = ", ".join(f"?::{_sent_as(kind)}[]" for _, kind in columns)
    return f"unnest({arrays}) AS v({', '.join(name for name, _ in columns)})"


def _sent_as(kind: str) -> str:
    return "text" if kind == "jsonb" else kind


def _cast(value: str, kind: str) -> str:
    return f"{value}::jsonb" if kind == "jsonb" else value
