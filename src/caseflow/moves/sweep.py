"""One sweep of the clock: claims cases that are due, fires what is due on them, in one transaction a batch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.db.json_text import write_json
from caseflow.db.values import read_uuid
from caseflow.moves.due import fire
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
    """Let the clock pass the case by for a while, and tell a head why."""
    now = office.clock.now()
    log.error("case %s is parked: %s", id, error)
    label = write_json({"lv": f"Pulkstenis netika tālāk: {error}", "en": f"The clock could not go on: {error}"})
    with office.database.write() as tx:
        tx.execute("UPDATE case_record SET wake_at = ? WHERE id = ?", (now + _PARKED_FOR, id))
        tx.execute(
            "INSERT INTO task (id, case_id, organisation_id, name, label, role, closes_on, opened_at, opened_seq) "
            "SELECT ?, c.id, c.organisation_id, 'clock_fault', "
            + ("?::jsonb, 'head', '[]'::jsonb" if tx.dialect == "postgresql" else "?, 'head', '[]'")
            + ", ?, c.seq FROM case_record c WHERE c.id = ? AND NOT EXISTS "
            "(SELECT 1 FROM task t WHERE t.case_id = c.id AND t.name = 'clock_fault' AND t.closed_at IS NULL)",
            (uuid4(), label, now, id),
        )
