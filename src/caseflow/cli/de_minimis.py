"""`caseflow de-minimis`: the register of de minimis aid of an undertaking and of everybody who is one with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated
from uuid import UUID

import typer

from caseflow.calendar import parse_day
from caseflow.cli.agreement import money_of
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, acting, the_office
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.engine.check_digits import registration_number_valid
from caseflow.engine.compile_de_minimis import REGULATIONS
from caseflow.errors import BadInput
from caseflow.ledger.aid_desk import (
    WRITERS,
    AidOf,
    NewAid,
    aid_of,
    correct_aid,
    enter_aid,
    enter_group,
    refuse_unless_writer,
)
from caseflow.ledger.undertakings import Because
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="The register of de minimis aid.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Registration number of the undertaking.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, or by which document; it is kept.")]
Reference = Annotated[str, typer.Option(metavar="TEXT", help="What the aid is called where it is known from.")]
Amount = Annotated[str, typer.Option(metavar="EUR", help="Such as 12000.00.")]
_READERS = (*WRITERS, "evaluator", "auditor")


@contextmanager
def _desk(as_: str | None, reason: str) -> Iterator[tuple[Transaction, Because, date]]:
    """One writing transaction of somebody who may keep the register, with what the entry rests on."""
    if not reason.strip():
        raise BadInput("an entry needs its reason: --reason TEXT")
    with the_office() as office:
        user = acting(office, as_).user
        assert user is not None, "whoever acts at the command line is a person"
        now = office.clock.now()
        with office.database.write() as tx:
            refuse_unless_writer(tx, user, riga_date(now))
            yield tx, Because(str(user), now, reason=reason.strip()), riga_date(now)


def _checked(number: str) -> str:
    if not registration_number_valid(number):
        raise BadInput(f"{number!r} is no registration number: 11 digits with a right check digit")
    return number


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
            refuse_unless_writer(tx, user or UUID(int=0), today, _READERS)
            found = aid_of(tx, number, parse_day(on, "--on") if on else today)
    show(found, as_json=as_json, text=lambda: _text(found, language))


def _text(found: AidOf, lang: Lang) -> str:
    names = {each.id: each for each in (found.undertaking, *found.members)}
    lines = [message("cli_de_minimis.undertaking", number=e.registration_number, name=e.name) for e in names.values()]
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
    return "\n".join([*(say(line, lang) for line in lines), columns(rows) or say(message("cli_de_minimis.none"), lang)])


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
    new = NewAid(_checked(number), name, grantor, reference, regulation, day, money_of(amount))
    with _desk(as_, reason) as (tx, because, today):
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
    with _desk(as_, reason) as (tx, because, today):
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
    named = [(_checked(number), name) for number, _, name in (text.partition("=") for text in member)]
    with _desk(as_, reason) as (tx, because, today):
        enter_group(tx, named, parse_day(since, "--since") if since else today, because, today)
        found = aid_of(tx, named[0][0], today)
    show(found, as_json=as_json, text=lambda: _text(found, language))
