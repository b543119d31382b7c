"""Courses taken twice, and what remains of an application (examples, chapter 11)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from .conftest import Ask

Line = Callable[..., dict[str, Any]]


def earlier(programme: str, finished_on: str | None = "2024-01-10", **changed: Any) -> dict[str, Any]:
    """The very course of line K1, taken by the same person."""
    return {
        "person": "digest-K1",
        "provider": "Kursu nams",
        "course": "KN-K1",
        "title": "Kurss K1",
        "programme": programme,
        "finished_on": finished_on,
    } | changed


def verdict(ask: Ask, line: dict[str, Any], *courses: dict[str, Any]) -> Any:
    return ask("duplicate_lines", {"lines": [line], "earlier": courses}).value[0]


OTHER = {"course": "KN-9", "title": "Cits kurss"}


@pytest.mark.parametrize(
    ("starts_on", "course", "faults"),
    [
        pytest.param("2024-03-04", earlier("investment"), ["taken_in_investment"], id="E-1101"),
        pytest.param("2024-03-04", earlier("investment", None), ["taken_in_investment"], id="still running"),
        pytest.param(
            "2023-08-31", earlier("op_2014_2020", "2022-08-31"), ["too_soon_after_2014_2020"], id="E-1102 anniversary"
        ),
        pytest.param("2023-09-01", earlier("op_2014_2020", "2022-08-31"), [], id="E-1102 a day later"),
        pytest.param("2024-03-04", earlier("op_2014_2020", "2024-02-10", **OTHER), [], id="E-1103"),
        pytest.param("2025-06-02", earlier("cohesion_2021_2027", "2023-01-20"), ["taken_in_2021_2027"], id="E-1104"),
        pytest.param("2024-03-04", earlier("none", "2024-01-20"), [], id="E-1105"),
        pytest.param("2024-03-04", earlier("investment", person="digest-Z"), [], id="another person"),
        pytest.param(
            "2024-03-04",
            earlier("investment", provider="KURSU  NAMS", course="kn-k1 "),
            ["taken_in_investment"],
            id="capitals and spaces",
        ),
        pytest.param(
            "2024-03-04", earlier("investment", provider="Cits nams", title="Cits"), [], id="another provider"
        ),
        pytest.param(
            "2024-03-04",
            earlier("investment", **OTHER, same_as=["K1"]),
            ["taken_in_investment"],
            id="a person's finding",
        ),
        pytest.param("2024-03-04", earlier("investment", **OTHER, same_as=["K2"]), [], id="a finding on another line"),
    ],
)
def test_the_person_the_course_and_the_programme_decide(
    ask: Ask, line: Line, starts_on: str, course: dict[str, Any], faults: list[str]
) -> None:
    found = verdict(ask, line(starts_on=starts_on, ends_on="2025-12-31"), course)
    assert (found.faults, found.outcome) == (faults, "failed" if faults else "passed")


def test_an_unknown_end_of_a_2014_2020_course_is_for_a_person(ask: Ask, line: Line) -> None:
    found = verdict(ask, line(), earlier("op_2014_2020", None))
    assert (found.outcome, found.faults) == ("manual", ["end_of_2014_2020_unknown"])


def test_a_title_alone_warns_and_refuses_nothing(ask: Ask, line: Line) -> None:
    found = verdict(ask, line(), earlier("investment", course="KN-9", title=" kurss k1"))
    assert (found.outcome, found.faults, found.warnings) == ("passed", [], ["same_title"])


def test_the_first_of_two_equal_lines_stays(ask: Ask, line: Line) -> None:
    lines = [line("K1"), line("K2", person="digest-K1", course="KN-K1"), line("K3", person="digest-K1")]
    found = ask("duplicate_lines", {"lines": lines, "earlier": []}).value  # E-1107
    assert [(each.line, each.faults) for each in found] == [
        ("K1", []),
        ("K2", ["twice_in_application"]),
        ("K3", []),
    ]


def test_a_duplicate_takes_its_line_and_not_the_application(ask: Ask, line: Line) -> None:
    lines = [line(f"K{n}") for n in range(1, 6)]
    courses = [earlier("investment"), earlier("investment", person="digest-K2", course="KN-K2")]
    verdicts = ask("duplicate_lines", {"lines": lines, "earlier": courses}).value  # E-1106
    assert ask("some_line_remains", {"verdicts": [v.model_dump() for v in verdicts]}).outcome == "passed"
    inputs = {"lines": lines, "verdicts": [v.model_dump() for v in verdicts]}
    accepted = ask("accepted_lines", inputs).value
    assert [each.line for each in accepted] == ["K3", "K4", "K5"]
    eligible = sum(each.net for each in accepted)
    assert eligible == Decimal("937.50")
    aid = ask("aid_amount", {"eligible_net": eligible, "size": "medium"}).value
    assert aid == Decimal("562.50")


def said(name: str, outcome: str, *faults: str) -> dict[str, Any]:
    return {"line": name, "outcome": outcome, "faults": list(faults)}


@pytest.mark.parametrize(
    ("outcomes", "outcome"),
    [
        (["failed", "failed"], "failed"),
        ([], "failed"),
        (["failed", "manual"], "manual"),
        (["passed", "manual"], "manual"),
        (["failed", "passed"], "passed"),
    ],
)
def test_an_application_lives_while_a_line_remains(ask: Ask, outcomes: list[str], outcome: str) -> None:
    verdicts = [said(f"K{n}", each) for n, each in enumerate(outcomes)]
    assert ask("some_line_remains", {"verdicts": verdicts}).outcome == outcome


def test_the_worst_verdict_on_a_line_wins_and_every_fault_is_kept(ask: Ask, line: Line) -> None:
    inputs = {
        "courses": [said("K1", "manual", "university_unknown"), said("K2", "passed")],
        "roadmap": [said("K1", "failed", "outside_roadmap"), said("K2", "passed")],
        "duplicates": [said("K1", "passed"), said("K2", "passed") | {"warnings": ["same_title"]}],
    }
    first, second = ask("combined_lines", inputs).value
    assert (first.outcome, first.faults) == ("failed", ["outside_roadmap", "university_unknown"])
    assert (second.outcome, second.warnings) == ("passed", ["same_title"])
    open_line = {"lines": [line("K1"), line("K2")], "verdicts": [said("K1", "manual", "x")]}
    assert [each.line for each in ask("accepted_lines", open_line).value] == ["K2"]
