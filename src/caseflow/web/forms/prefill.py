"""What a form shows at first: the case's own values as somebody would have typed them, personal ones kept sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from caseflow.cases.values import Named, Sealed, Value
from caseflow.cases.view import CaseView
from caseflow.db import Transaction
from caseflow.engine.fields import Field
from caseflow.parties.keys import Keys
from caseflow.parties.register import Party, parties
from caseflow.parties.vault import open_sealed
from caseflow.web.documents import DocumentTokens, Kept
from caseflow.web.forms.plain import typed_number
from caseflow.web.forms.typed import Typed
from caseflow.words import Lang


class Prefill:
    """Turns values of a case into what is typed; `opened` are the personal values that may be shown."""

    def __init__(
        self,
        lang: Lang,
        named: Mapping[UUID, Party],
        documents: DocumentTokens,
        opened: Mapping[str, Any] | None = None,
    ) -> None:
        self._lang, self._named, self._documents, self._opened = lang, named, documents, opened or {}

    def typed(self, values: Mapping[str, tuple[Field, Value]]) -> Typed:
        """The fields that can be shown; those that hold sealed values are left out, and so stay as they are."""
        shown = {name: value for name, (_, value) in values.items() if not self._closed(value)}
        return {name: self._value(values[name][0], value) for name, value in shown.items()}

    def _closed(self, value: Any) -> bool:
        return any(vault not in self._opened for vault in vaults(value))

    def _value(self, field: Field, value: Any) -> Any:
        if field.item is not None:
            return [self._value(field.item, item) for item in value or ()]
        if field.type == "list":
            return [
                {name: self._value(column, row.get(name)) for name, column in field.fields.items()}
                for row in value or ()
            ]
        if field.type == "party":
            return self._party(value)
        if isinstance(value, Sealed):
            value = self._opened[value.vault]
        if value is None:
            return ""
        if field.type == "document":
            return self._documents.write(Kept(value, value[:12] + "…"))
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Decimal | int):
            return typed_number(value, self._lang)
        return value.isoformat() if isinstance(value, date) else str(value)

    def _party(self, value: Any) -> Typed:
        party = self._named.get(UUID(value.id)) if isinstance(value, Named) else None
        if party is None:
            return {}
        return {
            "kind": party.kind,
            "registration_number": party.registration_number,
            "name": party.name,
            "address": party.address,
            "email": party.email or "",
        }


def vaults(value: Any) -> Iterator[str]:
    """The vault ids in a value, in its rows too."""
    if isinstance(value, Sealed):
        yield value.vault
    elif isinstance(value, tuple | list):
        for row in value:
            for item in row.values() if isinstance(row, Mapping) else (row,):
                yield from vaults(item)


def case_values(view: CaseView, names: Collection[str]) -> dict[str, tuple[Field, Value]]:
    """The case's fields of these names with what they hold."""
    return {each.field.name: (each.field, each.value) for each in view.fields if each.field.name in names}


def parties_in(tx: Transaction, values: Mapping[str, tuple[Field, Value]]) -> Mapping[UUID, Party]:
    """The parties that these values name."""
    return parties(tx, [UUID(value.id) for _, value in values.values() if isinstance(value, Named)])


def open_values(
    tx: Transaction, keys: Keys, values: Mapping[str, tuple[Field, Value]], *, actor: str, purpose: str, now: datetime
) -> dict[str, Any]:
    """The personal values in these fields by vault id; each reading is logged. Needs a writing transaction."""
    ids = {UUID(vault) for _, value in values.values() for vault in vaults(value)}
    found = open_sealed(tx, keys, ids, actor=actor, purpose=purpose, now=now)
    return {str(id): "" if value is None else value for id, value in found.items()}
