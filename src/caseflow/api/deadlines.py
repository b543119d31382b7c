"""Deadlines: the live ones, how each last day is found, what one would be; and any term of law."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from caseflow.access.people import organisation_kind
from caseflow.api.examples import TERM
from caseflow.api.openapi import answers, problems
from caseflow.api.session import WORD, At, Ref, Words
from caseflow.app.work_json import deadline_json, explanation_json, foreseen_json, term_json
from caseflow.app.work_shapes import DeadlineShape, ExplanationShape, ForeseenShape, TermShape
from caseflow.calendar import Term, due
from caseflow.deadlines.live import explain, list_deadlines
from caseflow.deadlines.preview import preview

router = APIRouter(tags=["deadlines"])
Day0 = Annotated[date, Query(alias="from", description="Day 0.")]
Slug = Annotated[str, Path(max_length=64, pattern=WORD)]


@router.get("/deadlines", response_model=list[DeadlineShape], responses=problems())
def list_all(desk: At, case: Words = None) -> Response:
    """The live deadlines of a case, or of the first page of the worklist; nearest first."""
    with desk.looking() as (tx, viewer):
        found = list_deadlines(tx, desk.office.in_force, viewer, case)
    return desk.json([deadline_json(each, desk.lang) for each in found])


@router.get("/cases/{ref}/deadlines/{name}", response_model=ExplanationShape, responses=problems())
def explain_one(desk: At, ref: Ref, name: Slug) -> Response:
    """How the last day of a live deadline is found, counted again from what is stored."""
    with desk.looking() as (tx, viewer):
        found = explain(tx, desk.office.in_force, ref, name, viewer)
    return desk.json(explanation_json(found, desk.lang))


@router.get("/workflows/{programme}/{workflow}/deadlines/{name}", response_model=ForeseenShape, responses=problems())
def foresee_one(
    desk: At, programme: Slug, workflow: Slug, name: Slug, start: Day0, organisation: Words = None
) -> Response:
    """When a deadline of a published definition would end. `organisation` must act: it decides the calendar."""
    in_force = desk.office.in_force
    with desk.looking() as (tx, _):
        definition = in_force.workflow(tx, in_force.latest(tx, f"{programme}/{workflow}"))
        parameters = in_force.parameters(tx, definition.programme)
        kind = organisation_kind(tx, organisation) if organisation else None
    found = preview(definition, name, start, parameters, in_force.calendars(), kind)
    return desk.json(foreseen_json(definition.deadlines[name], found, desk.lang))


@router.get("/term", response_model=TermShape, responses=answers(TERM))
def reckon_term(
    desk: At,
    term: Annotated[str, Query(max_length=60, description="`2 working days`, `1 month`, `fixed 2026-06-30`.")],
    start: Day0,
    calendar: Annotated[str, Query(pattern="^LV-(STAT|INST)$")] = "LV-STAT",
    roll: Annotated[bool, Query(description="Move an end on a day off, as the law has it.")] = True,
) -> Response:
    """When a term ends, and how that day is found."""
    with desk.looking():
        calendars = desk.office.in_force.calendars()
    return desk.json(term_json(due(Term.parse(term, rolls=roll), start, calendars.named(calendar)), desk.lang))
