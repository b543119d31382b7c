"""What became of each line of an award (B-R1-05, B-R1-08, B-CNT) and its worth in kind (E-0508, B-R2-06)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask

AWARD = [
    {
        "line": name,
        "course": course,
        "title": course,
        "provider": "SIA “Kursi”",
        "net": "185.00",
        "starts_on": "2024-03-04",
        "ends_on": "2024-03-08",
    }
    for name, course in (("1", "K"), ("2", "K"), ("3", "L"))
]


def done(line: str, *, completed: bool = True, **changes: Any) -> dict[str, Any]:
    return {
        "line": line,
        "completed": completed,
        "started_on": "2024-03-04",
        "ended_on": "2024-03-08",
        "hours": 16,
    } | changes


def recorded(ask: Ask, earlier: Any, **changes: Any) -> Any:
    return ask("results_with", {"award": AWARD, "earlier": earlier, **done("2"), **changes}).value


def test_results_stand_in_the_order_of_the_award_and_a_later_one_takes_the_place(ask: Ask) -> None:
    results = recorded(ask, [done("3"), done("2", completed=False)])
    assert [(each.line, each.completed) for each in results] == [("2", True), ("3", True)]
    assert len(recorded(ask, None)) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"line": "7"}, {"started_on": None}, {"hours": None}, {"hours": 0}, {"ended_on": "2024-03-03"}],
)
def test_a_result_that_cannot_be_true_is_refused(ask: Ask, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        recorded(ask, [], **wrong)


def test_a_line_may_be_dropped_before_it_has_begun(ask: Ask) -> None:
    assert recorded(ask, [], completed=False, started_on=None, hours=None)[0].completed is False


@pytest.mark.parametrize(("day", "outcome"), [("2026-06-30", "passed"), ("2026-07-01", "failed")])
def test_a_course_is_completed_by_the_last_day_of_eligibility(ask: Ask, day: str, outcome: str) -> None:
    assert ask("completed_in_time", {"completed_on": day}).outcome == outcome  # E-0509


@pytest.mark.parametrize(("day", "outcome"), [("2024-03-04", "passed"), ("2024-03-03", "failed")])
def test_no_course_starts_before_the_decision(ask: Ask, day: str, outcome: str) -> None:
    assert ask("started_after_award", {"started_on": day, "award_day": "2024-03-04"}).outcome == outcome


def test_the_training_is_over_when_every_line_has_ended(ask: Ask) -> None:
    results = [done("1"), done("2", completed=False)]
    answer = ask("every_line_ended", {"award": AWARD, "results": results})
    assert (answer.outcome, answer.reasons[0].message.args["lines"]) == ("failed", ["3"])
    assert ask("every_line_ended", {"award": AWARD, "results": [*results, done("3")]}).holds


@pytest.mark.parametrize(
    ("results", "some", "lines", "runs"),
    [
        (None, "failed", 0, 0),
        ([done("1", completed=False)], "failed", 0, 0),
        ([done("1"), done("2", completed=False)], "passed", 1, 1),
        ([done("1"), done("2")], "passed", 2, 1),  # E-1207: one course run, whoever completed it
        ([done("1"), done("3")], "passed", 2, 2),
    ],
)
def test_lines_and_course_runs_are_counted_apart(ask: Ask, results: Any, some: str, lines: int, runs: int) -> None:
    assert ask("some_line_completed", {"results": results}).outcome == some
    assert ask("lines_completed", {"results": results}).value == lines
    assert ask("runs_completed", {"award": AWARD, "results": results}).value == runs


def test_the_last_completion_opens_the_way_to_the_second_test(ask: Ask) -> None:
    results = [done("1", ended_on="2024-03-11"), done("2", completed=False, ended_on="2024-03-20"), done("3")]
    assert str(ask("last_completion", {"results": results}).value) == "2024-03-11"
    assert ask("last_completion", {"results": [done("1", completed=False)]}).outcome == "failed"


def test_delivered_lines_are_worth_their_price_and_are_shown_by_course(ask: Ask) -> None:
    results = [done("1"), done("2"), done("3", ended_on="2026-07-01")]
    lines = ask("delivered_lines", {"award": AWARD, "results": results}).value
    checked = ask("checked_lines", {"lines": lines, "award_day": "2024-03-04", "round": "r2"}).value
    assert ask("eligible_sum", {"checked": checked}).value == Decimal("370.00")
    courses = ask("delivered_courses", {"award": AWARD, "checked": checked}).value
    assert [(each.title, each.employees, each.net) for each in courses] == [("K", 2, Decimal("370.00"))]
