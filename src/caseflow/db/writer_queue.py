"""The queue in which the threads of one process wait for SQLite's one writer, first come, first served."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from caseflow.db.errors import Retryable


class WriterQueue:
    """A fair lock: SQLite's own busy handler lets late writers pass, so some would starve for seconds."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._lock = Lock()
        self._busy = False
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn, at most `patience` seconds, else `Retryable`."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def waiting(self) -> int:
        """How many threads wait for their turn."""
        with self._lock:
            return len(self._waiting)

    def _enter(self) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            called = Event()
            self._waiting.append(called)
        if called.wait(self._patience):
            return
        with self._lock:
            if called.is_set():  # called between the end of the wait and here: the turn is ours
                return
            self._waiting.remove(called)
        raise Retryable(f"other writers held the database for {self._patience:g} s")

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()  # `_busy` stays: the turn is handed over
            else:
                self._busy = False
