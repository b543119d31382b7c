"""Where an expression gets what it does not know itself, and the errors of values that do not come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from caseflow.engine.source_text import SourceText
from caseflow.errors import BadInput
from caseflow.rules.answer import Answer
from caseflow.words.message import Message, message


class Answers(Protocol):
    """Rules and dated figures. Live it computes and records; in replay it answers from the record.

    Calls come in the order of the text, each once, left to right, none for a part that is not reached.
    """

    def rule(self, name: str, args: Mapping[str, Any]) -> Answer[Any]:
        """Ask a rule; `args` are keyed by the names of its inputs."""

    def parameter(self, key: str) -> Any:
        """The figure of that key (`P.tax.limit`) on the reference date."""


class BadValue(BadInput):
    """A clause needs a value that is missing or of another kind; names the clause and its place."""

    def __init__(self, source: SourceText, at: int, problem: str, why: Message | None = None) -> None:
        self.place = source.place(at)
        self.clause = source.value
        text = f"{self.place}: {problem}, in: {self.clause}"
        super().__init__(text, why or message("engine_expression.value_missing", place=str(self.place)))


class NoValue(BadValue):
    """A computation answered failed or manual instead of a value; `answer` holds its reasons."""

    def __init__(self, source: SourceText, at: int, name: str, answer: Answer[Any]) -> None:
        self.answer = answer
        super().__init__(source, at, f"{name} gives no value, it answers {answer.outcome}")
