"""Maturity test, roadmap, second test (B-MAT)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Ask

Line = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("by_hub", "tested_on", "roadmap_on", "case"),
    [
        (True, "2023-09-01", "2023-09-10", "passed"),
        (False, "2023-09-01", "2023-09-10", "no_test"),
        (True, None, None, "no_test"),
        (True, "2023-09-01", None, "no_roadmap"),
    ],
)
def test_a_hubs_test_and_its_roadmap_go_first(
    ask: Ask, by_hub: bool, tested_on: str | None, roadmap_on: str | None, case: str
) -> None:
    inputs = {"tested_by_hub": by_hub, "tested_on": tested_on, "roadmap_on": roadmap_on}
    answer = ask("maturity_known", inputs)
    assert answer.reasons[0].message.id.endswith(f".{case}")
    assert answer.holds == (case == "passed")


@pytest.mark.parametrize(("recommends", "outcome"), [(True, "passed"), (False, "failed")])
def test_only_a_roadmap_that_recommends_training_opens_the_way(ask: Ask, recommends: bool, outcome: str) -> None:
    assert ask("roadmap_recommends_training", {"recommends_training": recommends}).outcome == outcome


def test_an_area_must_stand_in_the_test_and_in_the_roadmap(ask: Ask, line: Line) -> None:
    lines = [line("K1", area="a"), line("K2", area="b"), line("K3", area="c"), line("K4", area=None)]
    inputs = {"lines": lines, "test_areas": ["a", "b"], "roadmap_areas": ["a", "c"]}
    answer = ask("lines_in_roadmap", inputs)
    assert [each.outcome for each in answer.value] == ["passed", "failed", "failed", "failed"]
    assert [reason.rule for reason in answer.reasons] == ["B-TRN-03", "B-MAT-02", "B-MAT-02", "B-MAT-02"]


@pytest.mark.parametrize(
    ("retested_on", "completed_on", "case"),
    [
        ("2024-05-03", "2024-05-03", "passed"),
        ("2024-05-04", "2024-05-03", "passed"),
        ("2024-05-02", "2024-05-03", "too_early"),
        (None, "2024-05-03", "missing"),
        ("2024-05-04", None, "not_trained"),
    ],
)
def test_the_second_test_counts_after_the_last_completed_line(
    ask: Ask, retested_on: str | None, completed_on: str | None, case: str
) -> None:
    inputs = {"retested_on": retested_on, "last_line_completed_on": completed_on}
    answer = ask("retest_counts", inputs)
    assert answer.reasons[0].message.id.endswith(f".{case}")
    assert answer.holds == (case == "passed")


@pytest.mark.parametrize(("second", "outcome"), [("3.51", "passed"), ("3.50", "failed"), ("3.49", "failed")])
def test_an_equal_result_is_no_development(ask: Ask, second: str, outcome: str) -> None:
    inputs = {"first_result": "3.50", "second_result": second}
    assert ask("maturity_improved", inputs).outcome == outcome
