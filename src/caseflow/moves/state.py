"""A case as a batch sees it while it steps: what was gathered, and what the moves before have made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from caseflow.db.json_text import read_json
from caseflow.db.values import read_uuid
from caseflow.engine import built_in, clocks, notices, ticks
from caseflow.engine.facts import Facts
from caseflow.engine.fields import stored
from caseflow.engine.outcome import Outcome
from caseflow.engine.workflow import NEW, Workflow

LOOK_ONLY = frozenset({"assign", built_in.NOTE, built_in.CLOSE_TASK, *ticks.TRIGGERS, *notices.TRIGGERS})
"""Triggers after which an open form is still good: they raise `seq` but not `version`."""


def legal_days(
    last: date | None, timed: date | None, on: date, trigger: str, *, by_clock: bool, moved: bool
) -> tuple[date, date | None]:
    """After a move: the latest legal date of what people did, and the day on which the clock brought the case here.

    What letters and the clock do without moving the case puts nobody's papers in order.
    """
    if by_clock:
        return last or on, on if moved else timed
    if trigger in LOOK_ONLY:
        return last or on, timed
    return max(on, last or on), None


@dataclass(frozen=True, slots=True, eq=False)
class Organisation:
    """The body that keeps the case: its kind decides calendars, its profile fills letterheads."""

    id: UUID
    slug: str
    kind: str
    prefix: str
    profile: Mapping[str, Any]


@lru_cache(maxsize=256)
def organisation_of(id: UUID | str, slug: str, kind: str, prefix: str, profile: str) -> Organisation:
    """The organisation of a row; its profile is long, and the same for case after case, so each is parsed once."""
    return Organisation(read_uuid(id), slug, kind, prefix, read_json(profile))


class CaseState(Struct, frozen=True):
    """One case in one batch; immutable, so that a refused tree simply drops its copies."""

    id: UUID
    organisation: Organisation
    workflow_id: UUID
    workflow: Workflow
    version: int
    head: str
    party: UUID | None
    parent: UUID | None
    facts: Facts
    is_new: bool
    parked: datetime | None = None

    def with_(self, **changes: Any) -> Self:
        """A copy with some parts changed."""
        return replace(self, **changes)

    def after(self, outcome: Outcome, at: datetime, head: str, drafted: Mapping[str, str]) -> CaseState:
        """The case once `outcome` has been made of it and its event chained as `head`."""
        facts = self.facts
        gone = {e.deadline.id for e in outcome.ended}
        trimmed = {d.id: d for d, _ in outcome.passed}
        kept = tuple(trimmed.get(d.id, d) for d in facts.deadlines if d.id not in gone)
        data = {**facts.data, **{name: stored(new) for name, (_, new) in outcome.changed.items()}}
        drafts = {n: i for n, i in facts.drafts.items() if n not in outcome.discarded} | dict(drafted)
        drafts = {n: i for n, i in drafts.items() if n not in outcome.signed}
        moved = outcome.state != facts.state
        came_from = facts.state if moved and facts.state != NEW else facts.came_from
        last_on, timed_on = legal_days(
            facts.last_on, facts.timed_on, outcome.on, outcome.trigger, by_clock=facts.actor.system, moved=moved
        )
        new = facts.with_(
            seq=facts.seq + 1,
            state=outcome.state,
            came_from=None if outcome.erases else came_from,  # from what is erased there is no way back
            data=data,
            at=at,
            acted={**facts.acted, outcome.trigger: facts.actor.id},
            deadlines=(*kept, *outcome.started),
            suspensions=facts.suspensions if outcome.suspensions is None else outcome.suspensions,
            drafts=drafts,
            assignee=outcome.assignee[1] if outcome.assignee else facts.assignee,
            last_on=last_on,
            timed_on=timed_on,
            last=None,
        )
        return self.with_(
            version=self.version if outcome.trigger in LOOK_ONLY else self.version + 1,
            head=head,
            party=self._party(data),
            facts=new,
            parked=outcome.parked,
        )

    def _party(self, data: Mapping[str, Any]) -> UUID | None:
        for name in self.workflow.party_fields:
            if data.get(name):
                return UUID(str(data[name]))
        return self.party

    @property
    def kind(self) -> str:
        """The kind of the state that the case is in."""
        return self.workflow.states[self.facts.state].kind

    @property
    def wake_at(self) -> datetime | None:
        """When the clock has work with the case next; of one that it has put off, when it tries again."""
        return self.parked or clocks.wake_at(self.facts.deadlines)

    @property
    def next_due(self) -> Any:
        """The nearest last day, for people."""
        kept = self.workflow.retentions
        return clocks.next_due_on(tuple(d for d in self.facts.deadlines if d.name not in kept))
