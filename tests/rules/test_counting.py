"""What counts as a result (examples E-1207 to E-1209)."""

from __future__ import annotations

from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask


def took(merchant: str, run: str, person: str, completed_on: str | None = "2024-05-03", **more: Any) -> dict[str, Any]:
    line = {"merchant": merchant, "course_run": run, "person": person, "sex": "male"}
    return line | {"completed_on": completed_on} | more


def test_counts_a_merchant_once_for_each_course_run_with_a_completion(ask: Ask) -> None:
    lines = [took("X", "K/1", f"a{n}", "2024-05-03" if n < 3 else None) for n in range(7)]
    lines += [took("X", "K/2", f"b{n}") for n in range(2)] + [took("X", "L/1", "c", None)]
    found = ask("count_results", {"participations": lines}).value  # E-1207
    assert (found.non_unique, found.unique_merchants, found.persons) == (2, 1, 5)


def test_counts_a_person_once_whatever_the_courses_and_employers(ask: Ask) -> None:
    lines = [took(m, run, "anna", sex="female") for m, run in (("X", "K/1"), ("X", "L/1"), ("Y", "M/1"))]
    found = ask("count_results", {"participations": lines}).value  # E-1208
    assert (found.persons, found.women, found.men) == (1, 1, 0)
    assert (found.non_unique, found.unique_merchants, found.participations) == (3, 2, 3)


def test_a_recovered_case_takes_its_course_runs_off(ask: Ask) -> None:
    lines = [took("X", "K/1", "a", counts=False), took("X", "L/1", "b")]
    found = ask("count_results", {"participations": lines}).value  # E-1209
    assert (found.non_unique, found.persons) == (1, 1)


def test_another_case_keeps_a_course_run_that_one_case_lost(ask: Ask) -> None:
    lines = [took("X", "K/1", "a", counts=False), took("X", "K/1", "b")]
    assert ask("count_results", {"participations": lines}).value.non_unique == 1


@pytest.mark.parametrize(("until", "counted"), [("2024-05-02", 0), ("2024-05-03", 1), (None, 1)])
def test_counts_up_to_and_on_the_day(ask: Ask, until: str | None, counted: int) -> None:
    inputs = {"participations": [took("X", "K/1", "a")], "until": until}
    assert ask("count_results", inputs).value.non_unique == counted


def test_refuses_a_person_with_two_sexes(ask: Ask) -> None:
    lines = [took("X", "K/1", "a"), took("X", "L/1", "a", sex="female")]
    with pytest.raises(BadInput, match="a stands with both sexes"):
        ask("count_results", {"participations": lines})
