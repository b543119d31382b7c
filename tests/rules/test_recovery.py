"""Recovery: principal and interest (examples, chapter 15; the base rates are invented)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput

from .conftest import Ask


def claim(
    ask: Ask,
    paid: list[tuple[str, str]],
    until: str,
    rates: dict[str, str],
    back: list[tuple[str, str]] | None = None,
) -> Any:
    inputs = {
        "disposals": [{"amount": amount, "on": day} for amount, day in paid],
        "until": until,
        "base_rates": [{"valid_from": day, "percent": percent} for day, percent in rates.items()],
        "repayments": [{"amount": amount, "on": day} for amount, day in back or []],
    }
    return ask("recovery_interest", inputs).value


YEARS = {"2023-03-10": "3.06", "2024-03-10": "4.19", "2025-03-10": "2.64"}
LEAP = {"2024-02-01": "4.11", "2025-02-28": "2.64"}
TWO = {"2024-03-01": "4.11", "2024-05-01": "3.80"}


@pytest.mark.parametrize(
    ("paid", "until", "rates", "interest"),
    [
        pytest.param(
            [("1234.50", "2024-02-15")],
            "2024-09-30",
            {"2024-01-01": "4.11", "2024-07-01": "3.42"},
            "39.40",
            id="E-1501",
        ),
        pytest.param([("980.00", "2023-06-01")], "2024-06-01", {"2023-01-01": "3.06"}, "39.78", id="E-1502"),
        pytest.param([("5600.00", "2023-03-10")], "2025-06-18", YEARS, "590.93", id="E-1503"),
        pytest.param([("2100.00", "2024-02-29")], "2025-02-28", LEAP, "107.31", id="E-1504 anniversary"),
        pytest.param([("2100.00", "2024-02-29")], "2025-03-01", LEAP, "107.53", id="E-1504 a day later"),
        pytest.param([("315.75", "2024-05-17"), ("420.00", "2024-03-04")], "2024-11-29", TWO, "24.01", id="E-1505"),
        pytest.param([("750.00", "2024-01-10")], "2024-12-20", {"2024-01-01": "4.11"}, "36.22", id="E-1507"),
        pytest.param([("750.00", "2024-01-10")], "2024-01-10", {"2024-01-01": "4.11"}, "0.00", id="same day"),
    ],
)
def test_interest_compounds_yearly_and_is_cut_once(
    ask: Ask, paid: list[tuple[str, str]], until: str, rates: dict[str, str], interest: str
) -> None:
    assert claim(ask, paid, until, rates) == Decimal(interest)


def test_a_part_repayment_meets_interest_before_principal(ask: Ask) -> None:
    rates = {"2024-01-01": "4.00"}
    paid = [("1000.00", "2024-01-01")]
    # 50.00 of interest in the first year, met first: the other 450.00 reduce the principal to 550.00.
    found = claim(ask, paid, "2025-03-15", rates, [("500.00", "2025-01-01")])
    assert found == Decimal("55.50")  # 50.00 + 550.00 x 0.05 x 73/365


def test_a_year_interrupted_by_a_repayment_is_still_one_year(ask: Ask) -> None:
    rates = {"2024-01-01": "4.00"}
    found = claim(ask, [("1000.00", "2024-01-01")], "2025-01-01", rates, [("0.00", "2024-07-01")])
    assert found == Decimal("50.00")


def test_a_repayment_meets_the_oldest_aid_first(ask: Ask) -> None:
    rates = {"2024-01-01": "4.00", "2024-06-01": "9.00"}
    paid = [("100.00", "2024-07-01"), ("100.00", "2024-01-01")]
    # The older 100.00 at 5 % is repaid in full on the day the dearer one begins to run.
    older = Decimal("100.00") * 182 / 365 / 20
    found = claim(ask, paid, "2024-09-12", rates, [(str(100 + round(older, 2)), "2024-07-01")])
    assert found == Decimal("4.49")  # 2.493 + 100.00 x 0.10 x 73/365


def test_a_repayment_does_not_meet_aid_that_was_not_yet_paid(ask: Ask) -> None:
    paid = [("100.00", "2024-01-01"), ("100.00", "2024-03-01")]
    rates = {"2024-01-01": "4.00"}
    found = claim(ask, paid, "2024-05-13", rates, [("500.00", "2024-01-01")])
    assert found == Decimal("1.00")  # 100.00 x 0.05 x 73/365 of the later aid


def test_money_beyond_the_debt_earns_nothing(ask: Ask) -> None:
    found = claim(ask, [("10.00", "2024-01-01")], "2024-06-01", {"2024-01-01": "4.00"}, [("99.00", "2024-01-01")])
    assert found == Decimal("0.00")


@pytest.mark.parametrize(
    ("rates", "back", "complaint"),
    [
        ({"2024-01-02": "4.00"}, [], "none is valid on 2024-01-01; add the Commission's rate"),
        ({"2024-01-01": "4.00"}, [("1.00", "2024-06-02")], "2024-06-02 lies after until 2024-06-01"),
    ],
)
def test_asks_for_what_is_missing(ask: Ask, rates: dict[str, str], back: list[tuple[str, str]], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        claim(ask, [("10.00", "2024-01-01")], "2024-06-01", rates, back)


@given(days=st.integers(0, 1200), more=st.integers(0, 400))
def test_interest_never_falls_as_days_pass(ask: Ask, days: int, more: int) -> None:
    start = date(2024, 2, 29)
    interest = [
        claim(ask, [("1000.00", str(start))], str(start + timedelta(days=span)), {"2020-01-01": "3.00"})
        for span in (days, days + more)
    ]
    assert interest == sorted(interest)


def grant(id: str, regime: str, amount: str, breached: bool = False) -> dict[str, Any]:
    return {"id": id, "regime": regime, "amount": amount, "breached": breached}


@pytest.mark.parametrize(
    ("breached", "principal"),
    [
        pytest.param({"a"}, "750.00", id="E-1506"),
        pytest.param({"c"}, "700.00", id="block exemption only"),
        pytest.param({"b", "c"}, "1450.00", id="both"),
        pytest.param(set(), "0.00", id="none"),
    ],
)
def test_one_breach_takes_all_de_minimis_of_the_project(ask: Ask, breached: set[str], principal: str) -> None:
    grants = [grant("a", "dm2831", "300.00"), grant("b", "dm1407", "450.00"), grant("c", "gber", "700.00")]
    given = [each | {"breached": each["id"] in breached} for each in grants]
    assert ask("recovery_principal", {"grants": given}).value == Decimal(principal)
