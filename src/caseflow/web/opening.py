"""Opening a case: what may be opened where, and the form of its opening move."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.app.openings import Opening, openings
from caseflow.cases.values import text_of
from caseflow.errors import NotFound
from caseflow.moves.request import OPEN
from caseflow.web.doing import show_form, take
from caseflow.web.forms.act import Act, Filled
from caseflow.web.pages import page
from caseflow.web.posted import Sent
from caseflow.web.visits import Here, Visit

router = APIRouter()
_PATH = "/new"


@router.get(_PATH)
def choose(request: Request, visit: Here) -> Response:
    """What may be opened; with a single choice its form at once."""
    found = _openings(visit)
    if len(found) == 1:
        return RedirectResponse(_url(found[0]), 303)
    return page(request, "new.html", openings=[(each, _url(each)) for each in found])


@router.get(f"{_PATH}/form")
def show(request: Request, visit: Here, workflow: str, organisation: str) -> Response:
    """The form of a new case."""
    act = _act(visit, workflow, organisation)
    return show_form(request, visit, act, Filled({name: "" for name in act.fields}))


@router.post(f"{_PATH}/form")
def send(request: Request, visit: Here, posted: Sent, workflow: str, organisation: str) -> Response:
    """Take what was typed: another row, or the new case."""
    return take(request, visit, _act(visit, workflow, organisation), posted)


def _openings(visit: Visit) -> list[Opening]:
    with visit.office.database.read() as tx:
        visit.office.in_force.refresh(tx)
        return openings(tx, visit.office.in_force, visit.actor, visit.now)


def _url(opening: Opening) -> str:
    return f"{_PATH}/form?{urlencode({'workflow': opening.workflow.slug, 'organisation': opening.organisation})}"


def _act(visit: Visit, workflow: str, organisation: str) -> Act:
    wanted = (workflow, organisation)
    opening = next((each for each in _openings(visit) if (each.workflow.slug, each.organisation) == wanted), None)
    if opening is None:
        raise NotFound(f"nobody may open {workflow} in {organisation}, or not this person")
    way = opening.way
    reason = "optional" if way.backdated and way.reason == "none" else way.reason
    return Act(
        OPEN,
        text_of(opening.workflow.title),
        way.form,
        reason,
        way.backdated,
        (),
        _url(opening),
        "/",
        organisation,
        workflow=workflow,
        sections=way.sections,
    )
