"""How values look in a sentence: dates, instants, money, numbers and lists, in Latvian and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from caseflow.words.language import Lang, Text
from caseflow.words.months import MONTHS

NO_BREAK = "\u00a0"
# Readers are told local time; the room of clocks stands above this one, so the zone is named here again.
_RIGA = ZoneInfo("Europe/Riga")
_LOCALES: dict[Lang, str] = {"lv": "lv", "en": "en_GB"}
_Format = Callable[[Any, Lang], str]


class FormatError(Exception):
    """The value cannot be shown in this format."""


def format_value(value: object, spec: str, lang: Lang) -> str:
    """One argument of a message in a language; an empty `spec` is the value's ordinary look.

    Raises `FormatError` for a value or format that is not known, for an instant without a time zone, and for
    money finer than a cent.
    """
    if isinstance(value, datetime):  # before date: an instant is a date too, in Python
        return _instant(value, spec, lang)
    if isinstance(value, date):
        return _look_up(_DATES, spec, value)(value, lang)
    if isinstance(value, bool):  # before int, for the same reason
        return _plain({"lv": ("nē", "jā"), "en": ("no", "yes")}[lang][value], spec)
    if isinstance(value, Decimal | int):
        return _look_up(_NUMBERS, spec, value)(Decimal(value), lang)
    if isinstance(value, Text):
        return _plain(value.in_lang(lang), spec)
    if isinstance(value, str):
        return _plain(value, spec)
    if isinstance(value, list | tuple):
        return _plain(_enumeration(value, lang), spec)
    raise FormatError(f"cannot show a value of type {type(value).__name__}")


def join_sentences(sentences: Sequence[str]) -> str:
    """Sentences one after the other."""
    return " ".join(sentences)


def _enumeration(values: Sequence[object], lang: Lang) -> str:
    return format_list([format_value(value, "", lang) for value in values], locale=_LOCALES[lang])


def _plain(text: str, spec: str) -> str:
    if spec:
        raise FormatError(f"text takes no format, got {spec!r}")
    return text


def _look_up(table: Mapping[str, _Format], spec: str, value: object) -> _Format:
    if spec not in table:
        known = ", ".join(name for name in table if name)
        raise FormatError(f"a {type(value).__name__} has no format {spec!r}: use one of {known}")
    return table[spec]


def _instant(instant: datetime, spec: str, lang: Lang) -> str:
    if instant.tzinfo is None:
        raise FormatError(f"the instant {instant.isoformat()} has no time zone")
    if spec == "utc":
        return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if spec:
        raise FormatError(f"an instant has no format {spec!r}: use utc or none")
    pattern = {"lv": "dd.MM.yyyy. 'plkst.'\u00a0HH.mm", "en": "d MMMM yyyy, HH:mm"}[lang]
    return format_datetime(instant, pattern, tzinfo=_RIGA, locale=_LOCALES[lang])


def _short_date(day: date, lang: Lang) -> str:
    return f"{day:%d.%m.%Y}." if lang == "lv" else format_date(day, "d MMMM yyyy", locale="en_GB")


def _weekday(day: date, lang: Lang) -> str:
    name = format_date(day, "EEEE", locale=_LOCALES[lang])
    return f"{name}, {_short_date(day, lang)}" if lang == "lv" else f"{name} {_short_date(day, lang)}"


def _weekday_locative(day: date, lang: Lang) -> str:
    """When something happens: `piektdienā, 05.04.2024.`; English `on Friday` needs the plain form."""
    text = _weekday(day, lang)
    return text.replace("diena,", "dienā,") if lang == "lv" else text


def _long_date(day: date, lang: Lang, case: int) -> str:
    if lang == "en":
        return _short_date(day, lang)
    return f"{day.year}.{NO_BREAK}gada {day.day}.{NO_BREAK}{MONTHS[day.month - 1][case]}"


def _number(number: Decimal, lang: Lang) -> str:
    return format_decimal(number, format="#,##0.############", locale=_LOCALES[lang], decimal_quantization=False)


def _whole(number: Decimal, lang: Lang) -> str:
    """A number that names rather than counts (a year): no grouping."""
    return format_decimal(number, format="0", locale=_LOCALES[lang], decimal_quantization=False)


def _money(amount: Decimal, lang: Lang) -> str:
    if amount != amount.quantize(Decimal("0.01")):
        raise FormatError(f"{amount} EUR is finer than a cent: cut it where it is computed")
    text = format_decimal(amount, format="#,##0.00", locale=_LOCALES[lang])
    return f"{text}{NO_BREAK}EUR" if lang == "lv" else f"EUR{NO_BREAK}{text}"


def _percent(number: Decimal, lang: Lang) -> str:
    return f"{_number(number, lang)}{NO_BREAK}%" if lang == "lv" else f"{_number(number, lang)}%"


_DATES: dict[str, _Format] = {
    "": _short_date,
    "weekday": _weekday,
    "weekday_locative": _weekday_locative,
    "long": partial(_long_date, case=0),
    "long_genitive": partial(_long_date, case=1),
    "long_dative": partial(_long_date, case=2),
    "long_locative": partial(_long_date, case=3),
}
_NUMBERS: dict[str, _Format] = {"": _number, "plain": _whole, "money": _money, "percent": _percent}


def known_formats() -> frozenset[str]:
    """Every format that a placeholder may ask for, whatever its value."""
    return frozenset({*_DATES, *_NUMBERS, "utc", "sentences"} - {""})
