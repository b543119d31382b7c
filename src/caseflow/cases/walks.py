"""Lists out of very many cases: short walks along an index, one from each root, joined in one statement.

A list that mixes organisations and kinds of state is in no index's order as a whole; each of its parts is. So every
walk reads as many rows as the list shows and no more, and the list is the nearest of what the walks have found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from caseflow.db.driver import Dialect

_JOIN: Final = {
    "postgresql": "CROSS JOIN LATERAL (SELECT {columns} FROM {table} {alias} {rest}) {alias}",
    # SQLite knows no LATERAL; a list of row ids may look at the row before it just as well.
    "sqlite": "JOIN {table} {alias} ON {alias}.rowid IN (SELECT {alias}.rowid FROM {table} {alias} {rest})",
}


@dataclass(frozen=True, slots=True)
class Sql:
    """Part of a statement, with its parameters in the order of their marks."""

    text: str
    parameters: tuple[object, ...] = ()

    def __add__(self, other: Sql) -> Sql:
        return Sql(self.text + other.text, self.parameters + other.parameters)


def walk(dialect: Dialect, table: str, alias: str, columns: str, rest: Sql) -> Sql:
    """Joins the rows of `table` that a query with this `rest` (WHERE, ORDER BY, LIMIT) finds for each row before it."""
    return Sql(_JOIN[dialect].format(table=table, alias=alias, columns=columns, rest=rest.text), rest.parameters)
