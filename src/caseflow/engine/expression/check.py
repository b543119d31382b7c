"""Types every part of an expression against its scope and notes all that does not fit."""

from __future__ import annotations

from caseflow.engine.expression.builtin import BUILTINS, type_of_builtin
from caseflow.engine.expression.comparing import check_comparison, type_of_arithmetic
from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.literals import accepts, type_of_literal
from caseflow.engine.expression.narrowing import proven
from caseflow.engine.expression.nodes import (
    PARAMETERS,
    Arithmetic,
    Call,
    Compare,
    Given,
    IfElse,
    Join,
    Listing,
    Literal,
    Minus,
    Name,
    Node,
    Not,
    Path,
)
from caseflow.engine.expression.scope import Scope
from caseflow.engine.expression.types import (
    ANSWER,
    BOOL,
    CONDITION,
    CONDITIONS,
    INTEGER,
    MONEY,
    NOTHING,
    NUMBER,
    TEXT,
    UNKNOWN,
    ListOf,
    Optional,
    Record,
    Type,
    name_of,
    optional,
    required,
)

Known = frozenset[Path]


def check(node: Node, scope: Scope, faults: Faults, wanted: Type | None = None) -> Type:
    """The type of an expression; findings go to `faults`. `wanted` is what its place in the file asks for.

    `wanted=BOOL` takes every condition: a bool, a check's answer, or what combines them.
    """
    found = Checker(scope, faults).type_of(node, scope.known)
    if wanted is None or found == UNKNOWN:
        return found
    if required(wanted) == BOOL and (found in CONDITIONS or (found == optional(BOOL) and wanted != BOOL)):
        return found
    if isinstance(found, Optional) and not isinstance(wanted, Optional):
        faults.add(node.at, "may-be-missing", word=text_of(node, faults))
    elif not accepts(node, found, wanted):
        faults.add(node.at, "wrong-type", wanted=name_of(wanted), given=name_of(found))
    return found


def text_of(node: Node, faults: Faults) -> str:
    """How a part begins in the text, to name it in a finding."""
    return node.dotted if isinstance(node, Name) else faults.source.value[node.at : node.at + 30]


class Checker:
    """Walks the parts of one expression; `known` grows where a condition proves that a value is given."""

    def __init__(self, scope: Scope, faults: Faults) -> None:
        self.scope = scope
        self.faults = faults

    def type_of(self, node: Node, known: Known) -> Type:
        """The type of a part; `UNKNOWN` after a finding."""
        match node:
            case Literal():
                return type_of_literal(node)
            case Listing():
                return ListOf(TEXT)
            case Name():
                return self._name(node, known)
            case Given(subject=subject):
                return self._given(subject, known)
            case Compare():
                return self._comparison(node, known)
            case Join():
                return self._join(node, known)
            case Not(inner=inner):
                return self._not(inner, known)
            case Arithmetic():
                left, right = self.needed(node.left, known), self.needed(node.right, known)
                return type_of_arithmetic(node, left, right, self.faults)
            case Minus(inner=inner):
                return self._minus(inner, known)
            case IfElse():
                return self._if_else(node, known)
            case Call():
                return self._call(node, known)

    def needed(self, node: Node, known: Known) -> Type:
        """The type of a part whose value must be there."""
        found = self.type_of(node, known)
        if isinstance(found, Optional):
            self.faults.add(node.at, "may-be-missing", word=text_of(node, self.faults))
        return required(found)

    def condition(self, node: Node, known: Known) -> Type:
        """The type of a part that must be true or false."""
        found = self.needed(node, known)
        if found not in (*CONDITIONS, UNKNOWN):
            word = text_of(node, self.faults)
            self.faults.add(node.at, "not-a-condition", word=word, given=name_of(found))
            return UNKNOWN
        return found

    def _name(self, node: Name, known: Known) -> Type:
        if node.path[0] == PARAMETERS:
            found = self.scope.parameters.get(node.dotted)
            if found is None:
                self.faults.unknown(node.at, node.dotted, self.scope.parameters)
            return found or UNKNOWN
        found = self.scope.find(node.path)
        if found is None:
            self._unknown_name(node)
            return UNKNOWN
        missing = self.scope.missing_part(node.path, known)
        if missing is not None:
            self.faults.add(node.at, "may-be-missing", word=".".join(missing))
        return required(found) if node.path in known else found

    def _unknown_name(self, node: Name) -> None:
        around: Type = Record(self.scope.names)
        for number, part in enumerate(node.path):
            if not isinstance(around, Record):
                return self.faults.add(node.at, "no-parts", word=".".join(node.path[:number]))
            if part not in around.fields:
                names = [".".join((*node.path[:number], name)) for name in around.fields]
                return self.faults.unknown(node.at, ".".join(node.path[: number + 1]), names)
            around = required(around.fields[part])
        return None

    def _given(self, subject: Node, known: Known) -> Type:
        if not isinstance(subject, Name | Call):
            self.faults.add(subject.at, "is-takes-none")
        if self.type_of(subject, known) in (ANSWER, CONDITION):
            self.faults.add(subject.at, "answer-compared")
        return BOOL

    def _comparison(self, node: Compare, known: Known) -> Type:
        unguarded = node.operator in ("==", "in")  # a missing value equals nothing
        read = self.type_of if unguarded else self.needed
        left, right = required(read(node.left, known)), required(read(node.right, known))
        if left in (ANSWER, CONDITION) or right in (ANSWER, CONDITION):
            self.faults.add(node.at, "answer-compared")
        else:
            check_comparison(node, left, right, self.faults)
        return BOOL

    def _join(self, node: Join, known: Known) -> Type:
        rests_on_checks = False
        for part in node.parts:
            found_type = self.condition(part, known)
            rests_on_checks = rests_on_checks or found_type in (ANSWER, CONDITION)
            known = known | proven(part, node.word == "and")
        return CONDITION if rests_on_checks else BOOL

    def _not(self, inner: Node, known: Known) -> Type:
        if self.condition(inner, known) in (ANSWER, CONDITION):
            self.faults.add(inner.at, "negated-answer")
        return BOOL

    def _minus(self, inner: Node, known: Known) -> Type:
        found = self.needed(inner, known)
        if found not in (MONEY, NUMBER, INTEGER, UNKNOWN):
            self.faults.add(inner.at, "no-minus", given=name_of(found))
            return UNKNOWN
        return found

    def _if_else(self, node: IfElse, known: Known) -> Type:
        self.condition(node.condition, known)
        then = self.type_of(node.then, known | proven(node.condition, True))
        otherwise = self.type_of(node.otherwise, known | proven(node.condition, False))
        common = self.common((node.then, then), (node.otherwise, otherwise))
        if common is None:
            both = {"left": name_of(then), "right": name_of(otherwise)}
            self.faults.add(node.at, "type-mismatch", **both)
        return common or UNKNOWN

    def common(self, *parts: tuple[Node, Type]) -> Type | None:
        """The type that all parts fit, optional if one may be missing; None if there is none."""
        if all(given in CONDITIONS for _, given in parts):
            return BOOL if all(given == BOOL for _, given in parts) else CONDITION
        missing = any(given == NOTHING or isinstance(given, Optional) for _, given in parts)
        for _, given in parts:
            wanted = optional(given) if missing else given
            if given != NOTHING and all(accepts(node, other, wanted) for node, other in parts):
                return wanted
        return None

    def _call(self, node: Call, known: Known) -> Type:
        if node.name in BUILTINS:
            return type_of_builtin(self, node, known)
        signature = self.scope.rules.get(node.name)
        if signature is None:
            self.faults.unknown(node.at, node.name, (*self.scope.rules, *BUILTINS))
            for argument in node.all_arguments:
                self.type_of(argument, known)
            return UNKNOWN
        names = list(signature.inputs)
        if len(node.arguments) > len(names):
            self.faults.add(node.at, "too-many-arguments", word=node.name, names=names)
        given = dict(zip(names, node.arguments, strict=False))
        must_all = True  # a misspelt name is one fault, not also a missing one
        for name, argument in node.named:
            if name in given:
                self.faults.add(argument.at, "given-twice", word=name)
            elif name not in signature.inputs:
                self.faults.unknown(argument.at, name, names)
                must_all = False
            given[name] = argument
        for name, (wanted, must) in signature.inputs.items():
            if name in given:
                self._argument(node.name, name, given[name], wanted, known)
            elif must and must_all:
                self.faults.add(node.at, "missing-argument", word=node.name, name=name)
        return signature.returns

    def _argument(self, rule: str, name: str, node: Node, wanted: Type, known: Known) -> None:
        found = self.type_of(node, known) if isinstance(wanted, Optional) else self.needed(node, known)
        if not accepts(node, found, wanted):
            types = {"wanted": name_of(wanted), "given": name_of(found)}
            self.faults.add(node.at, "wrong-argument", word=rule, name=name, **types)
