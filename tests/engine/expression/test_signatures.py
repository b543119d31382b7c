"""Rules, fields and figures as types: what the registry declares is what expressions may give."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from caseflow.engine.expression import (
    ANSWER,
    BOOL,
    DATE,
    INTEGER,
    MONEY,
    NUMBER,
    PERSON_CODE,
    SHARE,
    TEXT,
    Choice,
    ListOf,
    Record,
    Scope,
    Type,
    UntypedRuleError,
    compile_expression,
    optional,
    signatures_from_rules,
    type_of_field,
    type_of_parameter,
)
from caseflow.engine.expression.signatures import type_of_annotation
from caseflow.engine.expression.types import fits
from caseflow.engine.fields import Field
from caseflow.engine.source_text import SourceText
from caseflow.errors import Place
from caseflow.rules import rule_by_name, rules
from caseflow.rules import types as law
from caseflow.words import say

LABEL = {"lv": "x", "en": "x"}


class Line(law.Record):
    net: law.Money
    share: law.Share | None
    note: str = ""


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        (law.Money, MONEY),
        (law.Balance, MONEY),
        (law.Share, SHARE),
        (law.Number, NUMBER),
        (law.Day, DATE),
        (int, INTEGER),
        (bool, BOOL),
        (str, TEXT),
        (law.Money | None, optional(MONEY)),
        (Literal["a", "b"], Choice({"a": {}, "b": {}})),
        (list[law.Day], ListOf(DATE)),
        (list[Line], ListOf(Record({"net": MONEY, "share": optional(SHARE), "note": TEXT}, frozenset({"note"})))),
        (Line, Record({"net": MONEY, "share": optional(SHARE), "note": TEXT}, frozenset({"note"}))),
    ],
)
def test_maps_the_annotation_of_an_input(annotation: Any, found: Type) -> None:
    assert type_of_annotation(annotation, "here") == found


@pytest.mark.parametrize("annotation", [float, dict[str, int], int | str, object])
def test_refuses_an_annotation_without_a_type(annotation: Any) -> None:
    with pytest.raises(UntypedRuleError, match="here: "):
        type_of_annotation(annotation, "here")


def test_every_registered_rule_can_be_called_from_expressions() -> None:
    signatures = signatures_from_rules(rules())
    assert set(signatures) == {rule.name for rule in rules()}
    for signature in signatures.values():
        assert say(signature.title, "lv")
        assert (signature.returns == ANSWER) is (signature.kind == "check")


def test_types_the_tax_rule_as_a_workflow_calls_it() -> None:
    signature = signatures_from_rules([rule_by_name("tax_debt_within_limit")])["tax_debt_within_limit"]
    assert dict(signature.inputs) == {"net_tax_debt": (MONEY, True)}
    assert (signature.id, signature.returns) == ("B-TAX-01", ANSWER)


def field(kind: str, **more: Any) -> Field:
    return Field("x", kind, LABEL, **more)


def test_a_field_may_be_missing_unless_it_is_required() -> None:
    assert type_of_field(field("money")) == optional(MONEY)
    assert type_of_field(field("money", required=True)) == MONEY
    assert type_of_field(field("money"), required=True) == MONEY
    assert type_of_field(field("person_code"), required=True) == PERSON_CODE
    assert type_of_field(field("choice", values={"a": LABEL}), required=True) == Choice({"a": LABEL})


def test_a_list_field_is_a_list_of_records() -> None:
    rows = field("list", required=True, fields={"net": field("money", required=True), "late": field("money")})
    assert type_of_field(rows) == ListOf(Record({"net": MONEY, "late": optional(MONEY)}, frozenset({"late"})))


def test_figures_have_the_types_of_their_parameters() -> None:
    assert type_of_parameter("flag") == BOOL
    assert type_of_parameter("list") == ListOf(TEXT)


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ({"net": MONEY, "share": SHARE}, True),
        ({"net": MONEY, "share": optional(SHARE), "note": TEXT}, True),
        ({"net": MONEY}, False),
        ({"net": optional(MONEY), "share": SHARE}, False),
        ({"net": MONEY, "share": SHARE, "more": TEXT}, False),
        ({"net": NUMBER, "share": SHARE}, False),
    ],
)
def test_a_rule_takes_lists_whose_columns_are_those_it_knows(columns: dict[str, Type], taken: bool) -> None:
    assert fits(ListOf(Record(columns)), type_of_annotation(list[Line], "here")) is taken


def test_compiles_the_example_of_the_design() -> None:
    scope = Scope({"net_tax_debt": MONEY, "reference_day": optional(DATE)}, signatures_from_rules(rules()))
    source = SourceText("tax_debt_within_limit(net_tax_debt)", Place("w.yaml", 1, 1))
    assert compile_expression(source, scope, BOOL).type == ANSWER
