"""Tells the demo's story to an office: each move through `apply`, its letters registered, signed and sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from caseflow.clock import FixedClock
from caseflow.db.values import read_uuid
from caseflow.demo.people import PEOPLE, PROGRAMME
from caseflow.demo.story import CLAIM, OPEN, Step
from caseflow.errors import CaseflowError
from caseflow.moves import Actor, Done, Request, apply
from caseflow.moves.correspondence import record_signature
from caseflow.moves.office import Office
from caseflow.moves.registration import register
from caseflow.moves.sending import send
from caseflow.moves.sweep import sweep

WORKFLOW: Final = f"{PROGRAMME}/beneficiary"
UNSIGNED_SINCE: Final = date(2023, 12, 22)
"""Letters registered from this day on still wait for their signature when the demo begins."""


class StoryError(CaseflowError):
    """A move of the demo's story was refused: the programme has changed and the story has not."""


class Teller:
    """The office of the demo, its clock, its people, and the number of each merchant's case."""

    def __init__(self, office: Office, clock: FixedClock, actors: Mapping[str, Actor]) -> None:
        self._office = office
        self._clock = clock
        self._actors = actors
        self._refs: dict[int, str] = {}

    def make(self, step: Step) -> None:
        """Make one move at its instant. Raises StoryError if it is refused."""
        self._clock.set(step.at)
        ref = self._refs.get(step.merchant)
        if ref is None:
            request = Request(OPEN, workflow=WORKFLOW, organisation=step.organisation, form=step.form)
        else:
            case = self._claim(ref) if step.trigger in CLAIM else ref
            request = Request(step.trigger, case, form=step.form, reason=step.reason)
        result = apply(self._office, [request], self._actors[step.who])[0]
        if not isinstance(result, Done):
            raise StoryError(f"{step.at:%Y-%m-%d %H:%M} {ref} {step.who} {step.trigger}: {result}")
        self._refs.setdefault(step.merchant, result.ref)

    def strike(self, midnight: datetime) -> None:
        """Fire what is due at a midnight; its letters go out with the next ones."""
        self._clock.set(midnight)
        while sweep(self._office).full:
            pass

    def work_off(self, at: datetime) -> None:
        """What a worker does at an instant, and the signatures that were given outside."""
        self.strike(at)
        register(self._office)
        if at.date() < UNSIGNED_SINCE:
            self._sign()
        send(self._office)

    def _sign(self) -> None:
        """The office's first officer records that the registered letters were signed outside."""
        with self._office.database.read() as tx:
            waiting = tx.fetchall(
                "SELECT l.id, o.slug FROM letter l JOIN organisation o ON o.id = l.organisation_id "
                "WHERE l.awaits = 'signature' ORDER BY l.number"
            )
        for id, slug in waiting:
            officer = next(person for person in PEOPLE if (person.organisation, person.role) == (slug, "officer"))
            record_signature(self._office, str(read_uuid(id)), self._actors[officer.username])

    def _claim(self, ref: str) -> str:
        with self._office.database.read() as tx:
            row = tx.fetchone(
                "SELECT k.ref FROM case_record k JOIN case_record c ON c.id = k.parent_id WHERE c.ref = ?", (ref,)
            )
        assert row is not None
        return str(row[0])
