"""Natural persons in letters: the sealed values of a letter's variables are opened when its text is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Batch
from caseflow.engine.facts import Facts
from caseflow.engine.outcome import LetterDraft
from caseflow.letters import BadContext
from caseflow.parties.keys import Keys
from caseflow.parties.vault import open_sealed

_SEALED = {"vault", "commitment", "digest"}


def named(
    tx: Transaction,
    keys: Keys,
    letters: Iterable[LetterDraft],
    entered: Mapping[UUID, Any],
    log: Batch,
    facts: Facts,
) -> list[LetterDraft]:
    """The letters with persons' names and codes in place of what stands for them; each reading goes to `log`.

    `entered` are values sealed by this very batch, which the vault does not have yet; `facts` say for which case and
    actor, and when. Raises BadContext where a value has been erased.
    """
    letters = list(letters)
    wanted = {letter.name: set(_vault_ids(letter.context)) for letter in letters}
    opened = dict(entered)
    for letter in letters:
        ids = wanted[letter.name] - set(opened)
        purpose = f"letter {letter.name} of {facts.ref}"
        opened |= open_sealed(tx, keys, sorted(ids), actor=facts.actor.id, purpose=purpose, now=facts.at, log=log)
    return [replace(each, context=_filled(each.context, opened, each.name)) for each in letters]


def _is_sealed(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() == _SEALED


def _vault_ids(value: Any) -> Iterator[UUID]:
    if _is_sealed(value):
        yield UUID(value["vault"])
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _vault_ids(part)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _vault_ids(item)


def _filled(value: Any, opened: Mapping[UUID, Any], where: str) -> Any:
    if _is_sealed(value):
        found = opened[UUID(value["vault"])]
        if found is None:
            raise BadContext(f"{where}: the personal data that the letter names have been erased")
        return found
    if isinstance(value, Mapping):
        return {name: _filled(part, opened, f"{where}.{name}") for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(item, opened, where) for item in value]
    return value
