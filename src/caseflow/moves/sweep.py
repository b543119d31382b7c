"""One sweep of the clock: claims cases that are due, fires what is due on them, in one transaction a batch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.db.values import read_uuid
from caseflow.engine import ticks
from caseflow.engine.codec import instant_text
from caseflow.engine.facts import Move
from caseflow.engine.field_types import shown
from caseflow.moves.due import CLOCK, fire
from caseflow.moves.office import Office
from caseflow.moves.request import Actor
from caseflow.moves.round import Round

log = logging.getLogger(__name__)

BATCH = {"postgresql": 1000, "sqlite": 200}
"""Cases claimed at once: SQLite's one writer is not to keep officers waiting."""

_CLAIM = "SELECT id FROM case_record WHERE wake_at <= ? ORDER BY wake_at, id LIMIT {limit}"
_PARKED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did; `full` says that there may be more to do at once."""

    cases: int
    moves: int
    full: bool


def sweep(office: Office, limit: int | None = None) -> Swept:
    """Fire everything that is due on up to `limit` cases; other workers' cases are passed over.

    A case that cannot be written is found by halving and parked for an hour with a task, so that it holds up
    nobody. Raises Retryable when the database is lost or busy: the next beat tries again.
    """
    most = limit or BATCH[office.database.dialect]
    try:
        with office.database.write() as tx:
            ids = _claim(tx, office.clock.now(), most)
            return Swept(len(ids), _fire(office, tx, ids), len(ids) == most)
    except (LostSwap, Retryable):
        raise
    except Exception:
        log.exception("a batch of due cases failed; it is halved until the culprit is found")
        return _halved(office, most)


def _claim(tx: Transaction, now: datetime, limit: int) -> list[UUID]:
    sql = _CLAIM.format(limit=int(limit))
    if tx.dialect == "postgresql":
        sql += " FOR UPDATE SKIP LOCKED"
    return [read_uuid(id) for (id,) in tx.fetchall(sql, (now,))]


def _fire(office: Office, tx: Transaction, ids: Sequence[UUID]) -> int:
    if not ids:
        return 0
    round = Round(office, tx, Actor(None), "skip")
    moves = sum(len(fire(round, each)) for each in round.gather(list(ids)))
    round.write()
    return moves


def _halved(office: Office, most: int) -> Swept:
    with office.database.read() as tx:
        rows = tx.fetchall(_CLAIM.format(limit=int(most)), (office.clock.now(),))
    waiting = [[read_uuid(id) for (id,) in rows]] if rows else []
    cases = moves = 0
    while waiting:
        ids = waiting.pop()
        try:
            with office.database.write() as tx:
                moves += _fire(office, tx, _still_due(tx, ids, office.clock.now()))
            cases += len(ids)
        except (LostSwap, Retryable):
            continue  # the next sweep takes them
        except Exception as error:
            if len(ids) > 1:
                waiting += [ids[: len(ids) // 2], ids[len(ids) // 2 :]]
            else:
                _park(office, ids[0], error)
    return Swept(cases, moves, False)


def _still_due(tx: Transaction, ids: Sequence[UUID], now: datetime) -> list[UUID]:
    marks = ", ".join("?" for _ in ids)
    skip = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    sql = f"SELECT id FROM case_record WHERE id IN ({marks}) AND wake_at <= ? ORDER BY id{skip}"
    return [read_uuid(id) for (id,) in tx.fetchall(sql, (*ids, now))]


def _park(office: Office, id: UUID, error: Exception) -> None:
    """Let the clock pass the case by for a while, in a move of its own that tells a head why."""
    log.error("case %s is parked: %s", id, error)
    try:
        with office.database.write() as tx:
            round = Round(office, tx, Actor(None), "skip")
            for gathered in round.gather([id]):  # none when somebody has it: the next sweep looks again
                tree = round.tree(CLOCK)
                tree.move(gathered, _parking(tx, id, office.clock.now(), error))
                round.keep(tree)
            round.write()
    except (LostSwap, Retryable):
        return
    except Exception:
        log.exception("case %s cannot even be put off in a move; only its waking is", id)
        with office.database.write() as tx:
            tx.execute("UPDATE case_record SET wake_at = ? WHERE id = ?", (office.clock.now() + _PARKED_FOR, id))


def _parking(tx: Transaction, id: UUID, now: datetime, error: Exception) -> Move:
    """The move; a head who has not closed the task of the last time is not told again."""
    told = tx.fetchone("SELECT 1 FROM task WHERE case_id = ? AND name = ? AND closed_at IS NULL", (id, ticks.FAULT))
    until = instant_text(now + _PARKED_FOR)
    why = shown(f"{type(error).__name__}: {error}")
    return Move(ticks.PARKED, {"until": until, "task": told is None}, reason=why)
