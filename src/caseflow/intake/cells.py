"""Tables as files hold them: a header, and rows of cells with the line that the file shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.words.message import Message

MOST_BYTES = 50_000_000
MOST_ROWS = 50_000
"""A file is held in memory as a whole while it is imported: about 5 kB a row of twenty columns."""

MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a spreadsheet, and how the cell shows it: `0.00`, `0%`, `00000000000`, `General`."""

    value: Decimal
    format: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that no field can take, such as a formula: what it shows, and what is wrong with it."""

    shown: str
    problem: Message


Cell = str | Number | date | bool | Unreadable | None
"""Text of a CSV is `str`; what a spreadsheet knows the type of keeps it. None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, and as many cells as it has."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One file or sheet. `name` is empty for the main one."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def shown(cell: Cell) -> str:
    """A cell as text, to be written into a file again."""
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return format(cell.value, "f")
    if isinstance(cell, Unreadable):
        return cell.shown
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, str) else cell.isoformat()
