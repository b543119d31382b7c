"""From a filled-in form to what became of it: rows added, a rehearsal shown, and the move made once."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import Request as HttpRequest
from fastapi.responses import RedirectResponse, Response

from caseflow.access.kept_answers import Answer, AnswerTaken, Kept, find_answer, keep_answer
from caseflow.access.people import list_colleagues
from caseflow.app.work_json import title_of
from caseflow.cases.history import history
from caseflow.cases.view import CaseLetter, CaseView, find_case
from caseflow.db import Transaction
from caseflow.engine.outcome import Reason
from caseflow.letters.preview import pdf_of, pictures_of
from caseflow.moves import Done, Refused, Request, Result, Stale, apply, rehearse
from caseflow.web.documents import DocumentRefused, DocumentTokens, attachment, store
from caseflow.web.forms.act import NONCE, SEQ, Act, BadDay, Filled, Problem, bad_day, problems_of
from caseflow.web.forms.inputs import Drawing
from caseflow.web.forms.typed import ROOT, flat
from caseflow.web.pages import case_url, page
from caseflow.web.posted import Posted
from caseflow.web.visits import Visit
from caseflow.words import Text, say

DOTS_PER_INCH = 96.0


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter as the move would make it: its pages as pictures for the screen."""

    id: UUID
    title: Text
    code: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The case as the move would leave it, and its letters."""

    after: CaseView
    letters: tuple[ShownLetter, ...]


def show_form(
    request: HttpRequest,
    visit: Visit,
    act: Act,
    filled: Filled,
    problems: list[Problem] | None = None,
    *,
    status: int = 200,
) -> Response:
    """The form with what is typed so far, its problems beside the inputs and on top."""
    faults = _in_order(act, problems or [])
    errors = {each.place: say(each.reason.message, visit.lang) for each in reversed(faults) if each.place}
    with visit.office.database.read() as tx:
        people = list_colleagues(tx, act.organisation, visit.today)
    drawing = Drawing(visit.lang, errors, people, DocumentTokens(visit.token))
    groups = drawing.groups(act.fields, filled.typed, act.sections)
    return page(
        request,
        "form.html",
        status=status,
        act=act,
        filled=filled,
        groups=groups,
        errors=errors,
        problems=faults,
        nonce=secrets.token_urlsafe(18),
    )


def _in_order(act: Act, problems: list[Problem]) -> list[Problem]:
    """The problems in the order in which the form asks, those about no input at the end."""
    asked = [*(name for section in act.sections for name in section.fields), *act.fields]
    places = {f"{ROOT}.{name}": number for number, name in reversed(list(enumerate(asked)))}

    def place(problem: Problem) -> int:
        top = ".".join((problem.place or "").split(".")[:2])
        return places.get(top, len(asked) + (problem.place is None))

    return sorted(problems, key=place)


def take(request: HttpRequest, visit: Visit, act: Act, posted: Posted) -> Response:
    """Do what the pressed button says: rows, back, look before it binds, or the move itself."""
    posted, refused = _keep_files(visit, posted)
    word, _, where = (posted.get("_do") or "check").partition(":")
    filled = Filled.of(act, posted, blanks=word in ("add", "remove"))
    if word in ("add", "remove"):
        return show_form(request, visit, act, _with_rows(filled, word, where))
    if word == "back":
        return show_form(request, visit, act, replace(filled, version=act.version))
    try:
        asked = filled.request(act, DocumentTokens(visit.token))
    except BadDay:
        refused = [*refused, *problems_of((bad_day(filled.on),))]
    if refused:
        return show_form(request, visit, act, filled, refused, status=422)
    if word == "confirm":
        return _do(request, visit, act, filled, asked, posted)
    seen = rehearse(visit.office, asked, visit.actor, lambda tx, done, letters: _look(tx, visit, done, letters))
    if isinstance(seen, Rehearsed):
        if word == "letter":
            return _letter(visit, asked, int(where) if where.isdecimal() else 0)
        if seen.letters or (act.ref is not None and seen.after.state != act.state):
            return _show_rehearsed(request, act, filled, seen, posted)
        return _do(request, visit, act, filled, asked, posted)
    return _not_done(request, visit, act, filled, seen, posted)


def sent_before(visit: Visit, posted: Posted) -> Response | None:
    """The page that the same form led to when it was sent first."""
    with visit.office.database.read() as tx:
        sent = find_answer(tx, visit.user, _key(posted), visit.desk.machine.now())
    return RedirectResponse(sent.answer.body, 303) if sent else None


def _key(posted: Posted) -> str:
    """Under which the answer to a form is kept; keys of programs hold no blank."""
    return f"form {posted.get(NONCE)[:64] or secrets.token_urlsafe(18)}"


def _do(request: HttpRequest, visit: Visit, act: Act, filled: Filled, asked: Request, posted: Posted) -> Response:
    """Make the move, once for each form however often it is sent: move and answer are written together."""

    def keep(tx: Transaction, results: Sequence[Result]) -> None:
        if isinstance(results[0], Done):
            answer = Answer(303, {}, _made_url(results[0]))
            keep_answer(tx, visit.user, _key(posted), Kept("", answer), visit.desk.machine.now())

    sent = sent_before(visit, posted)
    if sent is not None:
        return sent
    try:
        result = apply(visit.office, [asked], visit.actor, keep)[0]
    except AnswerTaken:
        sent = sent_before(visit, posted)
        if sent is None:
            raise
        return sent
    if not isinstance(result, Done):
        return _not_done(request, visit, act, filled, result, posted)
    return RedirectResponse(_made_url(result), 303)


def _made_url(done: Done) -> str:
    return f"{case_url(done.ref)}?done={done.seq}"


def _not_done(
    request: HttpRequest, visit: Visit, act: Act, filled: Filled, result: Result | Stale | Refused, posted: Posted
) -> Response:
    if isinstance(result, Stale):
        return _show_stale(request, visit, act, filled, posted)
    assert isinstance(result, Refused)
    return show_form(request, visit, act, filled, problems_of(result.reasons), status=422)


def _show_stale(request: HttpRequest, visit: Visit, act: Act, filled: Filled, posted: Posted) -> Response:
    """What has happened to the case meanwhile; nothing typed is lost."""
    seen = posted.get(SEQ)
    first = int(seen) if seen.isdecimal() else 0
    with visit.office.database.read() as tx:
        entries = history(tx, visit.office.in_force, act.ref or "", visit.viewer)
    since = [entry for entry in entries if entry.seq > first]
    return page(request, "stale.html", status=409, act=act, entries=since, hidden=_hidden(act, filled, posted))


def _show_rehearsed(request: HttpRequest, act: Act, filled: Filled, seen: Rehearsed, posted: Posted) -> Response:
    hidden = _hidden(act, filled, posted)
    return page(request, "confirm.html", act=act, filled=filled, after=seen.after, letters=seen.letters, hidden=hidden)


def _hidden(act: Act, filled: Filled, posted: Posted) -> list[tuple[str, str]]:
    """Everything that was typed, for the next page's form."""
    own = [(name, posted.get(name)) for name in (NONCE, SEQ) if posted.get(name)]
    own += [("_version", str(filled.version))] if filled.version is not None else []
    parts = [("on", filled.on), ("reason", filled.reason), ("override", filled.override)]
    parts.append(("override_reason", filled.override_reason))
    return [*own, *((name, value) for name, value in parts if value), *flat(act.fields, filled.typed)]


def _look(tx: Transaction, visit: Visit, done: Done, letters: list[UUID]) -> Rehearsed:
    view = find_case(tx, visit.office.in_force, str(done.case), visit.viewer)
    known = {letter.id: letter for letter in view.letters}
    return Rehearsed(view, tuple(_shown(tx, visit, known[id]) for id in letters if id in known))


def _shown(tx: Transaction, visit: Visit, letter: CaseLetter) -> ShownLetter:
    pictures = pictures_of(tx, letter.id, visit.office.keys, DOTS_PER_INCH)
    pages = tuple(f"data:image/png;base64,{base64.b64encode(picture).decode()}" for picture in pictures)
    return ShownLetter(letter.id, title_of(visit.office, tx, letter), letter.code, pages)


def _letter(visit: Visit, asked: Request, number: int) -> Response:
    """The bytes of one letter of the rehearsal, as PDF."""

    def look(tx: Transaction, _: Done, letters: list[UUID]) -> bytes:
        return pdf_of(tx, letters[min(number, len(letters) - 1)], visit.office.keys).pdf

    made = rehearse(visit.office, asked, visit.actor, look)
    assert isinstance(made, bytes)
    return attachment(made, "application/pdf", "prieksskatijums")


def _with_rows(filled: Filled, word: str, where: str) -> Filled:
    """The form with a blank row more in the list at `f.lines`, or without the row `f.lines:2`."""
    path, _, number = where.partition(":")
    node: Any = filled.typed
    for part in path.split(".")[1:]:
        if isinstance(node, list):
            node = node[int(part)] if part.isdecimal() and int(part) < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    if isinstance(node, list) and word == "add":
        node.append({})
    elif isinstance(node, list) and number.isdecimal() and int(number) < len(node):
        del node[int(number)]
    return filled


def _keep_files(visit: Visit, posted: Posted) -> tuple[Posted, list[Problem]]:
    """Store what was uploaded, so that it need not be chosen again; files that are refused are problems."""
    if not posted.files:
        return posted, []
    documents = DocumentTokens(visit.token)
    problems: list[Problem] = []
    fields = dict(posted.fields)
    with visit.office.database.write() as tx:
        for name, file in posted.files.items():
            try:
                fields[name] = documents.write(store(tx, file, visit.now))
            except DocumentRefused as refused:
                problems.append(Problem(Reason("document", refused.why), name))
    return Posted(fields), problems
