"""What a deadline or a condition rests on, in words: the rules that a definition names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from caseflow.rules import rules_by_id
from caseflow.words import Message, message

OWN: Final = "[P] "
"""Begins a basis that no source sets: the house has set it itself."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One rule: its ID or key, and what it is called where that is known."""

    id: str
    title: Message | None


def bases(rule: str) -> tuple[Basis, ...]:
    """The parts of `B-MAT-04, [P] P.proposed.retest_grace_months`."""
    return tuple(_basis(part) for part in rule.split(", ") if part)


def _basis(part: str) -> Basis:
    if part.startswith(OWN):
        return Basis(part.removeprefix(OWN), message("web.rule.own"))
    named = rules_by_id(part)
    return Basis(part, named[0].title if named else None)
