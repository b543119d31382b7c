"""The cases that a batch's tells can reach, found before anything is locked, then locked in one order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.engine.workflow import Workflow
from caseflow.errors import CaseflowError

Lock = Literal["none", "wait", "skip"]
_LOCKS = {"wait": " FOR UPDATE", "skip": " FOR UPDATE SKIP LOCKED"}
_KIN = "SELECT c.id, c.ref, c.parent_id, c.workflow_version_id FROM case_record c WHERE {where}"


class NotAlone(CaseflowError):
    """The move may reach other cases or an account: it needs locks. Nothing has been written."""


@dataclass(slots=True)
class Kin:
    """The named cases (`roots`) and, for every case that can be reached, the ids that its moves may tell directly."""

    roots: list[UUID] = field(default_factory=list)
    tells: bool = False
    reaches: dict[UUID, set[UUID]] = field(default_factory=dict)

    def within(self, root: UUID, held: set[UUID]) -> bool:
        """Whether `root` and everything that it can reach is among `held`."""
        seen, frontier = {root}, [root]
        while frontier:
            id = frontier.pop()
            if id not in held:
                return False
            for other in self.reaches.get(id, set()) - seen:
                seen.add(other)
                frontier.append(other)
        return True


def kin(tx: Transaction, workflow: Callable[[UUID], Workflow], names: Sequence[str | UUID]) -> Kin:
    """Follow parents and children from the named cases as far as their workflows tell; reads without locks."""
    found = Kin()
    rows = tx.fetchall(*_named(tx, names)) if names else []
    found.roots = [read_uuid(row[0]) for row in rows]
    while rows:
        wanted: set[UUID] = set()
        telling: list[UUID] = []
        for id, _, parent, version in rows:
            relations = told(workflow(read_uuid(version)))
            found.tells = found.tells or bool(relations)
            up = {read_uuid(parent)} if parent and "parent" in relations else set()
            found.reaches[read_uuid(id)] = up
            wanted |= up
            if "children" in relations:
                telling.append(read_uuid(id))
        for parent, child in _children(tx, telling):
            found.reaches[parent].add(child)
            wanted.add(child)
        wanted -= set(found.reaches)
        rows = tx.fetchall(*_named(tx, sorted(wanted))) if wanted else []
    return found


def _children(tx: Transaction, parents: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    if not parents:
        return []
    marks = ", ".join("?" for _ in parents)
    rows = tx.fetchall(f"SELECT parent_id, id FROM case_record WHERE parent_id IN ({marks})", parents)
    return [(read_uuid(parent), read_uuid(id)) for parent, id in rows]


def _named(tx: Transaction, names: Sequence[str | UUID]) -> tuple[str, list[object]]:
    where, parameters = where_named(tx, names)
    return _KIN.format(where=where), parameters


def lock(tx: Transaction, ids: Sequence[UUID], how: Lock) -> set[UUID]:
    """Lock cases in the order of their ids; with `skip` those that somebody else holds are left out.

    A statement of its own: whatever is read next belongs to a snapshot taken when the locks are held.
    """
    if how == "none" or tx.dialect == "sqlite" or not ids:
        return set(ids)
    sql = f"SELECT id FROM case_record WHERE id = ANY(?::uuid[]) ORDER BY id{_LOCKS[how]}"
    return {read_uuid(id) for (id,) in tx.fetchall(sql, [sorted(ids)])}


def where_named(tx: Transaction, names: Sequence[str | UUID]) -> tuple[str, list[object]]:
    """The condition that finds cases (`c`) by id (UUID) or number (text), and its parameters."""
    ids = [name for name in names if isinstance(name, UUID)]
    refs = [name for name in names if isinstance(name, str)]
    if len(names) == 1:  # the planner keeps one plan for this; for arrays it plans anew each time
        return ("c.id = ?" if ids else "c.ref = ?"), list(names)
    if tx.dialect == "postgresql":
        arrays: list[object] = [ids, refs]
        if not refs:
            return "c.id = ANY(?::uuid[])", arrays[:1]
        if not ids:
            return "c.ref = ANY(?::text[])", arrays[1:]
        return "(c.id = ANY(?::uuid[]) OR c.ref = ANY(?::text[]))", arrays
    # SQLite reads every case for `id IN (...) OR ref IN ()`: what names nothing is not said.
    some = [(column, found) for column, found in (("id", ids), ("ref", refs)) if found]
    parts = [f"c.{column} IN ({', '.join('?' for _ in found)})" for column, found in some]
    return f"({' OR '.join(parts)})", [*ids, *refs]


@lru_cache(maxsize=256)
def told(workflow: Workflow) -> frozenset[str]:
    """Which relations the moves of a workflow tell: `parent`, `children`."""
    return frozenset(tell.case for t in workflow.transitions for branch in t.branches for tell in branch.tells)
