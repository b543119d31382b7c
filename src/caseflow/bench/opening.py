"""The work `import`: applications of a file opened through `apply`, against a bulk insert of their rows by hand."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any
from uuid import UUID, uuid4

from caseflow.app.importing import Job, Report, columns_of, import_cases
from caseflow.bench.floor import Cursor, cursor_on, json_text, numbered
from caseflow.bench.invented import ORGANISATION, WORKFLOW, application_file, registration_numbers
from caseflow.bench.result import Finding, finding
from caseflow.bench.setting import BenchError, Setting, office_of
from caseflow.bench.sides import CASEFLOW, FLOOR, Cost
from caseflow.bench.stock import read_rows
from caseflow.bench.trips import CountedDatabase
from caseflow.bench.written import length
from caseflow.db import Database, Transaction
from caseflow.db.values import read_uuid
from caseflow.intake.csv_file import read_csv
from caseflow.intake.entries import put_together
from caseflow.moves import Actor
from caseflow.moves.office import Office

BATCH = 200
Rows = dict[str, list[dict[str, Any]]]
_RAISE_NUMBER = "UPDATE case_number SET last = last + ? WHERE organisation_id = ? RETURNING last"


def opening(setting: Setting, database: Database, rounds: int) -> Iterator[Finding]:
    """Each round opens BATCH cases on either side, each with an applicant of its own."""
    numbers = registration_numbers()
    next(numbers)  # the pattern's
    with ExitStack() as both:
        office = both.enter_context(office_of(setting, counted=True))
        (warm,) = _ids(database, _import(office, setting, application_file([next(numbers)])))
        with database.read() as tx:
            pattern = opened_rows(tx, warm)
        floor = BulkInsert(both.enter_context(cursor_on(setting.url)), database.dialect, pattern, numbers)
        floor.open(1)
        seconds: dict[str, list[float]] = {CASEFLOW: [], FLOOR: []}
        costs: dict[str, Cost] = {}
        for _ in range(rounds):
            applicants = [next(numbers) for _ in range(BATCH)]
            counted = office.database
            assert isinstance(counted, CountedDatabase)
            file = application_file(applicants)
            before, began = counted.trips, time.perf_counter()
            report = _import(office, setting, file)
            seconds[CASEFLOW].append(time.perf_counter() - began)
            costs[CASEFLOW] = _cost(database, _ids(database, report), counted.trips - before)
            before, began = floor.trips, time.perf_counter()
            cases = floor.open(BATCH)
            seconds[FLOOR].append(time.perf_counter() - began)
            costs[FLOOR] = _cost(database, cases, floor.trips - before)
    yield finding("import", database.dialect, 1, BATCH, seconds, costs)


def _import(office: Office, setting: Setting, file: bytes) -> Report:
    """What `caseflow case import` does with the file. Raises BenchError."""
    columns = columns_of(office, WORKFLOW)
    read = put_together(columns, [read_csv(file)])
    report = import_cases(office, Actor(setting.officer), Job(WORKFLOW, ORGANISATION), read, lambda _: None)
    if len(report.opened) != report.entries:
        raise BenchError("an application of the bench was rejected")
    return report


def _ids(database: Database, report: Report) -> list[UUID]:
    with database.read() as tx:
        found = {ref: read_uuid(id) for ref, id in tx.fetchall("SELECT ref, id FROM case_record")}
    return [found[ref] for ref in report.opened.values()]


def opened_rows(tx: Transaction, case: UUID) -> Rows:
    """The rows of a case that has only been opened, by table, in the order of their references."""
    (row,) = read_rows(tx, "case_record", "id", case)
    sealed = [line[name]["vault"] for line in json.loads(row["data"])["lines"] for name in ("employee", "person_code")]
    return {
        "party": read_rows(tx, "party", "id", row["party_id"]),
        "party_word": read_rows(tx, "party_word", "party_id", row["party_id"]),
        "vault": [vault for id in sealed for vault in read_rows(tx, "vault", "id", UUID(id))],
        "case_record": [row],
        "external_reference": read_rows(tx, "external_reference", "case_id", case),
        "event": read_rows(tx, "event", "case_id", case),
    }


def _cost(database: Database, cases: Sequence[UUID], trips: int) -> Cost:
    with database.read() as tx:
        rows = [row for table in opened_rows(tx, cases[-1]).values() for row in table]
    return Cost(len(rows) * len(cases), sum(length(v) for row in rows for v in row.values()) * len(cases), trips)


class BulkInsert:
    """The floor of an import: the same rows, one statement a table for all cases, in one transaction."""

    def __init__(self, cursor: Cursor, dialect: str, pattern: Rows, numbers: Iterator[str]) -> None:
        self._cursor, self._dialect, self._pattern, self._numbers = cursor, dialect, pattern, numbers
        self._case, self._event = pattern["case_record"][0], pattern["event"][0]
        self._data, self._body = json.loads(self._case["data"]), json.loads(self._event["body"])
        self.trips = 0

    def open(self, count: int) -> list[UUID]:
        """Open this many cases; answers their ids."""
        self._send("BEGIN" if self._dialect == "postgresql" else "BEGIN IMMEDIATE")
        self._send(_RAISE_NUMBER, (count, self._case["organisation_id"]))
        first = self._cursor.fetchone()[0] - count + 1
        ids = [uuid4() for _ in range(count)]
        made = [self._rows(id, first + place) for place, id in enumerate(ids)]
        for table in self._pattern:
            self._insert(table, [row for rows in made for row in rows[table]])
        self._send("COMMIT")
        return ids

    def _rows(self, case: UUID, number: int) -> Rows:
        party, sealed = uuid4(), [uuid4() for _ in self._pattern["vault"]]
        ref = f"{self._case['ref'].rpartition('-')[0]}-{number:03}"
        line = dict(self._data["lines"][0])
        for name, id in zip(("employee", "person_code"), sealed, strict=True):
            line[name] = {**line[name], "vault": str(id)}
        values = {"applicant": str(party), "lines": [line]}
        body = json_text({**self._body, "case": str(case), "ref": ref, "form": {**self._body["form"], **values}})
        digest = hashlib.sha256(body.encode()).hexdigest()
        data = json_text({**self._data, **values})
        new = {"id": self._key(case), "ref": ref, "data": data, "head": digest, "party_id": self._key(party)}
        applicant = {"id": self._key(party), "registration_number": next(self._numbers)}
        external = {"ref": applicant["registration_number"], "case_id": self._key(case), "digest": digest}
        return {
            "party": [{**self._pattern["party"][0], **applicant}],
            "party_word": [{**row, "party_id": self._key(party)} for row in self._pattern["party_word"]],
            "vault": [{**row, "id": self._key(id)} for row, id in zip(self._pattern["vault"], sealed, strict=True)],
            "case_record": [{**self._case, **new}],
            "external_reference": [{**self._pattern["external_reference"][0], **external}],
            "event": [{**self._event, "case_id": self._key(case), "hash": digest, "body": body}],
        }

    def _key(self, id: UUID) -> object:
        return id if self._dialect == "postgresql" else str(id)

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        marks = ", ".join("?" for _ in rows[0])
        sql = f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})"
        self.trips += 1
        self._cursor.executemany(self._sql(sql), [tuple(row.values()) for row in rows])

    def _send(self, sql: str, values: Sequence[object] = ()) -> None:
        self.trips += 1
        self._cursor.execute(self._sql(sql), values)

    def _sql(self, sql: str) -> str:
        return numbered(sql) if self._dialect == "postgresql" else sql
