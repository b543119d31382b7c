"""What an expression rests on, known without running it: the paths it reads, the rules and figures it asks."""

from __future__ import annotations

from caseflow.engine.expression.builtin import BUILTINS
from caseflow.engine.expression.evaluate import Expression
from caseflow.engine.expression.explain import Speaker
from caseflow.engine.expression.narrowing import proven
from caseflow.engine.expression.nodes import PARAMETERS, Call, Name, Path, walk
from caseflow.words.message import Message


def reads(expression: Expression) -> frozenset[Path]:
    """The dotted paths that the expression reads, figures left out."""
    names = (node for node in walk(expression.root) if isinstance(node, Name))
    return frozenset(name.path for name in names if name.path[0] != PARAMETERS)


def calls(expression: Expression) -> tuple[str, ...]:
    """The rules that the expression may ask, each once, in the order of the text."""
    found = (node.name for node in walk(expression.root) if isinstance(node, Call))
    return tuple(dict.fromkeys(name for name in found if name not in BUILTINS))


def parameters(expression: Expression) -> tuple[str, ...]:
    """The keys of the dated figures that the expression itself reads, each once, in the order of the text."""
    names = (node for node in walk(expression.root) if isinstance(node, Name))
    return tuple(dict.fromkeys(name.dotted for name in names if name.path[0] == PARAMETERS))


def rests_on(*expressions: Expression) -> frozenset[str]:
    """Every field, figure and rule that these clauses name."""
    parts = [part for each in expressions for part in walk(each.root)]
    names = (part.dotted if isinstance(part, Name) else part.name for part in parts if isinstance(part, Name | Call))
    return frozenset(names)


def given_when_true(expression: Expression) -> frozenset[Path]:
    """The paths that are certainly not None once the condition holds."""
    return proven(expression.root, True)


def explain(expression: Expression) -> Message:
    """The expression in words, every clause of it, with the labels of its scope."""
    return Speaker(expression.source, expression.scope).say(expression.root)
