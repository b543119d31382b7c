"""Parses an expression: Python's own grammar, of which only the listed nodes are let through."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Literal as OneOf

from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.nodes import (
    Arithmetic,
    Call,
    Compare,
    Comparison,
    Given,
    IfElse,
    Join,
    Listing,
    Literal,
    Minus,
    Name,
    Node,
    Not,
)
from caseflow.engine.expression.tokens import Tokens, read_tokens
from caseflow.engine.source_text import SourceText

MAX_DEPTH = 20

_COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_ARITHMETIC: dict[type[ast.operator], OneOf["+", "-", "*"]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def parse(source: SourceText) -> Node:
    """Read the text of an expression. Raises `BadDefinition` with the exact place of each fault.

    Names are not looked up and nothing is computed; `check` does the first, `evaluate` the second.
    """
    faults = Faults(source)
    tokens = read_tokens(source.value, faults)
    faults.raise_any()
    written = tokens.text.strip(" ")
    margin = len(tokens.text) - len(tokens.text.lstrip(" "))
    tree = _python(written, margin, faults)
    node = _Parser(tokens, written, margin, faults).node(tree, 0)
    faults.raise_any()
    return node


def _python(written: str, margin: int, faults: Faults) -> ast.expr:
    if not written:
        faults.add(0, "empty")
    try:
        return ast.parse(written, mode="eval").body
    except SyntaxError as error:
        at = margin + max(0, min((error.offset or 1) - 1, len(written) - 1))
        faults.add(at, "syntax", word=faults.source.value[at : at + 12].strip() or "…")
    except (RecursionError, MemoryError):
        faults.add(margin, "too-deep", most=MAX_DEPTH)
    faults.raise_any()
    raise AssertionError("a text without faults parses")


class _Parser:
    """Turns Python's nodes into ours; whatever is not listed is a fault."""

    def __init__(self, tokens: Tokens, written: str, margin: int, faults: Faults) -> None:
        self._numbers = tokens.numbers
        self._bytes = written.encode()
        self._margin = margin
        self._faults = faults

    def node(self, tree: ast.expr, depth: int) -> Node:
        at = self._at(tree)
        if depth > MAX_DEPTH:
            self._faults.add(at, "too-deep", most=MAX_DEPTH)
            self._faults.raise_any()
        below = depth + 1
        match tree:
            case ast.Constant():
                return self._literal(tree)
            case ast.Name() | ast.Attribute():
                return self._name(tree)
            case ast.Compare():
                return self._comparison(tree, below)
            case ast.BoolOp(op=op, values=values):
                word: OneOf["and", "or"] = "and" if isinstance(op, ast.And) else "or"
                return Join(at, word, tuple(self.node(value, below) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return Not(at, self.node(inner, below))
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return Minus(at, self.node(inner, below))
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() as op):
                left, right = self.node(tree.left, below), self.node(tree.right, below)
                return Arithmetic(at, _ARITHMETIC[type(op)], left, right)
            case ast.IfExp():
                test, then, otherwise = (self.node(t, below) for t in (tree.test, tree.body, tree.orelse))
                return IfElse(at, test, then, otherwise)
            case ast.Call():
                return self._call(tree, below)
        return self._refuse(tree)

    def _at(self, tree: ast.expr | ast.keyword) -> int:
        return self._margin + len(self._bytes[: tree.col_offset].decode())

    def _refuse(self, tree: ast.expr) -> Literal:
        listing = isinstance(tree, ast.Tuple | ast.List)
        remedy = self._faults.remedy("listing" if listing else "general")
        at = self._at(tree)
        word = self._faults.source.value[at : at + 20]
        self._faults.add(at, "not-allowed", word=word, remedy=remedy)
        return Literal(at, None)

    def _literal(self, tree: ast.Constant) -> Node:
        at = self._at(tree)
        match tree.value:
            case float():
                return Literal(at, Decimal(self._numbers[at]))  # the digits as written, never the float
            case None | bool() | int() | str():
                return Literal(at, tree.value)
        return self._refuse(tree)

    def _name(self, tree: ast.Name | ast.Attribute) -> Node:
        names: list[str] = []
        inner: ast.expr = tree
        while isinstance(inner, ast.Attribute):
            names.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name) or len(names) >= MAX_DEPTH:
            return self._refuse(tree)
        return Name(self._at(tree), (inner.id, *reversed(names)))

    def _comparison(self, tree: ast.Compare, depth: int) -> Node:
        parts: list[Node] = []
        left_tree = tree.left
        left = self.node(left_tree, depth)
        for op, right_tree in zip(tree.ops, tree.comparators, strict=True):
            at = self._at(left_tree)
            if isinstance(op, ast.Is | ast.IsNot):
                right = self.node(right_tree, depth)
                if not (isinstance(right, Literal) and right.value is None and len(tree.ops) == 1):
                    self._faults.add(right.at, "is-takes-none")
                parts.append(Given(at, left, isinstance(op, ast.IsNot)))
                continue
            among = isinstance(op, ast.In | ast.NotIn) and isinstance(right_tree, ast.Tuple | ast.List)
            right = self._listing(right_tree) if among else self.node(right_tree, depth)
            if right_tree is not tree.comparators[-1] and not isinstance(right, Name | Literal):
                self._faults.add(right.at, "chain-middle")  # it is read twice, and a rule is asked once
            parts.append(Compare(at, _COMPARISONS[type(op)], left, right))
            left_tree, left = right_tree, right
        return parts[0] if len(parts) == 1 else Join(parts[0].at, "and", tuple(parts))

    def _listing(self, tree: ast.expr) -> Node:
        items = []
        for item in tree.elts if isinstance(tree, ast.Tuple | ast.List) else ():
            node = self.node(item, MAX_DEPTH)
            if isinstance(node, Literal) and node.value is not None:
                items.append(node)
            else:
                self._faults.add(node.at, "list-of-literals")
        if not items:
            self._faults.add(self._at(tree), "list-of-literals")
        return Listing(self._at(tree), tuple(items))

    def _call(self, tree: ast.Call, depth: int) -> Node:
        if not isinstance(tree.func, ast.Name):
            return self._refuse(tree)
        arguments = tuple(self.node(argument, depth) for argument in tree.args)
        named: list[tuple[str, Node]] = []
        for each in tree.keywords:
            if each.arg is None:
                self._refuse(tree)
            elif each.arg in dict(named):
                self._faults.add(self._at(each), "given-twice", word=each.arg)
            else:
                named.append((each.arg, self.node(each.value, depth)))
        return Call(self._at(tree), tree.func.id, arguments, tuple(named))
