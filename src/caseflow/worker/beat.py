"""The heart-beat: APScheduler wakes the worker, and owns no date of anybody's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that is missed while working is no news


class Beat:
    """Calls `work` every `seconds`, never twice at once; a beat missed while working is not made up."""

    def __init__(self, work: Callable[[], object], seconds: float = 1.0) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(work, IntervalTrigger(seconds=seconds, timezone=UTC))

    def start(self) -> None:
        """Begin to beat; the first beat comes after one interval."""
        self._scheduler.start()

    def stop(self) -> None:
        """End after the work that is under way."""
        self._scheduler.shutdown(wait=True)
