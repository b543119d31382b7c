"""`caseflow case`: looks at cases: one of them, what may be done with it, its history, its replay, the worklist."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.access.people import find_user
from caseflow.app.case_json import case_json, entry_json, offer_json, page_json
from caseflow.calendar import parse_day
from caseflow.cases.history import history, record
from caseflow.cases.view import find_case
from caseflow.cases.worklist import PAGE, After, Filters, worklist
from caseflow.cli.case_import import import_file
from caseflow.cli.case_move import move_case, note_on_case, open_case
from caseflow.cli.case_text import case_text, history_text, offers_text, page_text
from caseflow.cli.output import show
from caseflow.cli.session import As, Case, Json, Language, acting, looking, the_office
from caseflow.engine.answers import LiveAnswers
from caseflow.moves.preview import offers
from caseflow.moves.replay import Replayed, replay
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="Cases: open, look, move.", no_args_is_help=True)
app.command("open")(open_case)
app.command("move")(move_case)
app.command("note")(note_on_case)
app.command("import")(import_file)


@app.command("show")
def show_case(ref: Case, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Show a case: state, data, deadlines, open tasks, letters. Personal values stay sealed."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        view = find_case(tx, office.in_force, ref, viewer)
        show(case_json(view, language), as_json=as_json, text=lambda: case_text(view, viewer.today, language))


@app.command("moves")
def show_moves(ref: Case, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Show what may be done next, with the form it asks for, and why the rest may not be done."""
    language = as_lang(lang)
    with the_office() as office:
        found = offers(office, ref, acting(office, as_))
    data = [offer_json(offer, language) for offer in found]
    show(data, as_json=as_json, text=lambda: offers_text(found, language))


@app.command("history")
def show_history(ref: Case, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Show every event: who, when, what changed, which deadlines moved and on which rules it rests."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        entries = history(tx, office.in_force, ref, viewer)
        data = [entry_json(entry, language) for entry in entries]
        show(data, as_json=as_json, text=lambda: history_text(entries, language))


@app.command("list")
def list_cases(
    organisation: Annotated[str | None, typer.Option(metavar="SLUG", help="Only this organisation's.")] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="Only in this state, closed or not.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="open, waiting, decided or closed.")] = None,
    due_before: Annotated[str | None, typer.Option(metavar="DATE", help="Only with a last day before.")] = None,
    assignee: Annotated[str | None, typer.Option(metavar="USER", help="Only those of this person.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Case number, registration number, name.")] = None,
    after: Annotated[str | None, typer.Option(metavar="NEXT", help="Where the page before ended.")] = None,
    size: Annotated[int, typer.Option(min=1, max=500, help="Lines on a page.")] = PAGE,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Show the worklist: live cases, the nearest last day first."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        filters = Filters(
            organisation=organisation,
            state=state,
            kind=kind,
            due_before=parse_day(due_before, "--due-before") if due_before else None,
            assignee=find_user(tx, assignee) if assignee else None,
            text=text,
        )
        page = worklist(tx, office.in_force, viewer, filters, After.parse(after) if after else None, size)
        show(page_json(page, language), as_json=as_json, text=lambda: page_text(page, viewer.today, language))


@app.command("replay")
def replay_case(
    ref: Case,
    recompute: Annotated[bool, typer.Option(help="Let today's rules, figures and calendars answer.")] = False,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Step every event again from what is on record. Exit code 1 when an event says something else."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        workflow, bodies = record(tx, office.in_force, ref, viewer)
        parameters = office.in_force.parameters(tx, workflow.programme)
    results = replay(workflow, bodies, LiveAnswers(parameters, office.in_force.calendars()) if recompute else None)
    differing = [each for each in results if each.difference is not None]
    data = {"ref": ref, "events": len(results), "differences": differing}
    show(data, as_json=as_json, text=lambda: _replay_text(results, differing, language))
    raise typer.Exit(1 if differing else 0)


def _replay_text(results: list[Replayed], differing: list[Replayed], lang: Lang) -> str:
    said = [say(message("cli_case.replayed", n=len(results)), lang)]
    if not differing:
        return "\n".join([*said, say(message("cli_case.replay_same"), lang)])
    lines = [
        message("cli_case.replay_differs", seq=each.seq, trigger=each.trigger, what=each.difference)
        for each in differing
    ]
    return "\n".join([*said, *(say(line, lang) for line in lines)])
