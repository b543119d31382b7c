"""What the names in a template mean: their types, the paths they stand for, and what is known to be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from caseflow.letters.variables import Plain, Record, Type

TEXT = Plain("text")
# What every letter has beside its variables: its own heading and type, from the front matter.
DOK = Record(
    {"kods": TEXT, "veids": Plain("text", optional=True), "virsraksts": TEXT, "automatisks": Plain("bool")}, name="dok"
)
LOOP = Record({"index": Plain("integer"), "first": Plain("bool"), "last": Plain("bool")}, name="loop")


@dataclass(frozen=True, slots=True)
class Named:
    """What an expression stands for: its type and, where it is a variable, the path of that variable."""

    type: Type
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The names visible at one place, and the paths that an `if` around it has found to be there."""

    names: Mapping[str, Named]
    known: frozenset[str] = field(default=frozenset())

    def knowing(self, paths: frozenset[str]) -> Scope:
        """The same scope inside an `if` that has asked for these paths."""
        return replace(self, known=self.known | paths)

    def naming(self, **names: Named) -> Scope:
        """The same scope with further names: those of a loop."""
        return replace(self, names={**self.names, **names})

    def may_be_missing(self, named: Named) -> bool:
        """Whether the value can be None here."""
        return named.type.optional and named.path not in self.known


def outer_scope(variables: Mapping[str, Type]) -> Scope:
    """The scope of a whole letter."""
    names = {name: Named(type_, name) for name, type_ in variables.items()}
    return Scope({"dok": Named(DOK, "dok"), **names})


def unused(variables: Mapping[str, Type], used: frozenset[str]) -> tuple[str, ...]:
    """Declared variables that no template reads; fields of the house's own records need not all be read."""
    return tuple(name for top, type_ in variables.items() for name in _unused(type_, top, used))


def _unused(type_: Type, path: str, used: frozenset[str]) -> tuple[str, ...]:
    if isinstance(type_, Record) and type_.name is None:
        return tuple(n for name, inner in type_.fields.items() for n in _unused(inner, f"{path}.{name}", used))
    if not isinstance(type_, Plain | Record):
        return _unused(type_.item, f"{path}[]", used)
    return () if any(name == path or name.startswith(f"{path}.") for name in used) else (path,)
