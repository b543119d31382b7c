"""A run of the bench answers what was asked, and the command prints it."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from caseflow.bench import listing, sweeping
from caseflow.bench.result import finding
from caseflow.bench.run import bench
from caseflow.bench.sides import Cost
from caseflow.cli.bench import command
from caseflow.errors import BadInput
from tests.databases import HOME


def test_an_unknown_work_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match="there are move-pass, move-refuse, import, sweep, worklist, idle, letters"):
        list(bench(HOME, ["move-fast"], None, 1))


def test_no_rounds_are_refused() -> None:
    with pytest.raises(BadInput, match="at least one"):
        list(bench(HOME, [], None, 0))


def test_every_work_runs_on_the_embedded_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "READINGS", 2)
    monkeypatch.setattr(sweeping, "LOOKS", 2)
    found = list(bench(HOME, [], None, 1, moves=3, cases=40))
    assert [(each.work, each.clients) for each in found] == [
        ("move-pass", 1),
        ("move-refuse", 1),
        ("import", 1),
        ("sweep", 1),
        ("worklist, page 1", 1),
        ("worklist, deep page", 1),
        ("idle sweep, 40 open", 1),
        ("letters", 1),
    ]
    for each in found:
        caseflow, floor = each.sides
        assert caseflow.rows == floor.rows or each.work == "letters"
        assert caseflow.bytes == pytest.approx(floor.bytes, rel=0.01)
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
    assert "caseflow" in told.output
    assert len(told.output.strip().splitlines()) == 5
    data = json.loads(CliRunner().invoke(app, ["move-pass", "--rounds", "1", "--moves", "2", "--json"]).output)
    assert {side["name"] for side in data["findings"][0]["sides"]} == {"caseflow", "floor"}
