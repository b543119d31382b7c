"""What was entered, made fit for `step`: typed, parties found, personal values exchanged for sealed references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from caseflow.db.batch import Batch
from caseflow.engine import built_in
from caseflow.engine.fields import Field, Problem, read_form, stored
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import Workflow
from caseflow.moves import rows
from caseflow.moves.lookups import Lookups
from caseflow.moves.state import CaseState
from caseflow.parties.keys import Keys
from caseflow.parties.names import word_rows
from caseflow.parties.register import Party, party_id
from caseflow.parties.vault import seal
from caseflow.words.message import message

NOTHING = Lookups()
_REASON = {"reason": Field("reason", "text", {"lv": "Pamatojums", "en": "Reason"})}
_KINDS = {
    "merchant": {"lv": "komersants", "en": "merchant"},
    "branch": {"lv": "ārvalsts komersanta filiāle", "en": "branch of a foreign merchant"},
}
PARTY_FIELDS: Mapping[str, Field] = {
    "kind": Field("kind", "choice", {"lv": "Veids", "en": "Kind"}, required=True, values=_KINDS),
    "registration_number": Field(
        "registration_number",
        "registration_number",
        {"lv": "Reģistrācijas numurs", "en": "Registration number"},
        required=True,
    ),
    "name": Field("name", "text", {"lv": "Nosaukums", "en": "Name"}, required=True),
    "address": Field("address", "text", {"lv": "Adrese", "en": "Address"}, required=True),
    "email": Field("email", "email", {"lv": "E-pasts", "en": "E-mail"}),
}


def form_fields(state: CaseState, trigger: str, raw: Mapping[str, Any]) -> Mapping[str, Field] | None:
    """The form of a trigger in the case's state; None when the definition has no such way (step says so).

    Case fields that the form may edit, that the case has already and that are not given, are left out: they stay.
    """
    workflow, data = state.workflow, state.facts.data
    if trigger in built_in.TRIGGERS:
        return built_in.form_of(workflow, trigger, raw)
    transition = workflow.find(trigger, state.facts.state)
    if transition is None:
        return None
    kept = {name for name in transition.edits if name not in raw and data.get(name) is not None}
    return {name: field for name, field in transition.form.items() if name not in kept}


def unfit_reasons(*texts: str | None) -> tuple[Reason, ...]:
    """Why written reasons cannot be kept: too long, or characters that are no text."""
    problems = [p for text in texts for p in read_form(_REASON, {"reason": text})[1]]
    return tuple(Reason("bad-value", p.message, field="reason") for p in problems)


@lru_cache(maxsize=64)
def asks_for_users(workflow: Workflow) -> frozenset[str]:
    """The triggers whose forms name users, by themselves or in rows."""
    return frozenset(t.trigger for t in workflow.transitions if _has_users(t.form))


def _has_users(fields: Mapping[str, Field]) -> bool:
    return any(_names_users(field) for field in fields.values())


def _names_users(field: Field) -> bool:
    return field.type == "user" or _has_users(field.fields) or (field.item is not None and _names_users(field.item))


class Entered:
    """One filled-in form: its typed values, its problems, and the rows that keep parties and personal values."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        raw: Mapping[str, Any],
        keys: Keys,
        organisation: UUID,
        now: datetime,
        lookups: Lookups = NOTHING,
    ) -> None:
        self._keys, self._organisation, self._now, self._lookups = keys, organisation, now, lookups
        self.side = Batch()
        self.persons: dict[UUID, Any] = {}
        self.party: Party | None = None
        self.problems: list[Problem] = []
        named = {
            name: self._party_id(fields[name], value) for name, value in raw.items() if _is_party(fields, name, value)
        }
        values, problems = read_form(fields, {**raw, **{name: id for name, id in named.items() if id is not None}})
        self.problems += [p for p in problems if named.get(p.where, "") is not None]
        for name, value in values.items():
            if name not in named:
                self.problems += _missing(fields[name], value, name, lookups)
        values = {name: self._resolved(fields[name], value) for name, value in values.items()}
        self.values: dict[str, Any] = {} if self.problems else self._sealed(fields, values)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The problems as reasons of a refusal, each with the field that it is about."""
        return tuple(Reason("bad-value", p.message, field=p.where) for p in self.problems)

    def _party_id(self, field: Field, given: Mapping[str, Any]) -> str | None:
        values, problems = read_form(PARTY_FIELDS, given)
        if problems:
            self.problems += [Problem(f"{field.name}.{p.where}", p.message) for p in problems]
            return None
        id = party_id(values["registration_number"])
        named = (values["kind"], values["registration_number"], values["name"], values["address"], values["email"])
        self.party = Party(id, *named)
        self.side.add(rows.PARTY, (id, *named))
        self.side.extend(rows.PARTY_WORD, word_rows(id, values["name"]))
        return str(id)

    def _sealed(self, fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._seal(fields[name], value) for name, value in values.items()}

    def _seal(self, field: Field, value: Any) -> Any:
        if value is None:
            return None
        if field.personal:
            sealed = seal(self.side, self._keys, self._organisation, field.type, stored(value), self._now)
            self.persons[UUID(sealed["vault"])] = stored(value)
            return sealed
        if field.item is not None:
            return [self._seal(field.item, item) for item in value]
        if field.type == "list":
            return [self._sealed(field.fields, row) for row in value]
        return value

    def _resolved(self, field: Field, value: Any) -> Any:
        """A party named by its id is the letter's addressee too; users are kept by id, those in lists as well."""
        if value is None:
            return None
        if field.type == "party" and self.party is None:
            self.party = self._lookups.parties.get(UUID(value))
        if field.type == "user":
            user = self._lookups.users.get(value.strip().lower())
            return str(user) if user else value
        if field.item is not None:
            return [self._resolved(field.item, item) for item in value]
        if field.type == "list":
            return [{name: self._resolved(field.fields[name], cell) for name, cell in row.items()} for row in value]
        return value


def _missing(field: Field, value: Any, where: str, lookups: Lookups) -> Iterator[Problem]:
    """Documents, parties and users that the form names and that are not there."""
    if value is None:
        return
    if field.item is not None:
        for number, item in enumerate(value, start=1):
            yield from _missing(field.item, item, f"{where}.{number}", lookups)
    elif field.type == "list":
        for number, row in enumerate(value, start=1):
            for name, cell in row.items():
                yield from _missing(field.fields[name], cell, f"{where}.{number}.{name}", lookups)
    elif not _is_there(field, value, lookups):
        yield Problem(where, message(f"engine.field.no_such_{field.type}", field=field.title, given=value))


def _is_there(field: Field, value: Any, lookups: Lookups) -> bool:
    if field.type == "document":
        return value in lookups.documents
    if field.type == "party":
        return UUID(value) in lookups.parties
    if field.type == "user":
        return value.strip().lower() in lookups.users
    return True


def _is_party(fields: Mapping[str, Field], name: str, value: Any) -> bool:
    return name in fields and fields[name].type == "party" and isinstance(value, Mapping)
