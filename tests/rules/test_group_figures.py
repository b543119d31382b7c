"""Partner and linked enterprises, also through persons (examples E-0704 to E-0708)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask


def firm(name: str, staff: str, turnover: str, balance: str, **more: Any) -> dict[str, Any]:
    money = {"turnover": Decimal(turnover) * 1_000_000, "balance": Decimal(balance) * 1_000_000}
    return {"name": name, "ended_on": "2022-12-31", "staff": staff} | money | more


def holds(holder: str, held: str, capital: str = "0", votes: str = "0", **more: Any) -> dict[str, Any]:
    return {"holder": holder, "held": held, "capital": capital, "votes": votes} | more


def figures(ask: Ask, years: list[Any], holdings: list[Any]) -> Any:
    inputs = {"applicant": "A", "years": years, "holdings": holdings}
    (period,) = ask("periods_with_group", inputs).value
    return period


def millions(found: Any) -> tuple[Decimal, Decimal, Decimal]:
    return found.staff, found.turnover / 1_000_000, found.balance / 1_000_000


@pytest.mark.parametrize(
    ("own", "other", "holding", "expected"),
    [
        pytest.param(
            ("30", "5", "4"), ("60", "20", "18"), holds("X", "A", "40", "40"), ("54", "13", "11.2"), id="E-0704"
        ),
        pytest.param(
            ("28", "6", "5"), ("62", "9", "9"), holds("X", "A", "20", "35"), ("49.7", "9.15", "8.15"), id="E-0705"
        ),
        pytest.param(
            ("8", "1.5", "1"), ("1", "30", "41"), holds("A", "X", "100", "100"), ("9", "31.5", "42"), id="E-0706"
        ),
        pytest.param(
            ("35", "5", "5"),
            ("220", "40", "40"),
            holds("X", "A", "10", "10", appoints_majority=True),
            ("255", "45", "45"),
            id="E-0707",
        ),
        pytest.param(
            ("30", "5", "4"),
            ("60", "20", "18"),
            holds("X", "A", "24.9999", "0"),
            ("30", "5", "4"),
            id="below a quarter",
        ),
        pytest.param(
            ("30", "5", "4"), ("60", "20", "18"), holds("X", "A", "25", "0"), ("45", "10", "8.5"), id="a quarter"
        ),
        pytest.param(
            ("30", "5", "4"), ("60", "20", "18"), holds("X", "A", "50", "50"), ("60", "15", "13"), id="a half"
        ),
        pytest.param(
            ("30", "5", "4"),
            ("60", "20", "18"),
            holds("X", "A", "50", "50.0001"),
            ("90", "25", "22"),
            id="a majority",
        ),
        pytest.param(
            ("30", "5", "4"),
            ("60", "20", "18"),
            holds("X", "A", "50", "50", holder_kind="venture_capital"),
            ("30", "5", "4"),
            id="venture capital up to half",
        ),
    ],
)
def test_adds_partners_in_proportion_and_linked_enterprises_in_full(
    ask: Ask, own: Any, other: Any, holding: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    found = figures(ask, [firm("A", *own), firm("X", *other)], [holding])
    assert millions(found) == tuple(map(Decimal, expected))


@pytest.mark.parametrize(
    ("adjacent", "staff"),
    [pytest.param(False, "38", id="E-0708"), pytest.param(True, "63", id="same or adjacent market")],
)
def test_a_link_through_a_person_needs_the_same_or_an_adjacent_market(ask: Ask, adjacent: bool, staff: str) -> None:
    person = {"holder_kind": "person"}
    holdings = [holds("p1", "A", "100", "100", **person), holds("p1", "B", "100", "100", **person)]
    enterprises = [firm("A", "38", "7", "6"), firm("B", "25", "1", "1", adjacent_market=adjacent)]
    assert figures(ask, enterprises, holdings).staff == Decimal(staff)


def test_a_person_without_a_majority_links_nothing(ask: Ask) -> None:
    person = {"holder_kind": "person"}
    holdings = [holds("p1", "A", "50", "50", **person), holds("p1", "B", "100", "100", **person)]
    enterprises = [firm("A", "38", "7", "6"), firm("B", "25", "1", "1", adjacent_market=True)]
    assert figures(ask, enterprises, holdings).staff == Decimal("38")


def test_a_person_links_through_the_companies_it_controls(ask: Ask) -> None:
    person = {"holder_kind": "person"}
    holdings = [
        holds("p1", "H", "100", "100", **person),
        holds("H", "A", "100", "100"),
        holds("p1", "B", "100", "100", **person),
    ]
    enterprises = [
        firm("A", "10", "1", "1"),
        firm("H", "2", "0", "0"),
        firm("B", "25", "1", "1", adjacent_market=True),
    ]
    assert figures(ask, enterprises, holdings).staff == Decimal("37")


def test_a_partners_own_group_joins_before_the_proportion_and_its_partners_do_not(ask: Ask) -> None:
    holdings = [
        holds("X", "A", "40", "40"),
        holds("Y", "X", "100", "100"),
        holds("Z", "X", "0", "30"),
        holds("Q", "Y", "30", "30"),
    ]
    enterprises = [firm("A", "10", "1", "1"), firm("X", "20", "0", "0"), firm("Y", "30", "0", "0")]
    assert figures(ask, enterprises, holdings).staff == Decimal("30")  # 10 + 40 % of (20 + 30)


def test_partners_of_linked_enterprises_count_and_joint_holdings_add_up(ask: Ask) -> None:
    holdings = [holds("A", "B", "100", "100"), holds("A", "X", "15", "0"), holds("B", "X", "15", "0")]
    enterprises = [firm("A", "10", "1", "1"), firm("B", "10", "0", "0"), firm("X", "100", "0", "0")]
    assert figures(ask, enterprises, holdings).staff == Decimal("50")


def test_of_cross_holdings_the_greater_counts(ask: Ask) -> None:
    holdings = [holds("A", "X", "25", "0"), holds("X", "A", "40", "0")]
    enterprises = [firm("A", "10", "1", "1"), firm("X", "100", "0", "0")]
    assert figures(ask, enterprises, holdings).staff == Decimal("50")


def test_asks_for_the_figures_of_every_enterprise_that_counts(ask: Ask) -> None:
    with pytest.raises(BadInput, match="X has no figures"):
        figures(ask, [firm("A", "10", "1", "1")], [holds("X", "A", "25", "0")])


def test_each_period_of_the_applicant_has_its_own_sum(ask: Ask) -> None:
    years = [
        firm("A", "10", "1", "1", approved_on="2023-04-20"),
        firm("X", "100", "0", "0"),
        firm("A", "20", "1", "1", ended_on="2023-12-31"),
        firm("X", "200", "0", "0", ended_on="2023-12-31"),
    ]
    inputs = {"applicant": "A", "years": years, "holdings": [holds("A", "X", "25", "0")]}
    first, second = ask("periods_with_group", inputs).value
    assert (first.staff, str(first.approved_on)) == (Decimal("35"), "2023-04-20")
    assert (second.staff, second.approved_on) == (Decimal("70"), None)


def test_a_part_of_a_cent_rounds_up(ask: Ask) -> None:
    years = [firm("A", "1", "0", "0"), firm("X", "1", "0.00000001", "0")]
    found = figures(ask, years, [holds("A", "X", "25", "0")])
    assert (found.turnover, found.balance) == (Decimal("0.01"), Decimal("0.00"))
