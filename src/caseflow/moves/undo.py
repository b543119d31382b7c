"""What taking back the last move needs to know, and the tasks and letters that come back with it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.engine.facts import LastMove
from caseflow.letters.sending import release_at
from caseflow.moves.facts import DEADLINE_COLUMNS, running_of
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes

TRIGGER = "withdraw_before_dispatch"


def last_move(tx: Transaction, state: CaseState) -> LastMove | None:
    """The move that the case made last; None for a case that has not moved since it was opened."""
    row = tx.fetchone("SELECT body FROM event WHERE case_id = ? AND seq = ?", (state.id, state.facts.seq))
    if row is None or state.facts.seq < 2:
        return None
    event = json.loads(row[0])
    outcome = event["outcome"]
    drafted = tuple(letter["name"] for letter in outcome.get("letters", ()))
    touched = (*drafted, *outcome.get("signed", ()), *outcome.get("discarded", ()))
    ended = _ended(tx, state, [each["id"] for each in outcome.get("ended", ())])
    return from_event(event, ended, _any_out(tx, state, touched))


def from_event(event: dict[str, Any], ended: tuple[Any, ...], letters_out: bool) -> LastMove:
    """The move that an event tells of; `ended` are the deadlines that it ended."""
    outcome = event["outcome"]
    aid = outcome.get("de_minimis", {})  # what was entered of others is there for all: it is corrected, not taken back
    return LastMove(
        trigger=event["trigger"],
        source=outcome["from"],
        branch=outcome["branch"],
        by_clock=event["actor"].get("system", False),
        changed={name: (old, new) for name, (old, new) in outcome.get("changed", {}).items()},
        started=tuple(d["id"] for d in outcome.get("started", ())),
        ended=ended,
        letters=tuple(letter["name"] for letter in outcome.get("letters", ())),
        put_back=(*outcome.get("signed", ()), *outcome.get("discarded", ())),
        letters_out=letters_out,
        reaches_others=bool(
            outcome.get("tells") or outcome.get("opens") or event.get("told_by") or aid.keys() - {"booked"}
        ),
        postings=tuple(outcome.get("postings", ())),
        de_minimis=aid,
        evidence=bool(outcome.get("evidence")),
    )


def _ended(tx: Transaction, state: CaseState, ids: list[str]) -> tuple[Any, ...]:
    """The deadlines that the move ended, in the order of its event: the dates are asked for in that order."""
    rows = tx.fetchall(
        f"SELECT {DEADLINE_COLUMNS} FROM deadline d WHERE d.case_id = ? AND d.ended_seq = ?",
        (state.id, state.facts.seq),
    )
    found = {row[0]: running_of(row) for row in rows}
    return tuple(found[id] for id in ids)


def _any_out(tx: Transaction, state: CaseState, names: tuple[str, ...]) -> bool:
    """Whether a letter that the move drafted, signed or discarded has left the house in the meantime."""
    found = tx.fetchall("SELECT name, status FROM letter WHERE case_id = ?", (state.id,))
    return any(name in names and status not in ("drafted", "signed", "cancelled") for name, status in found)


def put_back(tx: Transaction, writes: Writes, state: CaseState, names: tuple[str, ...]) -> dict[str, str]:
    """Bring the letters of these names and the tasks of the undone move back; answers name and id of the letters."""
    seq = state.facts.seq
    for id, opened_seq in tx.fetchall(
        "SELECT t.id, t.opened_seq FROM task t WHERE t.case_id = ? AND (t.opened_seq = ? OR t.closed_at = "
        "(SELECT e.at FROM event e WHERE e.case_id = t.case_id AND e.seq = ?))",
        (state.id, seq, seq),
    ):
        undone = opened_seq == seq
        writes.closing[read_uuid(id)] = (state.facts.at, TRIGGER) if undone else (None, None)
    found: dict[str, str] = {}
    for name, id in tx.fetchall("SELECT name, id FROM letter WHERE case_id = ? ORDER BY seq", (state.id,)):
        if name in names:
            found[name] = str(read_uuid(id))
    for id in found.values():
        at = release_at(state.organisation.profile, state.facts.at)
        writes.letter_status[UUID(id)] = ("drafted", None, at)
    return found
