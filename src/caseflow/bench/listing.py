"""The work `worklist`: an officer's first page and a deep page, against one hand-written query along the same index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from uuid import UUID

from caseflow.access.people import find_organisation
from caseflow.bench.filling import DAYS
from caseflow.bench.floor import Cursor, cursor_on, numbered
from caseflow.bench.invented import NOW, ORGANISATION
from caseflow.bench.result import Finding, finding
from caseflow.bench.setting import Setting, office_of
from caseflow.bench.sides import CASEFLOW, FLOOR, Cost
from caseflow.bench.stock import Stock
from caseflow.bench.trips import CountedDatabase
from caseflow.bench.written import length
from caseflow.cases.scope import Viewer
from caseflow.cases.worklist import PAGE, After, Page, worklist
from caseflow.clock import riga_date
from caseflow.db import Database
from caseflow.moves.office import Office

READINGS = 100
_PAGE = f"""
SELECT c.id, c.ref, o.slug, p.name, p.registration_number, c.state, c.kind, c.next_due_on, u.name, c.changed_at,
  c.version, c.suspensions
FROM (SELECT * FROM case_record WHERE organisation_id = ? AND kind = 'open' AND (next_due_on, id) > (?, ?)
  ORDER BY next_due_on, id LIMIT {PAGE}) c
JOIN organisation o ON o.id = c.organisation_id
LEFT JOIN party p ON p.id = c.party_id LEFT JOIN app_user u ON u.id = c.assignee_id
ORDER BY c.next_due_on, c.id
"""


def listing(
    setting: Setting, database: Database, stock: Stock, rounds: int, cases: int, tell: Callable[[int], None]
) -> Iterator[Finding]:
    """Pages of PAGE lines out of `cases` cases, half of them the bench's organisation's, six of ten live."""
    stock.surround(cases, tell)
    deep = After(riga_date(NOW) + timedelta(days=DAYS // 2), UUID(int=0))
    first = After(date(2000, 1, 1), UUID(int=0))
    for name, after in (("worklist, page 1", first), ("worklist, deep page", deep)):
        yield _measured(f"{name} of {cases}", setting, database, after, rounds)


def _measured(name: str, setting: Setting, database: Database, after: After, rounds: int) -> Finding:
    with ExitStack() as both:
        office = both.enter_context(office_of(setting, counted=True))
        cursor = both.enter_context(cursor_on(setting.url))
        sides: dict[str, Callable[[], int]] = {
            CASEFLOW: _caseflow(office, setting, after),
            FLOOR: _floor(cursor, database, after),
        }
        costs = {
            side: Cost(PAGE, read(), _trips(office, read) if side == CASEFLOW else 1) for side, read in sides.items()
        }
        seconds: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(rounds):
            for side, read in sides.items():
                seconds[side].append(_timed(read))
    return finding(name, database.dialect, 1, READINGS, seconds, costs)


def _caseflow(office: Office, setting: Setting, after: After) -> Callable[[], int]:
    viewer = Viewer(setting.officer, riga_date(NOW))

    def read() -> int:
        with office.database.look() as tx:
            page: Page = worklist(tx, office.in_force, viewer, after=after)
        return sum(length(line.ref) + length(line.party) for line in page.lines)

    return read


def _floor(cursor: Cursor, database: Database, after: After) -> Callable[[], int]:
    with database.read() as tx:
        organisation = find_organisation(tx, ORGANISATION)
    sql = numbered(_PAGE) if database.dialect == "postgresql" else _PAGE
    place = (organisation, after.next_due_on, after.id)
    values = place if database.dialect == "postgresql" else tuple(str(value) for value in place)

    def read() -> int:
        cursor.execute(sql, values)
        return sum(length(row[1]) + length(row[3]) for row in cursor.fetchall())

    return read


def _trips(office: Office, read: Callable[[], int]) -> int:
    counted = office.database
    assert isinstance(counted, CountedDatabase)
    before = counted.trips
    read()
    return counted.trips - before


def _timed(read: Callable[[], int]) -> float:
    began = time.perf_counter()
    for _ in range(READINGS):
        read()
    return time.perf_counter() - began
