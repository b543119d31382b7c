"""State-aid regimes: days, thresholds, reasons (B-REG, Z-GBER)."""

from __future__ import annotations

from datetime import date

import pytest

from caseflow.errors import BadInput

from .conftest import Ask


@pytest.mark.parametrize(
    ("regime", "first", "last"),
    [
        ("dm1407", "2014-01-01", "2023-12-31"),
        ("dm2831", "2024-01-01", "2030-12-31"),
        ("gber", "2014-07-01", "2026-12-31"),
    ],
)
def test_no_decision_outside_the_days_of_a_regulation(ask: Ask, regime: str, first: str, last: str) -> None:
    begin, end = (date.fromisoformat(day).toordinal() for day in (first, last))
    outcomes = [
        ask("regime_in_force", {"regime": regime}, on=date.fromordinal(day).isoformat()).outcome
        for day in (begin - 1, begin, end, end + 1)
    ]
    assert outcomes == ["failed", "passed", "passed", "failed"]


@pytest.mark.parametrize(
    ("on", "aid", "outcome"),
    [
        ("2023-06-30", "2000000.00", "passed"),
        ("2023-06-30", "2000000.01", "failed"),
        ("2023-07-01", "3000000.00", "passed"),
        ("2023-07-01", "3000000.01", "failed"),
    ],
)
def test_training_aid_keeps_its_threshold(ask: Ask, on: str, aid: str, outcome: str) -> None:
    assert ask("training_aid_within_threshold", {"project_aid": aid}, on=on).outcome == outcome


@pytest.mark.parametrize(
    ("on", "aid", "regime", "published"),
    [
        ("2023-06-30", "500000.00", "gber", False),
        ("2023-06-30", "500000.01", "gber", True),
        ("2023-07-01", "100000.00", "gber", False),
        ("2023-07-01", "100000.01", "gber", True),
        ("2024-07-01", "200000.00", "dm2831", False),
    ],
)
def test_large_awards_are_published(ask: Ask, on: str, aid: str, regime: str, published: bool) -> None:
    assert ask("award_to_be_published", {"aid": aid, "regime": regime}, on=on).value is published


@pytest.mark.parametrize(
    ("regime", "meets_gber", "elsewhere", "outcome"),
    [
        ("gber", True, False, "passed"),
        ("gber", False, False, "failed"),
        ("dm2831", False, False, "passed"),
        ("dm2831", True, True, "passed"),
        ("dm1407", True, False, "manual"),
    ],
)
def test_the_block_exemption_goes_first(ask: Ask, regime: str, meets_gber: bool, elsewhere: bool, outcome: str) -> None:
    inputs = {"regime": regime, "meets_gber": meets_gber, "de_minimis_elsewhere": elsewhere}
    assert ask("regime_has_its_reason", inputs).outcome == outcome


@pytest.mark.parametrize(
    ("regime", "outstanding", "outcome"),
    [("gber", True, "failed"), ("gber", False, "passed"), ("dm2831", True, "passed")],
)
def test_an_outstanding_recovery_order_closes_the_block_exemption(
    ask: Ask, regime: str, outstanding: bool, outcome: str
) -> None:
    inputs = {"regime": regime, "recovery_outstanding": outstanding}
    assert ask("no_recovery_outstanding", inputs).outcome == outcome


@pytest.mark.parametrize(
    ("beneficiary", "decision"),
    [("hub", "ministry_decision"), ("association", "agency_decision"), ("merchant", "recipient_decision")],
)
def test_aid_is_granted_on_the_day_of_the_right_bodys_decision(ask: Ask, beneficiary: str, decision: str) -> None:
    days = {"ministry_decision": "2023-10-02", "agency_decision": "2023-10-03", "recipient_decision": "2023-10-04"}
    found = ask("grant_day", {"beneficiary": beneficiary} | days).value
    assert found == date.fromisoformat(days.pop(decision))
    with pytest.raises(BadInput, match=f"{decision} is missing"):
        ask("grant_day", {"beneficiary": beneficiary} | days)
