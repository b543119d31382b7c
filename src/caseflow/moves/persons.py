"""Personal values in the letters of a move: read from the vault when the letter is rendered, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from caseflow.db import Transaction
from caseflow.engine.outcome import LetterDraft
from caseflow.letters import BadContext
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes
from caseflow.parties.keys import Keys
from caseflow.parties.vault import readings, unlogged

_SEALED = {"vault", "commitment", "digest"}


def named(
    tx: Transaction, keys: Keys, state: CaseState, letter: LetterDraft, own: Writes, earlier: Writes, now: datetime
) -> LetterDraft:
    """The letter with the personal values that its context only refers to; each reading goes into the log (B-DAT).

    What the batch itself has sealed is at hand and needs no reading.

    Raises BadContext for what is erased, NotFound for what the vault does not have.
    """
    ids = set(_ids(letter.context))
    if not ids:
        return letter
    known = {**earlier.persons, **own.persons}
    read = unlogged(tx, keys, ids - known.keys())
    values = {**read, **{id: known[id] for id in ids & known.keys()}}
    if None in values.values():
        raise BadContext(f"{letter.name}: the personal data that the letter names have been erased")
    purpose = f"letter {letter.name} of {state.facts.ref}"
    own.readings.extend(readings(sorted(read), actor=state.facts.actor.id, purpose=purpose, now=now))
    return replace(letter, context=_opened(letter.context, values))


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
