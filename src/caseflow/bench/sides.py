"""The sides of a bench, making the same moves: caseflow, the floor, and on PostgreSQL the floor in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from caseflow.bench.floor import Floor, OneStatement, Pattern, floor_on
from caseflow.bench.invented import tax_form
from caseflow.bench.setting import Setting, do, office_of
from caseflow.bench.trips import CountedDatabase
from caseflow.bench.written import Written, written
from caseflow.db import Database
from caseflow.moves import Request
from caseflow.moves.office import Office

CASEFLOW, FLOOR, ONE_STATEMENT = "caseflow", "floor", "one statement"
TRIGGER = "record_tax_check"


class Mover(Protocol):
    """Makes the measured move of one case, in one transaction."""

    def move(self, case: UUID) -> None: ...


@dataclass(frozen=True, slots=True)
class _Caseflow:
    office: Office
    setting: Setting
    pattern: Pattern

    def move(self, case: UUID) -> None:
        do(self.office, self.setting, [Request(TRIGGER, str(case), form=self.pattern.form)])


def names(url: str) -> tuple[str, ...]:
    """The sides that this database has."""
    return (CASEFLOW, FLOOR) if url.startswith("sqlite") else (CASEFLOW, FLOOR, ONE_STATEMENT)


@contextmanager
def mover(side: str, setting: Setting, pattern: Pattern) -> Iterator[Mover]:
    """The side of that name, ready to move cases."""
    if side == CASEFLOW:
        with office_of(setting) as office:
            yield _Caseflow(office, setting, pattern)
    else:
        with floor_on(setting.url, pattern, OneStatement if side == ONE_STATEMENT else Floor) as floor:
            yield floor


def pattern_of(setting: Setting, case: UUID, total_debt: str) -> Pattern:
    """What caseflow writes for the move with this debt, seen on one case that it makes it with."""
    form = tax_form(total_debt, setting.printout)
    with office_of(setting) as office:
        do(office, setting, [Request(TRIGGER, str(case), form=form)])
        with office.database.read() as tx:
            return Pattern(written(tx, case), form)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one move of a side costs the database: rows and bytes written, round trips."""

    rows: int
    bytes: int
    trips: int


def cost(side: str, setting: Setting, pattern: Pattern, cases: Sequence[UUID]) -> Cost:
    """Counted on the last of these cases; the ones before it fill the side's caches."""
    last = cases[-1]
    trips = (
        _caseflow_trips(setting, pattern, cases) if side == CASEFLOW else _floor_trips(side, setting, pattern, cases)
    )
    with Database(setting.url) as database, database.read() as tx:
        made: Written = written(tx, last)
    return Cost(made.rows, made.bytes, trips)


def _caseflow_trips(setting: Setting, pattern: Pattern, cases: Sequence[UUID]) -> int:
    with office_of(setting, counted=True) as office:
        database, before = office.database, 0
        assert isinstance(database, CountedDatabase)
        for case in cases:
            before = database.trips
            _Caseflow(office, setting, pattern).move(case)
        return database.trips - before


def _floor_trips(side: str, setting: Setting, pattern: Pattern, cases: Sequence[UUID]) -> int:
    with floor_on(setting.url, pattern, OneStatement if side == ONE_STATEMENT else Floor) as floor:
        before = 0
        for case in cases:
            before = floor.trips
            floor.move(case)
        return floor.trips - before
