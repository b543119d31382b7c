"""Tax debt: what counts, for which day, and the limit (examples, chapter 4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput
from caseflow.rules.tax import Extension, net_tax_debt

from .conftest import Ask

DAY = date(2023, 6, 5)


def extension(amount: str, decided_on: str) -> dict[str, str]:
    return {"amount": amount, "decided_on": decided_on}


@pytest.mark.parametrize(
    ("debts", "outcome"),
    [
        pytest.param(("61.37", "48.63", "40.00"), "passed", id="E-0401 equal to the limit"),
        pytest.param(("61.37", "48.63", "40.02"), "failed", id="E-0401 two cents above"),
        pytest.param(("150.01",), "failed", id="one cent above"),
        pytest.param(("149.99",), "passed", id="one cent below"),
    ],
)
def test_limits_the_sum_of_all_debts_at_150_00(ask: Ask, debts: tuple[str, ...], outcome: str) -> None:
    answer = ask("tax_debt_within_limit", {"net_tax_debt": str(sum(map(Decimal, debts)))})
    assert answer.outcome == outcome
    (reason,) = answer.reasons
    assert reason.rule == "B-TAX-01"
    assert reason.message.args["limit"] == Decimal("150.00")
    assert [(use.key, use.source) for use in reason.figures] == [("P.tax.limit", "S001 1.3/komercdarbības nosacījumi")]


@pytest.mark.parametrize(
    ("total", "extensions", "net", "outcome"),
    [
        pytest.param("812.45", [extension("662.45", "2023-06-05")], "150.00", "passed", id="E-0402"),
        pytest.param(
            "700.00",
            [extension("300.00", "2023-06-04"), extension("280.00", "2023-06-06")],
            "400.00",
            "failed",
            id="E-0403",
        ),
        pytest.param("0", [], "0.00", "passed", id="no debt"),
    ],
)
def test_leaves_out_what_was_extended_by_the_reference_day(
    ask: Ask, total: str, extensions: list[Any], net: str, outcome: str
) -> None:
    inputs = {"total_debt": total, "extensions": extensions, "reference_day": "2023-06-05"}
    debt = ask("net_tax_debt", inputs).value
    assert debt == Decimal(net)
    assert ask("tax_debt_within_limit", {"net_tax_debt": debt}).outcome == outcome


def test_names_the_extension_that_came_too_late(ask: Ask) -> None:
    late = [extension("280.00", "2023-06-06")]
    answer = ask("net_tax_debt", {"total_debt": "700", "extensions": late, "reference_day": "2023-06-05"})
    assert answer.reasons[1].message.args["late"] == Decimal("280.00")


def test_refuses_extensions_beyond_the_total(ask: Ask) -> None:
    inputs = {"total_debt": "10.00", "extensions": [extension("10.01", "2023-06-05")]}
    with pytest.raises(BadInput, match=r"extensions 10\.01 exceed total_debt 10\.00; enter only"):
        ask("net_tax_debt", {**inputs, "reference_day": "2023-06-05"})


@given(parts=st.lists(st.tuples(st.decimals("0.00", "5000.00", places=2), st.integers(-3, 3)), min_size=1, max_size=6))
def test_net_debt_is_whatever_was_not_extended_in_time(parts: list[tuple[Decimal, int]]) -> None:
    extensions = [
        Extension(amount=amount, decided_on=date.fromordinal(DAY.toordinal() + offset)) for amount, offset in parts
    ]
    total = sum((amount for amount, _ in parts), Decimal("0.00"))
    late = sum((amount for amount, offset in parts if offset > 0), Decimal("0.00"))
    assert net_tax_debt(total, extensions, DAY).value == late


@pytest.mark.parametrize(
    ("clarified", "day"),
    [
        pytest.param([], "2022-09-14", id="no clarification"),
        pytest.param(["2022-09-15"], "2022-09-15", id="E-0404"),
        pytest.param(["2022-09-21", "2022-09-20"], "2022-09-21", id="E-0405 the last one decides"),
        pytest.param(["2022-09-14"], "2022-09-14", id="same day"),
    ],
)
def test_a_clarification_moves_the_reference_day(ask: Ask, clarified: list[str], day: str) -> None:
    answer = ask("tax_reference_day", {"submitted_on": "2022-09-14", "clarified_on": clarified})
    assert answer.value == date.fromisoformat(day)


def test_refuses_a_clarification_before_the_application(ask: Ask) -> None:
    with pytest.raises(BadInput, match="2022-09-13 lies before submitted_on 2022-09-14"):
        ask("tax_reference_day", {"submitted_on": "2022-09-14", "clarified_on": ["2022-09-13"]})


@pytest.mark.parametrize(
    ("changed", "outcome", "case"),
    [
        pytest.param({}, "passed", "passed", id="same application and day"),
        pytest.param({"checked_application": "B-2"}, "failed", "other_application", id="reused"),
        pytest.param({"checked_reference_day": "2022-09-14"}, "failed", "other_day", id="E-0404 moved"),
        pytest.param({"checked_reference_day": "2022-09-16"}, "failed", "other_day", id="a later day"),
    ],
)
def test_a_check_is_good_for_one_application_and_day(
    ask: Ask, changed: dict[str, str], outcome: str, case: str
) -> None:
    same = {
        "application": "B-1",
        "reference_day": "2022-09-15",
        "checked_application": "B-1",
        "checked_reference_day": "2022-09-15",
    }
    answer = ask("tax_check_fits", same | changed)
    assert answer.outcome == outcome
    assert answer.reasons[0].message.id == f"rules_tax.tax_check_fits.{case}"


@pytest.mark.parametrize(
    ("data_date", "outcome"),
    [
        pytest.param("2023-05-26", "manual", id="E-0408 older"),
        pytest.param("2023-06-04", "manual", id="one day older"),
        pytest.param("2023-06-05", "passed", id="of the day"),
        pytest.param("2023-06-07", "passed", id="E-0408 newer"),
    ],
)
def test_data_older_than_the_reference_day_prove_nothing(ask: Ask, data_date: str, outcome: str) -> None:
    answer = ask("tax_data_usable", {"data_date": data_date, "reference_day": "2023-06-05"})
    assert answer.outcome == outcome
