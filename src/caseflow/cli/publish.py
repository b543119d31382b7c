"""`caseflow publish`: proves programmes and puts them on record."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.access.people import find_user
from caseflow.app.publishing import NotSound, publish_programmes
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, the_office
from caseflow.programmes.publish import Published
from caseflow.settings import Settings
from caseflow.words import Lang, as_lang, message, say

BY_ITSELF = "command line"
"""Who published, where nobody is named."""


def command(
    programmes: Annotated[list[str] | None, typer.Argument(metavar="[PROGRAMME]...", help="Default: all.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Check programmes and put on record what is new in them; all of it, or nothing where a check finds faults."""
    language, settings = as_lang(lang), Settings.from_environment()
    with the_office() as office:
        if as_:
            with office.database.read() as tx:
                find_user(tx, as_)
        by = as_ or BY_ITSELF
        try:
            recorded = publish_programmes(office.database, settings.home, programmes or [], by, office.clock.now())
        except NotSound as unsound:
            refuse(unsound, language, as_json)
    show({"published": recorded}, as_json=as_json, text=lambda: published_text(recorded, language))


_KINDS = {
    kind: message(f"cli_setup.kind_{kind}") for kind in ("parameters", "norms", "letter", "calendar", "programme")
}


def refuse(unsound: NotSound, lang: Lang, as_json: bool) -> None:
    """Show what the proofs found, and end with exit code 1."""
    findings = [(f.place, f.code, say(f.message, lang), f.printed(say(f.message, lang))) for f in unsound.findings]
    data = [
        {"file": place.path, "line": place.line, "column": place.column, "code": code, "message": said}
        for place, code, said, _ in findings
    ]
    show({"findings": data}, as_json=as_json, text="\n".join(printed for *_, printed in findings))
    raise typer.Exit(1)


def published_text(recorded: list[Published], lang: Lang) -> str:
    """What went on record."""
    if not recorded:
        return say(message("cli_setup.nothing_new"), lang)
    lines = [
        message("cli_setup.published_workflow", programme=p.programme, name=p.name, version=p.version)
        if p.version
        else message("cli_setup.published", programme=p.programme, name=p.name, kind=_KINDS[p.kind])
        for p in recorded
    ]
    return "\n".join(say(line, lang) for line in lines)
