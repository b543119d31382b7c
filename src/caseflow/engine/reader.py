"""Reads YAML text into plain values that remember where they stood; strict where YAML lets mistakes pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.source_text import SourceText
from caseflow.errors import NotFound, Place
from caseflow.words.message import Message, message

Value: TypeAlias = "bool | int | Decimal | str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 32
MAX_DIGITS = 18
"""Longer digit strings are identifiers, not numbers, and stand in quotes."""

LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
# What some YAML reader would take for a number and a person for text, or the other way round.
_AMBIGUOUS = re.compile(
    r"[-+]?(\.?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Control characters, lone surrogates, invisible direction marks, and breaks that only some editors count.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\r(?!\n)|\ufeff"
)


@dataclass(slots=True)
class _Part:
    """A value with its place (counted from 0, and as text offsets), its keys' places and its members."""

    value: Value
    line: int
    column: int
    start: int
    end: int
    keys: dict[str | int, tuple[int, int]] = field(default_factory=dict)
    members: dict[str | int, _Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file says, with the place of every part of it."""

    path: str
    _written: str
    _root: _Part

    @property
    def value(self) -> Value:
        """The whole file as dicts, lists and scalars."""
        return self._root.value

    def place(self, path: Path = ()) -> Place:
        """Where the value at `path` begins, or the nearest part around it.

        Steps that the file does not have (a missing key, a validator's own name for a union member)
        are passed over, so that a validator's error location can be given as it is.
        """
        part = self._part(path)
        return Place(self.path, part.line + 1, part.column + 1)

    def key_place(self, path: Path) -> Place:
        """Where the key of the value at `path` begins; the value itself where it is an item of a list."""
        key = self._part(path[:-1]).keys.get(path[-1]) if path else None
        return self.place(path) if key is None else Place(self.path, key[0] + 1, key[1] + 1)

    def text(self, path: Path) -> SourceText:
        """The scalar at `path` as text that can place each of its characters in the file.

        Numbers keep their digits, and `true` and `null` are given as Python writes them, since an
        expression may be as short as that. Raises `NotFound` where no scalar stands at `path`.
        """
        part = self._part(path)
        if isinstance(part.value, dict | list):
            raise NotFound(f"{self.place(path)}: no text stands at {'.'.join(map(str, path)) or 'the top'}")
        text = format(part.value, "f") if isinstance(part.value, Decimal) else str(part.value)
        return SourceText(text, self.place(path), self._written[part.start : part.end])

    def _part(self, path: Path) -> _Part:
        part = self._root
        for step in path:
            part = part.members.get(step, part)
        return part


def read_yaml(text: str, path: str) -> Document:
    """Read one YAML 1.2 document; `path` is its name in findings. Raises `BadDefinition` with all of them.

    Plain scalars are null, true and false, integers (int) and decimals (exact `Decimal`, digits kept);
    everything else is text, ISO dates included, and keys are always text. Refused: duplicate keys,
    anchors, aliases, tags, several documents, numbers that readers understand differently (`010`,
    `1_000`, `1e3`, `0x1F`), more than a million characters, nesting deeper than 32.
    """
    text = text.removeprefix("\ufeff")
    _check_characters(text, path)
    reading = _Reading(text, path)
    try:
        root = reading.document()
    except yaml.MarkedYAMLError as error:
        reading.findings.append(_syntax_finding(error, text, path))
    if reading.findings:
        raise BadDefinition(reading.findings)
    return Document(path, text, root)


def _check_characters(text: str, path: str) -> None:
    if len(text) > MAX_CHARACTERS:
        said = message("engine_yaml.too_long", length=len(text), most=MAX_CHARACTERS)
        raise BadDefinition([Finding(Place(path, 1, 1), "too-long", said)])
    found = _FORBIDDEN.search(text)
    if found:
        said = message("engine_yaml.forbidden_character", code=f"U+{ord(found.group()):04X}")
        place = SourceText(text, Place(path, 1, 1)).place(found.start())
        raise BadDefinition([Finding(place, "forbidden-character", said)])


def _syntax_finding(error: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    written = (text.split("\n")[line : line + 1] or [""])[0]
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        place = Place(path, line + 1, indent.index("\t") + 1)
        return Finding(place, "tab", message("engine_yaml.tab"))
    said = message("engine_yaml.syntax", problem=error.problem or str(error))
    return Finding(Place(path, line + 1, column + 1), "yaml-syntax", said)


class _Reading:
    """One pass over the parser's events: values are built as they come, and faults are collected.

    Events, not PyYAML's `compose()`: depth and aliases are refused before anything is built of them.
    """

    def __init__(self, text: str, path: str) -> None:
        self.findings: list[Finding] = []
        self._path = path
        self._events: Iterator[Any] = yaml.parse(text, Loader=LOADER)

    def document(self) -> _Part:
        """The one document of the text. Raises `yaml.MarkedYAMLError` where the text is no YAML."""
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._find(start, "empty-file")
            return _part(start, None)
        if start.version not in (None, (1, 2)):
            self._find(start, "yaml-version")
        root = self._value(next(self._events), 0)
        next(self._events)
        further = next(self._events)
        if not isinstance(further, yaml.StreamEndEvent):
            self._find(further, "several-documents")
        return root

    def _find(self, event: Any, code: str, **args: object) -> None:
        place = Place(self._path, event.start_mark.line + 1, event.start_mark.column + 1)
        said = Message(f"engine_yaml.{code.replace('-', '_')}", args)
        self.findings.append(Finding(place, code, said))

    def _value(self, event: Any, depth: int) -> _Part:
        if depth > MAX_DEPTH:
            self._find(event, "too-deep", most=MAX_DEPTH)
            raise BadDefinition(self.findings)
        if isinstance(event, yaml.AliasEvent):
            self._find(event, "alias", name=event.anchor)
            return _part(event, None)
        if event.anchor is not None:
            self._find(event, "anchor", name=event.anchor)
        if event.tag is not None:
            self._find(event, "tag", name=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return _part(event, self._scalar(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth)
        return self._mapping(event, depth)

    def _list(self, start: Any, depth: int) -> _Part:
        items: list[Value] = []
        part = _part(start, items)
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            item = self._value(event, depth + 1)
            part.members[len(items)] = item
            items.append(item.value)
        return part

    def _mapping(self, start: Any, depth: int) -> _Part:
        entries: dict[str, Value] = {}
        part = _part(start, entries)
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, depth)
            if key in entries:
                self._find(event, "duplicate-key", name=key, line=part.keys[key][0] + 1)
            member = self._value(next(self._events), depth + 1)
            entries[key] = member.value
            part.members[key] = member
            part.keys.setdefault(key, (event.start_mark.line, event.start_mark.column))
        return part

    def _key(self, event: Any, depth: int) -> str:
        scalar = isinstance(event, yaml.ScalarEvent)
        if not scalar:
            self._value(event, depth + 1)
        if scalar and event.value and event.anchor is None and event.tag is None:
            return str(event.value)
        self._find(event, "key-not-text")
        return f"?{event.start_mark.index}"

    def _scalar(self, event: Any) -> Value:
        text: str = event.value
        if not event.implicit[0] or event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if len(text) <= MAX_DIGITS:
            if _INTEGER.fullmatch(text):
                return int(text)
            if _DECIMAL.fullmatch(text):
                return Decimal(text)
        if _AMBIGUOUS.fullmatch(text):
            self._find(event, "ambiguous-number", written=text[:MAX_DIGITS])
        return text


def _part(event: Any, value: Value) -> _Part:
    start = event.start_mark
    return _Part(value, start.line, start.column, start.index, event.end_mark.index)
