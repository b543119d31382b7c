"""Several clients at once: processes that hold every side ready, start together and say when they were done."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from uuid import UUID

from caseflow.bench.floor import Pattern
from caseflow.bench.setting import BenchError, Setting
from caseflow.bench.sides import Mover, mover, names

WARM_UP = 10
"""Moves of every client before it is measured: connections open, statements prepared, definitions compiled."""
_LONGEST_S = 120.0


class Clients:
    """`count` processes that wait for cases."""

    def __init__(self, ends: Sequence[Connection]) -> None:
        self._ends = ends

    def seconds(self, side: str, cases: Sequence[UUID]) -> float:
        """How long one side of them takes for these cases together, from the first start to the last end."""
        count = len(self._ends)
        for number, end in enumerate(self._ends):
            end.send((side, cases[number::count]))
        spans = [_answer(end) for end in self._ends]
        return max(ended for _, ended in spans) - min(began for began, _ in spans)


@contextmanager
def clients(count: int, setting: Setting, pattern: Pattern) -> Iterator[Clients]:
    """Start the processes, and end them after the block. Their `seconds` raise BenchError when one of them fails."""
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(count)
    pairs = [context.Pipe() for _ in range(count)]
    processes = [
        context.Process(target=_client, args=(theirs, together, setting, pattern), daemon=True) for _, theirs in pairs
    ]
    for process in processes:
        process.start()
    ours = [end for end, _ in pairs]
    try:
        yield Clients(ours)
    finally:
        for end in ours:
            end.send(None)
        for process, (end, theirs) in zip(processes, pairs, strict=True):
            process.join(_LONGEST_S)
            end.close()
            theirs.close()


def run(ready: Mover, cases: Sequence[UUID]) -> float:
    """Seconds for these cases in this process, one after the other."""
    began = time.perf_counter()
    for case in cases:
        ready.move(case)
    return time.perf_counter() - began


def _client(end: Connection, together: Barrier, setting: Setting, pattern: Pattern) -> None:
    with ExitStack() as open_sides:
        ready = {side: open_sides.enter_context(mover(side, setting, pattern)) for side in names(setting.url)}
        while work := end.recv():
            side, cases = work
            together.wait(_LONGEST_S)
            began = time.monotonic()  # one clock for all processes of the machine
            run(ready[side], cases)
            end.send((began, time.monotonic()))


def _answer(end: Connection) -> tuple[float, float]:
    if not end.poll(_LONGEST_S):
        raise BenchError("a client did not answer in time")
    try:
        began, ended = end.recv()
    except EOFError:
        raise BenchError("a client ended early; its error stands above") from None
    return began, ended
