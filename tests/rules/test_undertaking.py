"""The single undertaking: a graph of control between enterprises (examples E-0604, E-0605)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.rules.holdings import Holding, controlled_groups

from .conftest import Ask


def holds(holder: str, held: str, votes: str = "0", **more: Any) -> dict[str, Any]:
    return {"holder": holder, "held": held, "votes": votes} | more  # per cent


def group(ask: Ask, *holdings: dict[str, Any], applicant: str = "A") -> list[str]:
    found: list[str] = ask("single_undertaking", {"applicant": applicant, "holdings": holdings}).value
    return found


def test_links_through_others_and_by_appointment_count_and_half_is_no_majority(ask: Ask) -> None:
    assert group(
        ask,
        holds("P", "A", "55"),
        holds("P", "Q", "80"),
        holds("Q", "R", "50"),
        holds("A", "T", "20", appoints_majority=True),
    ) == ["A", "P", "Q", "T"]  # E-0604


def test_a_public_body_alone_makes_no_single_undertaking(ask: Ask) -> None:
    city = {"holder_kind": "public_body"}
    assert group(ask, holds("city", "A", "100", **city), holds("city", "B", "100", **city)) == ["A"]  # E-0605


def test_a_person_makes_no_single_undertaking(ask: Ask) -> None:
    person = {"holder_kind": "person"}
    assert group(ask, holds("p1", "A", "100", **person), holds("p1", "B", "100", **person)) == ["A"]


@pytest.mark.parametrize(
    ("votes", "members"), [("50", ["A"]), ("50.0001", ["A", "B"]), ("49", ["A"]), ("100", ["A", "B"])]
)
def test_a_majority_is_more_than_half(ask: Ask, votes: str, members: list[str]) -> None:
    assert group(ask, holds("A", "B", votes)) == members


@pytest.mark.parametrize("means", ["appoints_majority", "dominant_influence", "controls_by_agreement"])
def test_control_needs_no_votes(ask: Ask, means: str) -> None:
    assert group(ask, holds("B", "A", "10", **{means: True})) == ["A", "B"]


def test_capital_without_votes_does_not_link(ask: Ask) -> None:
    assert group(ask, holds("B", "A", "0", capital="90")) == ["A"]


def test_votes_of_one_group_in_an_enterprise_add_up(ask: Ask) -> None:
    held = [holds("A", "B", "60"), holds("A", "C", "30"), holds("B", "C", "21")]
    assert group(ask, *held) == ["A", "B", "C"]
    assert group(ask, holds("A", "C", "30"), holds("D", "C", "21")) == ["A"]


def test_a_sum_that_grows_step_by_step_reaches_the_last_enterprise(ask: Ask) -> None:
    held = [holds("A", "B", "60"), holds("A", "C", "30"), holds("B", "C", "30"), holds("C", "D", "51")]
    assert group(ask, *held) == ["A", "B", "C", "D"]
    assert group(ask, *held, applicant="D") == ["D", "A", "B", "C"]


@given(
    links=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["20", "50", "51", "100"])),
        max_size=12,
    )
)
def test_the_group_is_the_same_in_any_order_and_for_every_member(links: list[tuple[int, int, str]]) -> None:
    holdings = [Holding.model_validate(holds(f"E{a}", f"E{b}", votes)) for a, b, votes in links if a != b]
    majority = Decimal("0.5")
    one, other = controlled_groups(holdings, majority), controlled_groups(holdings[::-1], majority)
    names = [f"E{n}" for n in range(8)]
    assert [one.of(name) for name in names] == [other.of(name) for name in names]
    assert all(one.of(h.holder) == one.of(h.held) for h in holdings if h.votes > majority * 100)
