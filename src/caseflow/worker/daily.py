"""What a worker does once a day; any number of workers may do it, for doing it again changes nothing."""

from __future__ import annotations

import logging
from datetime import date

from caseflow.clock import riga_date
from caseflow.db.errors import Retryable
from caseflow.moves import uploads
from caseflow.moves.office import Office

log = logging.getLogger(__name__)


class Daily:
    """Looks at the office's day with each beat, and does the day's work when it is another one."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._done: date | None = None

    def work_off(self) -> int:
        """Remove documents that nobody has named; answers how many. A busy database leaves it for the next beat."""
        today = riga_date(self._office.clock.now())
        if today == self._done:
            return 0
        try:
            removed = uploads.remove_old(self._office)
        except Retryable as busy:
            log.warning("the day's work waits for the next beat: %s", busy)
            return 0
        self._done = today
        return removed
