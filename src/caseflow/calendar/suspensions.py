"""Suspensions of a term: which days they take out, each day once (SUS-1, SUS-4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from caseflow.errors import BadInput


class Suspension(NamedTuple):
    """Suspended by an event on one day until an event on another; None while it has not ended."""

    begun: date
    ended: date | None


class Interval(NamedTuple):
    """Suspended days from first to last, both included, as ordinals; `last` is None while open."""

    first: int
    last: int | None


def suspended_days(suspensions: Iterable[tuple[date, date | None]], anchor: date) -> tuple[Interval, ...]:
    """The suspended days after the anchor: in order, apart from each other, at most the last one open.

    The day of each event belongs to what was before (SUS-1): suspended are the day after `begun` to `ended`.
    Raises `BadInput` for a suspension that ends before it begins.
    """
    start = anchor.toordinal() + 1
    found: list[Interval] = []
    for begun, ended in suspensions:
        if ended is not None and ended < begun:
            raise BadInput(f"the suspension of {begun} ends on {ended}, before it begins: swap or mend the dates")
        interval = Interval(max(begun.toordinal() + 1, start), None if ended is None else ended.toordinal())
        if interval.last is None or interval.first <= interval.last:
            found.append(interval)
    return _union(sorted(found, key=lambda interval: interval.first))


def _union(ordered: list[Interval]) -> tuple[Interval, ...]:
    merged: list[Interval] = []
    for interval in ordered:
        before = merged[-1] if merged else None
        if before is None or (before.last is not None and interval.first > before.last + 1):
            merged.append(interval)
        elif before.last is not None:
            last = None if interval.last is None else max(before.last, interval.last)
            merged[-1] = Interval(before.first, last)
    return tuple(merged)
