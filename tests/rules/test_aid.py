"""Amounts of aid: shares by size, one cut on the sum, other aid (examples, chapter 5, and E-0613)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .conftest import Ask


@pytest.mark.parametrize(
    ("size", "share"),
    [("micro", "0.70"), ("small", "0.70"), ("medium", "0.60"), ("large", "0.50")],
)
def test_each_size_has_its_largest_share(ask: Ask, size: str, share: str) -> None:
    assert ask("aid_share", {"size": size}).value == Decimal(share)


@pytest.mark.parametrize(
    ("size", "net", "aid", "own"),
    [
        pytest.param("small", "777.77", "544.43", "233.34", id="E-0501"),
        pytest.param("large", "1357.91", "678.95", "678.96", id="E-0502"),
        pytest.param("small", "1000.05", "700.03", "300.02", id="E-0503"),
        pytest.param("medium", "1200.00", "720.00", "480.00", id="E-0504"),
        pytest.param("micro", "0.01", "0.00", "0.01", id="one cent is cut to nothing"),
        pytest.param("medium", "937.50", "562.50", "375.00", id="E-1106"),
    ],
)
def test_cuts_the_aid_and_leaves_the_remainder_to_the_merchant(
    ask: Ask, size: str, net: str, aid: str, own: str
) -> None:
    answer = ask("aid_amount", {"eligible_net": net, "size": size})
    assert (answer.value, answer.reasons[0].message.args["own"]) == (Decimal(aid), Decimal(own))


@pytest.mark.parametrize(
    ("agreed", "outcome"),
    [
        pytest.param("0.50", "passed", id="E-0505 lower"),
        pytest.param("0.70", "passed", id="equal"),
        pytest.param("0.7001", "failed", id="a little higher"),
        pytest.param("0.75", "failed", id="E-0505 higher"),
    ],
)
def test_a_lower_share_may_be_agreed_and_a_higher_never(ask: Ask, agreed: str, outcome: str) -> None:
    assert ask("share_within_maximum", {"agreed_share": agreed, "size": "small"}).outcome == outcome
    answer = ask("aid_amount", {"eligible_net": "860.00", "size": "small", "agreed_share": agreed})
    assert (answer.outcome == "failed") == (outcome == "failed")


def test_grants_the_agreed_share(ask: Ask) -> None:
    inputs = {"eligible_net": "860.00", "size": "small", "agreed_share": "0.50"}
    assert ask("aid_amount", inputs).value == Decimal("430.00")


@given(net=st.decimals("0.00", "9999999.99", places=2), size=st.sampled_from(["micro", "medium", "large"]))
def test_aid_keeps_its_share_and_one_cent_more_would_not(ask: Ask, net: Decimal, size: str) -> None:
    aid = ask("aid_amount", {"eligible_net": net, "size": size}).value
    share = ask("aid_share", {"size": size}).value
    assert aid <= net * share < aid + Decimal("0.01")


@pytest.mark.parametrize(("asked", "outcome"), [(False, "passed"), (True, "failed")])
def test_grants_no_topup_while_the_switch_is_off(ask: Ask, asked: bool, outcome: str) -> None:
    assert ask("topup_allowed", {"topup_asked": asked}).outcome == outcome


@pytest.mark.parametrize(
    ("other", "room"),
    [
        pytest.param("250.00", "950.00", id="E-0613"),
        pytest.param("0.00", "1200.00", id="no other aid"),
        pytest.param("1200.01", "0.00", id="never below zero"),
    ],
)
def test_other_aid_for_the_same_costs_reduces_what_may_be_granted(ask: Ask, other: str, room: str) -> None:
    inputs = {"net_costs": "2000.00", "size": "medium", "other_aid_same_costs": other}
    assert ask("aid_beside_other_aid", inputs).value == Decimal(room)
