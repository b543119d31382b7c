"""The inputs of a form as a template draws them: made from the fields of a definition and what is typed so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caseflow.engine.fields import Field
from caseflow.engine.workflow import Section
from caseflow.moves.forms import PARTY_FIELDS
from caseflow.web.documents import DocumentTokens
from caseflow.web.forms.typed import ROOT, TERM, Typed
from caseflow.words import Lang, message, say, unmarked

MOST_RADIOS: Final = 4
"""A choice of more values is a list to choose from."""
UNITS: Final = ("working days", "days", "weeks", "months")
_KINDS: Final = {
    "money": "amount",
    "percent": "amount",
    "number": "amount",
    "integer": "amount",
    "date": "date",
    "email": "email",
    "document": "document",
}
_HINTS: Final = frozenset({"money", "percent", "registration_number", "person_code"})

Option = tuple[str, str]
Base = tuple[str, str, str, str, bool]
"""Id, name, kind, label, and whether it is required."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input: `parts` are those of a party, `rows` those of a list. `kind` says how it is drawn."""

    id: str
    name: str
    kind: str
    label: str
    required: bool
    value: str = ""
    error: str | None = None
    hint: str | None = None
    options: tuple[Option, ...] = ()
    parts: tuple[Input, ...] = ()
    rows: tuple[tuple[Input, ...], ...] = ()
    ticked: bool = False
    help: str | None = None

    @property
    def wrong(self) -> bool:
        """Whether it, or a part or row of it, is to be mended."""
        parts = [*self.parts, *(part for row in self.rows for part in row)]
        return self.error is not None or any(part.wrong for part in parts)


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that belong together; a form that is not divided is one group without a title."""

    id: str
    title: str | None
    help: str | None
    inputs: tuple[Input, ...]

    @property
    def wrong(self) -> bool:
        """Whether something in it is to be mended."""
        return any(each.wrong for each in self.inputs)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that inputs are drawn with: the language, the problems by place, and who can be chosen."""

    lang: Lang
    errors: Mapping[str, str]
    people: Sequence[tuple[str, str]]
    documents: DocumentTokens

    def inputs(self, fields: Mapping[str, Field], typed: Typed, path: str = ROOT) -> tuple[Input, ...]:
        """One input for each field, in the order of the definition."""
        return tuple(self._input(field, typed, f"{path}.{name}") for name, field in fields.items())

    def groups(self, fields: Mapping[str, Field], typed: Typed, sections: Sequence[Section]) -> tuple[Group, ...]:
        """The inputs under the headings of the definition; what it names under none comes last."""
        inputs = {each.name.partition(".")[2]: each for each in self.inputs(fields, typed)}
        groups = [
            Group(f"part-{number}", self._words(each.title), self._words(each.help), self._taken(inputs, each.fields))
            for number, each in enumerate(sections, 1)
        ]
        rest = say(message("web.form.rest"), self.lang) if groups else None
        return (*groups, *([Group("part-0", rest, None, tuple(inputs.values()))] if inputs else []))

    def _taken(self, inputs: dict[str, Input], names: Sequence[str]) -> tuple[Input, ...]:
        return tuple(inputs.pop(name) for name in names if name in inputs)

    def _words(self, label: Mapping[str, str] | None) -> str | None:
        return unmarked(label.get(self.lang, "")) if label else None

    def _input(self, field: Field, typed: Typed, at: str) -> Input:
        drawn = self._drawn(field, typed, at)
        return replace(drawn, help=self._words(field.help)) if field.help and drawn.kind != "kept" else drawn

    def _drawn(self, field: Field, typed: Typed, at: str) -> Input:
        label = unmarked(field.title.in_lang(self.lang))
        known, kind = field.name in typed, self._kind(field, at)
        value = typed.get(field.name)
        base = (at.replace(".", "-"), at, kind if known else "kept", label, field.required)
        error = self.errors.get(at)
        if not known:
            return Input(*base, error=error)
        if field.item is not None:
            error = error or next((words for place, words in self.errors.items() if place.startswith(f"{at}.")), None)
            return self._items(field.item, [str(each) for each in value or ()], base, error)
        if field.type == "list":
            columns = field.fields
            rows = tuple(
                self.inputs(columns, _all(columns, row), f"{at}.{number}") for number, row in enumerate(value or ())
            )
            return Input(*base, error=error, rows=rows)
        if field.type == "party":
            return Input(*base, error=error, parts=self.inputs(PARTY_FIELDS, _all(PARTY_FIELDS, value), at))
        if field.type == TERM:
            return Input(*base, error=error, hint=None, parts=self._term(value or {}, at))
        return Input(*base, str(value or ""), error, self._hint(field, value), self._options(field))

    def _items(self, item: Field, values: list[str], base: Base, error: str | None) -> Input:
        """Plain values: boxes to tick where the definition names them all, else one on each line of a text."""
        id, at, _, label, required = base
        if item.type != "choice":
            hint = say(message("web.form.hint_items"), self.lang)
            return Input(id, at, "items", label, required, "\n".join(values), error, hint)
        boxes = tuple(
            Input(f"{id}-{number}", f"{at}.{number}", "box", words, False, value, ticked=value in values)
            for number, (value, words) in enumerate(self._options(replace(item, required=True)))
        )
        return Input(id, at, "boxes", label, required, error=error, parts=boxes)

    def _kind(self, field: Field, at: str) -> str:
        if field.type in ("list", "party", TERM):
            return field.type
        if field.type == "bool":
            return "radio"
        if field.type in ("choice", "user"):
            return "radio" if field.type == "choice" and len(field.values) <= MOST_RADIOS else "select"
        if field.type == "text" and at.count(".") == 1:
            return "area"  # among rows a line is enough
        return _KINDS.get(field.type, "text")

    def _options(self, field: Field) -> tuple[Option, ...]:
        if field.type == "bool":
            answers = (
                (v, say(message(f"web.form.{word}"), self.lang)) for v, word in (("true", "yes"), ("false", "no"))
            )
            return (*answers, *(() if field.required else (("", say(message("web.form.unsaid"), self.lang)),)))
        if field.type == "choice":
            none = () if field.required or len(field.values) > MOST_RADIOS else (("", self._unsaid()),)
            return (*((v, unmarked(label.get(self.lang, v))) for v, label in field.values.items()), *none)
        return tuple(self.people) if field.type == "user" else ()

    def _unsaid(self) -> str:
        return say(message("web.form.unsaid"), self.lang)

    def _hint(self, field: Field, value: object) -> str | None:
        if field.type == "document":
            kept = self.documents.read(str(value or ""))
            return kept.name if kept else None
        return say(message(f"web.form.hint_{field.type}"), self.lang) if field.type in _HINTS else None

    def _term(self, value: Typed, at: str) -> tuple[Input, ...]:
        units = tuple((unit, say(message(f"web.form.unit_{unit.replace(' ', '_')}"), self.lang)) for unit in UNITS)
        labels = [say(message(f"web.form.term_{part}"), self.lang) for part in ("number", "unit")]
        place = at.replace(".", "-")
        return (
            Input(f"{place}-number", f"{at}.number", "amount", labels[0], True, value.get("number", "")),
            Input(f"{place}-unit", f"{at}.unit", "select", labels[1], True, value.get("unit", ""), options=units),
        )


def _all(fields: Mapping[str, Field], value: object) -> Typed:
    given = value if isinstance(value, dict) else {}
    return {name: given.get(name, "") for name in fields}
