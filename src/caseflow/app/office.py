"""Opens the office of an installation: its database, clock, keys, and what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from caseflow.clock import Clock, MachineClock
from caseflow.db import Database
from caseflow.db.migrations import is_current
from caseflow.db.practice_clock import PracticeClock
from caseflow.errors import BadInput, NotFound
from caseflow.letters.in_force import LettersInForce
from caseflow.letters.outbox import Outgoing
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.parties.keys import Keys
from caseflow.programmes.in_force import InForce
from caseflow.settings import Settings


class NotReady(BadInput):
    """The database is not there yet, or belongs to an older version."""


class InstallationClock:
    """The practice clock once somebody has set it, the machine's clock until then (practice and test only)."""

    def __init__(self, database: Database) -> None:
        self._machine = MachineClock()
        self._practice = PracticeClock(database, self._machine)

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        try:
            return self._practice.now()
        except NotFound:
            return self._machine.now()


@contextmanager
def open_office(settings: Settings, clock: Clock | None = None) -> Iterator[Office]:
    """The office that these settings describe; its database is closed at the end.

    `clock` takes the place of the installation's own. Raises NotReady for a database that `init` or `upgrade` has
    not prepared, BadInput without a secret key.
    """
    keys = Keys.derive(settings.secret_key())
    with Database(settings.database_url) as database:
        if not is_current(database, settings.home):
            raise NotReady("the database is not prepared for this version: run `caseflow init`")
        outgoing = Outgoing(settings.data, settings.smtp_url)
        in_force, clock = InForce(NAMESPACES), clock or clock_of(settings, database)
        yield Office(database, clock, keys, in_force, LettersInForce(), outgoing)


def clock_of(settings: Settings, database: Database) -> Clock:
    """The machine's clock in production; elsewhere the one that `caseflow clock` sets."""
    return MachineClock() if settings.environment == "production" else InstallationClock(database)
