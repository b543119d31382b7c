"""Courses and trainers that are supported (B-TRN, B-R1, B-R2; example E-1108)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask

Line = Callable[..., dict[str, Any]]


def judged(ask: Ask, round_: str, line: dict[str, Any]) -> Any:
    return ask("courses_supported", {"round": round_, "lines": [line]})


@pytest.mark.parametrize(
    ("round_", "changed", "outcome", "faults", "rule"),
    [
        ("r1", {}, "passed", [], None),
        ("r2", {}, "passed", [], None),
        ("r1", {"level": 6}, "passed", [], None),
        ("r1", {"level": 7}, "failed", ["level_too_high"], "B-TRN-01"),
        ("r1", {"mandatory": True}, "failed", ["mandatory"], "B-TRN-02"),
        ("r1", {"mode": "hybrid"}, "failed", ["mode_closed_r1"], "B-R1-01"),
        ("r1", {"mode": "on_site"}, "failed", ["mode_closed_r1"], "B-R1-01"),
        ("r2", {"mode": "hybrid"}, "passed", [], None),
        ("r2", {"mode": "on_site"}, "passed", [], None),
        ("r1", {"in_catalogue": False}, "failed", ["not_in_catalogue"], "B-R1-08"),
        ("r1", {"in_catalogue": None}, "manual", ["catalogue_unknown"], "B-R1-08"),
        ("r2", {"in_catalogue": False}, "passed", [], None),
        ("r1", {"from_university": True, "university_ranked": True}, "passed", [], None),
        ("r1", {"from_university": True, "university_ranked": False}, "failed", ["university_not_ranked"], "B-R1-03"),
        ("r1", {"from_university": True}, "manual", ["university_unknown"], "B-R1-03"),
        ("r1", {"university_ranked": False}, "passed", [], None),
        ("r2", {"topic": "internet_storage"}, "passed", [], None),
        ("r2", {"topic": "web_and_social"}, "passed", [], None),
        ("r2", {"topic": "software_configuration"}, "passed", [], None),
        ("r2", {"topic": "guided_online_learning"}, "passed", [], None),
        ("r2", {"topic": "media_processing"}, "passed", [], None),
        ("r2", {"topic": "presentations"}, "passed", [], None),
        ("r2", {"topic": "basic_programming"}, "passed", [], None),
        ("r2", {"topic": "welding"}, "failed", ["topic_closed"], "B-R2-02"),
        ("r2", {"topic": None}, "failed", ["topic_closed"], "B-R2-02"),
        ("r1", {"topic": "welding"}, "passed", [], None),
    ],
)
def test_each_round_has_its_courses(
    ask: Ask, line: Line, round_: str, changed: dict[str, Any], outcome: str, faults: list[str], rule: str | None
) -> None:
    answer = judged(ask, round_, line(**changed))
    (verdict,) = answer.value
    assert (verdict.outcome, verdict.faults) == (outcome, faults)
    assert [reason.rule for reason in answer.reasons[1:]] == ([rule] if rule else [])


def test_names_every_fault_and_a_failure_outweighs_a_doubt(ask: Ask, line: Line) -> None:
    (verdict,) = judged(ask, "r1", line(level=8, in_catalogue=None)).value
    assert (verdict.outcome, verdict.faults) == ("failed", ["level_too_high", "catalogue_unknown"])


@pytest.mark.parametrize("level", [0, 9])
def test_refuses_a_level_that_digcomp_does_not_have(ask: Ask, line: Line, level: int) -> None:
    with pytest.raises(BadInput, match=r"lines\.0\.level"):
        judged(ask, "r1", line(level=level))


def test_refuses_a_line_that_stands_twice(ask: Ask, line: Line) -> None:
    with pytest.raises(BadInput, match="K1 stands twice"):
        ask("courses_supported", {"round": "r1", "lines": [line(), line()]})


TRAINER = {
    "course": "K",
    "in_sector_since": "2020-10-01",
    "course_starts_on": "2023-10-02",
    "qualification_proven": True,
}


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        pytest.param({"course_starts_on": "2023-10-01"}, "failed", id="E-1108 exactly three years"),
        pytest.param({}, "passed", id="E-1108 a day more"),
        pytest.param({"qualification_proven": False}, "failed", id="no proof of qualification"),
    ],
)
def test_a_trainer_needs_more_than_three_years_and_the_qualification(
    ask: Ask, changed: dict[str, Any], outcome: str
) -> None:
    assert ask("trainers_qualified", {"trainers": [TRAINER | changed]}).outcome == outcome


def test_one_trainer_without_experience_is_named(ask: Ask) -> None:
    trainers = [TRAINER, TRAINER | {"course": "L", "in_sector_since": "2022-01-01"}]
    answer = ask("trainers_qualified", {"trainers": trainers})
    assert [reason.message.args["course"] for reason in answer.reasons] == ["L"]
