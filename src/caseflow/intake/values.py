"""Values as people write them in tables, turned into the one way of writing that forms take."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from caseflow.engine.field_types import Field, shown
from caseflow.intake.cells import Cell, Number, Unreadable
from caseflow.intake.columns import Column, as_label
from caseflow.intake.faults import Unfit
from caseflow.words.message import message

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_NUMBER = re.compile(r"([-\u2212]?)([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]+))?")
_CURRENCY = re.compile(r"(?:€|EUR|euro)\s*|\s*(?:€|EUR|euro)", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\.?")
_YES_OR_NO = {"patiess": "jā", "ja": "jā", "j": "jā", "aplams": "nē", "ne": "nē", "n": "nē", "y": "yes"}
_NUMBERS = frozenset({"money", "number", "integer", "percent"})
_CODES = frozenset({"registration_number", "person_code"})
_CENT = Decimal("0.01")
_NOISE = Decimal("1e-9")
"""How far a binary fraction may lie from the cents that were typed: 0.1 + 0.2 is 0.30000000000000004."""


def entered(column: Column, cell: Cell) -> object:
    """What the form is given for the cell: text, a yes or no, or None. Raises Unfit where nothing can be meant.

    Text that is no value of the field's type stays as it is: the form says what is wrong with it.
    """
    field = column.field
    if cell is None:
        return None
    if isinstance(cell, str):
        return column.choices.get(as_label(cell), cell) if field.type == "choice" else _text(field, cell)
    if isinstance(cell, Unreadable):
        raise Unfit(cell.problem)
    if isinstance(cell, bool):
        if field.type != "bool":
            raise Unfit(message("intake.not_expected_bool", field=field.title))
        return cell
    if isinstance(cell, Number):
        return _number(field, cell)
    if field.type != "date":
        raise Unfit(message("intake.not_expected_date", field=field.title, given=cell))
    return cell.isoformat()


def _text(field: Field, text: str) -> str:
    if field.type in _NUMBERS:
        return _plain_number(text, field.type)
    if field.type == "date":
        return _iso(text)
    if field.type == "bool":
        return _YES_OR_NO.get(text.strip().casefold(), text)
    if field.type in _CODES:
        return _SPACES.sub("", text)
    return text


def _plain_number(text: str, kind: str) -> str:
    """`1 234,50` as `1234.50`; text that may mean two numbers (`1.234,50`, in money also `1,234`) is left alone."""
    bare = _SPACES.sub(" ", text).strip()
    if kind == "money":
        bare = _CURRENCY.sub("", bare)
    percent = bare.endswith("%") and kind == "percent"
    found = _NUMBER.fullmatch(bare.removesuffix("%").strip() if percent else bare)
    if found is None:
        return text
    sign, whole, decimals = found.groups()
    if kind == "money" and decimals and len(decimals) > 2:
        return text
    number = ("-" if sign else "") + whole.replace(" ", "")
    return f"{number}.{decimals}" if decimals else number


def _iso(text: str) -> str:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return text
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _number(field: Field, cell: Number) -> str:
    value = cell.value
    if field.type == "money":
        return format(_cents(field, value), "f")
    if field.type == "percent":
        return format(_settled(value * 100 if "%" in cell.format else value), "f")
    if field.type in ("number", "integer"):
        return format(_settled(value), "f")
    if field.type == "date":
        raise Unfit(message("intake.number_for_date", field=field.title, given=shown(format(value, "f"))))
    if value != value.to_integral_value():
        raise Unfit(message("intake.number_for_text", field=field.title, given=shown(format(value, "f"))))
    digits = format(value.quantize(Decimal(1)), "f")
    if set(cell.format) == {"0"}:
        digits = digits.zfill(len(cell.format))
    if field.type == "person_code" and len(digits) < 11:  # 010190-12345 has lost its zero
        raise Unfit(message("intake.lost_zero", field=field.title))
    return digits


def _cents(field: Field, value: Decimal) -> Decimal:
    cents = value.quantize(_CENT, ROUND_HALF_UP)
    if abs(cents - value) > _NOISE * max(Decimal(1), abs(value)):
        raise Unfit(message("intake.not_cents", field=field.title, given=format(value, "f"), amount=cents))
    return cents


def _settled(value: Decimal) -> Decimal:
    """Without the noise of a binary fraction: what fifteen digits, as a spreadsheet shows, say."""
    settled = Decimal(format(value, ".15g"))
    return settled.quantize(Decimal(1)) if settled == settled.to_integral_value() else settled.normalize()
