"""The parts of an expression after parsing: immutable, each with its offset in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
Comparison: TypeAlias = OneOf["==", "!=", "<", "<=", ">", ">=", "in", "not in"]

PARAMETERS = "P"
"""The namespace of dated figures: `P.tax.limit` is the figure of that key."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the text; decimals keep their digits."""

    at: int
    value: bool | int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Literals in brackets, to the right of `in`."""

    at: int
    items: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a dotted path; `P....` names a dated figure."""

    at: int
    path: Path

    @property
    def dotted(self) -> str:
        """The path as it is written."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Given:
    """`x is not None`, or `x is None` when not `positive`."""

    at: int
    subject: Node
    positive: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two values; a chain is a `Join` of these that share their middle."""

    at: int
    operator: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Join:
    """`and` or `or` over two and more parts."""

    at: int
    word: OneOf["and", "or"]
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not x`."""

    at: int
    inner: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`a + b`, `a - b`, `a * b`."""

    at: int
    operator: OneOf["+", "-", "*"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Minus:
    """`-x`."""

    at: int
    inner: Node


@dataclass(frozen=True, slots=True)
class IfElse:
    """`then if condition else otherwise`."""

    at: int
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A rule or a built-in with its arguments, named ones after the others."""

    at: int
    name: str
    arguments: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...]

    @property
    def all_arguments(self) -> tuple[Node, ...]:
        """Every argument in the order of the text."""
        return (*self.arguments, *(node for _, node in self.named))


Node: TypeAlias = Literal | Listing | Name | Given | Compare | Join | Not | Arithmetic | Minus | IfElse | Call


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in the order in which they are evaluated."""
    match node:
        case Given(subject=inner) | Not(inner=inner) | Minus(inner=inner):
            return (inner,)
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case Join(parts=parts):
            return parts
        case IfElse(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Call():
            return node.all_arguments
        case Listing(items=items):
            return items
        case Literal() | Name():
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, parents before their parts."""
    yield node
    for child in children(node):
        yield from walk(child)


def prefixes(path: Path) -> frozenset[Path]:
    """A path that is given has given parts all the way."""
    return frozenset(path[:length] for length in range(1, len(path) + 1))
