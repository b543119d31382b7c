"""What somebody has typed into a form: read from the post, made raw for the move, flattened for the next page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from caseflow.engine.fields import Field
from caseflow.moves.forms import PARTY_FIELDS
from caseflow.web.documents import DocumentTokens
from caseflow.web.forms.plain import plain_day, plain_number
from caseflow.web.posted import Posted

Typed = dict[str, Any]
"""By field: text; a `Typed` for a party or term; a list of them for rows; a list of texts for plain values.

A field that is not here stays as it is.
"""

ROOT: Final = "f"
ROWS: Final = "#"
"""`f.lines.#` says that the rows of `lines` are on the page, even if there are none."""
KEPT: Final = "~"
"""`f.lines.~` says that the field is not on the page and stays as it is."""
TERM: Final = "term"
"""A type that only the desk knows: a number and a unit, together the text of a term."""
TERM_PARTS: Final = ("number", "unit")
_NUMBERS: Final = frozenset({"money", "percent", "number", "integer"})


def typed_of(fields: Mapping[str, Field], posted: Posted, path: str = ROOT, *, blanks: bool = False) -> Typed:
    """What was typed into these fields; rows that are wholly blank are gone, unless `blanks` are wanted."""
    typed: Typed = {}
    for name, field in fields.items():
        at = f"{path}.{name}"
        if f"{at}.{KEPT}" in posted.fields:
            continue
        if field.type == "list":
            if f"{at}.{ROWS}" not in posted.fields:
                continue
            if field.item is not None:
                typed[name] = _items(posted, at)
            else:
                numbers = _numbers(posted, at)
                rows = [typed_of(field.fields, posted, f"{at}.{number}", blanks=blanks) for number in numbers]
                typed[name] = [row for row in rows if blanks or not is_blank(row)]
        elif field.type == "party":
            typed[name] = typed_of(PARTY_FIELDS, posted, at)
        elif field.type == TERM:
            typed[name] = {part: posted.get(f"{at}.{part}") for part in TERM_PARTS}
        else:
            typed[name] = posted.get(at)
    return typed


def _numbers(posted: Posted, at: str) -> list[int]:
    pattern = re.compile(re.escape(at) + r"\.([0-9]{1,5})\.")
    return sorted({int(found[1]) for name in posted.fields if (found := pattern.match(name))})


def _items(posted: Posted, at: str) -> list[str]:
    """Plain values: the lines of one text, and what is ticked or kept under numbers."""
    pattern = re.compile(re.escape(at) + r"\.([0-9]{1,5})")
    numbers = sorted(int(found[1]) for name in posted.fields if (found := pattern.fullmatch(name)))
    values = [*posted.get(at).splitlines(), *(posted.get(f"{at}.{number}") for number in numbers)]
    return [value.strip() for value in values if value.strip()]


def is_blank(typed: Any) -> bool:
    """Whether nothing has been typed."""
    if isinstance(typed, dict):
        return all(is_blank(value) for value in typed.values())
    return all(is_blank(row) for row in typed) if isinstance(typed, list) else not str(typed).strip()


def raw_of(fields: Mapping[str, Field], typed: Typed, documents: DocumentTokens) -> dict[str, Any]:
    """The form of a move: amounts and days plain, blank parties and optional lists without rows not given."""
    return {name: _raw(fields[name], value, documents) for name, value in typed.items() if name in fields}


def _raw(field: Field, value: Any, documents: DocumentTokens) -> Any:
    if field.type == "list":
        item = field.item
        rows = [raw_of(field.fields, row, documents) if item is None else _raw(item, row, documents) for row in value]
        return rows or ([] if field.required else None)
    if is_blank(value):
        return None
    if field.type == "party":
        return raw_of(PARTY_FIELDS, value, documents)
    if field.type == "document":
        kept = documents.read(value)
        return kept.sha256 if kept else None
    if field.type == TERM:
        return " ".join(value[part] for part in TERM_PARTS)
    if field.type in _NUMBERS:
        return plain_number(value)
    return plain_day(value) if field.type == "date" else value


def unknown_of(fields: Mapping[str, Field], posted: Posted) -> dict[str, str]:
    """What was sent for fields that the form does not have: the engine refuses it by name."""
    names = {name.split(".")[1]: value for name, value in posted.fields.items() if name.startswith(f"{ROOT}.")}
    return {name: value for name, value in names.items() if name not in fields}


def flat(fields: Mapping[str, Field], typed: Typed, path: str = ROOT) -> Iterator[tuple[str, str]]:
    """The same as names and values of hidden inputs."""
    for name, field in fields.items():
        at = f"{path}.{name}"
        if name not in typed:
            yield f"{at}.{KEPT}", "1"
        elif field.type == "list":
            yield f"{at}.{ROWS}", "1"
            for number, row in enumerate(typed[name]):
                if field.item is None:
                    yield from flat(field.fields, row, f"{at}.{number}")
                else:
                    yield f"{at}.{number}", row
        elif field.type == "party":
            yield from flat(PARTY_FIELDS, typed[name], at)
        elif field.type == TERM:
            yield from ((f"{at}.{part}", typed[name].get(part, "")) for part in TERM_PARTS)
        else:
            yield at, typed[name]


def place_of(field: str) -> str:
    """The input that a problem is about: `lines.2.net` is `f.lines.1.net`; `on` and `reason` stand by themselves."""
    if field in ("on", "reason", "override"):
        return field
    parts = [str(int(part) - 1) if part.isdecimal() else part for part in field.split(".")]
    return ".".join([ROOT, *parts])
