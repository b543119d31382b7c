"""Personal values in the letters of a batch: read from the vault when letters are rendered, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from caseflow.db import Transaction
from caseflow.engine.outcome import LetterDraft
from caseflow.letters import BadContext
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes
from caseflow.parties.keys import Keys
from caseflow.parties.vault import opened, readings, sealed

_SEALED = {"vault", "commitment", "digest"}


@dataclass(slots=True)
class Persons:
    """What stands sealed in the batch's cases, fetched in one reading when the first letter names somebody.

    A value is opened, and its reading logged, only for a letter that prints it (B-DAT).
    """

    tx: Transaction
    keys: Keys
    now: datetime
    _sealed: dict[UUID, bytes | None] = field(default_factory=dict)

    def named(
        self, state: CaseState, letter: LetterDraft, cases: Iterable[CaseState], own: Writes, earlier: Writes
    ) -> LetterDraft:
        """The letter with the personal values that its context only refers to.

        What the batch itself has sealed is at hand and needs no reading; `cases` are those of the batch.

        Raises BadContext for what is erased, NotFound for what the vault does not have.
        """
        ids = set(_ids(letter.context))
        if not ids:
            return letter
        at_hand = {**earlier.persons, **own.persons}
        asked = sorted(ids - at_hand.keys())
        self._fetch(asked, cases)
        values = {id: at_hand[id] if id in at_hand else opened(self.keys, id, self._sealed[id]) for id in ids}
        if None in values.values():
            raise BadContext(f"{letter.name}: the personal data that the letter names have been erased")
        purpose = f"letter {letter.name} of {state.facts.ref}"
        own.readings.extend(readings(asked, actor=state.facts.actor.id, purpose=purpose, now=self.now))
        return replace(letter, context=_opened(letter.context, values))

    def _fetch(self, asked: Iterable[UUID], cases: Iterable[CaseState]) -> None:
        missing = set(asked) - self._sealed.keys()
        if missing:
            others = {id for case in cases for id in _ids(case.facts.data)} - self._sealed.keys()
            self._sealed.update(sealed(self.tx, missing, others))


def _ids(value: Any) -> Iterator[UUID]:
    if isinstance(value, Mapping):
        if value.keys() == _SEALED:
            yield UUID(value["vault"])
        else:
            for each in value.values():
                yield from _ids(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _ids(each)


def _opened(value: Any, values: Mapping[UUID, Any]) -> Any:
    if isinstance(value, Mapping):
        if value.keys() == _SEALED:
            return values[UUID(value["vault"])]
        return {name: _opened(each, values) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_opened(each, values) for each in value]
    return value
