"""Letters: what has been written to people, as it was drafted and as it was registered."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from caseflow.api.documents import file
from caseflow.api.openapi import bytes_of, problems
from caseflow.api.session import At, Words
from caseflow.app.work_json import letter_json, letter_text_json, opened, title_of
from caseflow.app.work_shapes import LetterShape, LetterTextShape
from caseflow.cases.letters import find_letter, list_letters
from caseflow.cases.view import locate
from caseflow.letters.preview import pdf_of

router = APIRouter(tags=["letters"])
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
    """One letter with its text, as Typst; its `ETag` is the version of its case, which what is done with it names."""
    with desk.looking() as (tx, viewer):
        found = find_letter(tx, str(id), viewer)
        title, text = title_of(desk.office, tx, found.letter), opened(found, desk.office.keys)
        version = locate(tx, desk.office.in_force, found.letter.case, viewer).version
    return desk.json(letter_text_json(found, title, text, desk.lang), ETag=f'"{version}"')


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
