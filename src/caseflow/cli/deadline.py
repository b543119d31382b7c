"""`caseflow deadline`: the live deadlines, how each last day is found, and what one would be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from caseflow.access.people import organisation_kind
from caseflow.app.work_json import deadline_json, explanation_json, foreseen_json
from caseflow.calendar import parse_day
from caseflow.cases.values import text_of
from caseflow.cli.case_text import days_left
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import As, Case, Json, Language, acting, looking, the_office
from caseflow.deadlines.live import Explanation, LiveDeadline, list_deadlines
from caseflow.deadlines.live import explain as explain_deadline
from caseflow.deadlines.preview import preview
from caseflow.engine.roles import role_name
from caseflow.moves import Refused
from caseflow.moves.recalculate import preview as moves_ahead
from caseflow.moves.recalculate import recalculate
from caseflow.words import Lang, Message, as_lang, message, say

app = typer.Typer(help="Deadlines: list, explain, preview, recalculate.", no_args_is_help=True)


@app.command("list")
def list_all(
    ref: Annotated[str | None, typer.Argument(metavar="REF", help="One case; else those of the worklist.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """List the live deadlines of a case, or of the first page of the worklist; nearest first."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found = list_deadlines(tx, office.in_force, viewer, ref)
    rows = [
        (each.case, each.label.in_lang(language), each.rule, *_last_day(each, viewer.today, language)) for each in found
    ]
    none = say(message("cli_work.no_deadlines"), language)
    show([deadline_json(each, language) for each in found], as_json=as_json, text=columns(rows) or none)


@app.command("explain")
def explain(
    ref: Case,
    name: Annotated[str, typer.Argument(metavar="NAME", help="`caseflow deadline list REF` shows them.")],
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Say how the last day of a deadline is found, counted again from what is stored."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found = explain_deadline(tx, office.in_force, ref, name, viewer)
    data = explanation_json(found, language)
    show(data, as_json=as_json, text=lambda: _explained(found, data["derivation"], language))


@app.command("preview")
def preview_one(
    workflow: Annotated[str, typer.Argument(metavar="PROGRAMME/WORKFLOW")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The deadline's name in the definition.")],
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="Day 0.")],
    organisation: Annotated[
        str | None, typer.Option(metavar="SLUG", help="Who must act; decides the calendar. Default LV-STAT.")
    ] = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Say when a deadline of a published definition would end, with the figures of its first day."""
    language, day = as_lang(lang), parse_day(start, "--from")
    with the_office() as office, office.database.read() as tx:
        office.in_force.refresh(tx)
        definition = office.in_force.workflow(tx, office.in_force.latest(tx, workflow))
        parameters = office.in_force.parameters(tx, definition.programme)
        kind = organisation_kind(tx, organisation) if organisation else None
        found = preview(definition, name, day, parameters, office.in_force.calendars(), kind)
    spec = definition.deadlines[name]
    data = foreseen_json(spec, found, language)
    lines = [
        message("cli_work.deadline", label=text_of(spec.label), rule=spec.rule),
        message("cli_work.last_day", day=found.due_on, calendar=found.calendar.name),
    ]
    show(data, as_json=as_json, text=lambda: _with_derivation(lines, data["derivation"], language))


@app.command("recalculate")
def recalculate_all(
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why: what changed in the calendar.")] = None,
    only_preview: Annotated[bool, typer.Option("--preview", help="Say what would move, and change nothing.")] = False,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """After a change of the calendar, move the last days that it moves; letters that told another day are named.

    Exit code 1 when a case refused the move.
    """
    language = as_lang(lang)
    with the_office() as office:
        actor = acting(office, as_)
        moved = moves_ahead(office)
        results = [] if only_preview else recalculate(office, actor, reason or "")
    refused = [each for each in results if isinstance(each, Refused)]
    lines = [message("cli_work.moved", ref=m.ref, deadline=m.deadline, now=m.now, then=m.then) for m in moved]
    lines += [message("cli_work.told", ref=m.ref, letters=list(m.letters)) for m in moved if m.letters]
    lines += [message("cli_work.not_moved", ref=r.ref or "", why=r.reasons[0].message) for r in refused]
    data = {"moved": [asdict(m) for m in moved], "refused": [r.ref for r in refused], "done": not only_preview}
    none = message("cli_work.nothing_moves")
    show(data, as_json=as_json, text=lambda: "\n".join(say(line, language) for line in lines or [none]))
    if refused:
        raise typer.Exit(1)


def _last_day(deadline: LiveDeadline, today: Any, lang: Lang) -> tuple[str, str]:
    if deadline.due_on is None:
        return say(message("cli_work.stopped"), lang), ""
    return say(message("cli_work.day", day=deadline.due_on), lang), say(days_left(deadline.due_on, today), lang)


def _explained(found: Explanation, derivation: list[str], lang: Lang) -> str:
    deadline = found.deadline
    lines = [message("cli_work.deadline", label=deadline.label, rule=deadline.rule)]
    if deadline.due_on is None:
        lines.append(message("cli_work.is_stopped"))
    else:
        calendar = f"{deadline.calendar} {deadline.calendar_version}"
        lines.append(message("cli_work.last_day", day=deadline.due_on, calendar=calendar))
    text = _with_derivation(lines, derivation, lang)
    for task in found.tasks:
        words = message(
            "cli_work.task_open" if task.open else "cli_work.task", label=task.label, role=role_name(task.role)
        )
        text += f"\n{say(words, lang)}"
    return text


def _with_derivation(lines: list[Message], derivation: list[str], lang: Lang) -> str:
    said = [say(line, lang) for line in [*lines, message("cli_work.why")]]
    return "\n".join([*said, *(f"  {sentence}" for sentence in derivation)])
