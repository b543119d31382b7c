"""Edges of a deadline: each the start of a day in Riga, at which something opens, warns or ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseflow.calendar.workdays import Calendar
from caseflow.clock import start_of_day
from caseflow.errors import BadInput


class EdgeKind(StrEnum):
    """Which day's start an edge is."""

    LAST_DAY = "start of last day"
    DAY_AFTER = "start of the day after"
    WORKING_DAYS_BEFORE = "working days before"
    DAYS_BEFORE = "days before"


_BEFORE = re.compile(r"(?P<number>[1-9][0-9]{0,3}) (?P<working>working )?days? before")


@dataclass(frozen=True, slots=True)
class Edge:
    """The start of the last day, of the day after, or of the day `number` (working) days before the last."""

    kind: EdgeKind
    number: int = 0

    def __str__(self) -> str:
        if self.kind in (EdgeKind.LAST_DAY, EdgeKind.DAY_AFTER):
            return self.kind.value
        return f"{self.number} {self.kind}"

    @classmethod
    def parse(cls, text: str) -> Edge:
        """Read `start of last day`, `start of the day after`, `2 working days before` or `5 days before`.

        Raises `BadInput` for anything else.
        """
        words = " ".join(text.split())
        for kind in (EdgeKind.LAST_DAY, EdgeKind.DAY_AFTER):
            if words == kind:
                return cls(kind)
        if found := _BEFORE.fullmatch(words):
            kind = EdgeKind.WORKING_DAYS_BEFORE if found["working"] else EdgeKind.DAYS_BEFORE
            return cls(kind, int(found["number"]))
        raise BadInput(
            f"edge {text!r} is not known: write 'start of last day', 'start of the day after', "
            "'2 working days before' or '5 days before'"
        )

    def instant(self, last_day: date, calendar: Calendar) -> datetime:
        """The edge of a term that ends on `last_day`, in UTC; working days are counted back in `calendar`.

        Raises `OutsideCalendar` when counting back leaves the calendar.
        """
        ordinal = last_day.toordinal()
        if self.kind is EdgeKind.DAY_AFTER:
            ordinal += 1
        elif self.kind is EdgeKind.DAYS_BEFORE:
            ordinal -= self.number
        elif self.kind is EdgeKind.WORKING_DAYS_BEFORE:
            ordinal = calendar.working(calendar.count(ordinal - 1) + 1 - self.number)
        return start_of_day(date.fromordinal(ordinal))
