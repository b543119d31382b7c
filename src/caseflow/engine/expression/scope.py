"""What an expression may name: fields and namespaces, rules and dated figures, each with its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from caseflow.engine.expression.nodes import Path, prefixes
from caseflow.engine.expression.signatures import RuleSignature
from caseflow.engine.expression.types import Optional, Record, Type, required


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The names of one clause.

    `names` are fields or records of fields (`form`, `agreement`); `parameters` are keyed `P.tax.limit`;
    `labels` hold both languages (`{lv, en}`) by dotted path. `known` are paths that are certainly given.
    `because` is what people are told where a clause that rests on this path or rule does not hold.
    """

    names: Mapping[str, Type]
    rules: Mapping[str, RuleSignature] = field(default_factory=dict)
    parameters: Mapping[str, Type] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    known: frozenset[Path] = frozenset()
    because: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def given(self, paths: Iterable[Path]) -> Scope:
        """The same scope, where these paths are certainly given."""
        return replace(self, known=self.known.union(*(prefixes(path) for path in paths)))

    def find(self, path: Path) -> Type | None:
        """The type at a path, taking every part on the way as given; None if there is no such path."""
        found: Type = Record(self.names)
        for part in path:
            around = required(found)
            if not isinstance(around, Record) or part not in around.fields:
                return None
            found = around.fields[part]
        return found

    def missing_part(self, path: Path, known: frozenset[Path]) -> Path | None:
        """The first part of a path that may be missing on the way to its end, the end left out."""
        for length in range(1, len(path)):
            if isinstance(self.find(path[:length]), Optional) and path[:length] not in known:
                return path[:length]
        return None
