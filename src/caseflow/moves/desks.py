"""Where cases may be opened: organisations, and the roles that the actor has in each today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.db.json_text import read_json, write_json
from caseflow.engine.facts import Facts
from caseflow.engine.workflow import NEW
from caseflow.moves.facts import actor_view
from caseflow.moves.request import Actor
from caseflow.moves.state import Organisation, organisation_of

_DESKS = """
SELECT o.id, o.slug, o.kind, o.prefix, o.profile, g.role, g.deputy_for, g.programme, u.profile
FROM organisation o LEFT JOIN app_user u ON u.id = ? AND u.active
LEFT JOIN role_grant g ON g.user_id = u.id AND (g.organisation_id IS NULL OR g.organisation_id = o.id)
  AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?)
WHERE o.slug IN ({listed})
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """One organisation as the actor meets it; `grants` are role, deputised user and programme (None: every one)."""

    organisation: Organisation
    grants: tuple[tuple[str, str | None, str | None], ...]
    preparer: Mapping[str, Any]

    def facts(self, actor: Actor, programme: str, now: datetime, today: date) -> Facts | None:
        """The facts of a case that is not there yet; None for an actor without any role for the programme."""
        own = [(role, deputy) for role, deputy, only in self.grants if only in (None, programme)]
        if not own and not actor.system:
            return None
        return Facts(
            case_id="",
            ref="",
            seq=0,
            state=NEW,
            came_from=None,
            data={},
            at=now,
            today=today,
            opened_on=today,
            actor=actor_view(actor, own),
            acted={},
            organisation={"kind": self.organisation.kind},
            related={},
        )


def desks(tx: Transaction, slugs: Iterable[str], actor: Actor, now: datetime) -> dict[str, Desk]:
    """The desks of these organisations, by slug, with one statement."""
    wanted = sorted({slug for slug in slugs if slug.isprintable()})
    if not wanted:
        return {}
    array = (
        "SELECT jsonb_array_elements_text(?::jsonb)" if tx.dialect == "postgresql" else "SELECT value FROM json_each(?)"
    )
    today = riga_date(now)
    rows = tx.fetchall(_DESKS.format(listed=array), (actor.user, today, today, write_json(wanted)))
    found: dict[str, Desk] = {}
    for id, slug, kind, prefix, profile, role, deputy, programme, preparer in rows:
        known = found.get(slug)
        organisation = organisation_of(id, slug, kind, prefix, profile)
        grant = ((role, str(deputy) if deputy else None, programme),) if role else ()
        before = known.grants if known else ()
        found[slug] = Desk(organisation, (*before, *grant), read_json(preparer) if preparer else {})
    return found
