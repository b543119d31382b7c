"""What a deadline of a definition would be, counted from any day: for questions before there is a case."""

from __future__ import annotations

from datetime import date

from caseflow.calendar import CalendarName, Calendars, Due, Term, calendar_for, due
from caseflow.engine.workflow import DeadlineSpec, TermSpec, Workflow
from caseflow.errors import BadInput, NotFound
from caseflow.rules import ParameterTable
from caseflow.words.message import message

DEFAULT: CalendarName = "LV-STAT"


def preview(
    workflow: Workflow,
    name: str,
    anchor: date,
    parameters: ParameterTable,
    calendars: Calendars,
    organisation: str | None = None,
) -> Due:
    """The dates of a deadline from `anchor` (day 0), with the figures of that day.

    `organisation` is the kind of the body that must act (X-TIM-03); without one LV-STAT counts. Raises NotFound
    for a deadline that the definition has not, BadInput for a figure without a value on that day.
    """
    spec = workflow.deadlines.get(name)
    if spec is None:
        known = ", ".join(workflow.deadlines) or "none"
        raise NotFound(
            f"{workflow.slug} has no deadline {name!r}; known: {known}",
            message("unknown.deadline", name=name, known=known),
        )
    term = _term(spec.term, spec, anchor, parameters)
    return due(term, anchor, calendars.named(_calendar(spec, organisation)))


def _term(written: TermSpec, spec: DeadlineSpec, day: date, parameters: ParameterTable) -> Term:
    rolls = spec.kind != "retention"
    if written.figure is None:
        return written.term or Term.parse(written.text, rolls=rolls)
    parameter = parameters.find(written.figure, day)
    if parameter is None:
        raise BadInput(f"{written.figure} has no value on {day}; choose another day")
    if written.unit is None:
        return Term.parse(f"fixed {parameter.value}")
    return Term.parse(f"{parameter.value} {written.unit}", rolls=rolls)


def _calendar(spec: DeadlineSpec, organisation: str | None) -> str:
    if spec.calendar == "actor":
        return calendar_for(organisation) if organisation else DEFAULT
    if spec.calendar in ("both sides", "state institution"):
        return calendar_for(spec.calendar.replace(" ", "_"))
    return spec.calendar
