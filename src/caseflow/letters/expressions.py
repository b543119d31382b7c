"""The expressions of a template, typed against the declared variables before any letter is drafted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jinja2 import nodes

from caseflow.engine.findings import Finding
from caseflow.letters.errors import finding
from caseflow.letters.filters import FILTERS
from caseflow.letters.norms import NormRegister
from caseflow.letters.scope import Named, Scope
from caseflow.letters.sources import Source
from caseflow.letters.variables import Plain, Record

PRINTABLE = ("text", "integer", "markup")


@dataclass(slots=True)
class Expressions:
    """Types expressions one by one and remembers what they read and what is wrong with them."""

    norms: NormRegister
    findings: list[Finding] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    norms_used: set[str] = field(default_factory=set)

    def fault(self, source: Source, node: nodes.Node, code: str, **args: object) -> None:
        """Note a finding at the line of a node."""
        # Jinja gives some nodes no line of their own; their first child stands on it.
        lines = [line for inner in (node, *node.find_all(nodes.Node)) if (line := inner.lineno)]
        self.findings.append(finding(source.place(lines[0] if lines else 1), code, **args))

    def printed(self, node: nodes.Expr, source: Source, scope: Scope) -> None:
        """Check an expression whose value is printed."""
        named = self.named(node, source, scope)
        if named is None:
            return
        if scope.may_be_missing(named):
            self.fault(source, node, "may-be-missing", name=named.path or "")
        elif not isinstance(named.type, Plain) or named.type.name not in PRINTABLE:
            name = named.type.name if isinstance(named.type, Plain) else "record or list"
            self.fault(source, node, "needs-filter", type=name, filters=_filters_for(name))

    def named(self, node: nodes.Expr, source: Source, scope: Scope) -> Named | None:
        """The type and path of an expression; None when something is wrong with it, which is then noted."""
        match node:
            case nodes.Name():
                return self._name(node, source, scope)
            case nodes.Getattr():
                return self._field(node, source, scope)
            case nodes.Const() if isinstance(node.value, str | bool | int):
                return Named(Plain("text" if isinstance(node.value, str) else "integer"))
            case nodes.Filter():
                return self._filter(node, source, scope)
            case nodes.CondExpr():
                return self._either(node, source, scope)
            case nodes.Test() | nodes.Not() | nodes.And() | nodes.Or() | nodes.Compare():
                self.asked(node, source, scope)
                return Named(Plain("bool"))
        self.fault(source, node, "not-allowed", what=type(node).__name__.lower())
        return None

    def _name(self, node: nodes.Name, source: Source, scope: Scope) -> Named | None:
        named = scope.names.get(node.name)
        if named is None:
            self.fault(source, node, "undeclared", name=node.name, known=", ".join(sorted(scope.names)))
        else:
            self.used.add(named.path or node.name)
        return named

    def _field(self, node: nodes.Getattr, source: Source, scope: Scope) -> Named | None:
        record = self.named(node.node, source, scope)
        if record is None:
            return None
        if not isinstance(record.type, Record) or node.attr not in record.type.fields:
            fields = ", ".join(record.type.fields) if isinstance(record.type, Record) else "-"
            self.fault(source, node, "no-field", name=f"{record.path}.{node.attr}", known=fields)
            return None
        if scope.may_be_missing(record):
            self.fault(source, node, "may-be-missing", name=record.path or "")
        path = f"{record.path}.{node.attr}"
        self.used.add(path)
        return Named(record.type.fields[node.attr], path)

    def _either(self, node: nodes.CondExpr, source: Source, scope: Scope) -> Named | None:
        if node.expr2 is None:
            self.fault(source, node, "else-missing")
            return None
        known = self.asked(node.test, source, scope)
        first = self.named(node.expr1, source, scope.knowing(known))
        second = self.named(node.expr2, source, scope)
        if first is None or second is None:
            return None
        missing = scope.knowing(known).may_be_missing(first) or scope.may_be_missing(second)
        if missing or not isinstance(first.type, Plain) or not isinstance(second.type, Plain):
            self.fault(source, node, "may-be-missing", name=first.path or second.path or "")
            return None
        if first.type.name != second.type.name:
            self.fault(source, node, "two-types", first=first.type.name, second=second.type.name)
            return None
        return Named(Plain(first.type.name))

    def _filter(self, node: nodes.Filter, source: Source, scope: Scope) -> Named | None:
        value = self.named(node.node, source, scope) if isinstance(node.node, nodes.Expr) else None
        if value is None:
            return None
        if scope.may_be_missing(value):
            self.fault(source, node, "may-be-missing", name=value.path or "")
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.fault(source, node, "filter-arguments", filter=node.name)
            return None
        if node.name == "norma":
            return self._norma(node, source, scope)
        known = FILTERS.get(node.name)
        if known is None:
            names = ", ".join(sorted([*FILTERS, "norma"]))
            self.fault(source, node, "unknown-filter", filter=node.name, known=names)
            return None
        type_name = value.type.name if isinstance(value.type, Plain) else "record or list"
        if type_name not in known.takes:
            self.fault(source, node, "wrong-filter", filter=node.name, type=type_name, takes=", ".join(known.takes))
        formless = set(value.type.choices) - known.of if isinstance(value.type, Plain) and known.of else set()
        if formless:
            self.fault(source, node, "no-form", filter=node.name, words=", ".join(sorted(formless)))
        wrong = len(node.args) != len(known.arguments) or any(
            not isinstance(given, nodes.Const) or given.value not in allowed
            for given, allowed in zip(node.args, known.arguments, strict=False)
        )
        if wrong:
            self.fault(source, node, "filter-arguments", filter=node.name)
        return Named(Plain(known.gives))

    def _norma(self, node: nodes.Filter, source: Source, scope: Scope) -> Named | None:
        rule = node.node.value if isinstance(node.node, nodes.Const) else None
        days = [self.named(day, source, scope) for day in node.args]
        if rule not in self.norms.norms:
            self.fault(source, node, "unknown-norm", rule=str(rule))
        elif len(days) != 1 or days[0] is None or days[0].type != Plain("date"):
            self.fault(source, node, "filter-arguments", filter="norma")
        self.norms_used.add(str(rule))
        return Named(Plain("text"))

    def asked(self, node: nodes.Expr, source: Source, scope: Scope) -> frozenset[str]:
        """Check a condition; gives the paths that are there when it holds."""
        match node:
            case nodes.And():
                left = self.asked(node.left, source, scope)
                return left | self.asked(node.right, source, scope.knowing(left))
            case nodes.Or():
                left = self.asked(node.left, source, scope)
                return left & self.asked(node.right, source, scope)
            case nodes.Not(node=nodes.Test() as test):
                named = self._none_test(test, source, scope)
                return frozenset({named.path} if named and named.path else ())
            case nodes.Not():
                self.asked(node.node, source, scope)
            case nodes.Test():
                self._none_test(node, source, scope)
            case nodes.Compare():
                self._compare(node, source, scope)
            case _:
                named = self.named(node, source, scope)
                return frozenset({named.path} if named and named.path else ())
        return frozenset()

    def _none_test(self, node: nodes.Test, source: Source, scope: Scope) -> Named | None:
        if node.name != "none":
            self.fault(source, node, "not-allowed", what=f"is {node.name}")
            return None
        return self.named(node.node, source, scope)

    def _compare(self, node: nodes.Compare, source: Source, scope: Scope) -> None:
        named = self.named(node.expr, source, scope)
        for operand in node.ops:
            self.named(operand.expr, source, scope)
            choices = named.type.choices if named and isinstance(named.type, Plain) else ()
            if choices and isinstance(operand.expr, nodes.Const) and operand.expr.value not in choices:
                args = {"written": str(operand.expr.value), "choices": ", ".join(choices)}
                self.fault(source, operand, "not-a-choice", key=named.path if named else "", **args)


def _filters_for(type_name: str) -> str:
    fitting: Iterable[str] = sorted(name for name, known in FILTERS.items() if type_name in known.takes)
    return ", ".join(fitting) or "-"
