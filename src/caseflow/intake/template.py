"""Empty tables to begin with: every column with its title, and what may be written into it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from caseflow.errors import BadInput
from caseflow.intake.columns import REFERENCE, Column, Columns
from caseflow.words import Lang, message, say

_TEXT = frozenset({"text", "person_name", "person_code", "registration_number", "email"})
_FORMATS = {"money": "0.00", "date": "dd.mm.yyyy"}
_LAST_ROW = 10_000
_MOST_LISTED = 255  # characters that a spreadsheet takes in a list of choices


def write_template(file: Path, columns: Columns, lang: Lang) -> None:
    """A CSV with one header, or an XLSX with a sheet for the cases, one for each list and one that explains.

    Raises BadInput for a file of another kind or one that is there already.
    """
    if file.exists():
        raise BadInput(say(message("intake.template_exists", file=str(file)), lang))
    if file.suffix.lower() == ".csv":
        with file.open("x", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerow([column.name for column in columns.all])
    elif file.suffix.lower() == ".xlsx":
        _workbook(columns, lang).save(file)
    else:
        raise BadInput(say(message("intake.template_kind", file=str(file)), lang))


def _workbook(columns: Columns, lang: Lang) -> Workbook:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = say(message("intake.sheet_cases"), lang)
    _fill(sheet, [column for column in columns.all if not column.is_nested])
    for name in columns.lists:
        nested = [column for column in columns.all if column.outer and column.outer.name == name and column.is_nested]
        _fill(book.create_sheet(name), [REFERENCE, *nested])
    _explain(book.create_sheet(say(message("intake.sheet_values"), lang)), columns, lang)
    return book


def _fill(sheet: Any, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place, column.name)
        cell.font = Font(bold=column.required)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(14, len(column.name) + 2)
        sheet.column_dimensions[letter].number_format = _format(column)
        choices = ",".join(column.field.values)
        if choices and len(choices) <= _MOST_LISTED:
            listed = DataValidation("list", formula1=f'"{choices}"', allow_blank=True)
            listed.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(listed)
    sheet.freeze_panes = "B2"


def _format(column: Column) -> str:
    return "@" if column.field.type in _TEXT else _FORMATS.get(column.field.type, "General")


def _explain(sheet: Any, columns: Columns, lang: Lang) -> None:
    """One row for each column: what it is called, what kind of value it takes, and the values of a choice."""
    heads = ("column", "title", "needed", "kind", "value", "label")
    sheet.append([say(message(f"intake.values.{head}"), lang) for head in heads])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in columns.all:
        needed = say(message("intake.values.yes" if column.field.required else "intake.values.no"), lang)
        kind = say(message(f"intake.kind.{column.field.type}"), lang)
        described = [column.name, column.title.in_lang(lang), needed, kind]
        choices = list(column.field.values.items())
        if not choices:
            sheet.append(described)
        for value, label in choices:
            sheet.append([*described, value, label[lang]])
    for letter, width in zip("ABCDEF", (30, 48, 12, 34, 18, 48), strict=True):
        sheet.column_dimensions[letter].width = width
