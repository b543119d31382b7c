"""Who looks, and which cases that person may see: those where a role is held today, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from caseflow.cases.walks import Sql
from caseflow.db import Transaction
from caseflow.db.values import read_uuid

_GRANTED: Final = """EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = ?
  AND (g.organisation_id IS NULL OR g.organisation_id = {case}.organisation_id)
  AND (g.programme IS NULL OR g.programme = (SELECT v.programme FROM workflow_version v
    WHERE v.id = {case}.workflow_version_id))
  AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?){role})"""

_ORGANISATIONS: Final = """SELECT o.id, max(CASE WHEN g.programme IS NULL THEN 1 ELSE 0 END) AS whole
FROM role_grant g JOIN organisation o ON g.organisation_id IS NULL OR g.organisation_id = o.id
WHERE g.user_id = ? AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?)"""

_ROLES: Final = """SELECT o.id, g.role, max(CASE WHEN g.programme IS NULL THEN 1 ELSE 0 END) AS whole
FROM role_grant g JOIN organisation o ON g.organisation_id IS NULL OR g.organisation_id = o.id
WHERE g.user_id = ? AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?) GROUP BY o.id, g.role"""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user on a day, or the system itself (`user` None), which sees everything."""

    user: UUID | None
    today: date

    def may_see(self, case: str, role: str | None = None) -> tuple[str, list[object]]:
        """A condition on the case row of that alias, with its parameters.

        `role` is an SQL expression: only grants of that role count then.
        """
        if self.user is None:
            return "1 = 1", []
        wanted = f" AND g.role = {role}" if role else ""
        return _GRANTED.format(case=case, role=wanted), [self.user, self.today, self.today]

    def organisations(self, slug: str | None = None) -> Sql:
        """A query for the organisations where a role is held today: `id`, and `whole`.

        `whole` is 1 where every case may be seen, 0 where the roles are for some programmes only (`within` decides).
        With `slug` only the organisation of that name, if it is one of them.
        """
        named = Sql(" AND o.slug = ?", (slug,)) if slug is not None else Sql("")
        if self.user is None:
            return Sql("SELECT o.id, 1 AS whole FROM organisation o WHERE 1 = 1") + named
        return Sql(_ORGANISATIONS, (self.user, self.today, self.today)) + named + Sql(" GROUP BY o.id")

    def within(self, organisations: str, case: str) -> Sql:
        """Whether a case of one of these organisations may be seen, by the aliases of both."""
        if self.user is None:
            return Sql("1 = 1")
        seen, parameters = self.may_see(case)
        return Sql(f"({organisations}.whole = 1 OR {seen})", tuple(parameters))

    def among(self, organisations: str, case: str) -> Sql:
        """Whether a case is one of those organisations' and may be seen: found out once for all cases of a list."""
        of = f"{case}.organisation_id IN (SELECT id FROM {organisations} WHERE whole = {{}})"
        seen, parameters = self.may_see(case)
        return Sql(f"({of.format(1)} OR {of.format(0)} AND {seen})", tuple(parameters))

    def roles(self) -> Sql:
        """A query for the roles that are held today: `id` of the organisation, `role`, and `whole` as above."""
        return Sql(_ROLES, (self.user, self.today, self.today))

    def within_of(self, roots: str, case_id: str, role: str | None = None) -> Sql:
        """The same as `within` where only the id of the case is at hand, as an expression of SQL."""
        if self.user is None:
            return Sql("1 = 1")
        seen, parameters = self.may_see("w", role)
        one = f"EXISTS (SELECT 1 FROM case_record w WHERE w.id = {case_id} AND {seen})"
        return Sql(f"({roots}.whole = 1 OR {one})", tuple(parameters))


Programmes = frozenset[str] | None
"""The programmes that somebody may see in an organisation; None for all of them."""


def organisations_seen(tx: Transaction, viewer: Viewer, slug: str | None = None) -> Mapping[UUID, Programmes]:
    """Every organisation in which the viewer holds a role today, with the programmes that the roles cover.

    With `slug` only the organisation of that name, if it is one of them.
    """
    named, names = (" AND o.slug = ?", (slug,)) if slug is not None else ("", ())
    if viewer.user is None:
        rows = tx.fetchall(f"SELECT o.id FROM organisation o WHERE 1 = 1{named} ORDER BY o.id", names)
        return {read_uuid(id): None for (id,) in rows}
    rows = tx.fetchall(
        "SELECT o.id, g.programme FROM role_grant g "
        "JOIN organisation o ON g.organisation_id IS NULL OR g.organisation_id = o.id "
        f"WHERE g.user_id = ? AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?){named} ORDER BY o.id",
        (viewer.user, viewer.today, viewer.today, *names),
    )
    seen: dict[UUID, Programmes] = {}
    for id, programme in rows:
        organisation = read_uuid(id)
        before = seen.get(organisation, frozenset())
        seen[organisation] = None if programme is None or before is None else before | {programme}
    return seen
