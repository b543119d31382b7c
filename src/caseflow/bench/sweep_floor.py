"""The floor of a sweep: due cases claimed, judged and written by hand, a batch with a fixed number of statements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from caseflow.bench.floor import Cursor, json_text, numbered
from caseflow.bench.setting import BenchError
from caseflow.bench.stock import column_type
from caseflow.bench.written import Written
from caseflow.db.json_text import read_json
from caseflow.db.values import instant_text

BATCH: Final = 1000
_CASE: Final = ("state", "kind", "came_from", "data", "version", "seq", "head", "acted", "last_on", "changed_at")
_CASE_CLOCK: Final = ("next_due_on", "wake_at")
_CLAIM: Final = f"""
SELECT c.id, c.ref, c.state, c.version, c.seq, c.head, c.data, d.due_at FROM case_record c
JOIN deadline d ON d.case_id = c.id AND d.id = ? AND d.status = 'running'
WHERE c.wake_at <= ? ORDER BY c.wake_at, c.id LIMIT {BATCH}"""


class SweepFloor:
    """One connection of the raw driver that fires what is due, as `pattern` says the move is written."""

    def __init__(self, cursor: Cursor, dialect: str, pattern: Written, now: datetime) -> None:
        self._cursor, self._dialect, self._pattern = cursor, dialect, pattern
        self._now: object = now if dialect == "postgresql" else instant_text(now)
        self._event = read_json(pattern.event["body"])
        self._data = read_json(pattern.case["data"])
        self._from = pattern.case["came_from"]
        (self._ended,) = pattern.ended
        self.trips = 0

    def run(self) -> int:
        """Fire everything that is due; answers how many cases. Raises BenchError."""
        fired = 0
        while batch := self._batch():
            fired += batch
        return fired

    def _batch(self) -> int:
        on_server = self._dialect == "postgresql"
        self._send("BEGIN" if on_server else "BEGIN IMMEDIATE")
        self._send(_CLAIM + (" FOR UPDATE OF c SKIP LOCKED" if on_server else ""), (self._ended["id"], self._now))
        made = [self._rows(*row) for row in self._cursor.fetchall()]
        if made:
            self._write(made)
        self._send("COMMIT")
        return len(made)

    def _rows(
        self, id: Any, ref: str, state: str, version: int, seq: int, head: str, data: Any, due: Any
    ) -> dict[str, list[Mapping[str, Any]]]:
        """What the move writes for one case, after its guard."""
        facts = read_json(data) if isinstance(data, str) else data
        if state != self._from or facts["asked_on"] is None or due > self._now:
            raise BenchError("the floor's guard refused a case of the bench")
        changed = {name: value for name, value in self._data.items() if name not in facts}
        body = json_text({**self._event, "case": str(id), "ref": ref, "prev": head, "seq": seq + 1})
        digest = hashlib.sha256(body.encode()).hexdigest()
        after = self._pattern
        case = {**after.case, "id": id, "data": json_text({**facts, **changed}), "version": version + 1}
        case |= {"seq": seq + 1, "head": digest, "was_seq": seq, "was_head": head}
        return {
            "case_record": [case],
            "event": [{**after.event, "case_id": id, "seq": seq + 1, "hash": digest, "body": body}],
            "ended": [{"status": self._ended["status"], "ended_seq": seq + 1, "case_id": id, "id": self._ended["id"]}],
            "deadline": [{**row, "case_id": id} for row in after.started],
            "letter": [{**row, "id": self._new_id(), "case_id": id} for row in after.letters],
            "task": [{**row, "id": self._new_id(), "case_id": id} for row in after.opened],
        }

    def _new_id(self) -> UUID | str:
        return uuid4() if self._dialect == "postgresql" else str(uuid4())

    def _write(self, made: Sequence[Mapping[str, list[Mapping[str, Any]]]]) -> None:
        tables = {name: [row for rows in made for row in rows[name]] for name in made[0] if made[0][name]}
        swap = (*_CASE, *_CASE_CLOCK, "id", "was_seq", "was_head")
        columns = {name: tuple(rows[0]) for name, rows in tables.items()} | {"case_record": swap}
        if self._dialect == "postgresql":
            parts = [_part(name, columns[name]) for name in tables]
            values = [[row[c] for row in tables[name]] for name in tables for c in columns[name]]
            self._send(f"WITH {', '.join(parts)} SELECT count(*) FROM case_record_", values)
            (swapped,) = self._cursor.fetchone()
            if swapped != len(made):
                raise BenchError("the floor lost a swap: no one else writes in a bench")
            return
        for name, rows in tables.items():
            self.trips += 1
            self._cursor.executemany(_single(name, columns[name]), [[row[c] for c in columns[name]] for row in rows])

    def _send(self, sql: str, values: Sequence[object] = ()) -> None:
        self.trips += 1
        self._cursor.execute(numbered(sql) if self._dialect == "postgresql" else sql, values)


def _single(name: str, columns: Sequence[str]) -> str:
    """One row's statement, for executemany."""
    if name == "case_record":
        sets = ", ".join(f"{c} = ?" for c in columns[:-3])
        return f"UPDATE case_record SET {sets} WHERE id = ? AND seq = ? AND head = ?"
    if name == "ended":
        return "UPDATE deadline SET status = ?, ended_seq = ? WHERE case_id = ? AND id = ?"
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"


def _part(name: str, columns: Sequence[str]) -> str:
    """One table's part of the statement over arrays."""
    table = "deadline" if name == "ended" else name
    types = [column_type(table, c.removeprefix("was_")) for c in columns]
    rows = f"unnest({', '.join('?::text[]' if t == 'JSONB' else f'?::{t}[]' for t in types)})"
    rows = f"{rows} AS v ({', '.join(columns)})"
    value = {c: f"v.{c}::jsonb" if t == "JSONB" else f"v.{c}" for c, t in zip(columns, types, strict=True)}
    if name == "case_record":
        sets = ", ".join(f"{c} = {value[c]}" for c in columns[:-3])
        change = f"UPDATE case_record c SET {sets} FROM {rows} WHERE c.id = v.id AND c.seq = v.was_seq"
        return f"case_record_ AS ({change} AND c.head = v.was_head RETURNING 1)"
    if name == "ended":
        change = f"UPDATE deadline d SET status = v.status, ended_seq = v.ended_seq FROM {rows}"
        return f"ended_ AS ({change} WHERE d.case_id = v.case_id AND d.id = v.id RETURNING 1)"
    values = ", ".join(value[c] for c in columns)
    return f"{name}_ AS (INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {rows} RETURNING 1)"
