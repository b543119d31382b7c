"""The lines of a decision, and that those judged are those of the application (B-INT-06, B-FORM, B-DL-06)."""

from __future__ import annotations

import pytest

from .conftest import Ask

COURSE = {
    "line": "1",
    "person": "A",
    "provider": "SIA “Kursi”",
    "course": "DD-1",
    "title": "Datu drošība",
    "level": 4,
    "mode": "online",
    "net": "480.00",
    "starts_on": "2024-06-03",
    "ends_on": "2024-06-07",
}


def test_a_decision_lists_the_accepted_lines_without_persons(ask: Ask) -> None:
    (line,) = ask("granted_lines", {"lines": [COURSE]}).value
    assert line.model_dump(mode="json") == {
        "line": "1",
        "course": "DD-1",
        "title": "Datu drošība",
        "provider": "SIA “Kursi”",
        "net": "480.00",
        "starts_on": "2024-06-03",
        "ends_on": "2024-06-07",
    }


@pytest.mark.parametrize(
    ("application", "outcome"),
    [
        (["1"], "passed"),
        (["1", "2"], "failed"),
        (["1", None], "passed"),
        ([None], "failed"),
        (["2"], "failed"),
        (["1", "1"], "failed"),
    ],
)
def test_the_lines_judged_are_those_of_the_application(ask: Ask, application: list[str | None], outcome: str) -> None:
    lines = [{"line": mark} for mark in application]
    assert ask("lines_in_application", {"lines": [COURSE], "application": lines}).outcome == outcome


@pytest.mark.parametrize(
    ("granted_on", "until"),
    [("2024-04-10", "2034-04-10"), ("2024-02-29", "2034-02-28")],  # E-0138: Easter Monday, and retention is not moved
)
def test_papers_are_kept_ten_years_to_the_day(ask: Ask, granted_on: str, until: str) -> None:
    assert str(ask("kept_until", {"granted_on": granted_on}).value) == until
