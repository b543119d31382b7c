"""One run of the bench: a database of its own, the works one after the other, a finding for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
PREPARING, FILLING = "preparing", "filling"
"""What is told beside the works: the office is being made, and the cases that stand around."""
MOVES = 160
"""Moves of each side in a round: a few tenths of a second."""
DUE = 2_000
"""Due cases of a sweep."""
CASES = 20_000
"""Cases of a worklist and of a sweep that finds nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: rounds of each side; moves and due cases of a round; cases that stand around."""

    rounds: int
    moves: int = MOVES
    due: int = DUE
    cases: int = CASES


Tell = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much: of the works, or of the cases that are made."""


def bench(home: Path, works: Sequence[str], url: str | None, plan: Plan, tell: Tell) -> Iterator[Finding]:
    """Measure these works (all of them, when none is named). Raises BadInput for an unknown work."""
    unknown = [work for work in works if work not in WORKS]
    if unknown:
        raise BadInput(f"{', '.join(unknown)}: no such work; there are {', '.join(WORKS)}")
    if min(plan.rounds, plan.moves, plan.due, plan.cases) < 1:
        raise BadInput(f"{plan}: at least one of each is needed")
    wanted = works or WORKS
    with own_database(url) as own:
        tell(PREPARING, 0, len(wanted))
        setting = prepare(own, home)
        with office_of(setting) as office:
            stock = Stock(office.database, submitted_case(office, setting))
            for number, work in enumerate(wanted):
                tell(work, number, len(wanted))
                yield from _work(work, setting, office.database, stock, plan, tell)


def _work(work: str, setting: Setting, database: Database, stock: Stock, plan: Plan, tell: Tell) -> Iterator[Finding]:
    def filled(done: int) -> None:
        tell(FILLING, done, plan.cases)

    match work:
        case "import":
            return opening(setting, database, plan.rounds)
        case "sweep":
            return sweeping(setting, database, stock, plan.rounds, plan.due)
        case "worklist":
            return listing(setting, database, stock, plan.rounds, plan.cases, filled)
        case "idle":
            return idling(setting, database, stock, plan.rounds, plan.cases, filled)
        case "letters":
            return registering(setting, database, plan.rounds, plan.moves)
    return moving(work, setting, database, stock, plan.rounds, plan.moves)
