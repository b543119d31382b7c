"""Amounts, numbers and days as people write them, made plain for the engine; and back again."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from caseflow.words import Lang

_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u2009']+")
_SIGNS: Final = re.compile(r"^(?:EUR|€)\s*|\s*(?:EUR|€|%)$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY: Final = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})\.?")


def plain_number(text: str) -> str:
    """`1 234,50 EUR` becomes `1234.50`; what could be read in two ways stays, and is refused with a message."""
    bare = _BLANKS.sub("", _SIGNS.sub("", text.strip())).replace("\u2212", "-")
    plain = bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare
    return plain if _NUMBER.fullmatch(plain) else text.strip()


def plain_day(text: str) -> str:
    """`05.04.2024.` becomes `2024-04-05`; anything else stays as it is."""
    found = _DAY.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text.strip()


def typed_number(value: Decimal | int, lang: Lang) -> str:
    """A number as somebody would have typed it: without groups, a decimal comma in Latvian."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.replace(".", ",") if lang == "lv" else text
