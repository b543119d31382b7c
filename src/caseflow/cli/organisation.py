"""`caseflow organisation`: the bodies that keep cases, each from a file with its letterhead."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseflow.access.people import enter_organisation
from caseflow.app.organisations import read_organisation
from caseflow.app.people import list_organisations
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.words import as_lang, message, say

app = typer.Typer(help="Organisations that keep cases.", no_args_is_help=True)


@app.command("add")
def add_organisation(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON or YAML: slug, kind, prefix, profile ...")],
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter an organisation, or bring the one of that slug up to date."""
    given, language = read_organisation(file), as_lang(lang)
    with the_office() as office, office.database.write() as tx:
        named = (given.slug, given.kind, given.prefix, given.registration_number)
        id = enter_organisation(tx, *named, given.profile.model_dump())
    words = message("cli_setup.organisation_entered", slug=given.slug)
    show({"id": id, "slug": given.slug}, as_json=as_json, text=lambda: say(words, language))


@app.command("list")
def list_all(lang: Language = "lv", as_json: Json = False) -> None:
    """List the organisations."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        found = list_organisations(tx)
    rows = [(each["slug"], each["kind"], each["prefix"], each["registration_number"]) for each in found]
    show(found, as_json=as_json, text=columns(rows) or say(message("cli_setup.no_organisations"), language))
