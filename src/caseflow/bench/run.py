"""One run of the bench: a database of its own, the works one after the other, a finding for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from caseflow.bench.listing import listing
from caseflow.bench.moving import DEBTS, moving
from caseflow.bench.opening import opening
from caseflow.bench.place import own_database
from caseflow.bench.registering import registering
from caseflow.bench.result import Finding
from caseflow.bench.setting import Setting, office_of, prepare, submitted_case
from caseflow.bench.stock import Stock
from caseflow.bench.sweeping import idling, sweeping
from caseflow.db import Database
from caseflow.errors import BadInput

WORKS = (*DEBTS, "import", "sweep", "worklist", "idle", "letters")
MOVES = 160
"""Moves of each side in a round: a few tenths of a second."""
CASES = 5_000
"""Due cases of a sweep, and open cases of a worklist and of a sweep that finds nothing."""


def bench(
    home: Path, works: Sequence[str], url: str | None, rounds: int, moves: int = MOVES, cases: int = CASES
) -> Iterator[Finding]:
    """Measure these works (all of them, when none is named). Raises BadInput for an unknown work."""
    unknown = [work for work in works if work not in WORKS]
    if unknown:
        raise BadInput(f"{', '.join(unknown)}: no such work; there are {', '.join(WORKS)}")
    if rounds < 1 or moves < 1 or cases < 1:
        raise BadInput(f"{rounds} rounds of {moves} moves, {cases} cases: at least one of each is needed")
    with own_database(url) as own:
        setting = prepare(own, home)
        with office_of(setting) as office:
            stock = Stock(office.database, submitted_case(office, setting))
            for work in works or WORKS:
                yield from _work(work, setting, office.database, stock, rounds, moves, cases)


def _work(
    work: str, setting: Setting, database: Database, stock: Stock, rounds: int, moves: int, cases: int
) -> Iterator[Finding]:
    match work:
        case "import":
            return opening(setting, database, rounds)
        case "sweep":
            return sweeping(setting, database, stock, rounds, cases)
        case "worklist":
            return listing(setting, database, stock, rounds, cases)
        case "idle":
            return idling(setting, database, stock, rounds, cases)
        case "letters":
            return registering(setting, database, rounds, moves)
    return moving(work, setting, database, stock, rounds, moves)
