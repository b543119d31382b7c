"""Reads CSV: UTF-8 with or without BOM, the UTF-16 of spreadsheets; `;`, `,` or tab; strict about quotes."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO

from caseflow.intake.cells import MOST_COLUMNS, MOST_ROWS, Row, Table
from caseflow.intake.faults import BadFile
from caseflow.words.message import Message, message

_BALTIC = frozenset("āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ–“”„…")
MOST_CELL = 131_072
"""Characters of a cell: more than that is a quotation mark that was never closed."""


def read_csv(data: bytes, name: str = "") -> Table:
    """The table of a CSV file. Raises BadFile."""
    records = _records(_text(data))
    first = next(records, None)
    if first is None:
        raise BadFile(message("intake.empty"))
    header = tuple(cell.strip() for cell in first[1])
    while header and not header[-1]:
        header = header[:-1]
    if not header or len(header) > MOST_COLUMNS:
        raise BadFile(message("intake.no_header", most=MOST_COLUMNS))
    rows: list[Row] = []
    for line, cells in records:
        if len(rows) == MOST_ROWS:
            raise BadFile(message("intake.too_many_rows", most=MOST_ROWS))
        rows.append(Row(line, tuple(_unguarded(cell) if cell.strip() else None for cell in cells)))
    return Table(name, header, tuple(rows))


def _text(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding, data = "utf-8", data.removeprefix(BOM_UTF8)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile(_wrong_encoding(data, error.start)) from None
    if "\0" in text:
        raise BadFile(message("intake.not_text"))
    return text


def _wrong_encoding(data: bytes, at: int) -> Message:
    line = data.count(b"\n", 0, at) + 1
    foreign = [c for c in data.decode("cp1257", "replace") if not c.isascii()]
    baltic = sum(c in _BALTIC for c in foreign)
    looks = "intake.windows_1257" if baltic * 2 > len(foreign) else "intake.not_utf8"
    return message(looks, line=line)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield begins, record
            begins = reader.line_num + 1
    except csv.Error:
        if reader.line_num > begins:  # the fault is where the quotation began, not where the file gave up
            raise BadFile(message("intake.open_quote", line=begins, until=reader.line_num)) from None
        raise BadFile(message("intake.bad_quote", line=begins)) from None


def _delimiter(text: str) -> str:
    """The first of them that the header has outside quotation marks: titles hold commas rather than the others."""
    header = next((line for line in StringIO(text, newline=None) if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return next((sign for sign in "\t;" if sign in bare), ",")


def _unguarded(cell: str) -> str:
    """Without the apostrophe by which `guarded` keeps a spreadsheet from taking text for a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _ACTIVE else cell


_ACTIVE = "=+-@\t\r"
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9][0-9 .,]*")


def guarded(text: str) -> str:
    """Text that a spreadsheet will not run as a formula; a number stays a number."""
    return f"'{text}" if text[:1] in tuple(_ACTIVE) and not _PLAIN_NUMBER.fullmatch(text) else text
