"""Counts the round trips that caseflow makes, by lending cursors that count their statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Engine

from caseflow.db import Database
from caseflow.db.driver import Cursor, Dialect, Driver


class CountedDatabase(Database):
    """A database that counts: `trips` are all statements so far, BEGIN and COMMIT among them."""

    def __init__(self, url: str, *, pool_size: int = 8, patience: float = 30.0) -> None:
        super().__init__(url, pool_size=pool_size, patience=patience)
        self._counting = _CountingDriver(self._driver)
        self._driver = self._counting

    @property
    def trips(self) -> int:
        """Statements sent so far."""
        return self._counting.trips


class _CountingDriver:
    """Implements `caseflow.db.driver.Driver` over another one."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.trips = 0
        self.dialect: Dialect = driver.dialect
        self.errors = driver.errors
        self.engine: Engine = driver.engine

    @contextmanager
    def begin(self, *, write: bool) -> Iterator[Cursor]:
        self.trips += 2  # BEGIN and COMMIT, which the driver sends itself
        with self._driver.begin(write=write) as cursor:
            yield _CountingCursor(self, cursor)

    @contextmanager
    def autocommit(self) -> Iterator[Cursor]:
        if self.dialect == "sqlite":
            self.trips += 2  # a write transaction there
        with self._driver.autocommit() as cursor:
            yield _CountingCursor(self, cursor)

    def turn(self, *, write: bool) -> AbstractContextManager[None]:
        return self._driver.turn(write=write)

    def statement(self, sql: str) -> str | bytes:
        return self._driver.statement(sql)

    def explain(self, error: BaseException) -> NoReturn:
        self._driver.explain(error)

    def close(self) -> None:
        self._driver.close()


@dataclass(slots=True)
class _CountingCursor:
    """Implements `caseflow.db.driver.Cursor` over another one."""

    _counter: _CountingDriver
    _cursor: Cursor

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def execute(self, statement: Any, parameters: Any, /) -> object:
        self._counter.trips += 1
        return self._cursor.execute(statement, parameters)

    def executemany(self, statement: Any, rows: Any, /) -> object:
        self._counter.trips += 1  # the driver sends all rows before it waits
        return self._cursor.executemany(statement, rows)

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()
