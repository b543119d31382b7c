"""Every side of a bench writes the same rows and the same bytes, or its speed says nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from caseflow.bench.floor import floor_on
from caseflow.bench.moving import DEBTS
from caseflow.bench.setting import BenchError
from caseflow.bench.sides import cost, mover, names, pattern_of
from caseflow.bench.written import Written, written
from tests.bench.conftest import Yard

OWN = {"id", "ref", "case_id", "head", "hash", "body", "text", "text_hash"}
"""Columns that name the case, or are sealed or hashed over what names it."""


def compared(made: Written) -> dict[str, Any]:
    """The written values that must be equal on every side."""
    parts = {"started": made.started, "ended": made.ended, "letters": made.letters, "opened": made.opened}
    parts["evidence"] = made.evidence
    many = {name: [_without_own(row) for row in rows] for name, rows in parts.items()}
    return {"case": _without_own(made.case), "event": _without_own(made.event), "keys": _keys(made), **many}


def _without_own(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in OWN}


def _keys(made: Written) -> list[str]:
    return sorted(json.loads(made.event["body"]))


@pytest.mark.parametrize(
    ("work", "state", "letters"), [("move-pass", "tax_checked", 0), ("move-refuse", "refusal_proposed", 1)]
)
def test_every_side_writes_what_caseflow_writes(yard: Yard, work: str, state: str, letters: int) -> None:
    pattern = pattern_of(yard.setting, yard.stock.take(1)[0], DEBTS[work])
    assert pattern.after.case["state"] == state
    assert len(pattern.after.letters) == letters
    assert [row["status"] for row in pattern.after.ended] == ["met"]
    for side in names(yard.setting.url):
        (case,) = yard.stock.take(1)
        with mover(side, yard.setting, pattern) as ready:
            ready.move(case)
        with yard.office.database.read() as tx:
            assert compared(written(tx, case)) == compared(pattern.after), side


def test_sides_cost_the_same_rows_and_bytes_but_not_the_same_trips(yard: Yard) -> None:
    pattern = pattern_of(yard.setting, yard.stock.take(1)[0], DEBTS["move-pass"])
    costs = [cost(side, yard.setting, pattern, yard.stock.take(2)) for side in names(yard.setting.url)]
    assert {(each.rows, each.bytes) for each in costs} == {(4, costs[0].bytes)}
    # BEGIN, SELECT, case, event, deadline, evidence, COMMIT; in one statement it is a reading and a writing trip
    assert [each.trips for each in costs[1:]] == [7, 2][: len(costs) - 1]


def test_the_floor_judges_the_case_before_it_writes(yard: Yard) -> None:
    pattern = pattern_of(yard.setting, yard.stock.take(1)[0], DEBTS["move-pass"])
    (case,) = yard.stock.take(1)
    with floor_on(yard.setting.url, pattern) as floor:
        floor.move(case)
    with floor_on(yard.setting.url, pattern) as floor, pytest.raises(BenchError, match="guard refused"):
        floor.move(case)


def test_caseflow_on_a_bench_fails_loudly_when_a_move_is_refused(yard: Yard) -> None:
    pattern = pattern_of(yard.setting, yard.stock.take(1)[0], DEBTS["move-pass"])
    (case,) = yard.stock.take(1)
    with mover("caseflow", yard.setting, pattern) as ready:
        ready.move(case)
        with pytest.raises(BenchError, match="refused"):
            ready.move(case)
