"""Undertaking in difficulty (examples, chapter 8)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Ask

HEALTHY = {"capital": "25000.00", "premium": "5000.00", "reserves": "4000.00", "losses": "0.00"}
SOUND = {
    "decision_day": "2024-02-10",
    "liability": "limited",
    "sme": True,
    "founded_on": "2019-02-10",
    "insolvent": False,
    "rescue_aid_open": False,
    "last_years": [],
} | HEALTHY


def years(*given: tuple[str, str]) -> list[dict[str, Any]]:
    """Debt for an equity of 10.00, and earnings for an interest of 10.00."""
    return [
        {"year": 2021 + n, "debt": debt, "equity": "10.00", "ebitda": ebitda, "interest": "10.00"}
        for n, (debt, ebitda) in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("changed", "difficulty"),
    [
        pytest.param({}, False, id="sound"),
        pytest.param({"losses": "19000.00"}, False, id="E-0801 exactly half"),
        pytest.param({"losses": "19000.01"}, True, id="E-0801 one cent more"),
        pytest.param({"reserves": "-1.00", "losses": "15000.00"}, True, id="negative reserves"),
        pytest.param(
            {"founded_on": "2021-02-10", "decision_day": "2024-02-09", "losses": "30000.00"},
            False,
            id="E-0802 a day before the third birthday",
        ),
        pytest.param(
            {"founded_on": "2021-02-10", "decision_day": "2024-02-10", "losses": "30000.00"},
            True,
            id="E-0802 third birthday",
        ),
        pytest.param(
            {"sme": False, "founded_on": "2023-02-10", "losses": "30000.00"},
            True,
            id="E-0803 large",
        ),
        pytest.param(
            {
                "liability": "unlimited",
                "capital": "40000",
                "premium": "0",
                "reserves": "0",
                "losses": "20000.00",
            },
            False,
            id="E-0804 exactly half",
        ),
        pytest.param(
            {
                "liability": "unlimited",
                "capital": "40000",
                "premium": "0",
                "reserves": "0",
                "losses": "20000.01",
            },
            True,
            id="E-0804 one cent more",
        ),
        pytest.param({"rescue_aid_open": True}, True, id="E-0805"),
        pytest.param({"insolvent": True}, True, id="insolvent"),
        pytest.param({"sme": False, "last_years": years(("80", "8"), ("75", "8"))}, False, id="E-0806"),
        pytest.param({"sme": False, "last_years": years(("80", "8"), ("75.01", "9.99"))}, True, id="both years"),
        pytest.param({"sme": False, "last_years": years(("80", "8"), ("80", "10.00"))}, False, id="cover of one"),
        pytest.param({"sme": False, "last_years": years(("80", "8"))}, False, id="one year only"),
        pytest.param(
            {"sme": False, "last_years": years(("80", "8"), ("10", "80"), ("80", "8"))}, False, id="the last two"
        ),
        pytest.param({"sme": True, "last_years": years(("80", "8"), ("80", "8"))}, False, id="SMEs have no ratios"),
    ],
)
def test_each_criterion_is_enough(ask: Ask, changed: dict[str, Any], difficulty: bool) -> None:
    answer = ask("undertaking_in_difficulty", SOUND | changed)
    assert answer.value is difficulty
    assert len(answer.reasons) == 1


def test_every_criterion_that_is_met_is_named(ask: Ask) -> None:
    changed = {"insolvent": True, "rescue_aid_open": True, "losses": "90000"}
    assert len(ask("undertaking_in_difficulty", SOUND | changed).reasons) == 3


@pytest.mark.parametrize(
    ("in_difficulty", "regime", "outcome"),
    [
        pytest.param(True, "gber", "failed", id="E-0807 GBER"),
        pytest.param(True, "dm1407", "passed", id="E-0807 de minimis"),
        (True, "dm2831", "passed"),
        (False, "gber", "passed"),
    ],
)
def test_difficulty_closes_the_block_exemption_only(ask: Ask, in_difficulty: bool, regime: str, outcome: str) -> None:
    inputs = {"in_difficulty": in_difficulty, "regime": regime}
    assert ask("difficulty_allows_regime", inputs).outcome == outcome
