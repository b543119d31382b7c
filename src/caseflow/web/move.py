"""The pages of one move on a case: its form, what it would do, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from caseflow.cases.values import text_of
from caseflow.cases.view import CaseView, find_case
from caseflow.engine import built_in
from caseflow.engine.fields import Field
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import Section
from caseflow.moves.preview import Offer, offers
from caseflow.web.documents import DocumentTokens
from caseflow.web.doing import sent_before, show_form, take
from caseflow.web.forms.act import Act, Filled
from caseflow.web.forms.prefill import Prefill, case_values, open_values, parties_in, vaults
from caseflow.web.forms.typed import TERM, Typed
from caseflow.web.pages import case_url, page
from caseflow.web.posted import Posted, Sent
from caseflow.web.visits import Here, Visit

router = APIRouter()
CORRECT: Final = "correct"
_GUARDED: Final = frozenset({"requires", "four-eyes"})
"""Codes of reasons that a head may pass with an override."""
Chosen = Annotated[list[str] | None, Query()]
"""The case fields that a correction is about."""


@router.get("/cases/{ref}/moves/{trigger}")
def show(request: Request, ref: str, trigger: str, visit: Here, field: Chosen = None, override: str = "") -> Response:
    """The form of a move; why it cannot be made, where it cannot; for a correction first the fields."""
    view, offer = _found(visit, ref, trigger)
    if offer is None or not _open_to(offer, override):
        return _not_offered(request, view, offer, trigger)
    if trigger == CORRECT and not field:
        computed = {name for way in view.workflow.transitions for name in way.let}
        fields = [each for each in view.fields if each.field.name not in computed]
        return page(request, "choose_fields.html", view=view, offer=offer, fields=fields)
    act = _act(view, offer, field or [])
    filled = Filled(_prefilled(visit, view, act), version=view.version, override=override)
    return show_form(request, visit, act, filled)


@router.post("/cases/{ref}/moves/{trigger}")
def send(request: Request, ref: str, trigger: str, visit: Here, posted: Sent, field: Chosen = None) -> Response:
    """Take what was typed: another row, a look at what would happen, or the move."""
    view, offer = _found(visit, ref, trigger)
    if offer is None:
        return sent_before(visit, posted) or _not_offered(request, view, offer, trigger)
    act = _act(view, offer, field or [])
    word, _, name = posted.get("_do").partition(":")
    if word == "open" and name in act.sealed:
        return show_form(request, visit, act, _opened(visit, view, act, posted, name))
    return take(request, visit, act, posted)


def _found(visit: Visit, ref: str, trigger: str) -> tuple[CaseView, Offer | None]:
    with visit.office.database.read() as tx:
        visit.office.in_force.refresh(tx)
        view = find_case(tx, visit.office.in_force, ref, visit.viewer)
    offered = offers(visit.office, view.ref, visit.actor)
    return view, next((offer for offer in offered if offer.trigger == trigger), None)


def _open_to(offer: Offer, override: str) -> bool:
    """Whether the form may be filled in: nothing is in the way, or only what a head may pass."""
    if not offer.reasons:
        return True
    passed = override in offer.overridable
    return passed and all(reason.code in _GUARDED for reason in offer.reasons)


def _not_offered(request: Request, view: CaseView, offer: Offer | None, trigger: str) -> Response:
    title = text_of(offer.label) if offer else view.workflow.trigger_title(trigger)
    reasons: tuple[Reason, ...] = offer.reasons if offer else ()
    passable = passable_guards(offer) if offer else ()
    return page(
        request, "not_offered.html", status=409, view=view, title=title, reasons=reasons, offer=offer,
        passable=passable,
    )  # fmt: skip


def passable_guards(offer: Offer) -> tuple[str, ...]:
    """The guards in the way that this person, as a head, may pass with a written reason."""
    codes = {reason.code for reason in offer.reasons}
    if not codes or not codes <= _GUARDED:
        return ()
    wanted = {"requires": "requires", "four-eyes": "not_by"}
    return tuple(guard for code in sorted(codes) if (guard := wanted[code]) in offer.overridable)


def _act(view: CaseView, offer: Offer, chosen: list[str]) -> Act:
    fields = _fields(view, offer, chosen)
    query = f"?{urlencode([('field', name) for name in chosen])}" if chosen else ""
    act = Act(
        offer.trigger,
        text_of(offer.label),
        fields,
        _reason(view, offer),
        offer.backdated,
        offer.overridable,
        f"{case_url(view.ref, 'moves', offer.trigger)}{query}",
        case_url(view.ref),
        view.organisation,
        ref=view.ref,
        state=view.state,
        version=view.version,
        seq=view.seq,
        sections=_sections(view, offer),
    )
    held = case_values(view, edited(view, act))
    return replace(act, sealed=frozenset(name for name, (_, value) in held.items() if any(vaults(value))))


def _sections(view: CaseView, offer: Offer) -> tuple[Section, ...]:
    way = view.workflow.find(offer.trigger, view.state)
    return way.sections if way is not None else ()


def _fields(view: CaseView, offer: Offer, chosen: list[str]) -> Mapping[str, Field]:
    """The fields that the form asks for; deadlines, tasks and terms are chosen instead of being written."""
    if offer.trigger == CORRECT:
        return built_in.form_of(view.workflow, CORRECT, dict.fromkeys(chosen))
    if offer.trigger == built_in.CLOSE_TASK:
        tasks = {str(task.id): {"lv": task.label.lv, "en": task.label.en} for task in view.tasks}
        return {"task": replace(offer.form["task"], type="choice", values=tasks)}
    if offer.trigger != "extend":
        return offer.form
    running = {clock.name: {"lv": clock.label.lv, "en": clock.label.en} for clock in view.deadlines}
    form = dict(offer.form)
    form["deadline"] = replace(form["deadline"], type="choice", values=running)
    form["to"] = replace(form["to"], type=TERM)
    return form


def _reason(view: CaseView, offer: Offer) -> Literal["none", "optional", "required"]:
    if offer.needs_reason:
        return "required"
    way = view.workflow.find(offer.trigger, view.state)
    return "optional" if offer.backdated or (way is not None and way.reason == "optional") else "none"


def _prefilled(visit: Visit, view: CaseView, act: Act) -> Typed:
    """The case's own values in the fields that the form edits; everything else begins blank."""
    values = case_values(view, edited(view, act))
    with visit.office.database.read() as tx:
        named = parties_in(tx, values)
    shown = Prefill(visit.lang, named, DocumentTokens(visit.token)).typed(values)
    return {name: shown.get(name, "") for name in act.fields if name in shown or name not in values}


def edited(view: CaseView, act: Act) -> frozenset[str]:
    """The case's own fields among those of the form: a form may ask for another thing by the same name."""
    if act.trigger == CORRECT:
        return frozenset(act.fields)
    way = view.workflow.find(act.trigger, view.state)
    return frozenset(way.edits) if way else frozenset()


def _opened(visit: Visit, view: CaseView, act: Act, posted: Posted, name: str) -> Filled:
    """The form with the personal values of one field in it; that they were read is logged with the purpose."""
    values = case_values(view, [name])
    with visit.office.database.write() as tx:
        purpose = f"{view.ref} {act.trigger}"
        opened = open_values(tx, visit.office.keys, values, actor=str(visit.user), purpose=purpose, now=visit.now)
        named = parties_in(tx, values)
    shown = Prefill(visit.lang, named, DocumentTokens(visit.token), opened).typed(values)
    filled = Filled.of(act, posted)
    return replace(filled, typed={**filled.typed, **shown})
