"""`caseflow term`: the answer in JSON and in words, and what it refuses."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from caseflow.cli.term import command
from caseflow.errors import BadInput

app = typer.Typer()
app.command("term")(command)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_answers_in_json_with_exactly_four_keys() -> None:
    answer = json.loads(run("2 working days", "--from", "2026-11-13", "--json", "--lang", "en"))
    assert list(answer) == ["due_on", "due_at", "calendar", "derivation"]
    assert answer["due_on"] == "2026-11-17"
    assert answer["due_at"] == "2026-11-17T22:00:00Z"
    assert answer["calendar"] == "LV-STAT"
    assert answer["derivation"][0] == "Term: 2 working days."


def test_answers_people_in_latvian_by_default() -> None:
    answer = run("1 month", "--from", "2025-01-15")
    assert answer.splitlines()[:3] == [
        "Pēdējā diena: pirmdiena, 17.02.2025.",
        "Beidzas: 18.02.2025. plkst.\u00a000.00 pēc Rīgas laika (2025-02-17T22:00:00Z)",
        "Aprēķins:",
    ]


def test_counts_in_the_calendar_of_institutions_when_asked() -> None:
    answer = json.loads(run("2 working days", "--from", "2026-01-15", "--calendar", "LV-INST", "--json"))
    assert (answer["due_on"], answer["calendar"]) == ("2026-01-17", "LV-INST")


def test_leaves_the_end_where_it_falls_when_asked() -> None:
    answer = json.loads(run("10 years", "--from", "2024-04-10", "--no-roll", "--json"))
    assert answer["due_on"] == "2034-04-10"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("2 wombats", "--from", "2024-05-02"), "no unit 'wombats'"),
        (("2 days", "--from", "2024-02-30"), "--from: there is no day 2024-02-30"),
        (("2 days", "--from", "tomorrow"), "--from: 'tomorrow' is not a date; write year-month-day"),
        (("2 days", "--from", "2031-05-02"), "2031-05-04 is not in the calendar LV-STAT"),
        (("2 days", "--from", "2024-05-02", "--calendar", "LV"), "no calendar 'LV': use LV-STAT or LV-INST"),
        (("2 days", "--from", "2024-05-02", "--lang", "de"), "language 'de' is not known"),
    ],
)
def test_says_what_cannot_be_read(arguments: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        run(*arguments)


def test_refuses_a_negative_number() -> None:
    with pytest.raises(BadInput, match="the number must go from 1"):
        run("--from", "2024-05-02", "--", "-2 days")
