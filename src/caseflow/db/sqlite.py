"""SQLite: WAL, one writer at a time in a fair queue, readers beside it, errors under the house's names."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, create_engine, event

from caseflow.db.driver import Cursor, Dialect
from caseflow.db.errors import CheckViolation, ReadOnly, Retryable, UniqueViolation
from caseflow.db.json_text import read_json, write_json
from caseflow.db.pool import Pool
from caseflow.db.values import instant_text
from caseflow.db.writer_queue import WriterQueue
from caseflow.errors import BadInput

sqlite3.register_adapter(datetime, instant_text)
sqlite3.register_adapter(date, date.isoformat)
sqlite3.register_adapter(UUID, str)

_BETWEEN_TRIES_S = 0.01


class SQLite:
    """Implements `caseflow.db.driver.Driver`."""

    dialect: Dialect = "sqlite"
    errors: type[Exception] = sqlite3.Error

    def __init__(self, url: URL, pool_size: int, patience: float) -> None:
        self._path = Path(url.database or "").absolute()
        self._patience = patience
        self._queue = WriterQueue(patience)
        # Two pools, because switching a connection between reading and writing expires its prepared statements.
        self._readers = Pool(self._connect_reader, _usable, pool_size, patience)
        self._writers = Pool(self._connect, _usable, 1, patience)
        self.engine: Engine = create_engine(
            "sqlite://",
            creator=self._connect,
            json_serializer=write_json,
            json_deserializer=read_json,
            pool_size=pool_size,
        )
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def begin(self, *, write: bool) -> Iterator[Cursor]:
        pool = self._writers if write else self._readers
        with self.turn(write=write), pool.connection() as connection:
            cursor = connection.cursor()
            try:
                cursor.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.rollback()
                raise
            finally:
                cursor.close()

    def autocommit(self) -> AbstractContextManager[Cursor]:
        return self.begin(write=True)

    def turn(self, *, write: bool) -> AbstractContextManager[None]:
        return self._queue.turn() if write else nullcontext()

    def statement(self, sql: str) -> str:
        return sql

    def explain(self, error: BaseException) -> NoReturn:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"):
            raise UniqueViolation(_unique_name(str(error), name.endswith("KEY"))) from error
        if name == "SQLITE_CONSTRAINT_CHECK":
            raise CheckViolation(str(error).rpartition(": ")[2]) from error
        if name.startswith("SQLITE_READONLY"):
            raise ReadOnly(str(error)) from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Retryable(str(error)) from error
        raise error

    def close(self) -> None:
        self._readers.close()
        self._writers.close()
        self.engine.dispose()

    def _connect_reader(self) -> sqlite3.Connection:
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _connect(self) -> sqlite3.Connection:
        self._make_file()
        connection = sqlite3.connect(
            self._path,
            timeout=self._patience,  # against other processes; within this one the queue decides
            isolation_level=None,  # BEGIN is ours
            check_same_thread=False,  # the pool hands a connection to one thread at a time
            cached_statements=512,
        )
        try:
            self._write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            connection.close()
            self.explain(error)
        return connection

    def _make_file(self) -> None:
        """A file that only whoever runs caseflow may read; what SQLite puts beside it follows. Raises BadInput."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path.exists():
                self._path.touch(0o600)
        except OSError as error:
            raise BadInput(
                f"{self._path}: no database can be kept there ({error.strerror}); name a folder that you may write: "
                "CASEFLOW_DATABASE_URL=sqlite:////FOLDER/caseflow.db"
            ) from None

    def _write_ahead(self, connection: sqlite3.Connection) -> None:
        """Switch to the write-ahead log; on a new file SQLite itself does not wait for another who does the same."""
        latest = time.monotonic() + self._patience
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                busy = (getattr(error, "sqlite_errorname", None) or "").startswith("SQLITE_BUSY")
                if not busy or time.monotonic() > latest:
                    raise
                time.sleep(_BETWEEN_TRIES_S)


def _begin(connection: Connection) -> None:
    """Open SQLAlchemy's transaction as `Database.session` asked for it."""
    write = connection.get_execution_options().get("caseflow_write", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {0 if write else 1}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _usable(connection: sqlite3.Connection) -> bool:
    return not connection.in_transaction


_COLUMNS = re.compile(r"(\w+)\.(\w+)")


def _unique_name(message: str, is_primary: bool) -> str:
    """SQLite names the columns only; the schema's naming convention makes the constraint's name of them."""
    found = _COLUMNS.findall(message.partition(": ")[2])
    if not found:  # an index over expressions is named as such: "index 'uq_...'"
        return message.partition("'")[2].rstrip("'")
    table = found[0][0]
    return f"pk_{table}" if is_primary else "_".join(["uq", table, *(column for _, column in found)])
