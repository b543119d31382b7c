"""Cases, their history and what may be done next, as JSON values for scripts."""

from __future__ import annotations

from caseflow.app.case_shapes import (
    CaseLetterShape,
    CaseShape,
    DoneShape,
    EntryShape,
    FieldShape,
    LineShape,
    OfferShape,
    PageShape,
    ReasonShape,
    RefusedShape,
    StaleShape,
)
from caseflow.cases.history import HistoryEntry
from caseflow.cases.lines import Line
from caseflow.cases.view import CaseLetter, CaseView
from caseflow.cases.worklist import Page
from caseflow.engine.fields import Field
from caseflow.engine.outcome import Reason
from caseflow.moves import Done, Refused, Result
from caseflow.moves.preview import Offer
from caseflow.words import Lang, Text, say


def result_json(result: Result, lang: Lang) -> DoneShape | RefusedShape | StaleShape:
    """The contract of `case open` and `case move`: `outcome` is done, refused or stale."""
    if isinstance(result, Done):
        return {
            "outcome": "done",
            "id": result.case,
            "ref": result.ref,
            "trigger": result.trigger,
            "state": result.state,
            "version": result.version,
            "seq": result.seq,
            "letters": list(result.letters),
        }
    if isinstance(result, Refused):
        reasons = [reason_json(reason, lang) for reason in result.reasons]
        return {"outcome": "refused", "ref": result.ref, "trigger": result.trigger, "reasons": reasons}
    return {
        "outcome": "stale",
        "ref": result.ref,
        "trigger": result.trigger,
        "seen": result.seen,
        "version": result.version,
    }


def reason_json(reason: Reason, lang: Lang) -> ReasonShape:
    """One reason of a refusal."""
    return {"code": reason.code, "rule": reason.rule, "field": reason.field, "message": say(reason.message, lang)}


def case_json(view: CaseView, lang: Lang) -> CaseShape:
    """The contract of `case show`; a personal value is `{"vault": id}`."""
    return {
        "id": view.id,
        "ref": view.ref,
        "external_ref": view.external_ref,
        "workflow": view.workflow.slug,
        "workflow_version": view.workflow.version,
        "organisation": view.organisation,
        "state": view.state,
        "label": view.label.in_lang(lang),
        "kind": view.kind,
        "version": view.version,
        "seq": view.seq,
        "head": view.head,
        "assignee": view.assignee,
        "opened_on": view.opened_on,
        "last_on": view.last_on,
        "changed_at": view.changed_at,
        "next_due_on": view.next_due_on,
        "suspended": view.suspended,
        "suspensions": [{"from": begun, "to": ended} for begun, ended in view.suspensions],
        "data": {each.field.name: each.value for each in view.fields},
        "deadlines": [
            {
                "name": clock.name,
                "label": clock.label.in_lang(lang),
                "rule": clock.rule,
                "status": clock.status,
                "anchor": clock.anchor,
                "due_on": clock.due_on,
                "due_at": clock.due_at,
            }
            for clock in view.deadlines
        ],
        "tasks": [
            {
                "id": task.id,
                "name": task.name,
                "label": task.label.in_lang(lang),
                "role": task.role,
                "opened_at": task.opened_at,
            }
            for task in view.tasks
        ],
        "letters": [_letter_json(letter) for letter in view.letters],
    }


def _letter_json(letter: CaseLetter) -> CaseLetterShape:
    return {
        "id": letter.id,
        "name": letter.name,
        "code": letter.code,
        "status": letter.status,
        "drafted_at": letter.drafted_at,
        "erased": letter.erased,
    }


def entry_json(entry: HistoryEntry, lang: Lang) -> EntryShape:
    """The contract of `case history`: one event; `actor` is null for the clock."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "on": entry.on,
        "trigger": entry.trigger,
        "label": entry.label.in_lang(lang),
        "actor": entry.actor,
        "deputy_for": entry.deputy_for,
        "from": _said(entry.source, lang),
        "to": entry.target.in_lang(lang),
        "reason": entry.reason,
        "told_by": _said(entry.told_by, lang),
        "override": {"guard": entry.override[0], "reason": entry.override[1]} if entry.override else None,
        "changed": [
            {
                "field": change.field.name,
                "label": change.field.label.get(lang, change.field.name),
                "before": change.before,
                "after": change.after,
            }
            for change in entry.changes
        ],
        "letters": [_letter_json(letter) for letter in entry.letters],
        "signed": list(entry.signed),
        "discarded": list(entry.discarded),
        "put_back": list(entry.put_back),
        "assignee": {"before": entry.assignee[0], "after": entry.assignee[1]} if entry.assignee else None,
        "deadlines": [
            {
                "name": clock.name,
                "label": clock.label.in_lang(lang),
                "what": clock.what,
                "before": clock.before,
                "after": clock.after,
            }
            for clock in entry.clocks
        ],
        "tasks": [task.in_lang(lang) for task in entry.tasks],
        "rules": [
            {
                "rule": rule.rule,
                "name": rule.name,
                "outcome": rule.outcome,
                "reasons": [say(reason, lang) for reason in rule.reasons],
            }
            for rule in entry.rules
        ],
        "hash": entry.hash,
    }


def _said(text: Text | None, lang: Lang) -> str | None:
    return text.in_lang(lang) if text else None


def offer_json(offer: Offer, lang: Lang) -> OfferShape:
    """The contract of `case moves`: one trigger, whether it may be made now, and why not."""
    return {
        "trigger": offer.trigger,
        "label": offer.label[lang],
        "allowed": not offer.reasons,
        "built_in": offer.built_in,
        "needs_reason": offer.needs_reason,
        "backdated": offer.backdated,
        "form": [_field_json(field, lang) for field in offer.form.values()],
        "reasons": [reason_json(reason, lang) for reason in offer.reasons],
    }


def _field_json(field: Field, lang: Lang) -> FieldShape:
    parts: FieldShape = {
        "name": field.name,
        "label": field.label.get(lang, field.name),
        "type": field.type,
        "required": field.required,
    }
    if field.values:
        parts["values"] = {name: label[lang] for name, label in field.values.items()}
    if field.item is not None:
        parts["of"] = field.item.type
    if field.fields:
        parts["fields"] = [{**_field_json(column, lang)} for column in field.fields.values()]
    return parts


def page_json(page: Page, lang: Lang) -> PageShape:
    """The contract of `case list`; `next` goes into `--after` for the next page."""
    return {"cases": [_line_json(line, lang) for line in page.lines], "next": str(page.next) if page.next else None}


def _line_json(line: Line, lang: Lang) -> LineShape:
    return {
        "id": line.id,
        "ref": line.ref,
        "workflow": line.workflow,
        "organisation": line.organisation,
        "party": line.party,
        "registration_number": line.registration_number,
        "state": line.state,
        "label": line.label.in_lang(lang),
        "kind": line.kind,
        "next_due_on": line.next_due_on,
        "suspended": line.suspended,
        "assignee": line.assignee,
        "changed_at": line.changed_at,
        "version": line.version,
    }
