"""PostgreSQL through psycopg 3: pooled connections, prepared statements, errors under the house's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import NoReturn

import psycopg
from psycopg import errors as pg
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import TextLoader
from sqlalchemy import URL, Engine, create_engine

from caseflow.db.driver import Cursor, Dialect
from caseflow.db.errors import CheckViolation, ReadOnly, Retryable, UniqueViolation
from caseflow.db.json_text import read_json, write_json
from caseflow.db.pool import Pool

_LOCK_TIMEOUT_MS = 30_000
_PREPARE_AFTER = 2  # the third run of a statement on a connection is a prepared one
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"  # one snapshot, as SQLite gives

# Psycopg calls operational what the server's state forbids: deadlock, serialization failure, lock timeout,
# lost and refused connections, shutdown, too many clients. Some of that no repetition mends.
_RETRYABLE = (pg.OperationalError, pg.IdleInTransactionSessionTimeout)
_NOT_RETRYABLE = (pg.QueryCanceled, pg.DiskFull, pg.OutOfMemory, pg.ProgramLimitExceeded, pg.IoError)


class PostgreSQL:
    """Implements `caseflow.db.driver.Driver`."""

    dialect: Dialect = "postgresql"
    errors: type[Exception] = psycopg.Error

    def __init__(self, url: URL, pool_size: int, patience: float) -> None:
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._pool = Pool(self._connect, _usable, pool_size, patience)
        self.engine: Engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            json_serializer=write_json,
            json_deserializer=read_json,
            pool_size=pool_size,
            pool_pre_ping=True,
            connect_args={"options": _options()},
        )

    @contextmanager
    def begin(self, *, write: bool) -> Iterator[Cursor]:
        with self._pool.connection() as connection, connection.cursor() as cursor:
            try:
                cursor.execute("BEGIN" if write else _READ, prepare=False)
                yield cursor
                cursor.execute("COMMIT", prepare=False)
            except BaseException:
                _roll_back(connection)
                raise

    @contextmanager
    def autocommit(self) -> Iterator[Cursor]:
        with self._pool.connection() as connection, connection.cursor() as cursor:
            yield cursor

    def turn(self, *, write: bool) -> nullcontext[None]:  # many may write at once
        return nullcontext()

    def statement(self, sql: str) -> bytes:
        return _numbered(sql)

    def explain(self, error: BaseException) -> NoReturn:
        if isinstance(error, pg.UniqueViolation):
            raise UniqueViolation(error.diag.constraint_name or "") from error
        if isinstance(error, pg.CheckViolation):
            raise CheckViolation(error.diag.constraint_name or "") from error
        if isinstance(error, pg.ReadOnlySqlTransaction):
            raise ReadOnly(_message(error)) from error
        if isinstance(error, _RETRYABLE) and not isinstance(error, _NOT_RETRYABLE):
            raise Retryable(_message(error)) from error
        raise error

    def close(self) -> None:
        self._pool.close()
        self.engine.dispose()

    def _connect(self) -> psycopg.Connection:
        try:
            connection = psycopg.connect(
                self._conninfo,
                autocommit=True,
                cursor_factory=psycopg.RawCursor,
                prepare_threshold=_PREPARE_AFTER,
                options=_options(),
            )
        except psycopg.Error as error:
            self.explain(error)
        # One width for all integers: otherwise each magnitude makes a prepared statement of its own.
        connection.adapters.register_dumper(int, Int8Dumper)
        for kind in ("json", "jsonb"):
            connection.adapters.register_loader(kind, TextLoader)
        return connection


def _options() -> str:
    return f"-c timezone=UTC -c lock_timeout={_LOCK_TIMEOUT_MS}"


def _usable(connection: psycopg.Connection) -> bool:
    return not connection.closed and connection.pgconn.transaction_status == TransactionStatus.IDLE


def _roll_back(connection: psycopg.Connection) -> None:
    try:
        connection.rollback()
    except psycopg.Error:
        connection.close()  # the server forgets the transaction with the connection


def _message(error: BaseException) -> str:
    return str(error).strip().replace("\n", "; ") or type(error).__name__


_PLACEHOLDER = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|\?")


@lru_cache(maxsize=4096)
def _numbered(sql: str) -> bytes:
    """`?` outside of quotes and comments becomes $1, $2 ... (write jsonb_exists() for the operator `?`)."""
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] != "?":
            return found[0]
        count += 1
        return f"${count}"

    return _PLACEHOLDER.sub(number, sql).encode()
