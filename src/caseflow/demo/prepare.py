"""Prepares the demo's database: made once, continued ever after, and never on top of real cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import make_url

from caseflow.access.people import find_user
from caseflow.app.office import open_office
from caseflow.app.publishing import publish_programmes
from caseflow.clock import RIGA, FixedClock, MachineClock
from caseflow.db import Database, blobs
from caseflow.db.migrations import upgrade
from caseflow.db.practice_clock import PracticeClock
from caseflow.demo.people import ASSOCIATION, BY, NUMBERS, PEOPLE, PROGRAMME, UNDO_MINUTES, enter
from caseflow.demo.story import BASE, BEGINS, Step, story
from caseflow.demo.teller import Teller
from caseflow.errors import BadInput
from caseflow.moves import Actor
from caseflow.settings import Settings

Progress = Callable[[date, int], None]
"""Told the first day of each month of the story, and how many moves are made in it."""
_PRINTOUT: Final = "IZDOMĀTA IZDRUKA mācībām. Nodokļu parādu datubāze, izziņa par komersantu."


def practice(settings: Settings) -> Settings:
    """These settings for practice, whatever the environment says."""
    return replace(settings, environment="practice")


def prepare(settings: Settings, *, fresh: bool = False, progress: Progress = lambda *_: None) -> bool:
    """Make the demo's database, or leave the one that is there as it is; answers whether it was made.

    `fresh` throws an earlier demo away first. Raises BadInput for a database that holds anything else.
    """
    given = practice(settings)
    found = _found(given)
    if found == "begun" or (fresh and found == "made"):
        _remove(given)
    elif found == "made":
        return False
    _make(given, progress)
    return True


def _found(settings: Settings) -> Literal["empty", "begun", "made"]:
    """What the database holds; raises BadInput for other people's work. A demo that is there is upgraded.

    Until a demo is made its clock stands still where the story begins; so one that was interrupted is known.
    """
    with Database(settings.database_url) as database:
        upgrade(database, settings.home)
        with database.read() as tx:
            numbers = {number for (number,) in tx.fetchall("SELECT registration_number FROM organisation")}
        if NUMBERS[ASSOCIATION] in numbers:
            begun = PracticeClock(database, MachineClock()).now() == BEGINS
            return "begun" if begun else "made"
    if numbers:
        raise BadInput(
            "this database is no demo: it has organisations of its own; "
            "set CASEFLOW_DATABASE_URL to another one, such as sqlite:///demo.db"
        )
    return "empty"


def _remove(settings: Settings) -> None:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise BadInput("only a demo in an SQLite file can begin anew; name an empty database in CASEFLOW_DATABASE_URL")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{url.database}{suffix}").unlink(missing_ok=True)


def _make(settings: Settings, progress: Progress) -> None:
    with Database(settings.database_url) as database:
        upgrade(database, settings.home)
    clock = FixedClock(BEGINS)
    with open_office(settings, clock) as office:
        practice_clock = PracticeClock(office.database, MachineClock())
        practice_clock.set(BEGINS, None, speed=0)
        publish_programmes(office.database, settings.home, [PROGRAMME], BY, clock.now())
        with office.database.write() as tx:
            enter(tx, clock.now())
            printout = blobs.put(tx, _PRINTOUT.encode(), "text/plain; charset=utf-8")
            actors = {person.username: Actor(find_user(tx, person.username)) for person in PEOPLE}
        _tell(Teller(office, clock, actors), story(printout), progress)
        practice_clock.set(BASE, None, speed=1)


def _tell(teller: Teller, steps: list[Step], progress: Progress) -> None:
    """Make every move at its instant; letters go out before their cases move on, and the clock works at midnight."""
    months = Counter(step.at.date().replace(day=1) for step in steps)
    midnight, moved, last = _next_midnight(BEGINS), set[int](), BEGINS
    for step in steps:
        if step.merchant in moved or midnight <= step.at:
            teller.work_off(last + timedelta(minutes=UNDO_MINUTES))
            moved.clear()
        while midnight <= step.at:
            teller.strike(midnight)
            midnight = _next_midnight(midnight)
        month = step.at.date().replace(day=1)
        if month in months:
            progress(month, months.pop(month))
        teller.make(step)
        moved.add(step.merchant)
        last = step.at
    teller.work_off(last + timedelta(minutes=UNDO_MINUTES))
    while midnight <= BASE:
        teller.strike(midnight)
        midnight = _next_midnight(midnight)
    teller.work_off(BASE)


def _next_midnight(after: datetime) -> datetime:
    return datetime.combine(after.date() + timedelta(days=1), time(), RIGA)
