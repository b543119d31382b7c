"""The worker's rounds: sweep until nothing is due, wait for the next beat."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.moves.office import Office
from caseflow.moves.sweep import sweep
from caseflow.worker import letters
from caseflow.worker.beat import Beat
from caseflow.worker.daily import Daily
from caseflow.worker.letters import Letters

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rounds:
    """What a worker has done: cases looked at, moves made, letters registered and sent."""

    cases: int
    moves: int
    letters: Letters = field(default_factory=Letters)


def work_off(office: Office) -> Rounds:
    """Everything that is due now, batch after batch. A busy database leaves the rest for the next beat."""
    cases = moves = 0
    while True:
        try:
            swept = sweep(office)
        except (LostSwap, Retryable) as busy:
            log.warning("the sweep waits for the next beat: %s", busy)
            return Rounds(cases, moves)
        cases, moves = cases + swept.cases, moves + swept.moves
        if not (swept.full and swept.moves):  # cases whose relatives are held elsewhere wait for the next beat
            return Rounds(cases, moves, letters.work_off(office))


@contextmanager
def beating(office: Office, seconds: float = 1.0) -> Iterator[None]:
    """Rounds beside whatever else the process does; the one that is under way is finished first."""
    daily = Daily(office)

    def work() -> None:
        work_off(office)
        daily.work_off()

    beat = Beat(work, seconds)
    beat.start()
    try:
        yield
    finally:
        beat.stop()


def run(office: Office, seconds: float = 1.0) -> None:
    """Work until SIGTERM or SIGINT; the round that is under way is finished first."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with beating(office, seconds):
        stopped.wait()
