"""`caseflow check`: everything that is wrong with the programmes, before they are published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseflow.checks import check_paths, notes_of
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language
from caseflow.engine.findings import Finding
from caseflow.moves.facts import NAMESPACES
from caseflow.settings import find_home
from caseflow.words import Lang, as_lang, message, say

FOUND_WANTING = 1


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH...]", help="Programme folders or files in them; default all programmes."),
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="List what nobody has confirmed yet, too.")] = False,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Prove programmes before they are published; exit 1 when something is found.

    Each fault is a line `file:line:column: code: message`, files relative to the home. Notes are no faults.
    """
    language, home = as_lang(lang), find_home()
    findings, noted = check_paths(home, paths or [], NAMESPACES), notes_of(home)
    listed = [(each, "fault") for each in findings] + [(each, "note") for each in (noted if notes else ())]
    show(
        [{**_described(each, language), "level": level} for each, level in listed],
        as_json=as_json,
        text=lambda: _as_text(findings, noted, language, listed=notes),
    )
    if findings:
        raise typer.Exit(FOUND_WANTING)


def _described(found: Finding, lang: Lang) -> dict[str, object]:
    """Line and column count from 1."""
    return {
        "file": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "code": found.code,
        "message": say(found.message, lang),
    }


def _as_text(findings: list[Finding], noted: list[Finding], lang: Lang, *, listed: bool) -> str:
    lines = [each.printed(say(each.message, lang)) for each in findings] or [say(message("cli_check.sound"), lang)]
    if listed:
        lines += [each.printed(say(each.message, lang)) for each in noted]
    elif noted:
        lines.append(say(message("cli_check.notes", n=len(noted)), lang))
    return "\n".join(lines)
