"""A small form to import into, and tables made by hand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

from caseflow.engine.fields import Field
from caseflow.intake.cells import Cell, Row, Table
from caseflow.intake.columns import Column, Columns
from caseflow.moves.forms import PARTY_FIELDS


def field(name: str, type: str, lv: str, en: str, **parts: object) -> Field:
    """A field with both labels."""
    return Field(name, type, {"lv": lv, "en": en}, **parts)  # type: ignore[arg-type]


FORM = {
    each.name: each
    for each in (
        field(
            "round",
            "choice",
            "Kārta",
            "Round",
            required=True,
            values={"r1": {"lv": "1. kārta", "en": "Round 1"}, "r2": {"lv": "*de minimis*", "en": "Round 2"}},
        ),
        field("applicant", "party", "Komersants", "Merchant", required=True),
        field("starts_on", "date", "Sākums", "Start"),
        field("aid", "money", "Atbalsts", "Aid"),
        field(
            "lines",
            "list",
            "Kursi",
            "Courses",
            fields={
                "person": field("person", "person_code", "Personas kods", "Person code", required=True),
                "starts_on": field("starts_on", "date", "Sākums", "Start"),
                "net": field("net", "money", "Cena", "Price", required=True),
            },
        ),
    )
}
COLUMNS = Columns(FORM, PARTY_FIELDS)
BY_NAME = {column.name: column for column in COLUMNS.all}
HEAD = ("external_ref", "round", *(f"applicant.{name}" for name in ("kind", "registration_number", "name", "address")))
FIRST = ("A", "r1", "merchant", "40003000017", "SIA “A”", "Iela 1")


def column(type: str, **parts: object) -> Column:
    """A column of that type."""
    return Column(field("x", type, "X", "X", **parts))


def table(*rows: Sequence[Cell], header: Sequence[str] = HEAD, name: str = "") -> Table:
    """A table whose rows begin on line 2."""
    return Table(name, tuple(header), tuple(Row(line, tuple(row)) for line, row in enumerate(rows, start=2)))


def csv_bytes(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
