"""The clock of an installation for practice: one row that all processes read, never behind an event."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseflow.clock import Clock
from caseflow.db.database import Database
from caseflow.db.driver import Row
from caseflow.db.transaction import Transaction
from caseflow.db.values import read_instant
from caseflow.errors import BadInput, NotFound
from caseflow.words.message import message

_READ = "SELECT base_instant, real_start, speed FROM practice_clock WHERE id = 1"
_WRITE = """
    INSERT INTO practice_clock (id, base_instant, real_start, speed) VALUES (1, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET base_instant = excluded.base_instant, real_start = excluded.real_start,
        speed = excluded.speed
"""


class PracticeClock:
    """Implements `caseflow.clock.Clock` over the row; `machine` is the clock that really runs.

    `speed` is how many practice seconds pass in a real one: 0 stands still, 1 runs like the machine's clock.
    """

    def __init__(self, db: Database, machine: Clock) -> None:
        self._db, self._machine = db, machine

    def now(self) -> datetime:
        """The practice instant, aware, in UTC; raises NotFound before the clock was first set."""
        with self._db.read() as tx:
            row = _get_row(tx)
        return _shown(row, self._machine.now())

    def set(self, instant: datetime, not_before: datetime | None, speed: int = 1) -> None:
        """Show `instant` from now on.

        `not_before` is the instant of the latest event, None if there is none. Raises BadInput for anything
        earlier, for an instant without a zone and for a negative speed.
        """
        if instant.tzinfo is None:
            raise BadInput(f"{instant.isoformat()}: name the time zone, for example {instant.isoformat()}+02:00")
        if speed < 0:
            raise BadInput(f"speed {speed}: the clock cannot run backwards; 0 stands still, 1 is real time")
        _refuse_before(instant, not_before)
        with self._db.write() as tx:
            tx.execute(_WRITE, (instant, self._machine.now(), speed))

    def advance(self, by: timedelta, not_before: datetime | None) -> datetime:
        """Move by real time and keep the speed; answers the new instant. Raises as `now` and `set` do."""
        with self._db.write() as tx:
            row = _get_row(tx)
            real = self._machine.now()
            instant = _shown(row, real) + by
            if not_before is not None and instant < not_before:
                raise BadInput(f"{instant.isoformat()} would lie before the latest event ({not_before.isoformat()})")
            tx.execute(_WRITE, (instant, real, row[2]))
        return instant


def _get_row(tx: Transaction) -> Row:
    row = tx.fetchone(_READ)
    if row is None:
        raise NotFound(
            "the practice clock has not been set; set it with: caseflow clock set INSTANT", message("unknown.clock")
        )
    return row


def _refuse_before(instant: datetime, not_before: datetime | None) -> None:
    if not_before is not None and instant < not_before:
        latest = not_before.isoformat()
        raise BadInput(
            f"{instant.isoformat()} lies before the latest event; choose {latest} or later",
            message("practice_clock.before", instant=instant, latest=not_before),
        )


def _shown(row: Row, real: datetime) -> datetime:
    base, start = read_instant(row[0]), read_instant(row[1])
    return base + (real - start) * int(row[2])
