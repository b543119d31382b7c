"""The floor: the same move in hand-written driver SQL, one prepared statement a trip, with a Python guard.

It reads the case, parses its JSON, judges the same facts, and writes the same rows with the same bytes: the case by
compare and swap, the event with its hash, the deadlines that end or start, the letters and tasks; its JSON coder is
the one of caseflow. What it does not do is everything else: roles, definitions, replay, explanations.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import set_json_loads
from sqlalchemy import make_url

from caseflow.bench.setting import BenchError
from caseflow.bench.written import Written
from caseflow.db.json_text import read_json, write_json

_LIMIT = Decimal("150.00")  # B-TAX-01
_CASE = (
    "state",
    "came_from",
    "data",
    "version",
    "seq",
    "head",
    "acted",
    "last_on",
    "timed_on",
    "changed_at",
    "next_due_on",
    "wake_at",
)

SELECT = "SELECT ref, state, version, seq, head, data, acted FROM case_record WHERE id = ?"
UPDATE_CASE = f"UPDATE case_record SET {', '.join(f'{c} = ?' for c in _CASE)} WHERE id = ? AND seq = ? AND head = ?"
END_DEADLINE = "UPDATE deadline SET status = ?, ended_seq = ? WHERE case_id = ? AND id = ?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What caseflow wrote for the move, the form that it was given, and the state that the guard must find."""

    after: Written
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its values in the order of its placeholders."""

    sql: str
    values: Sequence[object]


class Cursor(Protocol):
    """The part of a driver's cursor that the floor uses."""

    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: Any, parameters: Any = ..., /) -> object: ...
    def executemany(self, sql: Any, rows: Any, /) -> object: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Floor:
    """One connection of the raw driver; `trips` counts the statements that it has sent."""

    def __init__(self, cursor: Cursor, dialect: str, pattern: Pattern) -> None:
        self._cursor, self._dialect, self._pattern = cursor, dialect, pattern
        self._event = read_json(pattern.after.event["body"])
        self._data = read_json(pattern.after.case["data"])
        self._sql: dict[str, str] = {}
        self.trips = 0

    def move(self, case: UUID) -> None:
        """The whole move of one case in one transaction. Raises BenchError."""
        self._send("BEGIN" if self._dialect == "postgresql" else "BEGIN IMMEDIATE")
        for number, statement in enumerate(self._statements(case)):
            self._send(statement.sql, statement.values)
            if number == 0 and self._cursor.rowcount != 1:
                raise BenchError("the floor lost a swap: no one else writes in a bench")
        self._send("COMMIT")

    def _statements(self, case: UUID) -> list[Statement]:
        """What to write, after reading and judging the case."""
        key = case if self._dialect == "postgresql" else str(case)
        self._send(SELECT, (key,))
        ref, state, version, seq, head, data, acted = self._cursor.fetchone()
        facts, acted = _parsed(data), _parsed(acted)
        if not _may(state, facts, self._pattern.form):
            raise BenchError("the floor's guard refused a case of the bench")
        within = Decimal(str(self._pattern.form["total_debt"])) <= _LIMIT
        after, form = self._pattern.after, self._pattern.form
        if within != (after.case["state"] == "tax_checked"):
            raise BenchError("the floor's guard judged otherwise than caseflow")
        changed = {name: self._data[name] for name in self._data if name not in facts}
        text = json_text({**facts, **changed, "tax_total": form["total_debt"]})
        body = json_text({**self._event, "case": str(case), "ref": ref, "prev": head, "seq": seq + 1})
        digest = hashlib.sha256(body.encode()).hexdigest()
        row = {**after.case, "data": text, "version": version + 1, "seq": seq + 1, "head": digest}
        row["acted"] = json_text({**acted, after.event["trigger"]: after.event["actor"]})
        event = {**after.event, "case_id": key, "seq": seq + 1, "hash": digest, "body": body}
        return [
            Statement(UPDATE_CASE, (*(row[name] for name in _CASE), key, seq, head)),
            _insert("event", event),
            *(Statement(END_DEADLINE, (d["status"], seq + 1, key, d["id"])) for d in after.ended),
            *(_insert("deadline", {**d, "case_id": key}) for d in after.started),
            *(_insert("letter", {**letter, "id": self._new_id(), "case_id": key}) for letter in after.letters),
            *(_insert("task", {**task, "id": self._new_id(), "case_id": key}) for task in after.opened),
            *(_insert("evidence", {**each, "case_id": key, "seq": seq + 1}) for each in after.evidence),
        ]

    def _new_id(self) -> object:
        return uuid4() if self._dialect == "postgresql" else str(uuid4())

    def _send(self, sql: str, values: Sequence[object] = ()) -> None:
        self.trips += 1
        if self._dialect == "postgresql":
            if sql not in self._sql:
                self._sql[sql] = numbered(sql)
            sql = self._sql[sql]
        self._cursor.execute(sql, values)


class OneStatement(Floor):
    """The sanity bound on PostgreSQL: one read, then one data-modifying statement that commits itself: two trips."""

    def move(self, case: UUID) -> None:
        """The whole move of one case. Raises BenchError."""
        first, *rest = self._statements(case)
        parts = [f"p0 AS ({first.sql} RETURNING 1)"]
        values = list(first.values)
        for number, statement in enumerate(rest, 1):
            parts.append(f"p{number} AS ({_after_swap(statement.sql)} RETURNING 1)")
            values += statement.values
        self._send(f"WITH {', '.join(parts)} SELECT count(*) FROM p0", values)
        if self._cursor.fetchone() != (1,):
            raise BenchError("the floor lost a swap: no one else writes in a bench")


@contextmanager
def floor_on(url: str, pattern: Pattern, kind: type[Floor] = Floor) -> Iterator[Floor]:
    """A floor on a connection of its own."""
    with cursor_on(url) as cursor:
        yield kind(cursor, make_url(url).get_backend_name(), pattern)


@contextmanager
def cursor_on(url: str) -> Iterator[Cursor]:
    """A cursor of the raw driver as a careful hand would open it: statements prepared, durability full."""
    named = make_url(url)
    if named.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(named.database or "", isolation_level=None)) as connection:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection.cursor()
        return
    with psycopg.connect(url, autocommit=True, prepare_threshold=0, cursor_factory=psycopg.RawCursor) as connection:
        set_json_loads(read_json, connection)
        yield connection.cursor()


def numbered(sql: str) -> str:
    """`?` becomes $1, $2 ..., as PostgreSQL wants it."""
    head, *rest = sql.split("?")
    return head + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))


def _may(state: str, facts: Mapping[str, Any], form: Mapping[str, Any]) -> bool:
    """The guard of `record_tax_check`: the case is in, and the data are not older than its reference day (B-TAX-06)."""
    day = facts["reference_day"]
    return state == "submitted" and facts["submitted_on"] is not None and day is not None and form["data_date"] >= day


def _insert(table: str, row: Mapping[str, Any]) -> Statement:
    marks = ", ".join("?" for _ in row)
    return Statement(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _after_swap(sql: str) -> str:
    """The statement as it does nothing unless the case was swapped."""
    if sql.startswith("INSERT"):
        return sql.replace("VALUES (", "SELECT ").removesuffix(")") + " FROM p0"
    return f"{sql} AND EXISTS (SELECT FROM p0)"


def _parsed(value: Any) -> dict[str, Any]:
    # psycopg has parsed JSON columns already; for SQLite they are text
    parsed: dict[str, Any] = read_json(value) if isinstance(value, str) else value
    return parsed


def json_text(value: object) -> str:
    """Compact JSON with sorted keys, as caseflow writes it."""
    return write_json(value)
