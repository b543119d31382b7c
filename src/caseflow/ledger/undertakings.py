"""Undertakings of the de minimis register, and which of them are one single undertaking on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Batch, Insert, Update
from caseflow.db.json_text import read_json, write_json
from caseflow.db.values import read_day, read_uuid
from caseflow.parties.register import party_id

MEMBER: Final = Insert(
    "undertaking_member",
    (
        ("group_id", "uuid"),
        ("undertaking_id", "uuid"),
        ("valid_from", "date"),
        ("valid_to", "date"),
        ("reason", "text"),
        ("document", "text"),
        ("case_id", "uuid"),
        ("seq", "int"),
        ("entered_by", "text"),
        ("entered_at", "timestamptz"),
    ),
)
YEARS: Final = Update("undertaking", (("years", "jsonb"),), (("id", "uuid"),))
_NEW: Final = Insert(
    "undertaking",
    (("id", "uuid"), ("registration_number", "text"), ("name", "text"), ("years", "jsonb")),
    "ON CONFLICT (id) DO NOTHING",
    key=("id",),
)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One enterprise of the register; `years` are the first days of its fiscal years, as far as they were entered."""

    id: UUID
    registration_number: str
    name: str
    years: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Enterprises that were found to be one undertaking from a day on; `valid_to` is the last day, if it is over."""

    id: UUID
    members: frozenset[UUID]
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether they are one undertaking on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Because:
    """What an entry rests on: the event of a case, or a person's written reason with its document."""

    by: str
    at: datetime
    case: UUID | None = None
    seq: int | None = None
    reason: str | None = None
    document: str | None = None


def named(names: Iterable[tuple[str, str]]) -> list[Undertaking]:
    """Undertakings as somebody names them, by number and name."""
    return [Undertaking(party_id(number), number, name) for number, name in dict(names).items()]


def single_undertaking(own: UUID, groups: Iterable[Group], on: date) -> frozenset[UUID]:
    """Everybody who is one undertaking with `own` on the day, also through others (Z-DM-03)."""
    found = {own}
    links = [group.members for group in groups if group.holds(on)]
    while more := set().union(*(link for link in links if link & found)) - found:
        found |= more
    return frozenset(found)


def enter(tx: Transaction, undertakings: Iterable[Undertaking]) -> None:
    """Enter those that the register does not have, in the order of their ids."""
    batch = Batch()
    for each in sorted(undertakings, key=lambda each: each.id):
        batch.add(_NEW, (each.id, each.registration_number, each.name, write_json([])))
    batch.write(tx)


def lock(tx: Transaction, ids: Collection[UUID], on: date) -> list[Group] | None:
    """Lock the rows of these undertakings and of all that are one with them on the day, in the order of their ids.

    Answers the groups that make them so; None when somebody has changed a group meanwhile: begin again.
    """
    wanted = _everybody(ids, groups_of(tx, ids, on))
    if tx.dialect == "postgresql":
        tx.fetchall("SELECT id FROM undertaking WHERE id = ANY(?::uuid[]) ORDER BY id FOR UPDATE", [sorted(wanted)])
    groups = groups_of(tx, ids, on)
    return groups if _everybody(ids, groups) <= wanted else None


def _everybody(ids: Collection[UUID], groups: Iterable[Group]) -> frozenset[UUID]:
    return frozenset(ids).union(*(group.members for group in groups))


def groups_of(tx: Transaction, ids: Collection[UUID], on: date) -> list[Group]:
    """The groups that hold on the day and that these undertakings belong to, directly or through others."""
    found: dict[UUID, Group] = {}
    asked: set[UUID] = set()
    while new := _everybody(ids, found.values()) - asked:
        condition, parameters = listed(tx, "m.undertaking_id", new)
        rows = tx.fetchall(
            "SELECT o.group_id, o.undertaking_id, o.valid_from, o.valid_to FROM undertaking_member m "
            f"JOIN undertaking_member o ON o.group_id = m.group_id WHERE {condition} "
            "AND m.valid_from <= ? AND (m.valid_to IS NULL OR m.valid_to >= ?) "
            "AND o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)",
            (*parameters, on, on, on, on),
        )
        asked |= new
        for row in rows:
            _join(found, *row)
    return list(found.values())


def _join(found: dict[UUID, Group], group: Any, member: Any, valid_from: Any, valid_to: Any) -> None:
    id, first, last = read_uuid(group), read_day(valid_from), read_day(valid_to) if valid_to else None
    known = found[id].members if id in found else frozenset()
    found[id] = Group(id, known | {read_uuid(member)}, first, last)


def read_undertakings(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Undertaking]:
    """The undertakings of these ids that the register has."""
    if not ids:
        return {}
    condition, parameters = listed(tx, "id", ids)
    rows = tx.fetchall(f"SELECT id, registration_number, name, years FROM undertaking WHERE {condition}", parameters)
    return {
        read_uuid(id): Undertaking(read_uuid(id), number, name, tuple(map(date.fromisoformat, read_json(years))))
        for id, number, name, years in rows
    }


def listed(tx: Transaction, column: str, ids: Collection[UUID]) -> tuple[str, list[object]]:
    """The condition that a column is one of these ids, with its parameters."""
    if tx.dialect == "postgresql":
        return f"{column} = ANY(?::uuid[])", [sorted(ids)]
    return f"{column} IN ({', '.join('?' for _ in ids)})", [*sorted(ids)]


def member_rows(id: UUID, members: Iterable[UUID], since: date, because: Because) -> list[tuple[object, ...]]:
    """The rows that make these one undertaking from a day on."""
    rests_on = (because.reason, because.document, because.case, because.seq, because.by, because.at)
    return [(id, member, since, None, *rests_on) for member in sorted(members)]


def years_row(id: UUID, years: Iterable[date]) -> tuple[object, ...]:
    """The fiscal years of an undertaking, as its row keeps them."""
    return (write_json([day.isoformat() for day in sorted(set(years))]), id)
