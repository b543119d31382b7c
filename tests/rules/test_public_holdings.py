"""Enterprises that public bodies hold (example E-0709)."""

from __future__ import annotations

from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask


def holds(holder: str, held: str, capital: str = "0", votes: str = "0", **more: Any) -> dict[str, Any]:
    return {"holder": holder, "held": held, "capital": capital, "votes": votes} | more


TOWN = {"holder_kind": "municipality"}
SMALL = {"name": "town", "budget": "9900000", "inhabitants": 4999}


@pytest.mark.parametrize(
    ("holding", "town", "held"),
    [
        pytest.param(holds("town", "A", "45", "45", **TOWN), {}, False, id="E-0709 small municipality"),
        pytest.param(holds("town", "A", "45", "45", **TOWN), {"inhabitants": 5000}, True, id="E-0709"),
        pytest.param(holds("town", "A", "45", "45", **TOWN), {"budget": "10000000"}, True, id="budget"),
        pytest.param(holds("town", "A", "45", "45", **TOWN), {"budget": "9999999.99"}, False, id="below"),
        pytest.param(holds("uni", "A", "50", "50", holder_kind="university"), {}, False, id="E-0709 university"),
        pytest.param(holds("uni", "A", "51", "0", holder_kind="university"), {}, True, id="E-0709 university 51"),
        pytest.param(holds("uni", "A", "0", "50.0001", holder_kind="university"), {}, True, id="just above half"),
        pytest.param(holds("state", "A", "25", "0", holder_kind="public_body"), {}, True, id="a quarter"),
        pytest.param(
            holds("state", "A", "24.9999", "20", holder_kind="public_body"), {}, False, id="less than a quarter"
        ),
        pytest.param(holds("X", "A", "90", "90"), {}, False, id="a company is no public body"),
    ],
)
def test_public_bodies_may_hold_less_than_a_quarter(
    ask: Ask, holding: dict[str, Any], town: dict[str, Any], held: bool
) -> None:
    inputs = {"applicant": "A", "holdings": [holding], "municipalities": [SMALL | town]}
    assert ask("publicly_held", inputs).value is held


def test_public_holdings_add_up_also_through_companies_they_control(ask: Ask) -> None:
    public = {"holder_kind": "public_body"}
    holdings = [
        holds("state", "C", "30", "30", **public),
        holds("port", "C", "30", "30", **public),
        holds("C", "A", "15", "15"),
        holds("state", "A", "10", "10", **public),
    ]
    inputs = {"applicant": "A", "holdings": holdings, "municipalities": []}
    assert ask("publicly_held", inputs).value is True
    assert ask("publicly_held", inputs | {"holdings": holdings[1:]}).value is False


def test_asks_for_the_size_of_a_municipality(ask: Ask) -> None:
    inputs = {"applicant": "A", "holdings": [holds("town", "A", "30", "0", **TOWN)], "municipalities": []}
    with pytest.raises(BadInput, match="give budget and inhabitants of town"):
        ask("publicly_held", inputs)
