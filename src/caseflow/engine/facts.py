"""What `step` is given: one move, and the frozen view of its case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import replace

Interval = tuple[date, date | None]
"""A suspension: the day it began and the day that ended it (None while it lasts), as SUS-1 counts them."""


@dataclass(frozen=True, slots=True)
class ActorView:
    """Who acts, as access saw it at that instant. `id` is the natural person's, also when deputising."""

    id: str
    roles: frozenset[str]
    system: bool = False
    deputy_for: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A head's written decision to pass a guard."""

    guard: str
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """One trigger on one case. `form` holds typed values; `on` is the legal date, None for today."""

    trigger: str
    form: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    reason: str | None = None
    override: Override | None = None
    told_by: str | None = None
    fired_by: str | None = None


class Running(Struct, frozen=True):  # compiled: made and copied several times a move
    """A deadline of the case that is running or paused; it ends on `not_before` at the earliest."""

    id: str
    name: str
    status: str
    anchor: date
    term: str
    calendar: str
    calendar_version: str
    due_on: date | None
    due_at: datetime | None
    edges: tuple[tuple[datetime, str], ...] = ()
    intervals: tuple[Interval, ...] = ()
    extended_to: str | None = None
    not_before: date | None = None

    def with_(self, **changes: Any) -> Self:
        """A copy with some parts changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class LastMove:
    """The move that the case made last, as far as taking it back needs it."""

    trigger: str
    source: str
    branch: int | None
    by_clock: bool
    changed: Mapping[str, tuple[Any, Any]]
    started: tuple[str, ...]
    ended: tuple[Running, ...]
    letters: tuple[str, ...]
    put_back: tuple[str, ...]
    letters_out: bool
    reaches_others: bool
    postings: tuple[Mapping[str, Any], ...] = ()
    de_minimis: Mapping[str, Any] = field(default_factory=dict)
    evidence: bool = False


class Facts(Struct, frozen=True):
    """The frozen view of one case at the instant `at`; `today` is its Riga day.

    `last_on` is the latest legal date of what people did, `timed_on` the day on which the clock brought the case to
    its state (None when people did).
    """

    case_id: str
    ref: str
    seq: int
    state: str
    came_from: str | None
    data: Mapping[str, Any]
    at: datetime
    today: date
    opened_on: date
    actor: ActorView
    acted: Mapping[str, str]
    organisation: Mapping[str, Any]
    related: Mapping[str, Mapping[str, Any]]
    deadlines: tuple[Running, ...] = ()
    suspensions: tuple[Interval, ...] = ()
    drafts: Mapping[str, str] = {}
    assignee: str | None = None
    last_on: date | None = None
    timed_on: date | None = None
    last: LastMove | None = None

    @property
    def suspended(self) -> bool:
        """Whether an open interval of suspension lasts."""
        return any(ended is None for _, ended in self.suspensions)

    def with_(self, **changes: Any) -> Self:
        """A copy with some parts changed: the overlay that a later move of the same tree sees."""
        return replace(self, **changes)
