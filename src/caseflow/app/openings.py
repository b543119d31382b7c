"""Which cases somebody may open, and the states that a worklist may be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.engine.workflow import NEW, Transition, Workflow
from caseflow.moves.desks import desks
from caseflow.moves.request import OPEN, Actor
from caseflow.programmes.in_force import InForce
from caseflow.words import Text


@dataclass(frozen=True, slots=True)
class Opening:
    """A workflow that the actor may open a case of, in an organisation."""

    workflow: Workflow
    way: Transition
    organisation: str
    organisation_name: str


def openings(tx: Transaction, in_force: InForce, actor: Actor, now: datetime) -> list[Opening]:
    """Every workflow and organisation in which the actor's roles allow it today, by organisation and title."""
    ways = [(workflow, workflow.find(OPEN, NEW)) for workflow in newest_workflows(tx, in_force)]
    found: list[Opening] = []
    names = dict(organisations_of(tx, actor.user, riga_date(now)))
    for slug, desk in desks(tx, names, actor, now).items():
        for workflow, way in ways:
            held = {role for role, _, only in desk.grants if only in (None, workflow.programme)}
            if way is not None and way.roles & held:
                found.append(Opening(workflow, way, slug, names[slug]))
    return sorted(found, key=lambda each: (each.organisation_name, each.workflow.slug))


def newest_workflows(tx: Transaction, in_force: InForce) -> list[Workflow]:
    """The newest published version of every workflow."""
    rows = tx.fetchall(
        "SELECT v.id FROM workflow_version v WHERE v.version = (SELECT max(n.version) FROM workflow_version n "
        "WHERE n.programme = v.programme AND n.name = v.name) ORDER BY v.programme, v.name"
    )
    return [in_force.workflow(tx, id if isinstance(id, UUID) else UUID(id)) for (id,) in rows]


def states_of(workflows: Iterable[Workflow]) -> dict[str, Text]:
    """Every state of the workflows with its label, once; the first workflow names it."""
    found: dict[str, Text] = {}
    for workflow in workflows:
        for state in workflow.states.values():
            found.setdefault(state.name, workflow.state_title(state.name))
    return found


def organisations_of(tx: Transaction, user: UUID | None, today: date) -> list[tuple[str, str]]:
    """Slug and name of every organisation in which the user holds a role today, in the order of names."""
    rows = tx.fetchall(
        "SELECT o.slug, o.profile FROM organisation o WHERE EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = ? "
        "AND (g.organisation_id IS NULL OR g.organisation_id = o.id) AND g.valid_from <= ? "
        "AND (g.valid_to IS NULL OR g.valid_to >= ?))",
        (user, today, today),
    )
    return sorted(((slug, _name(slug, read_json(profile))) for slug, profile in rows), key=lambda each: each[1])


def _name(slug: str, profile: Mapping[str, Any]) -> str:
    """What the letterhead calls the organisation; its slug where there is none."""
    name = profile.get("letterhead", {}).get("nosaukums")
    return str(name) if name else slug
