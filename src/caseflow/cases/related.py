"""Cases that belong to a case: the one above it, those below it, and others of the same party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from caseflow.cases.lines import Line, read_lines
from caseflow.cases.scope import Viewer
from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.programmes.in_force import InForce

MOST: Final = 50
"""How many related cases are shown of each kind."""

_RELATED: Final = """
SELECT id, how FROM (SELECT c.id, c.opened_on, c.ref,
  CASE WHEN c.id = s.parent_id THEN 'parent' WHEN c.parent_id = s.id THEN 'child' ELSE 'party' END AS how
FROM case_record s JOIN case_record c ON c.id = s.parent_id OR c.parent_id = s.id OR c.party_id = s.party_id
WHERE s.id = ? AND c.id <> s.id AND {seen}) r ORDER BY how <> 'parent', how, opened_on DESC, ref LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Related:
    """What the viewer may see of a case's relations."""

    parent: tuple[Line, ...]
    children: tuple[Line, ...]
    of_party: tuple[Line, ...]


def related_cases(tx: Transaction, in_force: InForce, case: UUID, viewer: Viewer) -> Related:
    """The relations of a case, the latest first."""
    seen, parameters = viewer.may_see("c")
    rows = tx.fetchall(_RELATED.format(seen=seen), (case, *parameters, 3 * MOST))
    how = {read_uuid(id): word for id, word in rows}
    found: dict[str, list[Line]] = {"parent": [], "child": [], "party": []}
    for line in read_lines(tx, in_force, list(how)):
        found[how[line.id]].append(line)
    return Related(*(tuple(found[word][:MOST]) for word in ("parent", "child", "party")))
