"""`caseflow worker`: fires what is due, once or for as long as the process lives."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from caseflow.app.office import open_office
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language
from caseflow.settings import Settings
from caseflow.words import as_lang, message, say
from caseflow.worker.daily import Daily
from caseflow.worker.rounds import run, work_off


def command(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now and exit.")] = False,
    seconds: Annotated[float, typer.Option("--every", min=0.1, help="Seconds between beats.")] = 1.0,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Fire what is due, register and send letters, until SIGTERM or SIGINT; once a day remove unused uploads."""
    language = as_lang(lang)
    with open_office(Settings.from_environment()) as office:
        if not once:
            run(office, seconds)
            return
        done, removed = work_off(office), Daily(office).work_off()
    letters = asdict(done.letters)
    words = message("cli_serve.worked", cases=done.cases, moves=done.moves, removed=removed, **letters)
    data = {"cases": done.cases, "moves": done.moves, "letters": letters, "removed_uploads": removed}
    show(data, as_json=as_json, text=lambda: say(words, language))
