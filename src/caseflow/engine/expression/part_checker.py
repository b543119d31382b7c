"""What the built-in functions ask of the checker that meets them."""

from __future__ import annotations

from typing import Protocol

from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.nodes import Call, Node, Path
from caseflow.engine.expression.types import Type


class PartChecker(Protocol):
    """The types of arguments, and a place for findings."""

    faults: Faults

    def type_of(self, node: Node, known: frozenset[Path]) -> Type:
        """The type of a part."""

    def needed(self, node: Node, known: frozenset[Path]) -> Type:
        """The type of a part whose value must be there."""

    def condition(self, node: Node, known: frozenset[Path]) -> Type:
        """The type of a part that must be true or false."""

    def common(self, *parts: tuple[Node, Type]) -> Type | None:
        """The type that all parts fit."""


def has_arguments(checker: PartChecker, node: Call, number: int) -> bool:
    """Whether the call has so many arguments; if not, that is a finding."""
    if len(node.arguments) != number:
        checker.faults.add(node.at, "argument-count", word=node.name, n=number)
    return len(node.arguments) == number
