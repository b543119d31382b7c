"""What is wrong with a definition, and where: findings, and the refusal that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseflow.errors import BadInput, Place
from caseflow.words.message import Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a definition: its place, a short kebab word for its kind, and what to do about it."""

    place: Place
    code: str
    message: Message

    def printed(self, text: str) -> str:
        """The line that people and editors read; `text` is the message said in the reader's language."""
        return f"{self.place}: {self.code}: {text}"

    def __str__(self) -> str:
        """The same line without a language: the message's id and arguments."""
        arguments = ", ".join(f"{name}={value}" for name, value in self.message.args.items())
        return self.printed(f"{self.message.id} ({arguments})" if arguments else self.message.id)


class BadDefinition(BadInput):
    """A definition that cannot be taken; `findings` says all that is wrong, in the order of the file."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda f: (f.place.path, f.place.line, f.place.column)))
        super().__init__("\n".join(str(finding) for finding in self.findings))
