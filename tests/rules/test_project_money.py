"""Money of a recipient's project (examples E-0510, E-0511, E-0615, E-1607)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput

from .conftest import Ask


@pytest.mark.parametrize(
    ("round_", "amount", "outcome"),
    [
        ("r1", "6100000.00", "passed"),
        ("r1", "6100000.01", "failed"),
        ("r2", "780000.00", "passed"),
        ("r2", "780000.01", "failed"),
        pytest.param("r2", "781500.00", "failed", id="E-1607"),
    ],
)
def test_a_project_keeps_the_ceiling_of_its_round(ask: Ask, round_: str, amount: str, outcome: str) -> None:
    assert ask("project_within_ceiling", {"round": round_, "amount": amount}).outcome == outcome


@pytest.mark.parametrize(("aid", "outcome"), [("335.99", "passed"), ("336.00", "passed"), ("336.01", "failed")])
def test_a_merchants_aid_fits_into_what_the_agreement_has_left(ask: Ask, aid: str, outcome: str) -> None:
    assert ask("aid_within_agreement", {"aid": aid, "left": "336.00"}).outcome == outcome


@pytest.mark.parametrize(
    ("year", "spent", "outcome"),
    [
        (2023, "1527991.00", "passed"),
        (2023, "1527991.01", "manual"),
        (2024, "6292322.00", "passed"),
        (2024, "6292322.01", "manual"),
        (2025, "6943331.00", "passed"),
        (2025, "6943331.01", "manual"),
        (2026, "5236356.00", "passed"),
        (2026, "5236356.01", "manual"),
    ],
)
def test_the_yearly_plan_warns_and_never_blocks(ask: Ask, year: int, spent: str, outcome: str) -> None:
    assert ask("yearly_plan_kept", {"year": year, "spent": spent}).outcome == outcome


def test_a_year_without_a_plan_is_named(ask: Ask) -> None:
    with pytest.raises(BadInput, match=r"P\.B\.plan\.2027 has no value"):
        ask("yearly_plan_kept", {"year": 2027, "spent": "1.00"})


@pytest.mark.parametrize(("costs", "outcome"), [("5672.00", "passed"), ("5672.01", "manual")])
def test_the_monthly_hint_warns_and_never_blocks(ask: Ask, costs: str, outcome: str) -> None:
    assert ask("monthly_management_near_hint", {"monthly_costs": costs}).outcome == outcome


def test_management_is_at_most_a_quarter_of_the_other_costs(ask: Ask) -> None:
    largest = ask("largest_management", {"other_costs": "333333.33"}).value
    assert largest == Decimal("83333.33")  # E-0510


@pytest.mark.parametrize(
    ("total", "management", "outcome"),
    [
        pytest.param("416666.66", "83333.33", "passed", id="E-0510"),
        pytest.param("416666.67", "83333.34", "failed", id="E-0510 one cent more"),
        ("500000.00", "100000.00", "passed"),
        ("500000.00", "100000.01", "failed"),
    ],
)
def test_management_keeps_a_fifth_of_the_whole(ask: Ask, total: str, management: str, outcome: str) -> None:
    inputs = {"total_costs": total, "management": management}
    assert ask("management_within_share", inputs).outcome == outcome


@given(other=st.decimals("0.00", "9999999.99", places=2))
def test_one_cent_above_the_largest_management_breaks_the_share(ask: Ask, other: Decimal) -> None:
    largest = ask("largest_management", {"other_costs": other}).value
    cent = Decimal("0.01")
    for management, outcome in ((largest, "passed"), (largest + cent, "failed")):
        inputs = {"total_costs": other + management, "management": management}
        assert ask("management_within_share", inputs).outcome == outcome


@pytest.mark.parametrize(
    ("cleared", "uncleared", "room"),
    [
        pytest.param("40000.00", "60000.00", "93703.70", id="E-0511"),
        pytest.param("0.00", "100000.00", "53703.70", id="nothing cleared"),
        pytest.param("100000.00", "0.00", "153703.70", id="all cleared"),
    ],
)
def test_only_uncleared_advances_use_the_ceiling(ask: Ask, cleared: str, uncleared: str, room: str) -> None:
    inputs = {"project_amount": "512345.67", "advances_paid": "100000.00", "advances_cleared": cleared}
    answer = ask("advance_room", inputs)
    assert answer.value == Decimal(room)
    said = answer.reasons[0].message.args
    assert (said["ceiling"], said["uncleared"]) == (Decimal("153703.70"), Decimal(uncleared))


def test_no_advance_is_left_above_the_ceiling_and_none_is_cleared_unpaid(ask: Ask) -> None:
    inputs = {"project_amount": "100.00", "advances_paid": "40.00", "advances_cleared": "0.00"}
    assert ask("advance_room", inputs).value == Decimal("0.00")
    with pytest.raises(BadInput, match=r"advances_cleared 41\.00 exceeds advances_paid 40\.00"):
        ask("advance_room", inputs | {"advances_cleared": "41.00"})


@pytest.mark.parametrize(
    ("procured", "own"),
    [pytest.param(False, "155000.00", id="E-0615"), pytest.param(True, "25000.00", id="procured is no aid")],
)
def test_management_is_de_minimis_of_the_recipient_unless_procured(ask: Ask, procured: bool, own: str) -> None:
    inputs = {
        "management": "130000.00",
        "management_procured": procured,
        "information": "25000.00",
        "platform": "9000.00",
    }
    assert ask("recipient_de_minimis", inputs).value == Decimal(own)


@pytest.mark.parametrize(
    ("headroom", "procured", "limit"),
    [
        pytest.param("140000.00", False, "115000.00", id="E-0615 1407"),
        pytest.param("240000.00", False, "130000.00", id="E-0615 2831"),
        pytest.param("155000.00", False, "130000.00", id="equal"),
        pytest.param("154999.99", False, "129999.99", id="one cent less"),
        pytest.param("10000.00", False, "0.00", id="nothing left"),
        pytest.param("0.00", True, "130000.00", id="procured"),
    ],
)
def test_the_recipients_headroom_binds_its_management(ask: Ask, headroom: str, procured: bool, limit: str) -> None:
    inputs = {
        "total_costs": "650000.00",
        "management_procured": procured,
        "information": "25000.00",
        "headroom": headroom,
    }
    assert ask("management_limit", inputs).value == Decimal(limit)


@pytest.mark.parametrize(
    ("arose_on", "preparatory", "outcome"),
    [
        ("2024-02-01", False, "passed"),
        ("2024-01-31", False, "failed"),
        ("2024-01-31", True, "passed"),
        ("2026-06-30", False, "passed"),
        ("2026-07-01", False, "failed"),
        ("2026-07-01", True, "failed"),
    ],
)
def test_a_cost_arises_between_application_and_end_of_eligibility(
    ask: Ask, arose_on: str, preparatory: bool, outcome: str
) -> None:
    inputs = {"arose_on": arose_on, "applied_on": "2024-02-01", "preparatory": preparatory}
    assert ask("cost_in_eligible_time", inputs).outcome == outcome
