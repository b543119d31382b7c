"""What is asked of `apply`, and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from caseflow.engine.facts import Override
from caseflow.engine.outcome import Reason

OPEN = "open"
"""The trigger that opens a case; its transition is the one with `from: []`."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user, or the clock (`user` None)."""

    user: UUID | None = None

    @property
    def system(self) -> bool:
        """Whether it is the clock."""
        return self.user is None

    @property
    def id(self) -> str:
        """The user's id as text, or `system`."""
        return "system" if self.user is None else str(self.user)


@dataclass(frozen=True, slots=True)
class External:
    """What a new case is called where it comes from, and a digest of the content that it comes with."""

    ref: str
    digest: str


@dataclass(frozen=True, slots=True)
class Request:
    """One move that somebody asks for: on a case by its number or id, or opening one of a workflow.

    `form` holds raw values (text, JSON); `version` is the case's version that the asker saw, if any. An opening may
    be followed by one more trigger, without a form, made with it or not at all; and may bear an external reference,
    which refuses it when a case of the organisation and workflow bears that already.
    """

    trigger: str
    case: str | None = None
    workflow: str | None = None
    organisation: str | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    reason: str | None = None
    version: int | None = None
    override: Override | None = None
    then: str | None = None
    external: External | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The move was made; `seq` is its event's number, `letters` the ids of what it drafted."""

    case: UUID
    ref: str
    trigger: str
    state: str
    version: int
    seq: int
    letters: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The move was not made, and why; nothing has changed."""

    trigger: str
    reasons: tuple[Reason, ...]
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """The case has moved on since the asker saw it: look again, then decide."""

    trigger: str
    ref: str
    seen: int
    version: int


Result = Done | Refused | Stale
