"""Size of an enterprise: thresholds and the rule of two years (examples, chapter 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask


def euro(millions: str) -> str:
    return str(Decimal(millions) * 1_000_000)


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "size"),
    [
        pytest.param("9.9", "2.3", "2.0", "micro", id="E-0701"),
        pytest.param("12", "11.0", "9.99", "small", id="E-0702"),
        pytest.param("249.9", "12", "8", "medium", id="E-0703"),
        pytest.param("54", "13.0", "11.2", "medium", id="E-0704"),
        pytest.param("49.7", "9.15", "8.15", "small", id="E-0705"),
        pytest.param("9", "31.5", "42.0", "medium", id="E-0706"),
        pytest.param("255", "45", "45", "large", id="E-0707"),
        pytest.param("38", "7", "6", "small", id="E-0708"),
        ("10", "0", "0", "small"),
        ("9.999", "2.0", "9", "micro"),
        ("9", "2.00000001", "2.00000001", "small"),
        ("9", "9", "2.0", "micro"),
        ("50", "0", "0", "medium"),
        ("49.999", "10", "99", "small"),
        ("49", "10.00000001", "10.00000001", "medium"),
        ("250", "0", "0", "large"),
        ("249.999", "50", "99", "medium"),
        ("249", "50.00000001", "43", "medium"),
        ("249", "50.00000001", "43.00000001", "large"),
    ],
)
def test_staff_is_a_must_and_of_the_money_one_figure_is_enough(
    ask: Ask, staff: str, turnover: str, balance: str, size: str
) -> None:
    inputs = {"staff": staff, "turnover": euro(turnover), "balance": euro(balance)}
    assert ask("size_class", inputs).value == size


def year(ended: int, staff: str, turnover: str = "1", approved_on: str | None = "") -> dict[str, Any]:
    approved = f"{ended + 1}-04-20" if approved_on == "" else approved_on
    return {
        "ended_on": f"{ended}-12-31",
        "approved_on": approved,
        "staff": staff,
        "turnover": euro(turnover),
        "balance": euro("99"),
    }


@pytest.mark.parametrize(
    ("previous", "periods", "award_day", "size"),
    [
        pytest.param("micro", [year(2021, "11", "1.1"), year(2022, "12", "1.1")], "2023-11-06", "small", id="E-0710"),
        pytest.param("large", [year(2021, "249", "40"), year(2022, "248", "40")], "2023-10-16", "medium", id="E-0711"),
        pytest.param(
            "small", [year(2021, "51", "8"), year(2022, "54", "8")], "2023-04-14", "small", id="E-0712 before"
        ),
        pytest.param(
            "small", [year(2021, "51", "8"), year(2022, "54", "8")], "2023-04-20", "medium", id="E-0712 that day"
        ),
        pytest.param(
            "small", [year(2021, "51", "8"), year(2022, "54", "8")], "2023-04-28", "medium", id="E-0712 after"
        ),
        pytest.param("micro", [year(2022, "300")], "2023-11-06", "micro", id="one year changes nothing"),
        pytest.param("micro", [year(2021, "60"), year(2022, "9")], "2023-11-06", "micro", id="there and back"),
        pytest.param("micro", [year(2021, "60"), year(2022, "20")], "2023-11-06", "small", id="Q-71 two classes up"),
        pytest.param("large", [year(2021, "9"), year(2022, "60")], "2023-11-06", "medium", id="two classes down"),
        pytest.param("small", [year(2021, "9"), year(2022, "60")], "2023-11-06", "small", id="either side"),
        pytest.param(
            "micro", [year(2020, "20"), year(2021, "20"), year(2022, "9")], "2023-11-06", "small", id="three years"
        ),
        pytest.param(None, [year(2022, "60")], "2023-11-06", "medium", id="first period begins"),
        pytest.param(None, [year(2021, "60"), year(2022, "9")], "2023-11-06", "medium", id="second may not undo"),
        pytest.param(None, [year(2023, "9", approved_on=None)], "2023-11-06", "micro", id="new: an estimate"),
        pytest.param(
            None, [year(2022, "60"), year(2023, "9", approved_on=None)], "2023-11-06", "medium", id="accounts first"
        ),
        pytest.param("small", [], "2023-11-06", "small", id="nothing new"),
    ],
)
def test_the_class_changes_after_two_approved_years_beyond_its_line(
    ask: Ask, previous: str | None, periods: list[Any], award_day: str, size: str
) -> None:
    inputs = {"periods": periods, "award_day": award_day, "publicly_held": False, "previous": previous}
    assert ask("enterprise_size", inputs).value == size


def test_an_enterprise_that_public_bodies_hold_is_large(ask: Ask) -> None:
    inputs = {"periods": [year(2022, "4")], "award_day": "2023-11-06", "publicly_held": True}
    assert ask("enterprise_size", inputs).value == "large"


def test_asks_for_accounts_or_an_estimate(ask: Ask) -> None:
    inputs = {"periods": [year(2023, "4")], "award_day": "2023-11-06", "publicly_held": False}
    with pytest.raises(BadInput, match="none is approved by 2023-11-06"):
        ask("enterprise_size", inputs)
