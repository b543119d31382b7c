"""What a bench found: for each side its speed and what it costs the database, and how caseflow stands to the floor."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from caseflow.bench.sides import CASEFLOW, FLOOR, Cost


@dataclass(frozen=True, slots=True)
class Side:
    """One side of one work; `per_second` is the median of the rounds."""

    name: str
    per_second: float
    microseconds: float
    rows: int
    bytes: int
    trips: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One work with a number of clients; `ratio` is the median over rounds of caseflow's speed to the floor's."""

    work: str
    database: str
    clients: int
    rounds: int
    moves: int
    sides: tuple[Side, ...]
    ratio: float


def finding(
    work: str,
    database: str,
    clients: int,
    moves: int,
    seconds: dict[str, list[float]],
    costs: dict[str, Cost],
    against: str = FLOOR,
) -> Finding:
    """Sum up: `seconds` holds for each side what every round took for `moves` pieces of work."""
    sides = tuple(_side(name, moves, rounds, costs[name]) for name, rounds in seconds.items())
    ratios = [floor / ours for ours, floor in zip(seconds[CASEFLOW], seconds[against], strict=True)]
    return Finding(work, database, clients, len(ratios), moves, sides, round(median(ratios), 2))


def _side(name: str, moves: int, rounds: list[float], cost: Cost) -> Side:
    speed = median(moves / each for each in rounds)
    return Side(name, round(speed, 1), round(1e6 / speed, 1), cost.rows, cost.bytes, cost.trips)
