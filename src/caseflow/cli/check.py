"""`caseflow check`: everything that is wrong with the programmes, before they are published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseflow.checks import check_paths
from caseflow.cli.output import show
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
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language of the sentences: lv or en.")] = "lv",
) -> None:
    """Prove programmes before they are published; exit 1 when something is found.

    Each fault is a line `file:line:column: code: message`, files relative to the home.
    """
    language = as_lang(lang)
    findings = check_paths(find_home(), paths or [], NAMESPACES)
    show(
        [_described(each, language) for each in findings],
        as_json=as_json,
        text=lambda: _as_text(findings, language),
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


def _as_text(findings: list[Finding], lang: Lang) -> str:
    if not findings:
        return say(message("cli_check.sound"), lang)
    return "\n".join(each.printed(say(each.message, lang)) for each in findings)
