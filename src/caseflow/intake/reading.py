"""Reads a file of either kind into tables, after its content and not after its name."""

from __future__ import annotations

from pathlib import Path

from caseflow.intake.cells import MOST_BYTES, Table
from caseflow.intake.columns import Columns
from caseflow.intake.csv_file import read_csv
from caseflow.intake.faults import BadFile
from caseflow.intake.xlsx_file import read_xlsx
from caseflow.words.message import message

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_tables(columns: Columns, file: Path, lines: Path | None = None, sheet: str | None = None) -> list[Table]:
    """The main table, then the nested ones: the sheets named like lists of the form, and those of the file `lines`.

    Raises BadFile.
    """
    tables = _read(columns, file, sheet)
    if lines is None:
        return tables
    if not columns.lists:
        raise BadFile(message("intake.no_lists", file=lines.name))
    for table in _read(columns, lines, None):
        tables.append(Table(table.name or lines.name, table.header, table.rows))
    return tables


def _read(columns: Columns, file: Path, sheet: str | None) -> list[Table]:
    data = _bytes(file)
    if data.startswith(_ZIP):
        return read_xlsx(data, sheet, lambda title: columns.list_named(title) is not None)
    if data.startswith(_OLE):
        raise BadFile(message("intake.old_excel", file=file.name))
    if sheet is not None:
        raise BadFile(message("intake.no_sheets", sheet=sheet))
    return [read_csv(data)]


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise BadFile(message("intake.too_large", file=file.name, most=MOST_BYTES // 1_000_000))
        return file.read_bytes()
    except OSError as error:
        raise BadFile(message("intake.unreadable", file=str(file), why=error.strerror or "")) from None
