"""Ranking and the money of the round (examples, chapter 16)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask


def scored(name: str, points: str, at: str = "2023-10-12T09:14:07+03:00") -> dict[str, Any]:
    total, merchants, experience = points.split("/")
    return {
        "application": name,
        "points": total,
        "merchants_points": merchants,
        "experience_points": experience,
        "submitted_at": at,
    }


@pytest.mark.parametrize(
    ("applications", "order"),
    [
        pytest.param(
            [scored("P1", "84/15/9"), scored("P2", "84/14/12"), scored("P3", "86/10/5")], "P3 P1 P2", id="E-1601"
        ),
        pytest.param(
            [scored("P1", "77/18/4"), scored("P2", "77/18/6"), scored("P3", "77/19/0")], "P3 P2 P1", id="E-1602"
        ),
        pytest.param(
            [scored("P1", "79/16/8"), scored("P2", "79/16/8", "2023-10-12T09:14:05+03:00")], "P2 P1", id="E-1603"
        ),
        pytest.param(
            [scored("P1", "79/16/8"), scored("P2", "79/16/8", "2023-10-12T06:14:06Z")], "P2 P1", id="another offset"
        ),
    ],
)
def test_orders_by_points_then_merchants_then_experience_then_time(
    ask: Ask, applications: list[Any], order: str
) -> None:
    assert ask("project_ranking", {"applications": applications}).value == order.split()


@pytest.mark.parametrize("at", ["2023-10-12T09:14:07", "yesterday", "2023-10-12"])
def test_refuses_an_instant_without_its_offset(ask: Ask, at: str) -> None:
    with pytest.raises(BadInput, match="write it with its offset"):
        ask("project_ranking", {"applications": [scored("P1", "1/1/1", at)]})


def test_refuses_an_application_that_stands_twice(ask: Ask) -> None:
    with pytest.raises(BadInput, match="stands twice"):
        ask("project_ranking", {"applications": [scored("P1", "1/1/1")] * 2})


def funded(ask: Ask, *amounts: str) -> Any:
    ranked = [{"application": f"P{n}", "amount": amount} for n, amount in enumerate(amounts, start=1)]
    return ask("funded_by_rank", {"ranked": ranked, "money": "1900000.00"}).value


def left(ask: Ask, found: Any) -> Decimal:
    amount: Decimal = ask("money_left", {"funded": found, "money": "1900000.00"}).value
    return amount


def test_funds_while_the_running_sum_keeps_the_money(ask: Ask) -> None:
    found = funded(ask, "780000.00", "640000.00", "480000.00")  # E-1604
    assert [each.state for each in found] == ["approved"] * 3
    assert left(ask, found) == Decimal("0.00")


def test_nobody_overtakes_the_first_that_does_not_fit(ask: Ask) -> None:
    found = funded(ask, "780000.00", "640000.00", "480000.01", "300000.00")  # E-1605
    assert [each.state for each in found] == ["approved"] * 2 + ["rejected_no_funds"] * 2
    assert [str(each.running_sum) for each in found[2:]] == ["1900000.01", "2200000.01"]
    assert left(ask, found) == Decimal("480000.00")
