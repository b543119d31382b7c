"""What may be wrong with a file or with one of its rows, said with its place and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.errors import BadInput
from caseflow.words.message import Message


class BadFile(BadInput):
    """The file as a whole cannot be imported; nothing of it was. `messages` say what, where and how to mend it."""

    def __init__(self, *messages: Message) -> None:
        super().__init__("; ".join(each.id for each in messages))
        self.messages = messages


class Unfit(Exception):
    """Carries the message about one cell up to the row that holds it."""

    def __init__(self, problem: Message) -> None:
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not imported, and why: line and column as the file shows them, 0 and empty where there is none.

    `sheet` names the sheet, or the second file, when it is not the main one; `code` is for scripts.
    """

    ref: str
    line: int
    column: str
    message: Message
    sheet: str = ""
    code: str = "bad-value"


# A file may hold what people write, where the engine takes one way of writing only: so the remedy differs.
_OWN_WORDS = frozenset({"not_money", "not_percent", "not_number", "not_integer", "not_date", "not_bool", "missing"})


def in_a_file(problem: Message) -> Message:
    """The engine's message about a value, worded for somebody who mends a file."""
    _, _, name = problem.id.rpartition(".")
    return Message(f"intake.{name}", problem.args) if name in _OWN_WORDS else problem
