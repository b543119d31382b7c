"""The works `move-pass` and `move-refuse`: the tax check of one case a transaction, by one client and by eight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from caseflow.bench.clients import WARM_UP, clients, run
from caseflow.bench.floor import Pattern
from caseflow.bench.result import Finding, finding
from caseflow.bench.setting import Setting
from caseflow.bench.sides import cost, mover, names, pattern_of
from caseflow.bench.stock import Stock
from caseflow.db import Database

DEBTS = {"move-pass": "100.00", "move-refuse": "500.00"}
"""Below and above the limit of B-TAX-01; the second also drafts the refusal."""
MANY = 8


def moving(work: str, setting: Setting, database: Database, stock: Stock, rounds: int, moves: int) -> Iterator[Finding]:
    """One client; on PostgreSQL eight processes too (SQLite has one writer, whoever asks)."""
    pattern = pattern_of(setting, stock.take(1)[0], DEBTS[work])
    sides = names(setting.url)
    costs = {side: cost(side, setting, pattern, stock.take(WARM_UP)) for side in sides}
    yield finding(work, database.dialect, 1, moves, _alone(setting, pattern, stock, rounds, moves), costs)
    if database.dialect == "postgresql":
        together = _together(setting, pattern, stock, rounds, moves)
        yield finding(work, database.dialect, MANY, moves, together, costs)


def _alone(setting: Setting, pattern: Pattern, stock: Stock, rounds: int, moves: int) -> dict[str, list[float]]:
    sides = names(setting.url)
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    with ExitStack() as open_sides:
        ready = {side: open_sides.enter_context(mover(side, setting, pattern)) for side in sides}
        for side in sides:
            run(ready[side], stock.take(WARM_UP))
        for _ in range(rounds):  # interleaved, so that a busy machine is as unkind to every side
            for side in sides:
                seconds[side].append(run(ready[side], stock.take(moves)))
    return seconds


def _together(setting: Setting, pattern: Pattern, stock: Stock, rounds: int, moves: int) -> dict[str, list[float]]:
    sides = names(setting.url)
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    with clients(MANY, setting, pattern) as ready:
        for side in sides:
            ready.seconds(side, stock.take(MANY * WARM_UP))
        for _ in range(rounds):
            for side in sides:
                seconds[side].append(ready.seconds(side, stock.take(moves)))
    return seconds
