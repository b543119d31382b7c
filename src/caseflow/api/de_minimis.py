"""The register of de minimis aid: an undertaking with all that counts for it, and what officers enter beside cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from caseflow.access.kept_answers import Answer
from caseflow.api import examples
from caseflow.api.once import Keep, Key, once
from caseflow.api.openapi import answers
from caseflow.api.problems import Problem
from caseflow.api.register_shapes import (
    CorrectAid,
    EnterAid,
    Group,
    Leave,
    Merge,
    RegisterShape,
    Split,
    Withdraw,
)
from caseflow.api.session import At, ExactRoute
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.errors import BadInput
from caseflow.ledger import aid_desk, relations_desk
from caseflow.ledger.aid_desk import READERS, WRITERS, AidRefused, NewAid, NotAWriter, aid_of, refuse_unless_writer
from caseflow.ledger.changes import withdraw_change
from caseflow.ledger.undertakings import Because
from caseflow.words import message

router = APIRouter(prefix="/de-minimis", tags=["de minimis"], route_class=ExactRoute)
Number = Annotated[str, Path(pattern="^[0-9]{11}$", description="Registration number of the undertaking.")]
_MORE = (400, 403, 409)
_ENTERED = answers(examples.UNDERTAKING, *_MORE)


@router.get("/{number}", response_model=RegisterShape, responses=answers(examples.UNDERTAKING, 403))
def show_undertaking(desk: At, number: Number, on: date | None = None) -> Response:
    """An undertaking on a day (default today): who is one with it, and all aid that counts or is reserved."""
    with desk.looking() as (tx, viewer), _refusals():
        refuse_unless_writer(tx, desk.user, viewer.today, READERS)
        return desk.json(asdict_of(tx, number, on or viewer.today))


def asdict_of(tx: Transaction, number: str, on: date) -> Mapping[str, Any]:
    """The register of an undertaking as plain values."""
    found = aid_of(tx, number, on)
    return {**asdict(found), "counted": [each.model_dump() for each in found.counted]}


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal of the register as a problem: 403 for a role, else 409."""
    try:
        yield
    except NotAWriter:
        raise Problem("forbidden", 403, message("api.no_register_role")) from None
    except AidRefused as refused:
        raise Problem("conflict", 409, message("api.bad_input", why=str(refused))) from None


def _entry(
    desk: At, request: Request, key: str | None, number: str, reason: str,
    enter: Callable[[Transaction, Because, date], object],
) -> Response:  # fmt: skip
    """Make one entry, once under its key, and answer the register of the undertaking as it is then."""

    def work(keep: Keep) -> Answer:
        now = desk.office.clock.now()
        today = riga_date(now)
        with _refusals(), desk.office.database.write() as tx:
            refuse_unless_writer(tx, desk.user, today, WRITERS)
            if not reason.strip():
                raise BadInput("reason: write why, or by which document")
            enter(tx, Because(str(desk.user), now, reason=reason.strip()), today)
            answer = desk.answer(asdict_of(tx, number, today), 200, {})
            keep(tx, answer)
            return answer

    return once(desk, request, key, work)


@router.post("", response_model=RegisterShape, responses=_ENTERED)
def enter_aid(desk: At, request: Request, body: EnterAid, idempotency_key: Key = None) -> Response:
    """Enter aid that somebody else has granted."""
    number, name = body.named
    new = NewAid(number, name, body.grantor, body.reference, body.regulation, body.granted_on, body.amount)
    return _entry(
        desk, request, idempotency_key, number, body.reason,
        lambda tx, because, today: aid_desk.enter_aid(tx, new, because, today),
    )  # fmt: skip


@router.post("/groups", response_model=RegisterShape, responses=_ENTERED)
def enter_group(desk: At, request: Request, body: Group, idempotency_key: Key = None) -> Response:
    """Enter that enterprises are one single undertaking from a day on."""
    named = [each.named for each in body.members]
    return _entry(
        desk, request, idempotency_key, named[0][0] if named else "", body.reason,
        lambda tx, because, today: aid_desk.enter_group(tx, named, body.since or today, because, today),
    )  # fmt: skip


@router.post("/mergers", response_model=RegisterShape, responses=_ENTERED)
def enter_merger(desk: At, request: Request, body: Merge, idempotency_key: Key = None) -> Response:
    """Enter a merger: all earlier aid of those who were absorbed counts for whom they became part of."""
    absorbed, into = [each.named for each in body.absorbed], body.into.named
    return _entry(
        desk, request, idempotency_key, into[0], body.reason,
        lambda tx, because, today: relations_desk.merge(tx, absorbed, into, body.on, because, today),
    )  # fmt: skip


@router.post("/splits", response_model=RegisterShape, responses=_ENTERED)
def enter_split(desk: At, request: Request, body: Split, idempotency_key: Key = None) -> Response:
    """Enter a split: earlier aid counts for the part that uses it, else for all in proportion to their equity."""
    source, parts = body.source.named, {each.named: each.equity for each in body.parts}
    return _entry(
        desk, request, idempotency_key, source[0], body.reason,
        lambda tx, because, today: relations_desk.split(tx, source, parts, body.uses, body.on, because, today),
    )  # fmt: skip


@router.post("/{number}/corrections", response_model=RegisterShape, responses=_ENTERED)
def correct_aid(desk: At, request: Request, number: Number, body: CorrectAid, idempotency_key: Key = None) -> Response:
    """Make entered aid another sum; what was entered before stays on record."""
    return _entry(
        desk, request, idempotency_key, number, body.reason,
        lambda tx, because, today: aid_desk.correct_aid(tx, number, body.reference, body.amount, because, today),
    )  # fmt: skip


@router.post("/{number}/leave", response_model=RegisterShape, responses=_ENTERED)
def leave_group(desk: At, request: Request, number: Number, body: Leave, idempotency_key: Key = None) -> Response:
    """End everything that links an enterprise with others: it was one undertaking with them up to that day."""
    return _entry(
        desk, request, idempotency_key, number, body.reason,
        lambda tx, because, today: relations_desk.end_links(tx, number, body.last_day, because, today),
    )  # fmt: skip


@router.post("/{number}/changes/{id}/withdraw", response_model=RegisterShape, responses=_ENTERED)
def withdraw(
    desk: At, request: Request, number: Number, id: UUID, body: Withdraw, idempotency_key: Key = None
) -> Response:
    """Take back a merger or a split that was entered by mistake; the entry stays on record."""
    return _entry(
        desk, request, idempotency_key, number, body.reason,
        lambda tx, because, _: withdraw_change(tx, id, because),
    )  # fmt: skip
