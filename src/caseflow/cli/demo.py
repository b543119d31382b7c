"""`caseflow demo`: an invented installation to practise on, with living cases."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from caseflow.app.case_json import page_json
from caseflow.app.office import open_office
from caseflow.app.people import list_users
from caseflow.cases.scope import Viewer
from caseflow.cases.worklist import Page, worklist
from caseflow.cli.case_text import page_text
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.role_words import role_words
from caseflow.cli.serve import LOCAL, serve
from caseflow.cli.session import Json, Language
from caseflow.cli.setup import shown_url
from caseflow.clock import riga_date
from caseflow.demo.people import PASSWORD
from caseflow.demo.prepare import Progress, practice, prepare
from caseflow.settings import Settings
from caseflow.words import Lang, as_lang, message, say

_TRY = (
    "export CASEFLOW_ENV=practice CASEFLOW_USER=ilze",
    "python3 run.py case list",
    "python3 run.py case show PUA-2023-035",
    "python3 run.py case moves PUA-2023-035",
    "python3 run.py case history PUA-2023-035",
    "python3 run.py deadline explain PUA-2023-035 tax_check",
    "python3 run.py case move PUA-2023-031 sign_refusal --as daina",
    "python3 run.py clock advance '1 minute'",
    "python3 run.py worker --once",
    "python3 run.py letter list",
    "python3 run.py case history PUA-2023-002",
    "python3 run.py task list",
)


def _progress(language: Lang) -> Progress:
    """A line for each month of the story, on the error stream: the result stands alone on the other one."""
    return lambda month, moves: typer.echo(
        say(message("cli_demo.progress", month=f"{month:%m.%Y}", n=moves), language), err=True
    )


def command(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the desk listens.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Prepare and exit.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the demo away and begin anew.")] = False,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Prepare the demo, or continue it; say who can do what and what to try; then serve the desk."""
    language, settings = as_lang(lang), practice(Settings.from_environment())
    made = prepare(settings, fresh=fresh, progress=_progress(language))
    with open_office(settings) as office, office.database.read() as tx:
        now = office.clock.now()
        today = riga_date(now)
        office.in_force.refresh(tx)
        people = list_users(tx, today)
        page = worklist(tx, office.in_force, Viewer(None, today))
    place = shown_url(settings)
    url = f"http://{LOCAL}:{port}/"
    lines = [say(message("cli_demo.now", at=now), language)]
    first = message("cli_demo.made" if made else "cli_demo.continued", database=place)
    if not no_serve:
        lines.append(say(message("cli_demo.sign_in", url=url, password=PASSWORD), language))
    data = {"database": place, "made": made, "now": now, "desk": None if no_serve else url, "people": people}
    data |= {"password": PASSWORD, **page_json(page, language), "try": _TRY}
    text = "\n".join([say(first, language), *lines, *_sections(people, page, today, language)])
    show(data, as_json=as_json, text=text)
    if not no_serve:
        serve(settings, LOCAL, port, language, worker=True)


def _sections(people: list[dict[str, Any]], page: Page, today: Any, lang: Lang) -> list[str]:
    rows = [
        (
            user["username"],
            user["name"],
            role_words(role["role"], lang),
            role["organisation"] or say(message("cli_demo.all"), lang),
        )
        for user in people
        for role in user["roles"]
    ]
    return [
        "",
        say(message("cli_demo.people"), lang),
        columns(rows),
        "",
        say(message("cli_demo.worklist"), lang),
        page_text(page, today, lang),
        "",
        say(message("cli_demo.archived"), lang),
        "",
        say(message("cli_demo.try"), lang),
        *(f"  {command}" for command in _TRY),
    ]
