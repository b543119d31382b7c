"""`caseflow term`: when a term ends, with the way there in words."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.app.work_json import term_json
from caseflow.calendar import Due, Term, due, parse_day
from caseflow.calendar.packaged import calendars
from caseflow.cli.output import show
from caseflow.words import Lang, as_lang, message, say

name = "term"


def command(
    text: Annotated[
        str,
        typer.Argument(metavar="TERM", help="'2 working days', '10 days', '1 month', 'fixed 2026-06-30' ..."),
    ],
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="Day 0, year-month-day.")],
    calendar: Annotated[
        str, typer.Option(metavar="NAME", help="LV-STAT, or LV-INST where a State institution must act.")
    ] = "LV-STAT",
    no_roll: Annotated[bool, typer.Option("--no-roll", help="Leave the end where it falls, as for retention.")] = False,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language of the sentences: lv or en.")] = "lv",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say when a term ends, and how that day is found.

    Raises `BadInput` for a term, date, calendar or language that cannot be read, or a day outside the
    calendar.
    """
    language = as_lang(lang)
    term = Term.parse(text, rolls=not no_roll)
    found = due(term, parse_day(start, "--from"), calendars().named(calendar))
    show(term_json(found, language), as_json=as_json, text=lambda: _as_text(found, language))


def _as_text(found: Due, lang: Lang) -> str:
    lines = [
        message("cli_term.last_day", day=found.due_on),
        message("cli_term.expires", at=found.due_at),
        message("cli_term.why"),
    ]
    return "\n".join([say(line, lang) for line in lines] + [f"  {say(line, lang)}" for line in found.derivation])
