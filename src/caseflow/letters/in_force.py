"""The letters in force: the library of the newest publications, kept until something newer is published."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from caseflow.db import Transaction
from caseflow.letters.library import Library, library_of
from caseflow.letters.norms import read_norms
from caseflow.letters.sources import sources_of

_NEWEST = """
SELECT p.programme, p.name, p.content FROM publication p WHERE p.kind = ? AND p.number =
  (SELECT max(q.number) FROM publication q WHERE q.kind = p.kind AND q.programme = p.programme AND q.name = p.name)
"""


class LettersInForce:
    """One library per process, read again when a newer publication is there."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._library: Library | None = None
        self._number = -1

    def library(self, tx: Transaction, number: int) -> Library:
        """The letters as published up to `number`, proven when they are read."""
        with self._lock:
            if self._library is None or self._number != number:
                self._library, self._number = _read(tx), number
            return self._library


def _read(tx: Transaction) -> Library:
    norms = [content for _, _, content in tx.fetchall(_NEWEST, ("norms",))]
    letters = tx.fetchall(_NEWEST, ("letter",))
    files = tuple(sorted((f"{programme}/{name}", content) for programme, name, content in letters))
    return _proven(norms[0] if norms else "{}", files)


@lru_cache(maxsize=8)
def _proven(norms: str, files: tuple[tuple[str, str], ...]) -> Library:
    """The library of these texts; proving it costs a third of a second, so the same texts are proven once."""
    return library_of(sources_of(dict(files)), read_norms(norms, "norms.yaml"))
