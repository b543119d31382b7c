"""Incentive effect: the application first, then decision and contract, then the course (B-INC)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from caseflow.rules.incentive import Item

from .conftest import Ask

Line = Callable[..., dict[str, Any]]


def test_a_complete_application_passes(ask: Ask) -> None:
    assert ask("application_has_all_items", {"given": list(get_args(Item))}).outcome == "passed"


@pytest.mark.parametrize("missing", get_args(Item))
def test_each_missing_item_is_named(ask: Ask, missing: str) -> None:
    given = [item for item in get_args(Item) if item != missing]
    answer = ask("application_has_all_items", {"given": given})
    assert answer.outcome == "failed"
    assert [name.id for name in answer.reasons[0].message.args["missing"]] == [f"rules_incentive.item.{missing}"]


@pytest.mark.parametrize(
    ("started_on", "ordered_on", "outcome"),
    [
        (None, None, "passed"),
        ("2024-02-01", "2024-02-01", "passed"),
        ("2024-01-31", None, "failed"),
        (None, "2024-01-31", "failed"),
        (None, "2024-02-15", "passed"),
    ],
)
def test_nothing_may_begin_before_the_application(
    ask: Ask, started_on: str | None, ordered_on: str | None, outcome: str
) -> None:
    inputs = {"applied_on": "2024-02-01", "started_on": started_on, "first_binding_order_on": ordered_on}
    assert ask("work_not_started", inputs).outcome == outcome


@pytest.mark.parametrize(
    ("changed", "outcome", "rule"),
    [
        ({}, "passed", "B-INC-03"),
        ({"starts_on": "2024-03-03"}, "failed", "B-INC-03"),
        ({"ends_on": "2026-06-30"}, "passed", "B-INC-03"),
        ({"ends_on": "2026-07-01"}, "failed", "B-FIN-14"),
        ({"ends_on": "2024-03-04"}, "passed", "B-INC-03"),
        ({"starts_on": "2024-03-05", "ends_on": "2024-03-04"}, "failed", "B-INC-03"),
    ],
)
def test_courses_run_between_decision_and_end_of_eligibility(
    ask: Ask, line: Line, changed: dict[str, Any], outcome: str, rule: str
) -> None:
    inputs = {"lines": [line(starts_on="2024-03-04") | changed], "decision_day": "2024-03-04"}
    answer = ask("courses_in_time", inputs)
    assert (answer.outcome, [reason.rule for reason in answer.reasons]) == (outcome, [rule])


@pytest.mark.parametrize(
    ("signed_on", "outcome"), [("2024-03-04", "passed"), ("2024-03-05", "failed"), (None, "failed")]
)
def test_the_contract_is_signed_when_the_course_starts(ask: Ask, signed_on: str | None, outcome: str) -> None:
    inputs = {"contract_signed_on": signed_on, "course_starts_on": "2024-03-04"}
    assert ask("contract_before_course", inputs).outcome == outcome
