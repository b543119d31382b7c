"""One database: transactions for hand-written SQL, and sessions for the schema's models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from caseflow.db.driver import Cursor, Dialect, Driver
from caseflow.db.postgresql import PostgreSQL
from caseflow.db.sqlite import SQLite
from caseflow.db.transaction import Transaction
from caseflow.errors import BadInput


class Database:
    """Opens nothing before it is used; `close()` it, or use it in a `with` block.

    Threads may share it. Raises BadInput for a URL that names no SQLite file and no PostgreSQL database.
    """

    def __init__(self, url: str, *, pool_size: int = 8, patience: float = 30.0) -> None:
        self.url = url
        self._driver = _driver(_parse(url), pool_size, patience)

    @property
    def dialect(self) -> Dialect:
        """`sqlite` or `postgresql`."""
        return self._driver.dialect

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for migrations; everything else goes through `session()`."""
        return self._driver.engine

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that may write: commits at the end of the block, rolls back on an error.

        SQLite takes its write lock at once (BEGIN IMMEDIATE), after this process's earlier writers.
        """
        return self._within(self._driver.begin(write=True))

    def read(self) -> AbstractContextManager[Transaction]:
        """A transaction that sees one snapshot and may not write (`ReadOnly`)."""
        return self._within(self._driver.begin(write=False))

    def single(self) -> AbstractContextManager[Transaction]:
        """The path without BEGIN and COMMIT: on PostgreSQL each statement commits itself.

        On SQLite, where a transaction costs no trips, the block is one write transaction. No savepoints here.
        """
        return self._within(self._driver.autocommit())

    def look(self) -> AbstractContextManager[Transaction]:
        """The path for a reading of one statement, or of some that need not see one snapshot: it may not write.

        On PostgreSQL that saves BEGIN and COMMIT, two trips of three; only the caller keeps it from writing there.
        """
        return self._within(self._driver.begin(write=False) if self.dialect == "sqlite" else self._driver.autocommit())

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """A SQLModel session in one transaction: read-only, or with `write` committed at the end."""
        engine = self.engine.execution_options(**_session_options(self.dialect, write))
        try:
            with self._driver.turn(write=write), Session(engine, expire_on_commit=False) as session:
                yield session
                if write:
                    session.commit()
        except DBAPIError as error:
            if error.orig is None:
                raise
            self._driver.explain(error.orig)

    def close(self) -> None:
        """Close every connection; what is still lent is closed when it comes back."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _within(self, lent: AbstractContextManager[Cursor]) -> Iterator[Transaction]:
        try:
            with lent as cursor:
                transaction = Transaction(self._driver, cursor)
                yield transaction
                transaction.refuse_after_failure()
        except self._driver.errors as error:
            self._driver.explain(error)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadInput(
            "the database URL cannot be read: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadInput(f"database {parsed.drivername}: only sqlite and postgresql are known")
    if not parsed.database or parsed.database == ":memory:":
        raise BadInput(f"database URL {parsed!r}: names no database; write sqlite:///FILE or postgresql://HOST/NAME")
    return parsed


def _driver(url: URL, pool_size: int, patience: float) -> Driver:
    if url.get_backend_name() == "sqlite":
        return SQLite(url, pool_size, patience)
    return PostgreSQL(url, pool_size, patience)


def _session_options(dialect: Dialect, write: bool) -> dict[str, object]:
    if dialect == "sqlite":
        return {"caseflow_write": write}
    if write:
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
