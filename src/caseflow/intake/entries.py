"""Rows put together: one entry for each external reference, with its own data and the rows of its lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseflow.cases.external import MOST_REF
from caseflow.engine.field_types import shown as quoted
from caseflow.intake.cells import Cell, Row, Table, shown
from caseflow.intake.columns import REFERENCE, Column, Columns
from caseflow.intake.faults import Fault, Unfit
from caseflow.intake.values import entered
from caseflow.words.message import Message, message


@dataclass(frozen=True, slots=True)
class Part:
    """The cells of one row that belong together, by column, and the headers under which the file has them."""

    sheet: str
    line: int
    cells: Mapping[Column, Cell]
    headers: Mapping[str, str]


@dataclass(slots=True)
class Entry:
    """What one case is opened with: the cells of its own, and those of each row of its lists, in their order."""

    ref: str
    head: Part
    lists: dict[str, list[Part]] = field(default_factory=dict)

    def form(self, faults: list[Fault]) -> dict[str, Any]:
        """The raw form of the opening move; cells that nothing can be made of are added to the faults."""
        form: dict[str, Any] = {}
        for column, value in self._values(self.head, faults):
            if column.outer is None:
                form[column.field.name] = value
            else:
                form.setdefault(column.outer.name, {})[column.field.name] = value
        for name, parts in self.lists.items():
            form[name] = [{c.field.name: value for c, value in self._values(part, faults)} for part in parts]
        return form

    def _values(self, part: Part, faults: list[Fault]) -> Iterator[tuple[Column, object]]:
        for column, cell in part.cells.items():
            try:
                value = entered(column, cell)
            except Unfit as unfit:
                header = part.headers.get(column.name, column.name)
                faults.append(Fault(self.ref, part.line, header, unfit.problem, part.sheet))
            else:
                yield column, value

    def fault(self, where: str, problem: Message, code: str) -> Fault:
        """A problem with a field of the form (`lines.2.net`), at its place in the file."""
        name, _, rest = where.partition(".")
        number, _, inner = rest.partition(".")
        part = self.head
        if number.isdigit() and 0 < int(number) <= len(self.lists.get(name, ())):
            part, where = self.lists[name][int(number) - 1], f"{name}.{inner}"
        return Fault(self.ref, part.line, part.headers.get(where, where), problem, part.sheet, code)

    def parts(self) -> Iterator[Part]:
        """The row of its own, then those of its lists."""
        yield self.head
        for parts in self.lists.values():
            yield from parts


@dataclass(slots=True)
class Read:
    """The entries of a file in its order, those that cannot be opened as they stand, and why.

    Among the spoilt are rows that belong to no case: they have no reference, or one that the main table lacks.
    """

    entries: list[Entry]
    spoilt: list[Entry]
    faults: list[Fault]


def put_together(columns: Columns, tables: Sequence[Table]) -> Read:
    """Join the rows of the main table (the first) and of the nested ones. Raises BadFile for a header."""
    headings = [columns.of(table) for table in tables]
    joining = _Joining()
    for table, heading in zip(tables, headings, strict=True):
        headers = {column.name: header for column, header in zip(heading, table.header, strict=True) if column}
        for row in table.rows:
            joining.take(table, row, heading, headers)
    return joining.done()


class _Joining:
    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._strays: list[Entry] = []
        self._faults: list[Fault] = []
        self._spoilt: set[str] = set()

    def take(self, table: Table, row: Row, heading: Sequence[Column | None], headers: Mapping[str, str]) -> None:
        """One row of either kind of table."""
        cells = {c: cell for c, cell in zip(heading, row.cells, strict=False) if c and cell is not None}
        given = cells.pop(REFERENCE, None)
        head = Part(table.name, row.line, {c: cell for c, cell in cells.items() if not c.is_nested}, headers)
        lists = _lists(table, row, cells, headers)
        ref, problem = _reference(given)
        if problem:
            self._stray(Entry(ref, head, lists), problem, "no-ref")
        elif ref not in self._entries and table.name:
            self._stray(Entry(ref, head, lists), message("intake.no_head", ref=ref), "no-head")
        elif ref not in self._entries:
            self._entries[ref] = Entry(ref, head, lists)
        else:
            entry = self._entries[ref]
            if not table.name:
                self._again(entry, head, bool(lists))
            for name, parts in lists.items():
                entry.lists.setdefault(name, []).extend(parts)
        if slipped := _slipped(table, row):
            self._spoil(Fault(ref, row.line, "", slipped, table.name, "row"))

    def _again(self, entry: Entry, head: Part, has_lines: bool) -> None:
        """A further row of a case brings rows of its lists; what it says of the case must be the same, or nothing."""
        first = entry.head
        for column, cell in head.cells.items():
            if cell != first.cells.get(column):
                problem = message("intake.other_head", ref=entry.ref, first=first.line)
                header = head.headers[column.name]
                self._spoil(Fault(entry.ref, head.line, header, problem, code="other-head"))
        if not has_lines:
            problem = message("intake.row_again", ref=entry.ref, first=first.line)
            self._spoil(Fault(entry.ref, head.line, "", problem, code="row-again"))

    def _stray(self, entry: Entry, problem: Message, code: str) -> None:
        head = entry.head
        self._strays.append(entry)
        self._faults.append(Fault(entry.ref, head.line, head.headers[REFERENCE.name], problem, head.sheet, code))

    def _spoil(self, fault: Fault) -> None:
        self._spoilt.add(fault.ref)
        self._faults.append(fault)

    def done(self) -> Read:
        """What can be opened, and what not."""
        whole = [entry for ref, entry in self._entries.items() if ref not in self._spoilt]
        spoilt = [entry for ref, entry in self._entries.items() if ref in self._spoilt]
        return Read(whole, [*spoilt, *self._strays], self._faults)


def _lists(table: Table, row: Row, cells: Mapping[Column, Cell], headers: Mapping[str, str]) -> dict[str, list[Part]]:
    """One row for each list of which the row has a cell."""
    nested: defaultdict[str, dict[Column, Cell]] = defaultdict(dict)
    for column, cell in cells.items():
        if column.is_nested and column.outer:
            nested[column.outer.name][column] = cell
    return {name: [Part(table.name, row.line, inner, headers)] for name, inner in nested.items()}


def _reference(cell: Cell) -> tuple[str, Message | None]:
    try:
        ref = str(entered(REFERENCE, cell) or "").strip()
    except Unfit as unfit:
        return "", unfit.problem
    if not ref:
        return "", message("intake.no_ref")
    if len(ref) > MOST_REF or not ref.isprintable():
        return "", message("intake.bad_ref", most=MOST_REF)
    return ref, None


def _slipped(table: Table, row: Row) -> Message | None:
    """A row of other width than the header: a separator too many, or one that is missing."""
    width = len(table.header)
    if len(row.cells) < width:
        return message("intake.too_narrow", cells=len(row.cells), columns=width)
    beyond = next((cell for cell in row.cells[width:] if cell is not None), None)
    return None if beyond is None else message("intake.too_wide", columns=width, given=quoted(shown(beyond)))
