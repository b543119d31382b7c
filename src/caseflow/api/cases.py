"""Cases: the worklist, one of them, what may be done with it, its moves, its history and its documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from typing_extensions import TypedDict

from caseflow.access.people import find_user
from caseflow.api import examples
from caseflow.api.moving import ForeseenShape, foresee, make
from caseflow.api.once import IfMatch, Key, version_if_named, version_of
from caseflow.api.openapi import MOVES, answers, problems
from caseflow.api.requests import AddNote, MakeMove, OpenCase
from caseflow.api.session import At, ExactRoute, Ref, Words
from caseflow.app.case_json import case_json, entry_json, offer_json, page_json
from caseflow.app.case_shapes import CaseShape, DoneShape, EntryShape, OfferShape, PageShape
from caseflow.cases.history import history, record
from caseflow.cases.view import find_case
from caseflow.cases.worklist import PAGE, After, Filters, worklist
from caseflow.engine.answers import LiveAnswers
from caseflow.moves.preview import offers
from caseflow.moves.replay import replay

router = APIRouter(prefix="/cases", tags=["cases"], route_class=ExactRoute)


class DifferenceShape(TypedDict):
    """An event that says something else than what is stepped from the record."""

    seq: int
    trigger: str
    difference: str


class ReplayShape(TypedDict):
    """The verdict of a replay: how many events were stepped again, and those that differ."""

    ref: str
    events: int
    differences: list[DifferenceShape]


@router.get("", response_model=PageShape, responses=answers(examples.PAGE))
def list_cases(
    desk: At,
    organisation: Words = None,
    state: Words = None,
    kind: Annotated[str | None, Query(pattern="^(open|waiting|decided|closed)$")] = None,
    due_before: date | None = None,
    assignee: Words = None,
    text: Words = None,
    after: Annotated[str | None, Query(max_length=60, description="`next` of the page before.")] = None,
    size: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> Response:
    """The worklist: live cases, the nearest last day first. `text` is a number, or beginnings of words of a name."""
    with desk.looking(one_snapshot=False) as (tx, viewer):
        person = find_user(tx, assignee) if assignee else None
        filters = Filters(organisation, state, kind, due_before, person, text)
        page = worklist(tx, desk.office.in_force, viewer, filters, After.parse(after) if after else None, size)
        return desk.json(page_json(page, desk.lang))


@router.post("", response_model=DoneShape, status_code=201, responses=answers(examples.DONE, *MOVES, status=201))
def open_case(desk: At, request: Request, body: OpenCase, idempotency_key: Key = None) -> Response:
    """Open a case; `Location` says where it is."""
    return make(desk, request, body.asked(), idempotency_key)


@router.post("/preview", response_model=ForeseenShape, responses=problems(*MOVES))
def preview_opening(desk: At, body: OpenCase) -> Response:
    """What opening the case would do; nothing is kept."""
    return foresee(desk, body.asked())


@router.get("/{ref}", response_model=CaseShape, responses=problems())
def show_case(desk: At, ref: Ref) -> Response:
    """One case; its `ETag` is the version that a move names. Personal values stay sealed."""
    with desk.looking() as (tx, viewer):
        view = find_case(tx, desk.office.in_force, ref, viewer)
        return desk.json(case_json(view, desk.lang), ETag=f'"{view.version}"')


@router.get("/{ref}/offers", response_model=list[OfferShape], responses=answers(examples.OFFERS))
def show_offers(desk: At, ref: Ref) -> Response:
    """What may be done next, with the form it asks for, and why the rest may not be done."""
    return desk.json([offer_json(offer, desk.lang) for offer in offers(desk.office, ref, desk.actor)])


@router.post("/{ref}/moves", response_model=DoneShape, responses=answers(examples.DONE, *MOVES, 428))
def make_move(
    desk: At, request: Request, ref: Ref, body: MakeMove, if_match: IfMatch = None, idempotency_key: Key = None
) -> Response:
    """Make a move on the version of the case that was looked at."""
    return make(desk, request, body.asked(ref, version_of(if_match)), idempotency_key)


@router.post("/{ref}/notes", response_model=DoneShape, responses=answers(examples.NOTE, *MOVES))
def add_note(
    desk: At, request: Request, ref: Ref, body: AddNote, if_match: IfMatch = None, idempotency_key: Key = None
) -> Response:
    """Add a note to the history, with a document if there is one.

    It changes nothing of the case; `If-Match` may name the version that was looked at.
    """
    return make(desk, request, body.asked(ref, version_if_named(if_match)), idempotency_key)


@router.post("/{ref}/preview", response_model=ForeseenShape, responses=problems(*MOVES))
def preview_move(desk: At, ref: Ref, body: MakeMove, if_match: IfMatch = None) -> Response:
    """What a move would do, with the letters as they would be set; nothing is kept."""
    return foresee(desk, body.asked(ref, version_if_named(if_match)))


@router.get("/{ref}/history", response_model=list[EntryShape], responses=problems())
def show_history(desk: At, ref: Ref) -> Response:
    """Every event: who, when, what changed, which deadlines moved and on which rules it rests."""
    with desk.looking() as (tx, viewer):
        entries = history(tx, desk.office.in_force, ref, viewer)
        return desk.json([entry_json(entry, desk.lang) for entry in entries])


@router.get("/{ref}/replay", response_model=ReplayShape, responses=problems())
def replay_case(desk: At, ref: Ref, recompute: bool = False) -> Response:
    """Step every event again from what is on record; with `recompute` today's rules and figures answer."""
    in_force = desk.office.in_force
    with desk.looking() as (tx, viewer):
        workflow, bodies = record(tx, in_force, ref, viewer)
        answers = LiveAnswers(in_force.parameters(tx, workflow.programme), in_force.calendars()) if recompute else None
    results = replay(workflow, bodies, answers)
    differing = [each for each in results if each.difference is not None]
    return desk.json({"ref": ref, "events": len(results), "differences": differing})
