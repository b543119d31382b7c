"""Reads XLSX: the sheets that are wanted, cells with the types that they have, no formulas, no bombs."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from caseflow.intake.cells import MOST_COLUMNS, MOST_ROWS, Cell, Number, Row, Table, Unreadable
from caseflow.intake.faults import BadFile
from caseflow.words.message import message

MOST_UNPACKED = 500_000_000
MOST_PARTS = 1_000
_LAST_LINE = 1_048_576


def read_xlsx(data: bytes, main: str | None, nested: Callable[[str], bool]) -> list[Table]:
    """The sheet `main` (None: the first that is not nested), then those whose title `nested` claims. Raises BadFile."""
    _refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are of no concern here: styles, links, drawings
            book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            try:
                return _tables(book, main, nested)
            finally:
                book.close()
    except BadFile:
        raise
    except Exception as error:  # the library raises whatever its code meets in a broken part
        raise BadFile(message("intake.bad_xlsx", why=type(error).__name__)) from error


def _refuse_bombs(data: bytes) -> None:
    """No more unpacked than a table can be, and no document type: that is where XML hides expansions."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadFile(message("intake.unpacks_too_large", most=MOST_UNPACKED // 1_000_000))
            names = {part.filename for part in parts}
            if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
                raise BadFile(message("intake.ods"))
            if "xl/workbook.xml" not in names:
                raise BadFile(message("intake.not_workbook"))
            for name in names:
                if name.endswith((".xml", ".rels")) and _has_doctype(archive, name):
                    raise BadFile(message("intake.bad_xlsx", why="DOCTYPE"))
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ExpatError) as error:
        raise BadFile(message("intake.bad_xlsx", why=type(error).__name__)) from None


class _Begun(Exception):
    """The document's first element: no document type can follow it."""


def _has_doctype(archive: ZipFile, name: str) -> bool:
    found = []

    def stop(*_: object) -> None:
        raise _Begun

    parser = ParserCreate()
    parser.StartElementHandler = stop
    parser.StartDoctypeDeclHandler = lambda *_: found.append(name)
    with archive.open(name) as part:
        try:
            while chunk := part.read(65_536):
                parser.Parse(chunk)
                if found:
                    return True
        except _Begun:
            pass
    return bool(found)


def _tables(book: Any, main: str | None, nested: Callable[[str], bool]) -> list[Table]:
    titles = [sheet.title for sheet in book.worksheets]
    if main is not None and main not in titles:
        raise BadFile(message("intake.no_such_sheet", sheet=main, known=titles))
    first = main or next((title for title in titles if not nested(title)), None) or next(iter(titles), None)
    if first is None:
        raise BadFile(message("intake.empty"))
    rest = [title for title in titles if title != first and nested(title)]
    return [_table(book[title], "" if title == first else title) for title in (first, *rest)]


def _table(sheet: Any, name: str) -> Table:
    rows = _rows(sheet)
    first = next(rows, None)
    if first is None:
        raise BadFile(message("intake.empty_sheet", sheet=name) if name else message("intake.empty"))
    header = tuple("" if _is_blank(cell) else str(cell.value).strip() for cell in first[1])
    kept: list[Row] = []
    for line, cells in rows:
        if len(kept) == MOST_ROWS:
            raise BadFile(message("intake.too_many_rows", most=MOST_ROWS))
        missing = (None,) * (len(header) - len(cells))  # a sheet does not keep the empty cells at the end
        kept.append(Row(line, (*map(_cell, cells), *missing)))
    return Table(name, header, tuple(kept))


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Rows that hold something, cut after their last filled cell."""
    sheet.reset_dimensions()  # what the sheet says of its own size is not to be trusted
    for line, row in enumerate(sheet.rows, start=1):
        if line > _LAST_LINE:
            raise BadFile(message("intake.bad_xlsx", why="row number"))
        filled = [place for place, cell in enumerate(row) if not _is_blank(cell)]
        if filled:
            if filled[-1] >= MOST_COLUMNS:
                raise BadFile(message("intake.too_many_columns", most=MOST_COLUMNS, line=line))
            yield line, row[: filled[-1] + 1]


def _is_blank(cell: Any) -> bool:
    value = cell.value
    return value is None or (isinstance(value, str) and not value.strip())


def _cell(cell: Any) -> Cell:
    """The value with its type; a binary fraction becomes the shortest decimal that means it."""
    value = cell.value
    if _is_blank(cell):
        return None
    if cell.data_type == "f":
        where = f"{get_column_letter(cell.column)}{cell.row}"
        return Unreadable("", message("intake.formula", cell=where))
    if cell.data_type == "e":
        return Unreadable(str(value), message("intake.error_cell", given=str(value)))
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return Number(Decimal(value), cell.number_format)
    if isinstance(value, float):
        return Number(Decimal(repr(value)), cell.number_format)
    if isinstance(value, datetime):
        if value.time() != time():
            return Unreadable(str(value), message("intake.has_time", given=str(value)))
        return value.date()
    if isinstance(value, date):
        return value
    return Unreadable(str(value), message("intake.not_a_value", given=str(value)))
