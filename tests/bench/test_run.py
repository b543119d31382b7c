"""A run of the bench answers what was asked, and the command prints it."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from caseflow.bench import listing, sweeping
from caseflow.bench.result import finding
from caseflow.bench.run import WORKS, Plan, bench
from caseflow.bench.sides import Cost
from caseflow.cli.bench import command
from caseflow.errors import BadInput
from tests.databases import HOME


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody listens."""


def test_an_unknown_work_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match="there are move-pass, move-refuse, import, sweep, worklist, idle, letters"):
        list(bench(HOME, ["move-fast"], None, Plan(1), silent))


def test_no_rounds_are_refused() -> None:
    with pytest.raises(BadInput, match="at least one"):
        list(bench(HOME, [], None, Plan(0), silent))


def test_every_work_runs_on_the_embedded_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "READINGS", 2)
    monkeypatch.setattr(sweeping, "LOOKS", 2)
    told: list[tuple[str, int, int]] = []
    found = list(bench(HOME, [], None, Plan(1, moves=3, due=40, cases=4_000), lambda *each: told.append(each)))
    assert [(each.work, each.clients) for each in found] == [
        ("move-pass", 1),
        ("move-refuse", 1),
        ("import", 1),
        ("sweep", 1),
        ("worklist, page 1 of 4000", 1),
        ("worklist, deep page of 4000", 1),
        ("idle sweep of 4000", 1),
        ("letters", 1),
    ]
    assert [what for what, _, _ in told] == ["preparing", *WORKS[:5], "filling", *WORKS[5:]]
    for each in found:
        caseflow, floor = each.sides
        assert caseflow.rows == floor.rows or each.work == "letters"
        alike = 0.1 if "worklist" in each.work else 0.01  # the floor lists open cases only
        assert caseflow.bytes == pytest.approx(floor.bytes, rel=alike)
        assert min(each.ratio, caseflow.per_second, floor.per_second) > 0


def test_the_ratio_is_the_median_of_the_rounds_and_not_of_the_speeds() -> None:
    cost = {"caseflow": Cost(1, 10, 2), "floor": Cost(1, 10, 6)}
    found = finding("w", "sqlite", 1, 100, {"caseflow": [1.0, 4.0, 9.0], "floor": [1.0, 2.0, 3.0]}, cost)
    assert found.ratio == 0.5
    assert [(side.per_second, side.microseconds) for side in found.sides] == [(25.0, 40000.0), (50.0, 20000.0)]


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_the_command_prints_rows_bytes_trips_and_the_ratio(lang: str) -> None:
    app = typer.Typer()
    app.command()(command)
    told = CliRunner().invoke(app, ["move-pass", "--rounds", "1", "--moves", "2", "--lang", lang])
    assert told.exit_code == 0, told.output
    assert "caseflow" in told.stdout
    assert "move-pass" in told.stderr
    assert len(told.stdout.strip().splitlines()) == 5
    data = json.loads(CliRunner().invoke(app, ["move-pass", "--rounds", "1", "--moves", "2", "--json"]).stdout)
    assert {side["name"] for side in data["findings"][0]["sides"]} == {"caseflow", "floor"}
