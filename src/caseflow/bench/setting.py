"""What every side of a bench works in: the office on the bench's database, its officer, and the printout on file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caseflow.access.people import enter_organisation, enter_user, grant
from caseflow.bench import invented
from caseflow.bench.trips import CountedDatabase
from caseflow.clock import FixedClock
from caseflow.db import Database, blobs
from caseflow.db.migrations import upgrade
from caseflow.letters.in_force import LettersInForce
from caseflow.moves import Actor, Done, Request, apply
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.parties.keys import Keys
from caseflow.programmes.folder import SHARED, files_of
from caseflow.programmes.in_force import InForce
from caseflow.programmes.publish import publish

_KEYS = Keys.derive("the key of a bench, whose database lives a minute")


@dataclass(frozen=True, slots=True)
class Setting:
    """Plain values, so that other processes can be sent it: the database, who acts, and the document in the form."""

    url: str
    officer: UUID
    printout: str


class BenchError(AssertionError):
    """A measured move did not do what it should: the measurement would say nothing."""


def prepare(url: str, home: Path) -> Setting:
    """Migrate the empty database, publish the programme, enter the office and its officer."""
    with Database(url) as database:
        upgrade(database, home)
        with database.write() as tx:
            for programme in (SHARED, invented.WORKFLOW.partition("/")[0]):
                publish(tx, files_of(home, programme), "bench", invented.NOW)
            organisation = enter_organisation(
                tx, invented.ORGANISATION, "association", "MER", "40008000013", invented.PROFILE
            )
            officer = enter_user(tx, "bench", "M. Mērniece", invented.OFFICER)
            grant(
                tx,
                officer,
                "officer",
                organisation,
                valid_from=invented.GRANTED_FROM,
                by="bench",
                reason="bench",
                now=invented.NOW,
            )
            printout = blobs.put(tx, b"%PDF-1.7 bench", "application/pdf")
    return Setting(url, officer, printout)


@contextmanager
def office_of(setting: Setting, *, counted: bool = False, now: datetime = invented.NOW) -> Iterator[Office]:
    """The office on the bench's database; with `counted` its database is a CountedDatabase."""
    with (CountedDatabase if counted else Database)(setting.url) as database:
        yield Office(database, FixedClock(now), _KEYS, InForce(NAMESPACES), LettersInForce())


def do(office: Office, setting: Setting, requests: list[Request]) -> list[Done]:
    """A batch of moves by the officer, each of which must be made. Raises BenchError."""
    done = [result for result in apply(office, requests, Actor(setting.officer)) if isinstance(result, Done)]
    if len(done) != len(requests):
        raise BenchError("a move of the bench was refused")
    return done


def submitted_case(office: Office, setting: Setting) -> UUID:
    """A case whose application is in: the pattern of all cases that are measured."""
    form = invented.application(next(invented.registration_numbers()))
    (opened,) = do(
        office,
        setting,
        [Request("open", workflow=invented.WORKFLOW, organisation=invented.ORGANISATION, form=form)],
    )
    (submitted,) = do(office, setting, [Request("submit", opened.ref)])
    return submitted.case
