"""Letters: the newest of all cases, each as PDF, and what people do with a registered one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.app.work_json import title_of
from caseflow.cases.letters import Letter, find_letter, list_letters
from caseflow.cases.view import CaseLetter, find_case
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine.notices import status_name
from caseflow.errors import BadInput, NotFound
from caseflow.letters.preview import pdf_of
from caseflow.letters.registrar import HANDING_OVER, SIGNATURE
from caseflow.letters.sending import BY_SIGNATORY, Sending
from caseflow.moves import correspondence
from caseflow.moves.correspondence import LetterRefused
from caseflow.moves.request import Done
from caseflow.web.documents import attachment
from caseflow.web.forms.plain import plain_day
from caseflow.web.pages import case_url, page
from caseflow.web.posted import Posted, Sent
from caseflow.web.visits import Here, Visit
from caseflow.words import Text, message

router = APIRouter()


@dataclass(frozen=True, slots=True)
class LetterWay:
    """Where a letter is on its way: its number and day, and the acts that are open for it now.

    `goes_at` is the instant until which the move may be taken back; None for one that waits for somebody.
    """

    number: str | None
    registered_on: date | None
    failure: str | None
    goes_at: datetime | None
    acts: tuple[str, ...]


_ACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "failed": ("retry", "void"),
    "returned": ("retry", "void"),
    "sent": ("returned",),
    "delivered": ("returned",),
    "effective": ("returned",),
    "voided": ("reissue",),
}
NEED_REASON: Final = frozenset({"void", "returned"})
TITLES: Final = {
    name: message(f"web.act.{name.replace('-', '_')}")
    for name in ("record-signature", "sign-container", "hand-over", "retry", "void", "returned", "reissue")
}


def acts_of(tx: Transaction, case: UUID) -> dict[UUID, LetterWay]:
    """By letter: its number, and what a person could do with it now."""
    rows = tx.fetchall(
        "SELECT l.id, l.status, l.awaits, l.number, l.registered_on, l.failure, l.release, l.release_at, "
        "length(l.text), o.kind, o.prefix, o.profile FROM letter l JOIN organisation o ON o.id = l.organisation_id "
        "WHERE l.case_id = ?",
        (case,),
    )
    ways: dict[UUID, LetterWay] = {}
    for id, status, awaits, number, registered_on, failure, release, release_at, *more in rows:
        length, kind, prefix, profile = more
        acts = _ACTS.get(status, ()) if length else ()  # nothing can be done with what is erased
        if not length:
            failure = None
        elif status == "registered" and awaits == SIGNATURE:
            outside = Sending.of(kind, prefix, read_json(profile)).signs == "outside, recorded"
            acts = (*(("record-signature",) if outside else ()), "sign-container", "void")
        elif status == "registered" and awaits == HANDING_OVER:
            acts = ("hand-over", "void")
        acts = acts if number or "void" not in acts else tuple(act for act in acts if act != "void")
        goes = status == "signed" or (status == "drafted" and release != BY_SIGNATORY)
        goes_at = read_instant(release_at) if goes else None
        day = read_day(registered_on) if registered_on else None
        ways[read_uuid(id)] = LetterWay(number, day, failure, goes_at, acts)
    return ways


def titles_of(tx: Transaction, visit: Visit, letters: Iterable[Letter | CaseLetter]) -> dict[UUID | str, Text]:
    """By letter, and by the name that moves know it by: its title, for the reader's language."""
    found = [(each, title_of(visit.office, tx, each)) for each in letters]
    return {key: title for each, title in found for key in (each.id, each.name)}


@router.get("/letters")
def show_all(request: Request, visit: Here) -> Response:
    """The newest letters of all cases that the person sees."""
    with visit.office.database.read() as tx:
        visit.office.in_force.refresh(tx)
        found = list_letters(tx, visit.viewer)
        titles = titles_of(tx, visit, found)
    return page(request, "letters.html", letters=found, titles=titles, status_name=status_name)


@router.get("/letters/{id}/pdf")
def show_pdf(id: str, visit: Here) -> Response:
    """The registered bytes, or a preview that says that it is one."""
    with visit.office.database.read() as tx:
        letter = find_letter(tx, id, visit.viewer).letter
        shown = pdf_of(tx, letter.id, visit.office.keys)
    return attachment(shown.pdf, "application/pdf", f"{letter.case}-{letter.code}")


@router.get("/letters/{id}/{act}")
def show_act(request: Request, id: str, act: str, visit: Here) -> Response:
    """The form of one act with a letter."""
    return _show_act(request, visit, id, act, Posted({}), ())


@router.post("/letters/{id}/{act}")
def do_act(request: Request, id: str, act: str, visit: Here, posted: Sent) -> Response:
    """Do it; a refusal is shown beside the form."""
    if act not in _DO:
        raise NotFound(f"there is no act {act!r}")
    if posted.get("_do") == "back":
        return _show_act(request, visit, id, act, posted, ())
    reason = posted.get("reason")
    if act in NEED_REASON and not reason:
        return _show_act(request, visit, id, act, posted, (message("web.form.reason_missing"),), 422)
    try:
        _DO[act](visit, id, posted)
    except LetterRefused as refused:
        return _show_act(request, visit, id, act, posted, tuple(each.message for each in refused.reasons), 422)
    except BadInput as bad:
        return _show_act(request, visit, id, act, posted, (message("web.act.unfit", why=bad.said or str(bad)),), 422)
    with visit.office.database.read() as tx:
        ref = find_letter(tx, id, visit.viewer).letter.case
    return RedirectResponse(case_url(ref, "letters"), 303)


def _show_act(
    request: Request, visit: Visit, id: str, act: str, posted: Posted, faults: tuple[Any, ...], status: int = 200
) -> Response:
    if act not in _DO:
        raise NotFound(f"there is no act {act!r}")
    with visit.office.database.read() as tx:
        letter = find_letter(tx, id, visit.viewer).letter
        visit.office.in_force.refresh(tx)
        view = find_case(tx, visit.office.in_force, letter.case, visit.viewer)
        title = title_of(visit.office, tx, letter)
    return page(
        request, "letter_act.html", status=status, letter=letter, letter_title=title, view=view, act=act,
        title=TITLES[act], typed=posted, faults=faults, needs_reason=act in NEED_REASON,
    )  # fmt: skip


def _hand_over(visit: Visit, id: str, posted: Posted) -> Done:
    day = plain_day(posted.get("on"))
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError:
        raise BadInput(f"{day!r}", message("web.act.no_day", given=day[:20])) from None
    return correspondence.hand_over(visit.office, id, visit.actor, on, in_person=posted.get("in_person") == "true")


def _container(visit: Visit, id: str, posted: Posted) -> Done:
    file = posted.files.get("container")
    if file is None:
        raise BadInput("no file was chosen", message("web.act.no_file"))
    return correspondence.sign_with_container(visit.office, id, file.data, visit.actor)


_DO: Final[Mapping[str, Callable[[Visit, str, Posted], object]]] = {
    "record-signature": lambda visit, id, _: correspondence.record_signature(visit.office, id, visit.actor),
    "sign-container": _container,
    "hand-over": _hand_over,
    "retry": lambda visit, id, _: correspondence.retry(visit.office, id, visit.actor),
    "void": lambda visit, id, posted: correspondence.void(visit.office, id, visit.actor, posted.get("reason")),
    "returned": lambda visit, id, posted: correspondence.report_return(
        visit.office, id, visit.actor, posted.get("reason")
    ),
    "reissue": lambda visit, id, _: correspondence.reissue(visit.office, id, visit.actor),
}
