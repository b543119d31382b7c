"""Prepares the demo's database: made once, continued ever after, and never on top of real cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import make_url

from caseflow.access.people import find_user
from caseflow.app.office import open_office
from caseflow.app.publishing import publish_programmes
from caseflow.cases.letters import list_letters
from caseflow.cases.scope import Viewer
from caseflow.clock import RIGA, FixedClock, MachineClock
from caseflow.db import Database, blobs
from caseflow.db.migrations import upgrade
from caseflow.db.practice_clock import PracticeClock
from caseflow.demo.merchants import MERCHANTS, application
from caseflow.demo.people import ASSOCIATION, BY, NUMBERS, PEOPLE, PROGRAMME, UNDO_MINUTES, enter
from caseflow.demo.story import BASE, BEGINS, OPEN, RECORD_SIGNATURE, Step, story
from caseflow.errors import BadInput, CaseflowError
from caseflow.moves import Actor, Done, Request, apply
from caseflow.moves.correspondence import record_signature
from caseflow.moves.office import Office
from caseflow.moves.registration import register
from caseflow.moves.sending import send
from caseflow.moves.sweep import sweep
from caseflow.settings import Settings

WORKFLOW: Final = f"{PROGRAMME}/beneficiary"
_PRINTOUT: Final = "IZDOMĀTA IZDRUKA mācībām. Nodokļu parādu datubāze, izziņa par komersantu."


class StoryError(CaseflowError):
    """A move of the demo's story was refused: the programme has changed and the story has not."""


def practice(settings: Settings) -> Settings:
    """These settings for practice, whatever the environment says."""
    return replace(settings, environment="practice")


def prepare(settings: Settings, *, fresh: bool = False) -> bool:
    """Make the demo's database, or leave the one that is there as it is; answers whether it was made.

    `fresh` throws an earlier demo away first. Raises BadInput for a database that holds anything else.
    """
    given = practice(settings)
    found = _found(given)
    if found == "begun" or (fresh and found == "made"):
        _remove(given)
    elif found == "made":
        return False
    _make(given)
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


def _make(settings: Settings) -> None:
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
        _tell(office, clock, story(printout), actors)
        practice_clock.set(BASE, None, speed=1)


def _tell(office: Office, clock: FixedClock, steps: list[Step], actors: dict[str, Actor]) -> None:
    """Make every move at its instant; letters go out soon after, and at each midnight the clock does its work."""
    refs: dict[int, str] = {}
    midnight = _next_midnight(BEGINS)
    for step in steps:
        while midnight <= step.at:
            _work_off(office, clock, midnight)
            midnight = _next_midnight(midnight)
        clock.set(step.at)
        refs[step.merchant] = _do(office, step, refs.get(step.merchant), actors[step.who])
        _work_off(office, clock, step.at + timedelta(minutes=UNDO_MINUTES))
    while midnight <= BASE:
        _work_off(office, clock, midnight)
        midnight = _next_midnight(midnight)


def _work_off(office: Office, clock: FixedClock, at: datetime) -> None:
    clock.set(at)
    while sweep(office).full:
        pass
    register(office)
    send(office)


def _next_midnight(after: datetime) -> datetime:
    return datetime.combine(after.date() + timedelta(days=1), time(), RIGA)


def _do(office: Office, step: Step, ref: str | None, actor: Actor) -> str:
    if step.trigger != RECORD_SIGNATURE or ref is None:
        return _move(office, step, ref, actor)
    with office.database.read() as tx:
        letters = list_letters(tx, Viewer(None, step.at.date()), ref)
    registered = next(letter for letter in letters if letter.status == "registered")
    return record_signature(office, str(registered.id), actor).ref


def _move(office: Office, step: Step, ref: str | None, actor: Actor) -> str:
    if step.trigger == OPEN:
        form = application(MERCHANTS[step.merchant], step.organisation)
        request = Request(OPEN, workflow=WORKFLOW, organisation=step.organisation, form=form)
    else:
        request = Request(step.trigger, ref, form=step.form, reason=step.reason)
    result = apply(office, [request], actor)[0]
    if not isinstance(result, Done):
        raise StoryError(f"{step.at:%Y-%m-%d %H:%M} {step.who} {step.trigger}: {result}")
    return result.ref
