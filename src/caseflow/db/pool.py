"""A small pool of driver connections: handed out last in, first out, made when needed, closed explicitly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore
from typing import Generic, Protocol, TypeVar

from caseflow.db.errors import Retryable


class Closable(Protocol):
    """All that the pool itself asks of a connection."""

    def close(self) -> None: ...


ConnectionT = TypeVar("ConnectionT", bound=Closable)


class Pool(Generic[ConnectionT]):
    """At most `size` connections in use at once; after `patience` seconds of waiting, `Retryable`."""

    def __init__(
        self,
        connect: Callable[[], ConnectionT],
        usable: Callable[[ConnectionT], bool],
        size: int,
        patience: float,
    ) -> None:
        self._connect, self._usable = connect, usable
        self._size, self._patience = size, patience
        self._free = Semaphore(size)
        self._lock = Lock()
        self._idle: list[ConnectionT] = []
        self._closed = False

    @contextmanager
    def connection(self) -> Iterator[ConnectionT]:
        """Lend a connection for a while; one that is no longer usable is closed instead of kept."""
        if not self._free.acquire(timeout=self._patience):
            raise Retryable(f"all {self._size} database connections were in use for {self._patience:g} s")
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._free.release()

    def close(self) -> None:
        """Close what is idle now and what is still lent when it comes back."""
        with self._lock:
            self._closed = True
        self._close_idle()

    def _take(self) -> ConnectionT:
        with self._lock:
            if self._closed:
                raise RuntimeError("the database has been closed")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: ConnectionT) -> None:
        if not self._usable(connection):
            connection.close()
            # One lost connection means a restarted server: the idle ones are lost too.
            self._close_idle()
            return
        with self._lock:
            keep = not self._closed
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()

    def _close_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
