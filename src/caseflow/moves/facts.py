"""Gathers the facts of all cases of a batch with one statement, and the fragments that definitions may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.db.driver import Dialect
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine.expression import TEXT, Record, Type, optional
from caseflow.engine.facts import ActorView, Facts, Interval, Running
from caseflow.engine.workflow import DE_MINIMIS, Workflow
from caseflow.moves.de_minimis import REGISTER
from caseflow.moves.drafts import facts_of
from caseflow.moves.postings import AGREEMENT, NAME
from caseflow.moves.related import where_named
from caseflow.moves.request import Actor
from caseflow.moves.state import CaseState, organisation_of
from caseflow.moves.writes import OpenTask
from caseflow.parties.register import Party


@dataclass(frozen=True, slots=True)
class Gathered:
    """One case as read: its state, open tasks, party, who would sign for the actor, and the newest publication.

    `documents` are those that were asked for and are on file.
    """

    state: CaseState
    tasks: tuple[OpenTask, ...]
    party: Party | None
    preparer: Mapping[str, Any]
    published: int = 0
    documents: frozenset[str] = frozenset()

    @property
    def visible(self) -> bool:
        """Whether the actor may know of the case: has a role in its organisation, or is the clock."""
        actor = self.state.facts.actor
        return actor.system or bool(actor.roles)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Facts that a definition may name beside the case's own: their types, and how to read them of a case."""

    record: Record
    read: Callable[[Party | None], Mapping[str, Any]]


def _applicant(party: Party | None) -> Mapping[str, Any]:
    if party is None:
        return {}
    return {"kind": party.kind, "registration_number": party.registration_number, "name": party.name}


_TEXT: Type = optional(TEXT)
FRAGMENTS: Mapping[str, Fragment] = {
    "applicant_party": Fragment(Record({"kind": _TEXT, "registration_number": _TEXT, "name": _TEXT}), _applicant),
}


def related_to(party: Party | None) -> dict[str, Mapping[str, Any]]:
    """What the fragments say of a case with this applicant."""
    return {name: fragment.read(party) for name, fragment in FRAGMENTS.items()}


NAMESPACES: Mapping[str, Record] = {name: fragment.record for name, fragment in FRAGMENTS.items()} | {
    NAME: AGREEMENT,
    DE_MINIMIS: REGISTER,
}

DEADLINE_COLUMNS = (
    "d.id, d.name, d.status, d.anchor, d.term, d.calendar, d.calendar_version, d.due_on, d.due_at, "
    "d.edges, d.intervals, d.extended_to, d.not_before"
)
"""A deadline's columns in the order that `running_of` reads."""

_ROLES = """(SELECT {agg}({arr}(g.role, g.deputy_for)) FROM role_grant g
    JOIN app_user s ON s.id = g.user_id AND s.active WHERE g.user_id = a.id
      AND (g.organisation_id IS NULL OR g.organisation_id = o.id) AND (g.programme IS NULL OR g.programme = w.programme)
      AND g.valid_from <= a.today AND (g.valid_to IS NULL OR g.valid_to >= a.today))"""

_CASES = (
    """
WITH a AS (SELECT {user} AS id, {today} AS today)
SELECT c.id, o.id, o.slug, o.kind, o.prefix, o.profile, c.workflow_version_id, c.ref, c.state, c.came_from, c.data,
  c.version, c.seq, c.head, c.acted, c.suspensions, c.assignee_id, c.party_id, c.parent_id, c.opened_on, c.last_on,
  c.timed_on,
  (SELECT {agg}({arr}({deadline})) FROM deadline d
    WHERE d.case_id = c.id AND d.status IN ('running', 'left')),
  (SELECT {agg}({arr}(l.name, l.id)) FROM letter l WHERE l.case_id = c.id AND l.status = 'drafted'),
  (SELECT {agg}({arr}(t.id, t.closes_on)) FROM task t WHERE t.case_id = c.id AND t.closed_at IS NULL),
  """
    + _ROLES
    + """,
  (SELECT {arr}(p.kind, p.registration_number, p.name, p.address, p.email) FROM party p WHERE p.id = c.party_id),
  (SELECT u.profile FROM app_user u WHERE u.id = a.id), (SELECT coalesce(max(number), 0) FROM publication),
  (SELECT {agg}(b.sha256) FROM blob b WHERE b.sha256 IN ({documents}))
FROM a, case_record c
JOIN organisation o ON o.id = c.organisation_id
JOIN workflow_version w ON w.id = c.workflow_version_id
WHERE {where} ORDER BY c.id
"""
)

_DIALECT = {
    "postgresql": {"agg": "json_agg", "arr": "json_build_array", "user": "?::uuid", "today": "?::date"},
    "sqlite": {"agg": "json_group_array", "arr": "json_array", "user": "?", "today": "?"},
}


def gather(
    tx: Transaction,
    workflow: Callable[[UUID], Workflow],
    cases: Sequence[str | UUID],
    actor: Actor,
    now: datetime,
    documents: Sequence[str] = (),
) -> list[Gathered]:
    """The cases of these ids (UUID) and numbers (text), in order of id; those that are not there are missing.

    With each comes which of these documents (SHA-256) are on file: for one case, which is spared a trip so.
    """
    if not cases:
        return []
    today = riga_date(now)
    where, parameters = where_named(tx, cases)
    rows = tx.fetchall(_statement(tx.dialect, where, len(documents)), (actor.user, today, *documents, *parameters))
    return [_decode(row, workflow, actor, now, today) for row in rows]


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, where: str, documents: int) -> str:
    marks = ", ".join("?" * documents) or "NULL"
    return _CASES.format(**_DIALECT[dialect], deadline=DEADLINE_COLUMNS, where=where, documents=marks)


def _decode(
    row: tuple[Any, ...], workflow: Callable[[UUID], Workflow], actor: Actor, now: datetime, today: date
) -> Gathered:
    (id, org, slug, kind, prefix, profile, version_id, ref, state, came_from, data, version, seq, head) = row[:14]
    (acted, suspensions, assignee, party_id, parent, opened_on, last_on, timed_on) = row[14:22]
    (deadlines, drafts, tasks, roles, party, preparer, published, documents) = row[22:]
    found = _party(party_id, party)
    version_uuid = read_uuid(version_id)
    definition = workflow(version_uuid)
    organisation = organisation_of(org, slug, kind, prefix, profile)
    facts = Facts(
        case_id=str(read_uuid(id)),
        ref=ref,
        seq=seq,
        state=state,
        came_from=came_from,
        data=read_json(data),
        at=now,
        today=today,
        opened_on=read_day(opened_on),
        actor=actor_view(actor, _json(roles)),
        acted=read_json(acted),
        organisation=facts_of(organisation, definition),
        related=related_to(found),
        deadlines=tuple(running_of(d) for d in _json(deadlines)),
        suspensions=_intervals(read_json(suspensions)),
        drafts={name: str(letter) for name, letter in _json(drafts)},
        assignee=str(read_uuid(assignee)) if assignee else None,
        last_on=read_day(last_on),
        timed_on=read_day(timed_on) if timed_on else None,
    )
    return Gathered(
        CaseState(
            id=read_uuid(id),
            organisation=organisation,
            workflow_id=version_uuid,
            workflow=definition,
            version=version,
            head=head,
            party=read_uuid(party_id) if party_id else None,
            parent=read_uuid(parent) if parent else None,
            facts=facts,
            is_new=False,
        ),
        tuple(OpenTask(read_uuid(t), tuple(_value(closes))) for t, closes in _json(tasks)),
        found,
        _profile(preparer) if preparer else {},
        published,
        frozenset(_json(documents)),
    )


@lru_cache(maxsize=256)
def _profile(text: str) -> Mapping[str, Any]:
    """Contacts: the same for case after case, so each is parsed once."""
    parsed: Mapping[str, Any] = read_json(text)
    return parsed


def actor_view(actor: Actor, grants: Sequence[Sequence[Any]]) -> ActorView:
    """Roles as granted on this organisation today; a deputy stays the natural person that acts."""
    deputies = [str(whom) for _, whom in grants if whom]
    return ActorView(actor.id, frozenset(role for role, _ in grants), actor.system, deputies[0] if deputies else None)


def _json(text: str | None) -> Any:
    return read_json(text) if text else []


def _value(value: Any) -> Any:
    """A JSON column inside a JSON array: SQLite nests it as text."""
    return read_json(value) if isinstance(value, str) else value


def _party(id: Any, text: str | None) -> Party | None:
    return Party(read_uuid(id), *read_json(text)) if id and text else None


def running_of(d: Sequence[Any]) -> Running:
    """A deadline from its columns, as a row or as a JSON array."""
    return Running(
        id=d[0],
        name=d[1],
        status=d[2],
        anchor=read_day(d[3]),
        term=d[4],
        calendar=d[5],
        calendar_version=d[6],
        due_on=read_day(d[7]) if d[7] else None,
        due_at=read_instant(d[8]) if d[8] else None,
        edges=tuple((read_instant(at), what) for at, what in _value(d[9])),
        intervals=_intervals(_value(d[10])),
        extended_to=d[11],
        not_before=read_day(d[12]) if d[12] else None,
    )


def _intervals(pairs: Sequence[Sequence[str | None]]) -> tuple[Interval, ...]:
    return tuple((date.fromisoformat(a or ""), date.fromisoformat(b) if b else None) for a, b in pairs)
