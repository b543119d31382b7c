"""What a condition proves: which values are certainly given once it holds, or once it does not."""

from __future__ import annotations

from caseflow.engine.expression.nodes import (
    Call,
    Compare,
    Given,
    Join,
    Listing,
    Literal,
    Name,
    Node,
    Not,
    Path,
    prefixes,
)

NO_PATHS: frozenset[Path] = frozenset()


def proven(node: Node, holds: bool) -> frozenset[Path]:
    """The paths that are not None whenever `node` is `holds`."""
    match node:
        case Given(subject=Name(path=path), positive=positive):
            return prefixes(path) if positive is holds else NO_PATHS
        case Call(name="has", arguments=(Name(path=path),)):
            return prefixes(path) if holds else NO_PATHS
        case Not(inner=inner):
            return proven(inner, not holds)
        case Join(word=word, parts=parts):
            proofs = [proven(part, holds) for part in parts]
            every = (word == "and") is holds
            return NO_PATHS.union(*proofs) if every else proofs[0].intersection(*proofs[1:])
        case Compare(operator="==" | "in", left=Name(path=path), right=Literal() | Listing()) if holds:
            return prefixes(path)
        case Call(name="all_of", arguments=arguments) if holds:
            return NO_PATHS.union(*(proven(argument, True) for argument in arguments))
    return NO_PATHS
