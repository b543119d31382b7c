"""Lists out of very many cases: short walks along an index, one from each root, joined in one statement.

A list that mixes organisations and kinds of state is in no index's order as a whole; each of its parts is. So every
walk reads as many rows as the list shows and no more, and the list is the nearest of what the walks have found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseflow.db.driver import Dialect


@dataclass(frozen=True, slots=True)
class Sql:
    """Part of a statement, with its parameters in the order of their marks."""

    text: str
    parameters: tuple[object, ...] = ()

    def __add__(self, other: Sql) -> Sql:
        return Sql(self.text + other.text, self.parameters + other.parameters)


def walks(dialect: Dialect, roots: str, columns: Sequence[str], walk: Sql) -> Sql:
    """A query for these columns of what `walk` finds from each row of `roots`, which it may name.

    SQLite knows no LATERAL, but what `json_each` takes apart may look at the row before it just as well.
    """
    names = ", ".join(columns)
    if dialect == "postgresql":
        return (
            Sql(f"SELECT {', '.join(f'b.{name}' for name in columns)} FROM {roots} CROSS JOIN LATERAL (")
            + walk
            + Sql(") b")
        )
    found = ", ".join(f"json_extract(b.value, '$[{place}]') AS {name}" for place, name in enumerate(columns))
    rows = Sql(f"json_each((SELECT json_group_array(json_array({names})) FROM (") + walk + Sql("))) b")
    return Sql(f"SELECT {found} FROM {roots} CROSS JOIN ") + rows
