"""The columns of an import, taken from the form of the opening move, and which of them a header names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from caseflow.engine.field_types import shown
from caseflow.engine.fields import Field
from caseflow.intake.cells import Table
from caseflow.intake.faults import BadFile
from caseflow.words import Text
from caseflow.words.message import Message, message

EXTERNAL_REF = "external_ref"
IGNORED = "reject_reason"
"""The column that a file of rejects bears; a corrected file may keep it."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column: a field of the form, of its party or of the rows of its list; `outer` is the field around it."""

    field: Field
    outer: Field | None = None

    @property
    def name(self) -> str:
        """`aid_asked`, `applicant.name`, `lines.net`."""
        return f"{self.outer.name}.{self.field.name}" if self.outer else self.field.name

    @property
    def is_nested(self) -> bool:
        """Whether it belongs to a list, of which a case has any number of rows."""
        return self.outer is not None and self.outer.type == "list"

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """The values of a choice by what people write for them: the name, or a label that no other value bears."""
        values = self.field.values
        said = Counter(word for labels in values.values() for word in set(map(as_label, labels.values())))
        named = {as_label(label): value for value, labels in values.items() for label in labels.values()}
        own = {as_label(value): value for value in values}
        return {word: value for word, value in named.items() if said[word] == 1} | own

    @property
    def required(self) -> bool:
        """Whether no row of a file could be imported without it; a list or party may be missing as a whole."""
        return self.field.required and (self.outer is None or self.outer.required)

    @property
    def title(self) -> Text:
        """What people call it."""
        if self.outer is None:
            return self.field.title
        outer, inner = self.outer.title, self.field.title
        return Text(f"{outer.lv}: {inner.lv}", f"{outer.en}: {inner.en}")


REFERENCE = Column(Field(EXTERNAL_REF, "text", {"lv": "Ārējais numurs", "en": "External reference"}, required=True))


class Columns:
    """Every column that a file of one workflow may have."""

    def __init__(self, form: Mapping[str, Field], party: Mapping[str, Field]) -> None:
        self.all = (REFERENCE, *_columns(form, party))
        self.lists = {field.name: field for field in form.values() if field.type == "list"}

    def list_named(self, title: str) -> Field | None:
        """The list field that a sheet of this title holds the rows of."""
        wanted = _plain(title)
        return next((f for f in self.lists.values() if wanted in map(_plain, (f.name, *f.label.values()))), None)

    def of(self, table: Table) -> tuple[Column | None, ...]:
        """The column of each header cell, None for one that is passed over. Raises BadFile with all that is wrong.

        The main table needs every required column that is no list's; a nested one only those of its list.
        """
        inside = self._inside(table)
        names = _names(self.all, inside)
        found: list[Column | None] = []
        wrong: list[Message] = []
        for place, given in enumerate(table.header, start=1):
            column = self._find(names, given, place, table, wrong)
            if column is not None and column in found:
                wrong.append(message("intake.column_twice", column=shown(given), place=place))
            found.append(column)
        if table.name:
            wrong += [
                message("intake.not_nested", column=c.name, sheet=table.name)
                for c in found
                if c and c is not REFERENCE and not c.is_nested
            ]
        wrong += _missing(self.all, [c for c in found if c], bool(table.name), inside)
        if any(each.id == "intake.column_unknown" for each in wrong):
            wrong.append(message("intake.columns", known=[column.name for column in self.all]))
        if wrong:
            raise BadFile(*wrong)
        return tuple(found)

    def _inside(self, table: Table) -> Field | None:
        """The list whose columns the table may name without saying which list they are of."""
        if not table.name:
            return None
        return self.list_named(table.name) or (next(iter(self.lists.values())) if len(self.lists) == 1 else None)

    def _find(
        self, names: Mapping[str, Sequence[Column]], given: str, place: int, table: Table, wrong: list[Message]
    ) -> Column | None:
        if _plain(given) == IGNORED:
            return None
        if not given:
            if any(len(row.cells) >= place and row.cells[place - 1] is not None for row in table.rows):
                wrong.append(message("intake.nameless_column", place=place))
            return None
        found = names.get(_plain(given), ())
        if len(found) == 1:
            return found[0]
        if found:
            wrong.append(message("intake.column_unclear", column=shown(given), known=[c.name for c in found]))
        else:
            wrong.append(self._unknown(given, names))
        return None

    def _unknown(self, given: str, names: Mapping[str, Sequence[Column]]) -> Message:
        close = get_close_matches(_plain(given), names, n=1, cutoff=0.75)
        if close:
            meant = names[close[0]][0]
            return message("intake.column_misspelt", column=shown(given), name=meant.name, title=meant.title)
        return message("intake.column_unknown", column=shown(given))


def _columns(form: Mapping[str, Field], party: Mapping[str, Field]) -> Iterator[Column]:
    for field in form.values():
        inner = party if field.type == "party" else field.fields if field.type == "list" else None
        if inner is None:
            yield Column(field)
        else:
            yield from (Column(each, field) for each in inner.values())


def _names(columns: Sequence[Column], inside: Field | None) -> Mapping[str, Sequence[Column]]:
    """What each column may be called: its name first of all, then the labels that no other column shares its with."""
    names: defaultdict[str, list[Column]] = defaultdict(list)
    for column in columns:
        field, outer = column.field, column.outer
        own = {field.name, *field.label.values()}
        said = own if outer is None else {f"{o}.{i}" for o in (outer.name, *outer.label.values()) for i in own}
        if outer is not None and (inside is None or outer is inside):
            said |= {label for label in field.label.values() if inside is None} | (own if inside else set())
        for name in sorted(set(map(_plain, said))):
            names[name].append(column)
    exact = {_plain(column.name): [column] for column in columns}
    if inside is not None:  # within a list's own table its fields go before those of the case
        for column in (c for c in columns if c.outer is inside):
            exact |= {_plain(name): [column] for name in (column.field.name, *column.field.label.values())}
    return {**names, **exact}


def _missing(columns: Sequence[Column], found: Sequence[Column], nested: bool, inside: Field | None) -> list[Message]:
    """Columns without which no row could be imported: those of a list or party as soon as it is begun."""
    begun = [column.outer for column in found if column.outer]

    def needed(column: Column) -> bool:
        if column is REFERENCE:
            return True
        if nested:
            return column.is_nested and column.field.required and (column.outer is inside or column.outer in begun)
        if column.is_nested:
            return column.field.required and column.outer in begun
        return column.required or (column.field.required and column.outer in begun)

    missing = [column for column in columns if column not in found and needed(column)]
    return [message("intake.column_missing", name=column.name, title=column.title) for column in missing]


def as_label(text: str) -> str:
    """A label as it is compared: case, spaces and the asterisks of slanted words do not matter."""
    return " ".join(text.casefold().replace("*", "").split())


def _plain(name: str) -> str:
    """A header as it is compared: the sign between outer and inner name does not matter either."""
    words = as_label(name)
    for sign in (" – ", ": ", " / ", " . "):
        words = words.replace(sign, ".")
    return words
