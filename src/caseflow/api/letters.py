"""Letters and tasks: what has been written to people, and what waits for people."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from caseflow.api.documents import file
from caseflow.api.openapi import bytes_of, problems
from caseflow.api.session import At, Words
from caseflow.app.work_json import letter_json, letter_text_json, opened, task_json, title_of
from caseflow.app.work_shapes import LetterShape, LetterTextShape, TaskShape
from caseflow.cases.letters import find_letter, list_letters
from caseflow.cases.tasks import list_tasks
from caseflow.cases.view import locate
from caseflow.letters.preview import pdf_of

router = APIRouter(tags=["letters", "tasks"])
PDF = "application/pdf"


@router.get("/letters", response_model=list[LetterShape], responses=problems())
def list_all(desk: At, case: Words = None) -> Response:
    """The letters of a case, or the newest that the user may see; newest first."""
    with desk.looking() as (tx, viewer):
        ref = locate(tx, desk.office.in_force, case, viewer).ref if case else None
        found = [(each, title_of(desk.office, tx, each)) for each in list_letters(tx, viewer, ref)]
    return desk.json([letter_json(each, title, desk.lang) for each, title in found])


@router.get("/letters/{id}", response_model=LetterTextShape, responses=problems())
def show_letter(desk: At, id: UUID) -> Response:
    """One letter with its text, as Typst."""
    with desk.looking() as (tx, viewer):
        found = find_letter(tx, str(id), viewer)
        title, text = title_of(desk.office, tx, found.letter), opened(found, desk.office.keys)
    return desk.json(letter_text_json(found, title, text, desk.lang))


@router.get("/letters/{id}/pdf", response_class=Response, responses={**problems(), **bytes_of(PDF)})
def show_pdf(desk: At, id: UUID) -> Response:
    """The registered bytes; a preview while the letter has no number, and `Letter-Preview: true` says so."""
    with desk.looking() as (tx, viewer):
        letter = find_letter(tx, str(id), viewer).letter
        page = pdf_of(tx, letter.id, desk.office.keys)
    response = file(page.pdf, PDF, f"{letter.code}-{letter.id}.pdf")
    if not page.registered:
        response.headers["Letter-Preview"] = "true"
    return response


@router.get("/tasks", response_model=list[TaskShape], responses=problems())
def list_open_tasks(
    desk: At, every_role: Annotated[bool, Query(alias="all", description="Those of other roles too.")] = False
) -> Response:
    """The open tasks for the user's roles, oldest first."""
    with desk.looking() as (tx, viewer):
        found = list_tasks(tx, viewer, every_role=every_role)
    return desk.json([task_json(each, desk.lang) for each in found])
