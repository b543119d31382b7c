"""The holiday table: days off, transferred and expected ones, as versioned data with sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

from caseflow.errors import BadInput
from caseflow.words.language import Text

SATURDAY, SUNDAY = 5, 6


class Kind(StrEnum):
    """Why a day is off for everyone."""

    HOLIDAY = "holiday"
    SUBSTITUTE = "substitute"
    ONE_OFF = "one_off"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off for everyone (Z-CAL-01..03); `of` is the weekend holiday that a substitute stands for."""

    day: date
    name: Text
    kind: Kind
    source: str
    of: date | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """A working day that institutions of the State budget work on a Saturday instead (Z-CAL-04)."""

    free: date
    worked: date
    source: str


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """All that is known of a country's days off from the first to the last year, in one version.

    After `transfers_known_until` no order on transferred days is known. `expected` are days that may yet
    become days off: they are worked, but what depends on them is provisional. Raises `BadInput` when entries
    contradict each other or leave the years.
    """

    country: str
    version: str
    first_year: int
    last_year: int
    transfers_known_until: int
    days_off: tuple[DayOff, ...]
    transfers: tuple[Transfer, ...]
    expected: tuple[DayOff, ...] = ()

    def __post_init__(self) -> None:
        days = [entry.day for entry in self.days_off]
        moved = [day for entry in self.transfers for day in (entry.free, entry.worked)]
        _refuse_repeated(days + moved)
        for day in (*days, *moved, *(entry.day for entry in self.expected)):
            if not self.first_year <= day.year <= self.last_year:
                raise BadInput(
                    f"calendar {self.version}: {day} lies outside {self.first_year} to {self.last_year}; "
                    "widen the years or remove the entry"
                )
        for entry in self.days_off:
            _check_substitute(entry, set(days))
        for transfer in self.transfers:
            _check_transfer(transfer)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content in hexadecimal: the same for every spelling of the same table."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()


def amended_table(
    table: HolidayTable,
    version: str,
    days_off: Iterable[DayOff] = (),
    transfers: Iterable[Transfer] = (),
) -> HolidayTable:
    """The next version of a table, entries added; an expected day that has come true is expected no more.

    Raises `BadInput` when the version is not a new one or an entry is already there.
    """
    if version == table.version:
        raise BadInput(f"calendar version {version} is taken: give the amended calendar a version of its own")
    added = tuple(days_off)
    decided = {entry.day for entry in added}
    return replace(
        table,
        version=version,
        days_off=tuple(sorted((*table.days_off, *added), key=lambda entry: entry.day)),
        transfers=tuple(sorted((*table.transfers, *transfers), key=lambda entry: entry.free)),
        expected=tuple(entry for entry in table.expected if entry.day not in decided),
    )


def _refuse_repeated(days: list[date]) -> None:
    for day in set(days):
        if days.count(day) > 1:
            raise BadInput(f"{day} stands twice among days off and transfers: keep one entry")


def _check_substitute(entry: DayOff, days: set[date]) -> None:
    if (entry.kind is Kind.SUBSTITUTE) != (entry.of is not None):
        raise BadInput(f"day off {entry.day}: a substitute, and only a substitute, names in `of` what it is for")
    if entry.of is not None and (entry.of not in days or entry.of.weekday() < SATURDAY):
        raise BadInput(f"day off {entry.day}: {entry.of} is not a holiday on a Saturday or Sunday (Z-CAL-02)")


def _check_transfer(transfer: Transfer) -> None:
    """Z-CAL-04: only to a Saturday of the same week or of the same month."""
    free, worked = transfer.free, transfer.worked
    same_week = free.isocalendar()[:2] == worked.isocalendar()[:2]
    same_month = (free.year, free.month) == (worked.year, worked.month)
    if free.weekday() >= SATURDAY or worked.weekday() != SATURDAY or not (same_week or same_month):
        raise BadInput(
            f"transfer of {free} to {worked}: a day from Monday to Friday moves to a Saturday "
            "of the same week or month (Z-CAL-04)"
        )
