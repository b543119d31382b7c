"""The catalogues keep step: the same ids and placeholders in both languages, known formats, and every id used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import caseflow
from caseflow.words import LANGUAGES, Lang, catalogue_names
from caseflow.words.formats import known_formats

PLURALS = {
    "lv": ("(n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2)", 3),
    "en": ("(n != 1)", 2),
}
ROOMS = catalogue_names("lv")
SOURCE = Path(caseflow.__file__).parent


def read(room: str, lang: Lang) -> Catalog:
    path = files("caseflow.words").joinpath("catalogues", lang, f"{room}.po")
    with path.open("rb") as source:
        return read_po(source, locale=lang, abort_invalid=True)


def entries(room: str, lang: Lang) -> dict[str, Message]:
    return {entry.id if isinstance(entry.id, str) else entry.id[0]: entry for entry in read(room, lang) if entry.id}


def texts(entry: Message) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string or ())


def placeholders(entry: Message) -> set[str]:
    return {name for text in texts(entry) for _, name, _, _ in Formatter().parse(text) if name is not None}


def ids_in_source() -> Iterator[tuple[Path, str]]:
    """Every id written out in a call of `message` or `Message`."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                found = written_ids(node.args[0]) if node.func.id in {"message", "Message"} else []
                yield from ((path, id_) for id_ in found)


def written_ids(argument: ast.expr) -> list[str]:
    """The id, or both ids of `a if condition else b`; none when the id is put together."""
    if isinstance(argument, ast.IfExp):
        return written_ids(argument.body) + written_ids(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def test_both_languages_have_the_same_rooms() -> None:
    assert catalogue_names("en") == ROOMS
    assert {"calendar", "cli_term"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same_with_the_same_arguments(room: str) -> None:
    lv, en = entries(room, "lv"), entries(room, "en")
    assert lv.keys() == en.keys()
    assert {id_: placeholders(entry) for id_, entry in lv.items()} == {
        id_: placeholders(entry) for id_, entry in en.items()
    }
    assert [id_ for id_ in lv if lv[id_].pluralizable != en[id_].pluralizable] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_text_is_there_belongs_to_its_room_and_uses_known_formats(room: str, lang: Lang) -> None:
    faults: list[str] = []
    for id_, entry in entries(room, lang).items():
        if not id_.startswith(f"{room}."):
            faults.append(f"{id_}: belongs to another room")
        if entry.fuzzy or not texts(entry) or not all(texts(entry)):
            faults.append(f"{id_}: empty or fuzzy")
        if entry.pluralizable and entry.id != (id_, id_):
            faults.append(f"{id_}: msgid_plural must repeat the id")
        specs = {spec for text in texts(entry) for _, _, spec, _ in Formatter().parse(text) if spec}
        faults += [f"{id_}: unknown format {spec}" for spec in specs - known_formats()]
    assert faults == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_plural_forms_are_those_of_the_language(room: str, lang: Lang) -> None:
    catalogue = read(room, lang)
    if any(entry.pluralizable for entry in catalogue):
        expression, number = PLURALS[lang]
        assert catalogue.plural_expr.replace(" ", "") == expression.replace(" ", "")
        assert all(len(texts(entry)) == number for entry in catalogue if entry.pluralizable)


def test_every_id_written_in_the_source_has_a_text() -> None:
    known = {id_ for room in ROOMS for id_ in entries(room, "lv")}
    used = list(ids_in_source())
    assert used
    assert [f"{path.name}: {id_}" for path, id_ in used if id_ not in known] == []
