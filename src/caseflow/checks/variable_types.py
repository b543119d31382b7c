"""Which types of the expression language a letter's variables take, and how a letter's type is written."""

from __future__ import annotations

from caseflow.engine import expression as language
from caseflow.letters.variables import ListOf, Plain, Record, Type

_PLAIN: dict[str, tuple[language.Type, ...]] = {
    "text": (
        language.TEXT,
        language.EMAIL,
        language.PERSON,
        language.PERSON_NAME,
        language.PERSON_CODE,
        language.REGISTRATION_NUMBER,
    ),
    "money": (language.MONEY,),
    "percent": (language.PERCENT,),
    "date": (language.DATE,),
    "integer": (language.INTEGER,),
    "bool": (language.BOOL,),
}
"""A share (0 to 1) is no percent (0 to 100), and an answer of a rule is no yes or no; a time of day nobody gives."""


def fits(given: language.Type, wanted: Type) -> bool:
    """Whether a value of the expression's type may stand where the letter takes `wanted`."""
    if isinstance(given, language.Optional):
        return wanted.optional and fits(given.inner, wanted)
    if given == language.NOTHING:
        return wanted.optional
    match wanted:
        case Record():
            return isinstance(given, language.Record) and _fits_record(given, wanted)
        case ListOf():
            return isinstance(given, language.ListOf) and fits(given.item, wanted.item)
        case Plain():
            return _fits_plain(given, wanted)


def _fits_record(given: language.Record, wanted: Record) -> bool:
    """A letter refuses parts that it does not know, and needs those that are not optional."""
    if not set(given.fields) <= set(wanted.fields):
        return False
    return all(
        fits(given.fields[name], part) if name in given.fields else part.optional
        for name, part in wanted.fields.items()
    )


def _fits_plain(given: language.Type, wanted: Plain) -> bool:
    if isinstance(given, language.Choice):
        return wanted.name == "text" or (wanted.name == "choice" and set(given.values) <= set(wanted.choices))
    return given in _PLAIN.get(wanted.name, ())


def written(wanted: Type) -> str:
    """A letter's type as its front matter writes it: `money`, `date?`, `[...]`, the name of a record."""
    mark = "?" if wanted.optional else ""
    match wanted:
        case Record(name=name, fields=fields):
            return (name or "{" + ", ".join(fields) + "}") + mark
        case ListOf(item=item):
            return f"[{written(item)}]{mark}"
        case Plain(name="choice", choices=choices):
            return " | ".join(choices) + mark
        case Plain(name=name):
            return name + mark
