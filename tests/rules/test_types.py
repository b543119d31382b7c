"""What may enter a rule: exact amounts, shares, numbers and dates, and nothing that looks like them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from caseflow.rules.money import cut, part
from caseflow.rules.types import Balance, Day, Money, Number, Percent, Share, kind_of


def accepted(annotation: Any, value: object) -> Any:
    return TypeAdapter(annotation).validate_python(value)


@pytest.mark.parametrize("value", ["150", "150.0", "150.00", 150, Decimal("150"), Decimal("150.000")])
def test_money_becomes_an_amount_with_two_places(value: object) -> None:
    amount = accepted(Money, value)
    assert amount == Decimal("150.00")
    assert amount.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        "1,5",
        "1 500.00",
        "1e3",
        "0.001",
        Decimal("0.005"),
        "-0.01",
        True,
        None,
        "NaN",
        Decimal("Infinity"),
        "",
        "150.00 EUR",
        "+1",
        "٣",
        Decimal("1E+30"),
        10**18,
        "1" * 40,
    ],
)
def test_money_refuses_what_is_no_exact_amount(value: object) -> None:
    with pytest.raises(ValidationError):
        accepted(Money, value)


def test_the_refusal_says_how_to_write_an_amount() -> None:
    with pytest.raises(ValidationError, match=r"'1,5' is not an amount: write EUR with a point .* such as 150\.00"):
        accepted(Money, "1,5")


def test_a_balance_may_be_negative() -> None:
    assert accepted(Balance, "-15000.01") == Decimal("-15000.01")


@pytest.mark.parametrize(("value", "fits"), [("0", True), ("1", True), ("1.000001", False), ("-0.01", False)])
def test_a_share_lies_between_nothing_and_the_whole(value: str, fits: bool) -> None:
    if fits:
        assert accepted(Share, value) == Decimal(value)
    else:
        with pytest.raises(ValidationError, match="is not a share"):
            accepted(Share, value)


def test_a_number_keeps_its_digits() -> None:
    assert str(accepted(Number, "9.90")) == "9.90"


@pytest.mark.parametrize(
    "value", ["2023-02-29", "2023-6-5", "05.06.2023", 20230605, datetime(2023, 6, 5, tzinfo=UTC), ""]
)
def test_a_day_refuses_what_is_no_date(value: object) -> None:
    with pytest.raises(ValidationError, match="is not a date of the calendar"):
        accepted(Day, value)


def test_a_day_is_read_from_iso_text() -> None:
    assert accepted(Day, "2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("value", ["-1", "100.01", "50 %"])
def test_a_percentage_refuses_what_is_outside_0_and_100(value: str) -> None:
    with pytest.raises(ValidationError, match="is not a percentage"):
        accepted(Percent, value)


def test_tells_the_types_apart() -> None:
    kinds = [kind_of(each) for each in (Money, Balance, Share, Percent, Number, Day, int, list[Money])]
    assert kinds == ["money", "money", "share", "percent", "number", "date", None, None]


@given(amount=st.decimals("0.00", "99999999.99", places=2), share=st.decimals("0", "1", places=4))
def test_a_share_is_cut_to_the_cent_and_never_rounded_up(amount: Decimal, share: Decimal) -> None:
    cents, exact = part(amount, share), amount * share
    assert cents <= exact < cents + Decimal("0.01")
    assert cut(cents) == cents
