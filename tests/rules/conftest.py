"""The law as shipped: parameter files read as text, and rules asked by name with plain inputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from caseflow.rules import Answer, ParameterTable, call, rule_by_name
from caseflow.rules.json_form import read_value, to_json
from caseflow.words.catalogue import say

WORKFLOWS = Path(__file__).parents[2] / "workflows"
DAY = "2023-11-15"

Ask = Callable[..., Any]
"""Gives an `Answer`; typed loosely, since each test knows what its rule computes."""


def read_rows(path: Path) -> list[tuple[dict[str, Any], str]]:
    """Rows of a parameter file with all scalars as text."""
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [(row, f"{path.name}:{number}") for number, row in enumerate(rows, start=1)]


@pytest.fixture(scope="session")
def rows() -> list[tuple[dict[str, Any], str]]:
    """All parameter rows of programme B, with the place of each."""
    files = (WORKFLOWS / "_shared/parameters.yaml", WORKFLOWS / "enterprise-skills/parameters.yaml")
    return [row for path in files for row in read_rows(path)]


@pytest.fixture(scope="session")
def table(rows: list[tuple[dict[str, Any], str]]) -> ParameterTable:
    """All figures of programme B."""
    return ParameterTable.from_rows(rows)


@pytest.fixture(scope="session")
def ask(table: ParameterTable) -> Ask:
    """Ask a rule by name on a day.

    Every reason must have a sentence in both languages, and every value survive its JSON form.
    """

    def asked(name: str, inputs: dict[str, Any], on: str = DAY) -> Answer[Any]:
        rule = rule_by_name(name)
        answer = call(rule, inputs, table.on(date.fromisoformat(on)))
        assert read_value(rule, json.loads(json.dumps(to_json(answer.value)))) == answer.value
        for reason in answer.reasons:
            assert say(reason.message, "lv")
            assert say(reason.message, "en")
        return answer

    return asked


@pytest.fixture
def line() -> Callable[..., dict[str, Any]]:
    """A line of an application that no rule objects to, changed as asked."""

    def made(name: str = "K1", **changed: Any) -> dict[str, Any]:
        return {
            "line": name,
            "person": f"digest-{name}",
            "provider": "Kursu nams",
            "course": f"KN-{name}",
            "title": f"Kurss {name}",
            "level": 4,
            "mode": "online",
            "net": "312.50",
            "starts_on": "2024-03-04",
            "ends_on": "2024-03-08",
            "area": "online_sales",
            "topic": "online_sales",
            "in_catalogue": True,
        } | changed

    return made
