"""Running expressions: exact values, missing values, the order in which rules are asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from caseflow.engine.expression import (
    BOOL,
    MONEY,
    NUMBER,
    BadValue,
    NoValue,
    calls,
    optional,
    parameters,
    reads,
)
from caseflow.rules.answer import failed, passed
from tests.engine.expression.examples import RESULTS, Heard, build, value

CENTS = st.integers(-(10**17), 10**17).map(lambda cents: Decimal(cents).scaleb(-2))


class Row(BaseModel):
    net: Decimal
    hours: int


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50000.10 <= 50000.10", True),
        ("0.1 + 0.2 == 0.3", True),
        ("1.10 * 3", Decimal("3.30")),
        ("2 + 3 * 4", 14),
        ("-(2 - 5)", 3),
        ("0 < 1 <= 1 and 2 >= 2 and 3 != 4 and not 3 > 4", True),
        ("1 in (1, 2) and 3 not in (1, 2)", True),
        ("min(3, 1.5)", Decimal("1.5")),
        ("max(3, 5)", 5),
        ("1 if 2 > 3 else 0", 0),
        ("True or False", True),
        ("share(70)", Decimal("0.70")),
        ("share(62.5)", Decimal("0.625")),
        ("percent(0.7160)", Decimal("71.60")),
    ],
)
def test_reckons_exactly(text: str, found: object) -> None:
    computed = value(text)
    assert computed == found
    assert type(computed) is type(found)


@given(CENTS, CENTS)
def test_money_is_compared_and_added_to_the_cent(a: Decimal, b: Decimal) -> None:
    assert value("paid <= form.total_debt", paid=a, form={"total_debt": b}) is (a <= b)
    assert value("paid + form.total_debt - form.total_debt", paid=a, form={"total_debt": b}) == a
    assert value("paid * 3", paid=a) == a + a + a


@given(st.decimals(0, 100, places=10))
def test_a_percentage_becomes_a_share_and_comes_back_exactly(rate: Decimal) -> None:
    assert value("share(rate)", rate=rate) * 100 == rate
    assert value("percent(share(rate))", rate=rate) == rate


def test_a_row_is_found_by_the_value_of_a_column_and_a_missing_value_is_in_none() -> None:
    clause = "any_equals(lines, 'late', debt)"
    rows = [{"late": None}, {"late": Decimal("5.00")}]
    assert value(clause, lines=rows, debt=Decimal(5)) is True
    assert value(clause, lines=rows, debt=Decimal(6)) is False
    assert value(clause, lines=rows, debt=None) is False
    assert value(clause, lines=[], debt=Decimal(5)) is False
    with pytest.raises(BadValue):
        value(clause, debt=Decimal(5))


def test_a_missing_percentage_is_an_error_and_no_share_of_nothing() -> None:
    with pytest.raises(BadValue):
        value("share(rate)")


def test_a_result_too_long_to_be_exact_is_an_error_and_no_rounding() -> None:
    with pytest.raises(BadValue):
        value("ratio * ratio * ratio", ratio=Decimal("1." + "3" * 50))


@pytest.mark.parametrize("clause", ["debt == 5", "debt in (5, 6)", "day == today", "has(debt)", "debt is not None"])
def test_a_missing_value_equals_nothing(clause: str) -> None:
    assert value(clause, today=date(2024, 1, 1)) is False
    assert value(clause, debt=None, day=None, today=None) is False


def test_missing_values_are_not_equal_to_each_other() -> None:
    assert value("day == today") is False


@pytest.mark.parametrize(
    "text", ["paid > 1", "paid + 1 > 2", "-paid == 1", "count(codes) > 0", "min(days, 2) > 1", "agreed", "not agreed"]
)
def test_names_the_clause_whose_value_is_missing(text: str) -> None:
    with pytest.raises(BadValue, match=r"w\.yaml:10:\d+: a value is missing") as caught:
        value(text, wanted=BOOL)
    assert caught.value.clause == text


def test_refuses_a_value_of_another_kind() -> None:
    with pytest.raises(BadValue):
        value("paid > 1", paid="100")


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("has(title)", {"title": ""}, False),
        ("has(title)", {"title": "x"}, True),
        ("has(codes)", {"codes": []}, False),
        ("has(paid)", {"paid": Decimal(0)}, True),
        ("count(codes)", {"codes": ["a", "b"]}, 2),
        ("title in codes", {"codes": ["a"], "title": "a"}, True),
        ("title in codes", {"codes": None, "title": "a"}, False),
        ("agreement is not None and agreement.status == 'open'", {"agreement": {"status": "open"}}, True),
        ("agreement is not None", {}, False),
        ("agreement is None", {}, True),
    ],
)
def test_reads_values_by_name_and_path(text: str, values: dict[str, Any], found: object) -> None:
    assert value(text, **values) == found


@pytest.mark.parametrize("rows", [[{"net": Decimal("0.10"), "hours": 2}] * 3, [Row(net=Decimal("0.10"), hours=2)] * 3])
def test_adds_up_a_column_of_rows_and_records(rows: list[Any]) -> None:
    assert value("sum_of(lines, 'net')", wanted=MONEY, lines=rows) == Decimal("0.30")
    hours = value("sum_of(lines, 'hours')", lines=rows)
    assert (hours, type(hours)) == (6, int)


def test_nothing_adds_up_to_nothing_and_a_missing_cell_is_an_error() -> None:
    assert str(value("sum_of(lines, 'net')", wanted=MONEY, lines=[])) == "0.00"
    with pytest.raises(BadValue):
        value("sum_of(lines, 'net')", lines=[{"net": Decimal(1)}, {}])


def test_reads_only_the_declared_fields_of_a_record() -> None:
    with pytest.raises(BadValue):
        value("sum_of(lines, 'net')", lines=[object()])


def test_whole_numbers_become_the_decimals_that_a_field_holds() -> None:
    assert str(value("0", wanted=MONEY)) == "0.00"
    assert str(value("debt if debt is not None else 10", wanted=MONEY)) == "10.00"
    assert value("debt", wanted=optional(MONEY)) is None
    assert type(value("3", wanted=NUMBER)) is Decimal


def test_rules_get_their_arguments_by_name_in_the_order_of_the_text() -> None:
    heard = Heard(figures={"P.tax.limit": Decimal(150)})
    text = "net_debt(paid, extended=0) <= P.tax.limit and status_fits(share=0.5, status='open')"
    assert value(text, heard, paid=Decimal(100)) is True
    assert heard.asked == [
        ("net_debt", {"total": Decimal(100), "extended": 0}),
        ("P.tax.limit", {}),
        ("status_fits", {"status": "open", "share": Decimal("0.5")}),
    ]


@pytest.mark.parametrize(
    ("text", "holds", "asked"),
    [
        ("complete() and within_limit(paid)", False, ["complete"]),
        ("within_limit(paid) or complete()", True, ["within_limit"]),
        ("all_of(complete(), within_limit(paid))", False, ["complete", "within_limit"]),
        ("any_failed(complete(), within_limit(paid))", True, ["complete", "within_limit"]),
        ("any_manual(complete(), data_usable())", True, ["complete", "data_usable"]),
        ("any_manual(complete())", False, ["complete"]),
        ("any_failed(data_usable())", False, ["data_usable"]),
        ("data_usable()", False, ["data_usable"]),
        ("complete() if agreed else within_limit(paid)", True, ["within_limit"]),
        ("net_debt(paid, extended=1) > 0 and complete()", False, ["net_debt"]),
    ],
)
def test_asks_no_rule_that_is_not_reached_and_none_twice(text: str, holds: bool, asked: list[str]) -> None:
    heard = Heard()
    assert value(text, heard, wanted=BOOL, paid=Decimal(1), agreed=False) is holds
    assert [name for name, _ in heard.asked] == asked


def test_never_asks_a_rule_with_a_missing_value_that_it_needs() -> None:
    heard = Heard()
    with pytest.raises(BadValue, match="at 'paid"):
        value("within_limit(paid)", heard)
    assert heard.asked == []
    assert value("data_usable(day=day)", heard) is False
    assert heard.asked == [("data_usable", {"day": None})]


def test_a_computation_without_a_value_carries_its_answer() -> None:
    refused = failed(*RESULTS["complete"].reasons)
    with pytest.raises(NoValue, match="net_debt gives no value, it answers failed") as caught:
        value("net_debt(paid, 0) > 1", Heard({"net_debt": refused}), paid=Decimal(1))
    assert caught.value.answer is refused


def test_a_passing_rule_asked_for_failure_of_a_computation() -> None:
    heard = Heard({"net_debt": failed(*RESULTS["complete"].reasons), "complete": passed()})
    assert value("any_failed(net_debt(paid, 0), complete())", heard, paid=Decimal(1)) is True


def test_tells_what_it_reads_without_running() -> None:
    expression = build(
        "net_debt(form.total_debt, extended=paid) <= P.tax.limit and all_of(complete(), complete())"
        " and title in P.sectors and count(lines) > 0"
    )
    assert reads(expression) == {("form", "total_debt"), ("paid",), ("title",), ("lines",)}
    assert calls(expression) == ("net_debt", "complete")
    assert parameters(expression) == ("P.tax.limit", "P.sectors")
