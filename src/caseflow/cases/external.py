"""What cases are called where they came from: an imported case keeps the reference of its sender."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.batch import Insert
from caseflow.db.json_text import write_json

MOST_REF = 100
"""Characters of a reference."""

UNIQUE = "pk_external_reference"
"""The constraint by which a reference of an organisation and workflow names one case only."""

EXTERNAL = Insert(
    "external_reference",
    (("organisation_id", "uuid"), ("workflow", "text"), ("ref", "text"), ("case_id", "uuid"), ("digest", "text")),
)

_KNOWN = """
SELECT e.ref, c.ref, e.digest FROM external_reference e JOIN case_record c ON c.id = e.case_id
WHERE e.organisation_id = ? AND e.workflow = ? AND e.ref IN ({listed})
"""
_LISTED = {
    "postgresql": "SELECT jsonb_array_elements_text(?::jsonb)",
    "sqlite": "SELECT value FROM json_each(?)",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A reference that is taken: the number of its case, and the digest of what that was opened with."""

    case: str
    digest: str


def known(tx: Transaction, organisation: UUID, workflow: str, refs: Collection[str]) -> Mapping[str, Known]:
    """Those of the references (at most a batch of them) that a case of this organisation and workflow bears."""
    if not refs:
        return {}
    sql = _KNOWN.format(listed=_LISTED[tx.dialect])
    rows = tx.fetchall(sql, (organisation, workflow, write_json(list(refs))))
    return {ref: Known(case, digest) for ref, case, digest in rows}
