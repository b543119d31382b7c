"""What hand-written SQL is given to: one cursor in one transaction, the same words on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from caseflow.db.driver import Cursor, Dialect, Driver, Parameters, Row
from caseflow.db.errors import TransactionFailed


class Transaction:
    """Runs statements with positional `?` placeholders.

    Values are str, int, bool, bytes, None, date, aware datetime and UUID; JSON goes in and comes out as text.

    After a statement has failed the transaction is lost, on both databases: whoever wants to go on after an
    expected failure puts the statement into `savepoint()`.
    """

    __slots__ = ("_cursor", "_driver", "failed")

    def __init__(self, driver: Driver, cursor: Cursor) -> None:
        self._driver, self._cursor = driver, cursor
        self.failed = False

    @property
    def dialect(self) -> Dialect:
        """`sqlite` or `postgresql`, for the SQL that differs."""
        return self._driver.dialect

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement; answers the number of rows it touched (-1 where that has no meaning)."""
        try:
            self._cursor.execute(self._driver.statement(sql), parameters)
        except self._driver.errors as error:
            self._fail(error)
        return self._cursor.rowcount

    def executemany(self, sql: str, rows: Iterable[Parameters]) -> int:
        """Run one writing statement for every row; answers the number of rows touched in all."""
        try:
            self._cursor.executemany(self._driver.statement(sql), rows)
        except self._driver.errors as error:
            self._fail(error)
        return self._cursor.rowcount

    def fetchall(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run one statement and answer all its rows (a query, or a write with RETURNING)."""
        try:
            self._cursor.execute(self._driver.statement(sql), parameters)
            return self._cursor.fetchall()
        except self._driver.errors as error:
            self._fail(error)

    def fetchone(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run one statement that answers at most one row; reads it to the end, so the write is done."""
        rows = self.fetchall(sql, parameters)
        return rows[0] if rows else None

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A block whose failure takes back only the block; the error goes on to the caller."""
        self.execute("SAVEPOINT block")
        try:
            yield
        except BaseException:
            self._cursor.execute(self._driver.statement("ROLLBACK TO SAVEPOINT block"), ())
            self._cursor.execute(self._driver.statement("RELEASE SAVEPOINT block"), ())
            self.failed = False
            raise
        self.execute("RELEASE SAVEPOINT block")

    def refuse_after_failure(self) -> None:
        """Raise TransactionFailed if a failure was swallowed, so that nothing half-done is committed."""
        if self.failed:
            raise TransactionFailed(
                "a statement of this transaction failed before; to go on after one, use tx.savepoint()"
            )

    def _fail(self, error: Exception) -> NoReturn:
        self.failed = True
        self._driver.explain(error)
