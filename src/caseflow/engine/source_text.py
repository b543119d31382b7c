"""A text that stands in a file: any of its characters can be shown there, whatever the YAML style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseflow.errors import Place

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n|.)", re.DOTALL)
_BLANK_ESCAPES = frozenset("ntrvf _NLP\t\n\r")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A scalar's value, its place, and how it was written (`raw`, with quotes or block header)."""

    value: str
    start: Place
    raw: str | None = None

    def place(self, offset: int) -> Place:
        """The place in the file of the character at `offset` of the value (0 = its first)."""
        if self.raw is None or self.raw == self.value:
            return _further(self.start, self.value[:offset])
        # Folding and indentation change blanks only, so the n-th visible character of the value is
        # the n-th visible character as written.
        seen = sum(not character.isspace() for character in self.value[:offset])
        visible = _visible(self.raw)
        at = visible[min(seen, len(visible) - 1)] if visible else 0
        return _further(self.start, self.raw[:at])


def _further(start: Place, passed: str) -> Place:
    """The place that comes after the text `passed`, which begins at `start`."""
    lines = passed.count("\n")
    if not lines:
        return Place(start.path, start.line, start.column + len(passed))
    return Place(start.path, start.line + lines, len(passed) - passed.rfind("\n"))


def _visible(raw: str) -> list[int]:
    """Where in `raw` each visible character of the value stands."""
    style = raw[:1]
    if style in ("|", ">"):
        body = raw.find("\n") + 1
        return [i for i in range(body, len(raw)) if not raw[i].isspace()]
    if style == '"':
        return _visible_escaped(raw)
    if style == "'":
        doubled = {match.start() + 1 for match in re.finditer("''", raw[1:-1])}
        return [i for i in range(1, len(raw) - 1) if i not in doubled and not raw[i].isspace()]
    return [i for i, character in enumerate(raw) if not character.isspace()]


def _visible_escaped(raw: str) -> list[int]:
    places: list[int] = []
    at = 1
    while at < len(raw) - 1:
        escape = _ESCAPE.match(raw, at)
        if escape is None:
            if not raw[at].isspace():
                places.append(at)
            at += 1
            continue
        code = escape.group()[1:]
        number = code[1:] if code[0] in "xuU" else ""
        blank = chr(int(number, 16)).isspace() if number else code[0] in _BLANK_ESCAPES
        if not blank:
            places.append(at)
        at = escape.end()
    return places
