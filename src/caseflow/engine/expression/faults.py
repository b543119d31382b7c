"""Collects what is wrong with one expression, each fault at its exact place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.source_text import SourceText
from caseflow.words.message import Message

ROOM = "engine_expression"


def said(id: str, **args: object) -> Message:
    """A message of the expression language."""
    return Message(f"{ROOM}.{id}", args)


class Faults:
    """The findings of one expression."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def add(self, at: int, code: str, **args: object) -> None:
        """Note a fault at an offset; its sentence is the message of the same name as the code."""
        place = self.source.place(at)
        if all(finding.place != place for finding in self.findings):
            self.findings.append(Finding(place, code, said(code.replace("-", "_"), **args)))

    def unknown(self, at: int, word: str, known: Iterable[str]) -> None:
        """Note a name that does not exist, with the likeliest meant one or all that there are."""
        names = sorted(known)
        near = get_close_matches(word, names, n=1, cutoff=0.6)
        if near:
            self.add(at, "unknown-name", word=word, remedy=said("did_you_mean", name=near[0]))
        else:
            self.add(at, "unknown-name", word=word, remedy=said("known_names", names=names[:20]))

    @staticmethod
    def remedy(word: str) -> Message:
        """What to write instead of something that the language does not have."""
        return said(f"remedy_{word}")

    def raise_any(self) -> None:
        """Raise `BadDefinition` if anything was found."""
        if self.findings:
            raise BadDefinition(self.findings)
