"""Numbers of cases: one series for each organisation, workflow and year, taken in one statement a batch."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from datetime import datetime

from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.engine.workflow import Workflow
from caseflow.moves.state import Organisation


class Numbers:
    """Hands out case numbers; a refused opening leaves a gap, which a case number may have."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self._tx, self._year = tx, riga_date(now).year
        self._free: dict[tuple[object, str], deque[int]] = {}

    def reserve(self, wanted: Iterable[tuple[Organisation, str]]) -> None:
        """Take as many numbers of each series as there are openings to come, in one order for all batches."""
        counted = Counter((organisation.id, slug) for organisation, slug in wanted)
        for (organisation, slug), count in sorted(counted.items(), key=str):
            self._take(organisation, slug, count)

    def next(self, workflow: Workflow, organisation: Organisation) -> str:
        """The next case number, such as `PUA-2026-014`."""
        key = (organisation.id, workflow.slug)
        if not self._free.get(key):
            self._take(organisation.id, workflow.slug, 1)
        number = self._free[key].popleft()
        return workflow.case_number.format(prefix=organisation.prefix, year=self._year, number=number)

    def _take(self, organisation: object, slug: str, count: int) -> None:
        row = self._tx.fetchone(
            "INSERT INTO case_number (organisation_id, series, year, last) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (organisation_id, series, year) DO UPDATE SET last = case_number.last + excluded.last "
            "RETURNING last",
            (organisation, slug, self._year, count),
        )
        assert row is not None
        last = int(row[0])
        self._free.setdefault((organisation, slug), deque()).extend(range(last - count + 1, last + 1))
