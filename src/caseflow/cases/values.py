"""What a case field holds, fit to be shown: sealed values stay sealed, parties have their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.engine.fields import Field, typed
from caseflow.parties.register import Party, parties
from caseflow.words import Message, Text, message

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A personal value that stays in the vault; `vault` is its id there. The digest is not passed on."""

    vault: str


@dataclass(frozen=True, slots=True)
class Named:
    """A party in a field: who it is today."""

    id: str
    registration_number: str
    name: str


Value = None | bool | int | str | Decimal | date | Sealed | Named | tuple[Any, ...]
"""What a field may hold; a list is a tuple of rows (values by column) or of plain values."""


class Showing:
    """Turns stored values into shown ones; knows the parties and the users that they name."""

    def __init__(self, named: Mapping[UUID, Party], users: Mapping[str, str] | None = None) -> None:
        self._named, self._users = named, users or {}

    def value(self, field: Field, stored: Any) -> Value:
        """The value that `stored` JSON stands for."""
        if stored is None:
            return None
        if isinstance(stored, Mapping) and "vault" in stored:
            return Sealed(str(stored["vault"]))
        if field.type == "party":
            party = self._named.get(UUID(stored))
            return Named(stored, party.registration_number, party.name) if party else str(stored)
        if field.type == "user":
            return self._users.get(str(stored), str(stored))
        if field.item is not None:
            return tuple(self.value(field.item, item) for item in stored)
        if field.type == "list":
            return tuple(
                {name: self.value(field.fields[name], item) for name, item in row.items() if name in field.fields}
                for row in stored
            )
        shown: Value = typed(field, stored)
        return shown


def showing(tx: Transaction, stored: Iterable[tuple[Field, Any]]) -> Showing:
    """A `Showing` that knows every party and user in these values."""
    pairs = list(stored)
    ids = {UUID(value) for field, value in pairs if field.type == "party" and isinstance(value, str)}
    return Showing(parties(tx, ids), _users(tx, {user for field, value in pairs for user in _users_in(field, value)}))


def _users_in(field: Field, stored: Any) -> Iterator[str]:
    if field.type == "user" and isinstance(stored, str) and _ID.fullmatch(stored):
        yield stored
    elif field.type == "list" and field.item is None:
        for row in stored or ():
            for name, column in field.fields.items():
                yield from _users_in(column, row.get(name))


def _users(tx: Transaction, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of users by their id as the data write it."""
    wanted = [UUID(id) for id in sorted(ids)]
    if not wanted:
        return {}
    marks = ", ".join("?" for _ in wanted)
    rows = tx.fetchall(f"SELECT id, name FROM app_user WHERE id IN ({marks})", wanted)
    return {str(read_uuid(id)): name for id, name in rows}


def in_words(field: Field, value: Value) -> Message:
    """A shown value as people read it: amounts and days formatted, choices by their label."""
    match value:
        case None:
            return message("cases.value.none")
        case bool():
            return message("cases.value.plain", value=value)
        case Sealed():
            return message("cases.value.sealed")
        case Named():
            return message("cases.value.party", name=value.name, number=value.registration_number)
        case tuple() if field.item is not None and value:
            return message("cases.value.items", items=[in_words(field.item, item) for item in value])
        case tuple():
            return message("cases.value.rows", n=len(value))
        case Decimal() if field.type == "money":
            return message("cases.value.money", amount=value)
        case Decimal() if field.type == "percent":
            return message("cases.value.percent", share=value)
        case str() if field.type == "document":
            return message("cases.value.document", digest=value[:12])
        case str() if value in field.values:
            return message("cases.value.plain", value=text_of(field.values[value]))
        case _:
            return message("cases.value.plain", value=value)


def text_of(label: Mapping[str, str]) -> Text:
    """A label of a definition as an argument of messages."""
    return Text(label["lv"], label["en"])
