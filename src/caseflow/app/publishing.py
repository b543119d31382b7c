"""Publishing from the folders on disk: proven first, then all of it put on record, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from caseflow.checks import check_programme
from caseflow.db import Database, Transaction
from caseflow.engine.findings import Finding
from caseflow.errors import CaseflowError
from caseflow.moves.facts import NAMESPACES
from caseflow.programmes.folder import SHARED, files_of, programmes
from caseflow.programmes.publish import Published, publish


class NotSound(CaseflowError):
    """The proofs found faults, so nothing was published; `findings` says where and what."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings; nothing was published")
        self.findings = tuple(findings)


def publish_programmes(database: Database, home: Path, slugs: Sequence[str], by: str, now: datetime) -> list[Published]:
    """Prove and record these programmes (none named: all) with what they share; answers what was new.

    Raises NotSound, NotFound for a programme without a folder, VersionTaken for a version that is on record
    with other content.
    """
    wanted = sorted(set(slugs)) or programmes(home)
    shared = files_of(home, SHARED)
    files = {slug: files_of(home, slug) for slug in wanted}
    findings = {str(f): f for slug in wanted for f in check_programme(slug, files[slug], shared, NAMESPACES)}
    if findings:
        raise NotSound(tuple(findings.values()))
    with database.write() as tx:
        return publish(tx, [*shared, *(file for slug in wanted for file in files[slug])], by, now)


def is_anything_published(tx: Transaction) -> bool:
    """Whether the installation has a programme on record."""
    return tx.fetchone("SELECT 1 FROM publication LIMIT 1") is not None
