"""The register: what a rule must say about itself, and how it is asked."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from caseflow.errors import BadInput, NotFound
from caseflow.rules import (
    Answer,
    Figures,
    MissingFigure,
    ParameterTable,
    call,
    registry,
    rule_by_name,
    rules,
    rules_by_id,
)
from caseflow.rules.answer import because, computed, failed, manual, passed, verdict
from caseflow.rules.json_form import read_value, to_json
from caseflow.rules.registry import BadRuleError, rule
from caseflow.rules.types import Money
from caseflow.words import message

LIMIT = rule_by_name("tax_debt_within_limit")


@pytest.fixture
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_rules", {})


@pytest.mark.usefixtures("own_register")
def test_refuses_a_second_rule_of_the_same_name() -> None:
    def twice(amount: Money) -> Answer[Money]:
        return computed(amount)

    rule("B-X-01", source="S001")(twice)
    with pytest.raises(BadRuleError, match="twice is already the rule B-X-01; give B-X-02 another name"):
        rule("B-X-02", source="S001")(twice)


@pytest.mark.usefixtures("own_register")
def test_refuses_figures_that_are_read_but_not_declared_and_the_other_way_round() -> None:
    def reads(amount: Money, *, figures: Figures) -> Answer[Money]:
        return computed(amount + figures.money("P.tax.limit"))

    def reads_nothing(amount: Money) -> Answer[Money]:
        return computed(amount)

    with pytest.raises(BadRuleError, match="reads: declare figures"):
        rule("B-X-01", source="S001")(reads)
    with pytest.raises(BadRuleError, match="reads_nothing: declare figures"):
        rule("B-X-01", source="S001", figures=("P.tax.limit",))(reads_nothing)


def test_every_rule_says_where_it_stands_in_the_law() -> None:
    assert len(rules()) >= 5
    for each in rules():
        assert re.fullmatch(r"[ABCXZ]-[A-Z0-9]+(-[A-Z0-9]+)*", each.id), each.id
        assert each.source, each.name
        assert each.reading is None or re.fullmatch(r"Q-\d\d", each.reading), each.name
        assert each.kind == ("check" if each.returns is type(None) else "computation")


def test_every_declared_figure_is_loaded(table: ParameterTable) -> None:
    declared = {key for each in rules() for key in each.figures}
    missing = [key for key in declared if not any(k == key or k.startswith(key.rstrip("*")) for k in table.keys)]
    assert missing == []


def test_finds_rules_by_name_by_id_and_by_what_they_cover() -> None:
    assert rules_by_id("B-TAX-01") == (LIMIT,)
    assert rules_by_id("B-TAX-07") == (LIMIT,)
    assert rules_by_id("B-TAX-99") == ()
    with pytest.raises(NotFound, match="no rule is called 'tax_dept'"):
        rule_by_name("tax_dept")


def test_every_rule_offers_a_schema_of_its_input() -> None:
    for each in rules():
        schema = each.input_schema()
        assert schema["type"] == "object"
        assert list(schema["properties"]) == list(each.inputs)
        assert schema.get("required", []) == list(each.required)
        assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("inputs", "complaint"),
    [
        ({}, "tax_debt_within_limit: net_tax_debt is missing; give it"),
        ({"net_tax_debt": "1,5"}, "tax_debt_within_limit: net_tax_debt: '1,5' is not an amount: write EUR"),
        ({"net_tax_debt": 0.1}, "net_tax_debt: 0.1 is not an amount"),
        ({"net_tax_debt": "1", "limit": "9"}, "limit is not known here; the rule takes net_tax_debt"),
    ],
)
def test_refuses_inputs_that_are_wrong(table: ParameterTable, inputs: dict[str, object], complaint: str) -> None:
    with pytest.raises(BadInput, match=re.escape(complaint)):
        call(LIMIT, inputs, table.on(date(2023, 6, 5)))


def test_refuses_a_wrong_line_by_its_number(table: ParameterTable) -> None:
    lines = [{"amount": "1", "decided_on": "2023-06-05"}, {"amount": "1", "decided_on": "5.6.2023"}]
    inputs = {"total_debt": "5", "extensions": lines, "reference_day": "2023-06-05"}
    with pytest.raises(BadInput, match=r"extensions\.1\.decided_on: '5\.6\.2023' is not a date"):
        call(rule_by_name("net_tax_debt"), inputs, table.on(date(2023, 6, 5)))


def test_reasons_carry_the_rule_and_the_figures_it_read(table: ParameterTable) -> None:
    figures = table.on(date(2023, 6, 5))
    answer = call(LIMIT, {"net_tax_debt": "150.01"}, figures)
    assert [(reason.rule, [use.key for use in reason.figures]) for reason in answer.reasons] == [
        ("B-TAX-01", ["P.tax.limit"])
    ]
    assert figures.used == answer.figures


def test_a_missing_figure_stops_the_rule() -> None:
    with pytest.raises(MissingFigure, match=r"P\.tax\.limit has no value on 2023-06-05"):
        call(LIMIT, {"net_tax_debt": "1.00"}, ParameterTable([]).on(date(2023, 6, 5)))


def test_only_a_passed_answer_opens_anything() -> None:
    why = message("rules_tax.tax_data_usable.title")
    answers = [passed(why), failed(why), manual(why), computed(Decimal("1.00"))]
    assert [answer.holds for answer in answers] == [True, False, False, False]


def test_one_failure_outweighs_doubts_and_doubts_outweigh_the_rest() -> None:
    good, doubt, bad = message("good"), message("doubt"), because("B-X-09", message("bad"))
    assert verdict([], [], good).outcome == "passed"
    assert verdict([], [doubt], good).outcome == "manual"
    answer = verdict([bad], [doubt], good)
    assert answer.outcome == "failed"
    assert [reason.message.id for reason in answer.reasons] == ["bad", "doubt"]


def test_what_one_rule_gives_is_taken_by_the_next(table: ParameterTable) -> None:
    figures = table.on(date(2023, 11, 15))
    years = call(rule_by_name("fiscal_year_starts"), {"award_day": "2023-11-15", "month": 1, "day": 1}, figures)
    inputs = {"regulation": "dm1407", "award_day": "2023-11-15", "fiscal_years": years.value}
    since = call(rule_by_name("de_minimis_since"), inputs, figures).value
    given = {"undertakings": ("A",), "grants": (), "road_freight_for_hire": False}
    inputs = {"regulation": "dm1407", "since": since, "award_day": "2023-11-15"} | given
    assert call(rule_by_name("de_minimis_headroom"), inputs, figures).value == Decimal("200000.00")


def test_a_recorded_value_that_the_rule_never_gives_is_refused() -> None:
    assert read_value(rule_by_name("net_tax_debt"), "150.00") == Decimal("150.00")
    assert read_value(LIMIT, None) is None
    with pytest.raises(BadInput, match="net_tax_debt never computes '1,5'"):
        read_value(rule_by_name("net_tax_debt"), "1,5")
    with pytest.raises(TypeError, match="may not answer float"):
        to_json(1.5)
