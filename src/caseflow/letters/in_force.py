"""The letters in force: the library of the newest publications, kept until something newer is published."""

from __future__ import annotations

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
    register = read_norms(norms[0] if norms else "{}", "norms.yaml")
    files = {f"{programme}/{name}": content for programme, name, content in tx.fetchall(_NEWEST, ("letter",))}
    return library_of(sources_of(files), register)
