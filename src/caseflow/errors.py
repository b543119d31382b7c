"""The one error root of the house: what may go wrong, said so that a person can mend it."""

from __future__ import annotations


class CaseflowError(Exception):
    """Root of every error that caseflow raises on purpose.

    Faults of the house or of its surroundings end in `Error`; expected answers to a request are
    named as answers (`NotFound`, `StaleCase`, `BadDefinition`) and are mapped to exit codes and
    HTTP statuses in one place each. `said` is the same for people, in both languages: a message of the room `words`,
    where one is given; without it the text itself is shown.
    """

    said: object = None

    def __init__(self, text: object = "", said: object = None) -> None:
        super().__init__(text)
        self.said = said


class Place:
    """Where in a file something stands: path, line and column, both counted from 1."""

    __slots__ = ("column", "line", "path")

    def __init__(self, path: str, line: int, column: int) -> None:
        self.path, self.line, self.column = path, line, column

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def __repr__(self) -> str:
        return f"Place({self.path!r}, {self.line}, {self.column})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


class BadInput(CaseflowError):
    """The request cannot be read: a wrong word, number, date or file. Names what, where and how to mend it."""


class NotFound(CaseflowError):
    """Nothing by that name exists, or the actor may not know that it does."""
