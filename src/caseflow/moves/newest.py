"""Whether a letter is the newest of its name in its case: only that one moves the deadlines that count from it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from caseflow.db import Transaction
from caseflow.engine.facts import Move
from caseflow.engine.notices import NEWEST_OF, SENT, UNDELIVERED
from caseflow.moves.facts import Gathered

_NEWEST = """
SELECT l.name FROM letter l WHERE l.id = ? AND NOT EXISTS (
  SELECT 1 FROM letter n WHERE n.case_id = l.case_id AND n.name = l.name AND n.seq > l.seq AND n.status <> 'cancelled')
"""


def with_name(tx: Transaction, gathered: Gathered, move: Move) -> Move:
    """The move of a letter, saying of which name the letter is the newest, where a deadline may count from it."""
    if move.trigger not in (SENT, *UNDELIVERED) or not gathered.state.workflow.counts_from_letters:
        return move
    row = tx.fetchone(_NEWEST, (UUID(str(move.form["letter"])),))
    return move if row is None else replace(move, form={**move.form, NEWEST_OF: row[0]})
