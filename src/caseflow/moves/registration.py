"""Registration: letters whose undo window is over get number, bytes and event, all in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseflow.clock import MachineClock, riga_date
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.engine import notices
from caseflow.engine.facts import Move
from caseflow.letters import registrar
from caseflow.letters.registrar import LetterFault, Registered, ToRegister
from caseflow.letters.sending import Sending
from caseflow.letters.typeset import CannotTypeset
from caseflow.moves.drafts import sending_of
from caseflow.moves.due import CLOCK
from caseflow.moves.facts import Gathered
from caseflow.moves.letter_tasks import close_tasks
from caseflow.moves.newest import with_name
from caseflow.moves.office import Office
from caseflow.moves.request import Actor
from caseflow.moves.round import Round

log = logging.getLogger(__name__)

Pairs = Sequence[tuple[UUID, UUID]]
"""Letters, each with its case."""


@dataclass(frozen=True, slots=True)
class Registrations:
    """How many letters were registered, and how many could not be."""

    registered: int = 0
    failed: int = 0

    def __add__(self, other: Registrations) -> Registrations:
        return Registrations(self.registered + other.registered, self.failed + other.failed)


def register(office: Office) -> Registrations:
    """Register every letter whose undo window is over, series by series, at most `AT_ONCE` in a transaction.

    Letters whose case somebody else has locked wait for the next round. Raises Retryable when the database is busy.
    """
    done = Registrations()
    with office.database.read() as tx:
        waiting = registrar.waiting_series(tx, office.clock.now())
    for organisation, series in waiting:
        while True:
            step = _next(office, organisation, series)
            done += step
            if step.registered + step.failed < registrar.AT_ONCE:
                break
    return done


def _next(office: Office, organisation: UUID, series: str) -> Registrations:
    """The letters of one series that wait longest; when the batch cannot be written, each by itself."""
    with office.database.read() as tx:
        pairs = registrar.candidates(tx, office.clock.now(), organisation, series)
    if not pairs:
        return Registrations()
    try:
        return _register(office, organisation, series, pairs)
    except (LostSwap, Retryable):
        raise
    except Exception:
        log.exception("letters of series %s cannot be registered together; each is tried by itself", series)
        return sum((_alone(office, organisation, series, pair) for pair in pairs), Registrations())


def _alone(office: Office, organisation: UUID, series: str, pair: tuple[UUID, UUID]) -> Registrations:
    try:
        return _register(office, organisation, series, [pair])
    except (LostSwap, Retryable):
        return Registrations()  # the next round takes it
    except Exception as error:
        log.exception("letter %s cannot be registered", pair[0])
        return _register(office, organisation, series, [pair], fault=f"{type(error).__name__}: {error}")


def _register(office: Office, organisation: UUID, series: str, pairs: Pairs, fault: str | None = None) -> Registrations:
    """One transaction: cases, then letters, then the series are locked; all is written at the end."""
    with office.database.write() as tx:
        round = Round(office, tx, Actor(None), "skip")
        cases = {g.state.id: g for g in round.gather(sorted({case for _, case in pairs}))}
        letters = registrar.claim(tx, [letter for letter, case in pairs if case in cases], round.now)
        if not letters:
            return Registrations()
        today = riga_date(round.now)
        numbers = registrar.Series(tx, organisation, series, today.year)
        people = registrar.people_of(tx, letters)
        done: list[Registered] = []
        failures: list[tuple[UUID, str]] = []
        for letter in letters:
            gathered = cases[letter.case]
            try:
                written = office.in_force.letter_series(tx, gathered.state.workflow.programme)
                sending = sending_of(gathered.state.organisation).with_series(written)
                made = _set(office, numbers, letter, sending, people, fault)
            except (CannotTypeset, LetterFault) as error:
                failures.append((letter.id, str(error)))
                _move(round, gathered, Move(notices.FAILED, _about(letter)))
            else:
                done.append(made)
                _move(round, gathered, Move(notices.REGISTERED, _entry(made)))
        numbers.close()
        close_tasks(tx, [letter.id for letter in letters], round.now, notices.REGISTERED)
        registrar.record(tx, done, today.year, today, MachineClock().now())
        registrar.record_failures(tx, failures)
        round.write()
        return Registrations(len(done), len(failures))


def _set(
    office: Office,
    numbers: registrar.Series,
    letter: ToRegister,
    sending: Sending,
    people: dict[str, tuple[str, str]],
    fault: str | None,
) -> Registered:
    if fault is not None:
        raise LetterFault(fault)
    signatory = registrar.signatory_of(letter, sending, people)
    return numbers.register(letter, sending, signatory, letter.text(office.keys))


def _about(letter: ToRegister) -> dict[str, Any]:
    return {"letter": str(letter.id), "code": letter.code}


def _entry(made: Registered) -> dict[str, Any]:
    """What the event says of the registered letter."""
    letter = {**_about(made.letter), "name": made.letter.name}
    entry = {**letter, "number": made.number, "day": made.letter.day, "sha256": made.sha256}
    return {**entry, "awaits": made.awaits} if made.awaits else entry


def _move(round: Round, gathered: Gathered, move: Move) -> None:
    tree = round.tree(CLOCK)
    tree.move(gathered, with_name(round.tx, gathered, move))
    round.keep(tree)
