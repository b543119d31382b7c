"""Targets and milestones (examples E-1201 to E-1206)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput

from .conftest import Ask


@pytest.mark.parametrize(
    ("amount", "target", "interim"),
    [
        pytest.param("650000.00", 92, 25, id="E-1201"),
        pytest.param("709090.90", 100, 27, id="E-1202"),
        pytest.param("709090.91", 101, 27, id="E-1203"),
        pytest.param("450000.00", 80, 22, id="E-1204"),
        pytest.param("567272.73", 81, 22, id="just above the floor"),
        pytest.param("567272.72", 80, 22, id="the floor"),
        pytest.param("780000.00", 110, 29, id="the whole"),
        pytest.param("0.00", 80, 22, id="nothing"),
    ],
)
def test_the_target_is_proportional_and_rounded_up(ask: Ask, amount: str, target: int, interim: int) -> None:
    assert ask("project_target", {"amount": amount}).value == target
    assert ask("interim_target", {"target": target}).value == interim


@given(cents=st.integers(0, 78_000_000))
def test_no_target_is_below_its_exact_share_nor_one_above(ask: Ask, cents: int) -> None:
    target = ask("project_target", {"amount": f"{cents // 100}.{cents % 100:02}"}).value
    exact = Fraction(110 * cents, 78_000_000)
    assert target == 80 or exact <= target < exact + 1


@pytest.mark.parametrize(
    ("targets", "outcome"),
    [
        pytest.param([110] * 9 + [92], "manual", id="E-1205"),
        pytest.param([110] * 10, "passed", id="exactly enough"),
        pytest.param([110] * 9 + [109], "manual", id="one missing"),
    ],
)
def test_warns_when_all_targets_together_are_too_few(ask: Ask, targets: list[int], outcome: str) -> None:
    assert ask("portfolio_targets_enough", {"targets": targets}).outcome == outcome


@pytest.mark.parametrize(
    ("level", "milestone", "figure"),
    [
        ("investment", "2023-12-31", 450),
        ("investment", "2024-06-30", 1286),
        ("investment", "2025-06-30", 1886),
        ("investment", "2026-06-30", 3000),
        ("r1", "2024-06-30", 1000),
        ("r1", "2026-06-30", 1900),
        ("r1_project", "2024-06-30", 500),
        ("r1_project", "2026-06-30", 950),
        ("r2", "2024-06-30", 286),
        ("r2", "2026-06-30", 1100),
    ],
)
def test_each_milestone_has_its_figure(ask: Ask, level: str, milestone: str, figure: int) -> None:
    for merchants, outcome in ((figure, "passed"), (figure - 1, "failed")):
        counts = [{"day": milestone, "merchants": merchants}]
        inputs = {"level": level, "milestone": milestone, "counts": counts}
        assert ask("milestone_reached", inputs).outcome == outcome


def test_the_day_of_completion_decides(ask: Ask) -> None:
    counts = [{"day": "2025-06-30", "merchants": 1883}, {"day": "2025-07-01", "merchants": 12}]
    inputs = {"level": "investment", "milestone": "2025-06-30", "counts": counts}
    answer = ask("milestone_reached", inputs)  # E-1206
    assert answer.outcome == "failed"
    assert answer.reasons[0].message.args["missing"] == 3


def test_refuses_a_day_that_is_no_milestone(ask: Ask) -> None:
    with pytest.raises(BadInput, match="r1 has no milestone on that day"):
        ask("milestone_reached", {"level": "r1", "milestone": "2025-06-30", "counts": []})


@pytest.mark.parametrize(("merchants", "outcome"), [(25, "passed"), (24, "failed")])
def test_a_project_reaches_its_own_target_by_its_day(ask: Ask, merchants: int, outcome: str) -> None:
    inputs = {
        "target": 25,
        "due": "2024-06-30",
        "counts": [{"day": "2024-06-30", "merchants": merchants}, {"day": "2024-07-01", "merchants": 9}],
    }
    assert ask("project_target_reached", inputs).outcome == outcome
