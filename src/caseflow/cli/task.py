"""`caseflow task`: the work that waits for people."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.app.work_json import task_json
from caseflow.cases.tasks import list_tasks
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.role_words import role_words
from caseflow.cli.session import As, Json, Language, looking, the_office
from caseflow.words import as_lang, message, say

app = typer.Typer(help="Tasks: list.", no_args_is_help=True)


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
        )
        for each in found
    ]
    data = [task_json(each, language) for each in found]
    show(data, as_json=as_json, text=columns(rows) or say(message("cli_work.no_tasks"), language))


@app.callback()
def _tasks() -> None:
    """Keeps `list` a word of its own: with a single command typer would leave it out."""
