"""What the two drivers have in common: the cursor they lend and the few things that differ between them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, NoReturn, Protocol

from sqlalchemy import Engine

Dialect = Literal["sqlite", "postgresql"]
Row = tuple[Any, ...]
Parameters = Sequence[object]


class Cursor(Protocol):
    """The part of a driver's cursor that the house uses."""

    @property
    def rowcount(self) -> int: ...
    def execute(self, statement: Any, parameters: Any, /) -> object: ...
    def executemany(self, statement: Any, rows: Any, /) -> object: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Driver(Protocol):
    """One database behind its driver: lends cursors in transactions and names its errors."""

    dialect: Dialect
    errors: type[Exception]
    engine: Engine

    def begin(self, *, write: bool) -> AbstractContextManager[Cursor]:
        """A cursor in a transaction that commits at the end of the block and rolls back on an error."""
        ...

    def autocommit(self) -> AbstractContextManager[Cursor]:
        """A cursor whose statements commit themselves where the database can do so."""
        ...

    def turn(self, *, write: bool) -> AbstractContextManager[None]:
        """The wait for this process's turn to write, where the database has one writer only."""
        ...

    def statement(self, sql: str) -> str | bytes:
        """The SQL with `?` placeholders as the driver wants it."""
        ...

    def explain(self, error: BaseException) -> NoReturn:
        """Raise the house's name for a driver's error, or the error itself where it has none."""
        ...

    def close(self) -> None: ...
