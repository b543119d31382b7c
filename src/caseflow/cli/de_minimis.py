"""`caseflow de-minimis`: the register of de minimis aid of an undertaking and of everybody who is one with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated
from uuid import UUID

import typer

from caseflow.calendar import parse_day
from caseflow.cli.agreement import money_of
from caseflow.cli.aid_register import Number, Reason, checked, register
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, acting, the_office
from caseflow.cli.undertaking_changes import COMMANDS
from caseflow.clock import riga_date
from caseflow.engine.compile_de_minimis import REGULATIONS
from caseflow.ledger.aid_desk import (
    READERS,
    AidOf,
    NewAid,
    aid_of,
    correct_aid,
    enter_aid,
    enter_group,
    refuse_unless_writer,
)
from caseflow.ledger.changes import GIVERS
from caseflow.ledger.undertakings import Undertaking
from caseflow.words import Lang, Message, as_lang, message, say

app = typer.Typer(help="The register of de minimis aid.", no_args_is_help=True)

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)

Reference = Annotated[str, typer.Option(metavar="TEXT", help="What the aid is called where it is known from.")]
Amount = Annotated[str, typer.Option(metavar="EUR", help="Such as 12000.00.")]


@app.command("show")
def show_one(
    number: Number,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Who is one undertaking then; default today.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Show an undertaking, who is one with it, and all aid that counts or is reserved."""
    language = as_lang(lang)
    with the_office() as office:
        user, today = acting(office, as_).user, riga_date(office.clock.now())
        with office.database.read() as tx:
            refuse_unless_writer(tx, user or UUID(int=0), today, READERS)
            found = aid_of(tx, number, parse_day(on, "--on") if on else today)
    show(found, as_json=as_json, text=lambda: _text(found, language))


def _text(found: AidOf, lang: Lang) -> str:
    names = {each.id: each for each in (found.undertaking, *found.members, *found.predecessors)}
    ones = [found.undertaking, *found.members]
    lines = [message("cli_de_minimis.undertaking", number=e.registration_number, name=e.name) for e in ones]
    rows = [
        (
            str(aid.day),
            names[aid.undertaking].registration_number,
            REGULATIONS[aid.regulation][lang],
            say(message("cli_de_minimis.granted" if aid.granted else "cli_de_minimis.reserved", sum=aid.amount), lang),
            f"{aid.grantor}, {aid.reference}" if aid.reference else "",
        )
        for aid in found.aid
    ]
    said = [*(say(line, lang) for line in lines), columns(rows) or say(message("cli_de_minimis.none"), lang)]
    return "\n".join([*said, *(say(line, lang) for line in _changes(found, names))])


def _changes(found: AidOf, names: Mapping[UUID, Undertaking]) -> Iterator[Message]:
    """The mergers and splits that matter, and what counts for whom after them."""
    for change in found.changes:
        givers = ", ".join(names[id].name for id in change.of(*GIVERS) if id in names)
        yield message(f"cli_de_minimis.{change.kind}_of", day=change.day, givers=givers, change=str(change.id))
    for each in found.counted if found.changes else ():
        of = names[UUID(each.undertaking)].name
        yield message("cli_de_minimis.counted", name=of, sum=each.amount, day=each.granted_on)


@app.command("enter")
def enter(
    number: Number,
    name: Annotated[str, typer.Option(metavar="TEXT", help="Name of the undertaking.")],
    grantor: Annotated[str, typer.Option(metavar="TEXT", help="Who granted the aid.")],
    reference: Reference,
    regulation: Annotated[str, typer.Option(metavar="WORD", help=f"One of: {', '.join(REGULATIONS)}.")],
    granted_on: Annotated[str, typer.Option(metavar="DATE", help="Day of the grant.")],
    amount: Amount,
    reason: Reason,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter aid that somebody else has granted."""
    language, day = as_lang(lang), parse_day(granted_on, "--granted-on")
    new = NewAid(checked(number), name, grantor, reference, regulation, day, money_of(amount))
    with register(as_, reason) as (tx, because, today):
        found = enter_aid(tx, new, because, today)
    words = message("cli_de_minimis.entered", reference=reference, sum=found.granted)
    show(found, as_json=as_json, text=lambda: say(words, language))


@app.command("correct")
def correct(
    number: Number,
    reference: Reference,
    amount: Amount,
    reason: Reason,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Make entered aid another sum; what was entered before stays on record."""
    language, money = as_lang(lang), money_of(amount)
    with register(as_, reason) as (tx, because, today):
        found = correct_aid(tx, number, reference, money, because, today)
    words = message("cli_de_minimis.entered", reference=reference, sum=found.granted)
    show(found, as_json=as_json, text=lambda: say(words, language))


@app.command("group")
def group(
    member: Annotated[list[str], typer.Option(metavar="NUMBER=NAME", help="An enterprise; two or more.")],
    reason: Reason,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From which day; default today.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter that enterprises are one single undertaking."""
    language = as_lang(lang)
    named = [(checked(number), name) for number, _, name in (text.partition("=") for text in member)]
    with register(as_, reason) as (tx, because, today):
        enter_group(tx, named, parse_day(since, "--since") if since else today, because, today)
        found = aid_of(tx, named[0][0], today)
    show(found, as_json=as_json, text=lambda: _text(found, language))
