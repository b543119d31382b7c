"""The works `sweep` and `idle`: cases whose deadline has come, fired in batches; and many of which none is due."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from uuid import UUID

from caseflow.bench.floor import Cursor, cursor_on, numbered
from caseflow.bench.invented import NOW, WORKFLOW
from caseflow.bench.result import Finding, finding
from caseflow.bench.setting import BenchError, Setting, do, office_of
from caseflow.bench.sides import CASEFLOW, FLOOR, Cost
from caseflow.bench.stock import Stock
from caseflow.bench.sweep_floor import BATCH, SweepFloor
from caseflow.bench.trips import CountedDatabase
from caseflow.bench.written import Written, written
from caseflow.db import Database
from caseflow.db.values import read_instant
from caseflow.moves import Request
from caseflow.moves.office import Office
from caseflow.moves.sweep import sweep

DEADLINE = "clarification"
ONE_WORKER = "one worker"
LOOKS = 100
_LONGEST_S = 600.0
_GAPS = {"gaps": [{"sadala": "Izmaksas", "trukums": "nav cenas", "iesniedzams": "piedāvājums"}]}
_QUIET = "UPDATE case_record SET wake_at = NULL WHERE wake_at <= ?"


@dataclass(frozen=True, slots=True)
class _Due:
    """Copies of one case that waits for a clarification, the instant after its last day, and what firing it writes."""

    stock: Stock
    now: datetime
    after: Written


def sweeping(setting: Setting, database: Database, stock: Stock, rounds: int, cases: int) -> Iterator[Finding]:
    """`cases` due cases a round: one worker against the floor, and on PostgreSQL two workers against one."""
    due = _due(setting, database, stock)
    seconds: dict[str, list[float]] = {CASEFLOW: [], FLOOR: []}
    costs: dict[str, Cost] = {}
    with ExitStack() as both:
        office = both.enter_context(office_of(setting, counted=True, now=due.now))
        floor = SweepFloor(both.enter_context(cursor_on(setting.url)), database.dialect, due.after, due.now)
        for _ in range(rounds):
            for side in (CASEFLOW, FLOOR):
                ids, before = _ready(database, due, cases), _trips(office, floor, side)
                began = time.perf_counter()
                fired = _sweep_all(office) if side == CASEFLOW else floor.run()
                seconds[side].append(time.perf_counter() - began)
                costs[side] = _cost(database, ids, fired, _trips(office, floor, side) - before)
    yield finding("sweep", database.dialect, 1, cases, seconds, costs)
    if database.dialect == "postgresql":
        yield _two_workers(setting, database, due, rounds, cases)


def idling(
    setting: Setting, database: Database, stock: Stock, rounds: int, cases: int, tell: Callable[[int], None]
) -> Iterator[Finding]:
    """One look for due cases among `cases`, whose live ones all wait for later; the floor is the bare claim."""
    stock.surround(cases, tell)
    with database.write() as tx:
        tx.execute(_QUIET, (NOW,))
    with ExitStack() as both:
        office = both.enter_context(office_of(setting, counted=True))
        cursor = both.enter_context(cursor_on(setting.url))
        looks: dict[str, Callable[[], None]] = {
            CASEFLOW: lambda: _nothing(sweep(office).cases),
            FLOOR: lambda: _nothing(_claim(cursor, database)),
        }
        seconds: dict[str, list[float]] = {side: [] for side in looks}
        for _ in range(rounds):
            for side, look in looks.items():
                began = time.perf_counter()
                for _ in range(LOOKS):
                    look()
                seconds[side].append(time.perf_counter() - began)
        before = _counted(office).trips
        looks[CASEFLOW]()
        costs = {CASEFLOW: Cost(0, 0, _counted(office).trips - before), FLOOR: Cost(0, 0, 3)}
    yield finding(f"idle sweep of {cases}", database.dialect, 1, LOOKS, seconds, costs)


def _due(setting: Setting, database: Database, stock: Stock) -> _Due:
    (waiting, tried) = stock.take(2)
    with office_of(setting) as office:
        do(office, setting, [Request("request_clarification", str(case), form=_GAPS) for case in (waiting, tried)])
    with database.read() as tx:
        sql = "SELECT due_at FROM deadline WHERE case_id = ? AND name = ? AND status = 'running'"
        (due_at,) = tx.fetchone(sql, (waiting, DEADLINE)) or (None,)
    if due_at is None:
        raise BenchError(f"the case waits for no {DEADLINE}")
    now = read_instant(due_at) + timedelta(hours=1)
    copies = Stock(database, waiting, first_number=1_000_000)
    with database.write() as tx:
        tx.execute(f"{_QUIET} AND id <> ?", (now, tried))
    with office_of(setting, now=now) as office:
        _sweep_all(office)
    with database.read() as tx:
        return _Due(copies, now, written(tx, tried))


def _ready(database: Database, due: _Due, cases: int) -> list[UUID]:
    with database.write() as tx:
        tx.execute(_QUIET, (due.now,))
    return due.stock.take(cases)


def _sweep_all(office: Office) -> int:
    fired = 0
    while done := sweep(office).cases:
        fired += done
    return fired


def _cost(database: Database, ids: Sequence[UUID], fired: int, trips: int) -> Cost:
    if fired != len(ids):
        raise BenchError(f"{fired} of {len(ids)} due cases were fired")
    with database.read() as tx:
        made = written(tx, ids[-1])
    return Cost(made.rows * len(ids), made.bytes * len(ids), trips)


def _trips(office: Office, floor: SweepFloor, side: str) -> int:
    return _counted(office).trips if side == CASEFLOW else floor.trips


def _counted(office: Office) -> CountedDatabase:
    counted = office.database
    assert isinstance(counted, CountedDatabase)
    return counted


def _nothing(found: int) -> None:
    if found:
        raise BenchError("a case was due that should not be")


def _claim(cursor: Cursor, database: Database) -> int:
    on_server = database.dialect == "postgresql"
    cursor.execute("BEGIN" if on_server else "BEGIN IMMEDIATE")
    sql = f"SELECT id FROM case_record WHERE wake_at <= ? ORDER BY wake_at, id LIMIT {BATCH}"
    if on_server:
        cursor.execute(numbered(f"{sql} FOR UPDATE SKIP LOCKED"), (NOW,))
    else:
        cursor.execute(sql, (NOW.isoformat(),))
    found = len(cursor.fetchall())
    cursor.execute("COMMIT")
    return found


def _two_workers(setting: Setting, database: Database, due: _Due, rounds: int, cases: int) -> Finding:
    """Workers are processes; each starts when all are ready, and the last to end ends the round."""
    seconds: dict[str, list[float]] = {CASEFLOW: [], ONE_WORKER: []}
    costs: dict[str, Cost] = {}
    for _ in range(rounds):
        for side, workers in ((CASEFLOW, 2), (ONE_WORKER, 1)):
            ids = _ready(database, due, cases)
            spent, fired = _together(setting, due.now, workers)
            seconds[side].append(spent)
            costs[side] = _cost(database, ids, fired, 0)
    return finding("sweep, two workers", database.dialect, 2, cases, seconds, costs, against=ONE_WORKER)


def _together(setting: Setting, now: datetime, workers: int) -> tuple[float, int]:
    """Seconds from the first start to the last end, and how many cases were fired."""
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(workers)
    pairs = [context.Pipe(duplex=False) for _ in range(workers)]
    processes = [context.Process(target=_worker, args=(end, together, setting, now)) for _, end in pairs]
    for process in processes:
        process.start()
    spans = []
    for process, (ours, theirs) in zip(processes, pairs, strict=True):
        theirs.close()
        if not ours.poll(_LONGEST_S):
            raise BenchError("a worker of the bench did not answer in time")
        spans.append(ours.recv())
        process.join(_LONGEST_S)
        ours.close()
    return max(ended for _, ended, _ in spans) - min(began for began, _, _ in spans), sum(n for _, _, n in spans)


def _worker(end: Connection, together: Barrier, setting: Setting, now: datetime) -> None:
    with office_of(setting, now=now) as office:
        with office.database.read() as tx:
            office.in_force.refresh(tx)
            office.in_force.workflow(tx, office.in_force.latest(tx, WORKFLOW))
        together.wait(_LONGEST_S)
        began = time.monotonic()  # one clock for all processes of the machine
        fired = _sweep_all(office)
        end.send((began, time.monotonic(), fired))
