"""What has happened on a case since somebody looked at it: told to whoever meant to decide on an older version."""

from __future__ import annotations

from collections.abc import Sequence

from caseflow.cases.history import HistoryEntry
from caseflow.moves.request import Stale
from caseflow.moves.state import LOOK_ONLY


def happened_since(entries: Sequence[HistoryEntry], stale: Stale) -> list[HistoryEntry]:
    """The events that came after version `stale.seen`, oldest first."""
    missed = stale.version - stale.seen
    for number in range(len(entries) - 1, -1, -1):
        if missed <= 0:
            return list(entries[number + 1 :])
        missed -= entries[number].trigger not in LOOK_ONLY
    return list(entries)
