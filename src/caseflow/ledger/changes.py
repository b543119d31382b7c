"""Mergers and splits of undertakings: for whom earlier de minimis aid counts since then (Z-DM-04)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Batch, Insert
from caseflow.db.json_text import read_json, write_json
from caseflow.db.values import from_cents, read_day, read_instant, read_uuid, to_cents
from caseflow.errors import NotFound
from caseflow.ledger.de_minimis import Aid
from caseflow.ledger.undertakings import Because, listed
from caseflow.rules.de_minimis import Grant
from caseflow.rules.succession import AidUse, Merger, Split, SplitPart, grants_after_changes
from caseflow.words.message import message

Kind = Literal["merger", "split"]
GIVERS: Final = frozenset({"absorbed", "source"})
"""Those whose earlier aid counts for others afterwards."""
_CHANGE: Final = Insert(
    "undertaking_change",
    (
        ("id", "uuid"),
        ("kind", "text"),
        ("day", "date"),
        ("uses", "jsonb"),
        ("reason", "text"),
        ("entered_by", "text"),
        ("entered_at", "timestamptz"),
    ),
)
_PART: Final = Insert(
    "undertaking_change_part",
    (("change_id", "uuid"), ("undertaking_id", "uuid"), ("role", "text"), ("equity", "bigint")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One enterprise in a change: absorbed or into, source or part; `equity` (EUR) of a part on the day."""

    undertaking: UUID
    role: str
    equity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A merger or a split on a day, and what the entry rests on; `uses`: the user of an aid, by the aid's id."""

    id: UUID
    kind: Kind
    day: date
    parts: tuple[Part, ...]
    uses: Mapping[str, str]
    reason: str
    entered_by: str
    entered_at: datetime

    def of(self, *roles: str) -> list[UUID]:
        """The enterprises in these roles."""
        return [part.undertaking for part in self.parts if part.role in roles]


def enter_change(tx: Transaction, change: Change) -> None:
    """Keep a change."""
    batch = Batch()
    why = (change.reason, change.entered_by, change.entered_at)
    batch.add(_CHANGE, (change.id, change.kind, change.day, write_json(dict(change.uses)), *why))
    for part in sorted(change.parts, key=lambda part: part.undertaking):
        equity = None if part.equity is None else to_cents(part.equity)
        batch.add(_PART, (change.id, part.undertaking, part.role, equity))
    batch.write(tx)


def withdraw_change(tx: Transaction, id: UUID, because: Because) -> None:
    """Take back an entry that was a mistake; it stays on record. Raises NotFound for what does not stand."""
    done = tx.execute(
        "UPDATE undertaking_change SET withdrawn_by = ?, withdrawn_at = ?, withdrawn_why = ? "
        "WHERE id = ? AND withdrawn_at IS NULL",
        (because.by, because.at, because.reason, id),
    )
    if not done:
        raise NotFound(
            f"there is no merger or split {id} that stands; `caseflow de-minimis show NUMBER` lists them",
            message("unknown.change", change=str(id)),
        )


def changes_of(tx: Transaction, ids: Collection[UUID]) -> list[Change]:
    """The changes that say which aid counts for these undertakings, directly or through others, in order of days."""
    found: dict[UUID, Change] = {}
    asked: set[UUID] = set()
    while new := predecessors(found.values()).union(ids) - asked:
        found |= _read(tx, new)
        asked |= new
    return sorted(found.values(), key=lambda change: (change.day, change.entered_at))


def predecessors(changes: Iterable[Change]) -> frozenset[UUID]:
    """Everybody whose aid may count for others by these changes."""
    return frozenset(id for change in changes for id in change.of(*GIVERS))


def _read(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Change]:
    condition, parameters = listed(tx, "undertaking_id", ids)
    rows = tx.fetchall(
        "SELECT c.id, c.kind, c.day, c.uses, c.reason, c.entered_by, c.entered_at, p.undertaking_id, p.role, p.equity "
        "FROM undertaking_change c JOIN undertaking_change_part p ON p.change_id = c.id WHERE c.withdrawn_at IS NULL "
        f"AND c.id IN (SELECT change_id FROM undertaking_change_part WHERE {condition}) ORDER BY p.undertaking_id",
        parameters,
    )
    parts: dict[UUID, list[Part]] = {}
    heads: dict[UUID, tuple[Any, ...]] = {}
    for row in rows:
        id, (undertaking, role, equity) = read_uuid(row[0]), row[7:]
        heads[id] = row[1:7]
        part = Part(read_uuid(undertaking), role, None if equity is None else from_cents(equity))
        parts.setdefault(id, []).append(part)
    return {
        id: Change(id, kind, read_day(day), tuple(parts[id]), read_json(uses), reason, by, read_instant(at))
        for id, (kind, day, uses, reason, by, at) in heads.items()
    }


def after_changes(aids: Iterable[Aid], changes: Iterable[Change]) -> list[Grant]:
    """Aid that counts, as grants of those for whom it counts now; their `undertaking` is an id."""
    grants = [
        Grant(id=str(aid.id), undertaking=str(aid.undertaking), granted_on=aid.day, amount=aid.amount)
        for aid in aids
        if aid.amount and aid.day
    ]
    changes = list(changes)
    mergers = [_merger(change) for change in changes if change.kind == "merger"]
    splits = [_split(change) for change in changes if change.kind == "split"]
    counted = grants_after_changes(grants, mergers, splits).value if changes else None
    return grants if counted is None else counted


def _merger(change: Change) -> Merger:
    return Merger(on=change.day, absorbed=list(map(str, change.of("absorbed"))), into=str(change.of("into")[0]))


def _split(change: Change) -> Split:
    return Split(
        on=change.day,
        source=str(change.of("source")[0]),
        parts=[
            SplitPart(undertaking=str(part.undertaking), equity=part.equity or Decimal(0))
            for part in change.parts
            if part.role == "part"
        ],
        uses=[AidUse(grant=aid, user=user) for aid, user in sorted(change.uses.items())],
    )
