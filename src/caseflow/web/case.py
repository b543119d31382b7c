"""The pages of a case: overview with what may be done next, data, deadlines, letters, history, relations."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from caseflow.cases.history import history, stays
from caseflow.cases.related import related_cases
from caseflow.cases.values import Sealed, Value, in_words
from caseflow.cases.view import CaseField, CaseView, find_case
from caseflow.db import Transaction
from caseflow.deadlines.live import explain_all
from caseflow.engine.fields import Field
from caseflow.engine.notices import status_name
from caseflow.engine.workflow import Workflow
from caseflow.ledger.of_case import case_postings
from caseflow.moves.preview import Offer, offers
from caseflow.web.forms.prefill import case_values, open_values, vaults
from caseflow.web.letters import acts_of, titles_of
from caseflow.web.likely import is_likely, likely_first, next_step
from caseflow.web.move import passable_guards
from caseflow.web.pages import page
from caseflow.web.posted import own_form
from caseflow.web.visits import Here, Visit
from caseflow.web.way import case_way
from caseflow.words import message

router = APIRouter()
SECTIONS: Final = ("overview", "data", "deadlines", "letters", "history", "related")
GLANCE: Final = 12
"""How many values an overview shows of either end of the data, where there are more than both."""
EVERYDAY: Final = frozenset({"assign", "suspend", "resume", "extend"})
"""Built-in moves that officers need daily; the others stand below them."""


@router.get("/cases/{ref}")
def overview(request: Request, ref: str, visit: Here, done: str = "") -> Response:
    """The case at a glance: where it stands, its money, its next deadline, what waits, and its latest letter."""
    with visit.office.database.read() as tx:
        view = _find(tx, visit, ref)
        explained = explain_all(tx, visit.office.in_force, view.id, view.workflow)
        passed = stays(tx, view.id)
        acts, titles = acts_of(tx, view.id), titles_of(tx, visit, view.letters[-1:])
    offered = offers(visit.office, view.ref, visit.actor)
    parts: dict[str, Any] = {
        "just_done": done.isdecimal() and int(done) <= view.seq,
        "explained": explained,
        "way": case_way(view, passed, offered),
        "first": [each for name in view.workflow.overview for each in view.fields if each.field.name == name],
        "letter": view.letters[-1] if view.letters else None,
        "acts": acts,
        "titles": titles,
        "status_name": status_name,
    }
    return _section(request, visit, view, "overview", offered, **parts, **_facts(view))


@router.get("/cases/{ref}/data")
def data(request: Request, ref: str, visit: Here) -> Response:
    """Every field of the case; personal values stay sealed until they are asked for."""
    with visit.office.database.read() as tx:
        view = _find(tx, visit, ref)
    return _data(request, visit, view, {})


@router.post("/cases/{ref}/data", dependencies=[Depends(own_form)])
def open_data(request: Request, ref: str, visit: Here) -> Response:
    """The same with the personal values in it; that they were read is logged."""
    with visit.office.database.write() as tx:
        view = _find(tx, visit, ref)
        values = case_values(view, view.workflow.fields)
        purpose, keys = f"{view.ref} desk", visit.office.keys
        opened = open_values(tx, keys, values, actor=str(visit.user), purpose=purpose, now=visit.now)
    return _data(request, visit, view, opened)


def _data(request: Request, visit: Visit, view: CaseView, opened: dict[str, Any]) -> Response:
    sealed = any(vault for each in view.fields for vault in vaults(each.value))

    def shown(field: Field, value: Value) -> Any:
        if isinstance(value, Sealed) and value.vault in opened:
            return message("cases.value.plain", value=str(opened[value.vault]) or "–")
        return in_words(field, value)

    return _section(request, visit, view, "data", shown=shown, sealed=sealed, opened=bool(opened))


@router.get("/cases/{ref}/deadlines")
def deadlines(request: Request, ref: str, visit: Here) -> Response:
    """Each live deadline with its derivation."""
    with visit.office.database.read() as tx:
        view = _find(tx, visit, ref)
        explained = explain_all(tx, visit.office.in_force, view.id, view.workflow)
    return _section(request, visit, view, "deadlines", explained=explained)


@router.get("/cases/{ref}/letters")
def letters(request: Request, ref: str, visit: Here) -> Response:
    """The letters of the case, where each of them is, and what can be done with it."""
    with visit.office.database.read() as tx:
        view = _find(tx, visit, ref)
        acts, titles = acts_of(tx, view.id), titles_of(tx, visit, view.letters)
    return _section(request, visit, view, "letters", status_name=status_name, acts=acts, titles=titles)


@router.get("/cases/{ref}/history")
def show_history(request: Request, ref: str, visit: Here) -> Response:
    """Every event, the latest first; what the clock and the machine did looks different."""
    with visit.office.database.read() as tx:
        view = _find(tx, visit, ref)
        entries = history(tx, visit.office.in_force, view.ref, visit.viewer)
        titles = titles_of(tx, visit, view.letters)
    return _section(request, visit, view, "history", entries=entries[::-1], titles=titles)


@router.get("/cases/{ref}/related")
def related(request: Request, ref: str, visit: Here) -> Response:
    """Cases that belong to this one, and the money that it has booked."""
    with visit.office.database.read() as tx:
        view = _find(tx, visit, ref)
        found = related_cases(tx, visit.office.in_force, view.id, visit.viewer)
        postings = case_postings(tx, view.id)
    return _section(request, visit, view, "related", related=found, postings=postings)


def _find(tx: Transaction, visit: Visit, ref: str) -> CaseView:
    visit.office.in_force.refresh(tx)
    return find_case(tx, visit.office.in_force, ref, visit.viewer)


def _section(
    request: Request, visit: Visit, view: CaseView, section: str, offered: list[Offer] | None = None, **parts: Any
) -> Response:
    """A section with the frame of the case: its head, its tabs, and the rail of what may be done."""
    rail = _rail(view, offers(visit.office, view.ref, visit.actor) if offered is None else offered)
    running = [clock for clock in view.deadlines if view.suspended or clock.due_on is not None]
    frame: dict[str, Any] = {"view": view, "section": section, "sections": SECTIONS, "running": running}
    return page(request, f"case_{section}.html", **frame, **rail, **parts)


def _facts(view: CaseView) -> dict[str, list[CaseField]]:
    """What an overview tells of the data: how the case began, and what was entered last."""
    shown = frozenset(view.workflow.overview)
    held = [each for each in view.fields if each.value is not None and each.value != ()]
    known = [each for each in held if each.field.name not in shown]
    if len(known) <= 2 * GLANCE:
        return {"first_facts": known, "latest_facts": []}
    return {"first_facts": known[:GLANCE], "latest_facts": known[-GLANCE:]}


def _roles(workflow: Workflow, state: str, offered: list[Offer]) -> set[str]:
    ways = [workflow.find(offer.trigger, state) for offer in offered]
    return {role for way in ways if way is not None for role in way.roles}


def _rail(view: CaseView, offered: list[Offer]) -> dict[str, Any]:
    """What may be done now, the likely first, what else can always be done, and what not yet with its reasons."""
    workflow = view.workflow
    own = likely_first(workflow, view.state, [offer for offer in offered if not offer.built_in])
    open_built_in = [offer for offer in offered if offer.built_in and not offer.reasons]
    allowed = [offer for offer in own if not any(reason.code == "role" for reason in offer.reasons)]
    held = _roles(workflow, view.state, allowed) - _roles(workflow, view.state, [o for o in own if o not in allowed])
    step = next_step(workflow, view.state, held, [(task.name, task.role) for task in view.tasks])
    return {
        "waits": step.waits if step is not None and not view.suspended else None,
        "next_moves": [(offer, is_likely(workflow, offer.trigger)) for offer in own if not offer.reasons],
        "everyday": [offer for offer in open_built_in if offer.trigger in EVERYDAY],
        "seldom": [offer for offer in open_built_in if offer.trigger not in EVERYDAY],
        "not_yet": [(offer, passable_guards(offer)) for offer in own if offer.reasons],
    }
