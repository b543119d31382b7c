"""The gettext catalogues: one file per room and language, read once, and `say`, which makes a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from string import Formatter
from typing import NamedTuple

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from caseflow.errors import CaseflowError
from caseflow.words.formats import FormatError, format_value, join_sentences
from caseflow.words.language import Lang
from caseflow.words.message import Message


class CatalogueError(CaseflowError):
    """A sentence cannot be made: its text is missing, or an argument is missing or has no such format."""


class Catalogue(NamedTuple):
    """One room's texts in a language, its ids, and those of them that have plural forms."""

    texts: GNUTranslations
    ids: frozenset[str]
    plurals: frozenset[str]


def catalogue_names(lang: Lang) -> list[str]:
    """The rooms that have a catalogue in this language, in alphabetical order."""
    folder = files("caseflow.words").joinpath("catalogues", lang)
    return sorted(entry.name[: -len(".po")] for entry in folder.iterdir() if entry.name.endswith(".po"))


@cache
def read_catalogue(room: str, lang: Lang) -> Catalogue:
    """One room's catalogue, read once; raises `CatalogueError` when there is none."""
    path = files("caseflow.words").joinpath("catalogues", lang, f"{room}.po")
    if not path.is_file():
        raise CatalogueError(f"there is no catalogue {lang}/{room}.po")
    with path.open("rb") as source:
        entries = read_po(source, locale=lang, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, entries)
    compiled.seek(0)
    plurals = frozenset(entry.id[0] for entry in entries if isinstance(entry.id, tuple | list))
    singles = frozenset(entry.id for entry in entries if entry.id and isinstance(entry.id, str))
    return Catalogue(GNUTranslations(compiled), plurals | singles, plurals)


def template(what: Message, lang: Lang) -> str:
    """The text of a message before its arguments are filled in, in the plural form that `n` asks for.

    Raises `CatalogueError` when the language has no such id, or when the id has plural forms and `n` is no
    integer.
    """
    room, dot, _ = what.id.partition(".")
    if not dot:
        raise CatalogueError(f"message id {what.id!r} does not name its room: write room.name")
    catalogue = read_catalogue(room, lang)
    if what.id not in catalogue.ids:
        raise CatalogueError(f"no text for {what.id!r} in {lang}/{room}.po")
    if what.id not in catalogue.plurals:
        return catalogue.texts.gettext(what.id)
    number = what.args.get("n")
    if not isinstance(number, int):
        raise CatalogueError(f"message {what.id!r} needs a whole number named n, got {number!r}")
    return catalogue.texts.ngettext(what.id, what.id, number)


def say(what: Message, lang: Lang) -> str:
    """The sentence of a message in a language, its arguments formatted for that language.

    Raises `CatalogueError`, naming the message, for a missing id, a missing argument or an argument that the
    placeholder cannot show.
    """
    parts: list[str] = []
    for literal, name, spec, _ in Formatter().parse(template(what, lang)):
        parts.append(_after(parts, literal))
        if name is not None:
            parts.append(_filled(what, name, spec or "", lang))
    return "".join(parts)


def _after(parts: list[str], literal: str) -> str:
    """A date's own full stop ends the sentence too: `līdz 05.04.2024.` takes no second one."""
    if parts and parts[-1].endswith(".") and re.match(r"\.(?!\.)", literal):
        return literal[1:]
    return literal


def _filled(what: Message, name: str, spec: str, lang: Lang) -> str:
    if name not in what.args:
        raise CatalogueError(f"message {what.id!r} needs an argument {name!r}, got {_names(what.args)}")
    try:
        return _shown(what.args[name], spec, lang)
    except FormatError as error:
        raise CatalogueError(f"message {what.id!r}, argument {name!r}: {error}") from None


def _shown(value: object, spec: str, lang: Lang) -> str:
    """Sentences within sentences are said here; everything else is a matter of format."""
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, list | tuple):
        if spec == "sentences":
            return join_sentences([_shown(entry, "", lang) for entry in value])
        return format_value([_shown(entry, spec, lang) for entry in value], "", lang)
    return format_value(value, spec, lang)


def _names(args: Mapping[str, object]) -> str:
    return ", ".join(args) or "none"
