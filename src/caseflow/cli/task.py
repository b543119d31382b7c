"""`caseflow task`: the work that waits for people, and closing what needs no move any more."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.app.work_json import task_json
from caseflow.cases.tasks import case_of_task, list_tasks
from caseflow.cli.case_move import answer
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.role_words import role_words
from caseflow.cli.session import As, Json, Language, acting, looking, the_office
from caseflow.engine.built_in import CLOSE_TASK
from caseflow.moves import Request, apply
from caseflow.words import as_lang, message, say

app = typer.Typer(help="Tasks: list, close.", no_args_is_help=True)


@app.command("list")
def list_open(
    every_role: Annotated[bool, typer.Option("--all", help="Those for other people's roles too.")] = False,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """List the open tasks for your roles, oldest first."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found = list_tasks(tx, viewer, every_role=every_role)
    rows = [
        (
            each.case,
            each.label.in_lang(language),
            role_words(each.role, language),
            each.party or "–",
            say(message("cli_work.due", day=each.next_due_on), language) if each.next_due_on else "–",
            str(each.id),
        )
        for each in found
    ]
    data = [task_json(each, language) for each in found]
    show(data, as_json=as_json, text=columns(rows) or say(message("cli_work.no_tasks"), language))


@app.command("close")
def close(
    id: Annotated[str, typer.Argument(metavar="ID", help="`caseflow task list` shows it.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it needs nothing more; it is kept.")],
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Close a task by hand, with a reason. Exit code 1 when it is refused, as for one that is closed already."""
    language = as_lang(lang)
    with the_office() as office:
        with looking(office, as_) as (tx, viewer):
            ref = case_of_task(tx, id, viewer)
        request = Request(CLOSE_TASK, ref, form={"task": id}, reason=reason)
        answer(office, apply(office, [request], acting(office, as_))[0], language, as_json)
