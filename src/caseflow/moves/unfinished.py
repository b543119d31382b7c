"""Letters that keep a case from being erased: what the worker has still to register, to send, or to tell the case of.

What was decided must reach its addressee before the house forgets whom it concerned; a draft that nobody has signed
decides nothing and is cancelled. A letter that waits for people for as long as records are kept waits for nobody more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.json_text import listed, write_json
from caseflow.db.values import read_uuid
from caseflow.letters.tables import UNFINISHED
from caseflow.moves.writes import Writes

LETTERS_LEFT = "letters-left"
"""The code of the refusal."""


@dataclass(slots=True)
class Unfinished:
    """Which of the batch's cases have such letters, read once for all of them when the first is to be erased."""

    tx: Transaction
    _found: frozenset[UUID] | None = field(default=None)

    def has(self, case: UUID, batch: Collection[UUID], *written: Writes) -> bool:
        """Whether the case has such a letter, or the batch itself has drafted one for it."""
        if any(row[1] == case for writes in written for row in writes.drafts.values()):
            return True
        if self._found is None:
            rows = self.tx.fetchall(
                f"SELECT DISTINCT case_id FROM letter WHERE case_id IN ({listed(self.tx.dialect, 'uuid')}) "
                f"AND ({UNFINISHED})",
                (write_json([str(id) for id in batch]),),
            )
            self._found = frozenset(read_uuid(id) for (id,) in rows)
        return case in self._found
