"""One thing that somebody is about to do: a move on a case, or the opening of one, with the form that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from caseflow.engine.facts import Override
from caseflow.engine.fields import Field
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import Section
from caseflow.moves import Request
from caseflow.web.documents import DocumentTokens
from caseflow.web.forms.plain import plain_day
from caseflow.web.forms.typed import Typed, place_of, raw_of, typed_of, unknown_of
from caseflow.web.posted import Posted
from caseflow.words import Message, Text, message

NONCE: Final = "_nonce"
VERSION: Final = "_version"
SEQ: Final = "_seq"


@dataclass(frozen=True, slots=True)
class Act:
    """What is done where: `ref` None opens a case. `url` takes the form, `back` is where one came from."""

    trigger: str
    title: Text
    fields: Mapping[str, Field]
    reason: Literal["none", "optional", "required"]
    backdated: bool
    overridable: tuple[str, ...]
    url: str
    back: str
    organisation: str
    ref: str | None = None
    workflow: str | None = None
    state: str | None = None
    version: int | None = None
    seq: int = 0
    sealed: frozenset[str] = frozenset()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as somebody has filled it in so far; `unknown` are fields that it does not have."""

    typed: Typed
    on: str = ""
    reason: str = ""
    override: str = ""
    override_reason: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None

    @classmethod
    def of(cls, act: Act, posted: Posted, *, blanks: bool = False) -> Filled:
        """What a post says; with `blanks` rows stay where they are even if nothing is typed in them."""
        version = posted.get(VERSION)
        return cls(
            typed_of(act.fields, posted, blanks=blanks),
            posted.get("on"),
            posted.get("reason"),
            posted.get("override"),
            posted.get("override_reason"),
            unknown_of(act.fields, posted),
            int(version) if version.isdecimal() and len(version) < 10 else act.version,
        )

    def request(self, act: Act, documents: DocumentTokens) -> Request:
        """What is asked of `apply`. Raises BadDay for a legal date that is none."""
        form: dict[str, Any] = {**raw_of(act.fields, self.typed, documents), **self.unknown}
        return Request(
            act.trigger,
            act.ref,
            workflow=act.workflow,
            organisation=act.organisation if act.ref is None else None,
            form=form,
            on=_day(self.on),
            reason=self.reason or None,
            version=self.version if act.ref is not None else None,
            override=Override(self.override, self.override_reason) if self.override else None,
        )


class BadDay(Exception):
    """The legal date is no date."""


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(plain_day(text))
    except ValueError:
        raise BadDay(text) from None


def bad_day(text: str) -> Reason:
    """The reason for a legal date that cannot be read."""
    field = Text("Tiesiskais datums", "Legal date")
    return Reason("bad-value", message("engine.field.not_date", field=field, given=text[:20]), field="on")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why nothing was done: `place` is the input that it is about, if any."""

    reason: Reason
    place: str | None


_REWORDED: Final = frozenset(
    f"engine.field.not_{kind}" for kind in ("money", "number", "percent", "integer", "date", "document")
)
"""What the engine asks of scripts to write otherwise than people do at the desk."""


def _as_typed(reason: Reason) -> Reason:
    said = reason.message
    if said.id not in _REWORDED:
        return reason
    return replace(reason, message=Message(f"web.form.{said.id.rpartition('.')[2]}", said.args))


def problems_of(reasons: tuple[Reason, ...]) -> list[Problem]:
    """The reasons with their places, those about an input first."""
    found = [Problem(_as_typed(reason), place_of(reason.field) if reason.field else None) for reason in reasons]
    return sorted(found, key=lambda problem: problem.place is None)
