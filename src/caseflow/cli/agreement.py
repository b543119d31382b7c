"""`caseflow agreement`: the agreements of recipients, their money and their status."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

import typer

from caseflow.access.people import find_organisation
from caseflow.calendar import parse_day
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, acting, looking, the_office
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.engine.field_types import plain_amount
from caseflow.errors import BadInput
from caseflow.ledger.agreements import (
    STATUSES,
    Agreement,
    AgreementChange,
    NewAgreement,
    add_agreement,
    amend,
    changes,
    find_agreement,
    get_agreement,
    list_agreements,
    refuse_unless_administrator,
    set_status,
)
from caseflow.moves.office import Office
from caseflow.moves.postings import FIELD
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="Agreements with recipients: their money and status.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Number of the agreement.")]


@app.command("add")
def add_one(
    number: Number,
    organisation: Annotated[str, typer.Option(metavar="SLUG", help="The recipient.")],
    programme: Annotated[str, typer.Option(metavar="SLUG", help="Under which programme.")],
    round: Annotated[str, typer.Option(metavar="ROUND", help="Value of the case field `round`, such as r1.")],
    amount: Annotated[str, typer.Option(metavar="EUR", help="The ceiling, such as 120000.00.")],
    signed_on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of signing; default a draft.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter an agreement of a recipient."""
    language, money = as_lang(lang), money_of(amount)
    signed = parse_day(signed_on, "--signed-on") if signed_on else None
    with the_office() as office:
        user = _user(office, as_)
        with office.database.write() as tx:
            today = riga_date(office.clock.now())
            recipient = find_organisation(tx, organisation)
            refuse_unless_administrator(tx, user, recipient, programme, today)
            _refuse_unknown_round(office, tx, programme, round)
            new = NewAgreement(number, recipient, programme, round, money, signed)
            add_agreement(tx, new, today, str(user))
            found = get_agreement(tx, number.strip())
    words = message("cli_agreement.entered", number=found.number, amount=found.amount)
    show(found, as_json=as_json, text=lambda: say(words, language))


def money_of(text: str) -> Decimal:
    """The amount that was written. Raises BadInput."""
    try:
        amount = Decimal(plain_amount(text.strip()))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise BadInput(f"{text!r} is no amount of money; write EUR and cents, such as 120000.00 or 120 000,00")
    return amount


def _user(office: Office, as_: str | None) -> UUID:
    user = acting(office, as_).user
    assert user is not None, "whoever acts at the command line is a person"
    return user


def _refuse_unknown_round(office: Office, tx: Transaction, programme: str, round: str) -> None:
    """Only rounds that cases of the programme can be of: money under another one would never be found."""
    office.in_force.refresh(tx)
    ids = tx.fetchall("SELECT id FROM workflow_version WHERE programme = ?", (programme,))
    if not ids:
        raise BadInput(f"no programme {programme!r} is published; `caseflow workflow list` shows which are")
    workflows = [office.in_force.workflow(tx, read_uuid(id)) for (id,) in ids]
    known = sorted({value for w in workflows if FIELD in w.fields for value in w.fields[FIELD].values})
    if round not in known:
        raise BadInput(f"cases of {programme} know no round {round!r}; known: {', '.join(known) or 'none'}")


@app.command("list")
def list_all(as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """List the agreements that you may see, with what is left of each."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found = list_agreements(tx, viewer)
    rows = [
        (
            each.number,
            each.organisation,
            f"{each.programme} {each.round}",
            STATUSES[each.status][language],
            say(message("cli_agreement.left", left=each.left), language),
        )
        for each in found
    ]
    show(found, as_json=as_json, text=columns(rows) or say(message("cli_agreement.none"), language))


@app.command("show")
def show_one(number: Number, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Show an agreement: status, amount, what is committed and paid."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found, history = find_agreement(tx, number, viewer), changes(tx, number)
    data = {**{each.name: getattr(found, each.name) for each in fields(found)}, "changes": history}
    show(data, as_json=as_json, text=lambda: "\n".join([_text(found, language), *_changes(history, language)]))


def _text(found: Agreement, lang: Lang) -> str:
    of = {"organisation": found.organisation, "programme": found.programme, "round": found.round}
    status = STATUSES[found.status][lang]
    lines = [
        message("cli_agreement.of", number=found.number, **of),
        message("cli_agreement.status", status=status, on=found.status_on),
        message("cli_agreement.reason", reason=found.reason) if found.reason else None,
        message("cli_agreement.signed", on=found.signed_on) if found.signed_on else None,
        message("cli_agreement.amount", amount=found.amount),
        message("cli_agreement.committed", committed=found.committed, paid=found.paid),
        message("cli_agreement.left", left=found.left),
    ]
    return "\n".join(say(line, lang) for line in lines if line is not None)


def _changes(history: list[AgreementChange], lang: Lang) -> list[str]:
    """Amendments, oldest first; nothing for an agreement that is as it was entered."""
    said = (
        message(
            "cli_agreement.change",
            on=each.day,
            amount=each.amount,
            status=STATUSES[each.status][lang],
            reason=each.reason or "–",
        )
        for each in history
    )
    return [say(line, lang) for line in said] if len(history) > 1 else []


@app.command("amend")
def amend_one(
    number: Number,
    amount: Annotated[str, typer.Option(metavar="EUR", help="The new amount, such as 150000.00.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, or by which document; it is kept.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="From which day; default today.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Change the amount of an agreement; what it was before stays on record."""
    language, money = as_lang(lang), money_of(amount)
    day = parse_day(on, "--on") if on else None
    with the_office() as office:
        user = _user(office, as_)
        with office.database.write() as tx:
            today = riga_date(office.clock.now())
            before = get_agreement(tx, number)
            refuse_unless_administrator(tx, user, before.organisation_id, before.programme, today)
            found = amend(tx, number, money, day or today, reason, today, str(user))
    words = message("cli_agreement.amended", number=number, before=before.amount, amount=found.amount)
    show(found, as_json=as_json, text=lambda: say(words, language))


@app.command("status")
def change_status(
    number: Number,
    status: Annotated[str, typer.Argument(metavar="STATUS", help=f"One of: {', '.join(STATUSES)}.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, or by which document; it is kept.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="From which day; default today.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Change the status of an agreement."""
    language = as_lang(lang)
    day = parse_day(on, "--on") if on else None
    with the_office() as office:
        user = _user(office, as_)
        with office.database.write() as tx:
            today = riga_date(office.clock.now())
            before = get_agreement(tx, number)
            refuse_unless_administrator(tx, user, before.organisation_id, before.programme, today)
            found = set_status(tx, number, status, day or today, reason, today, str(user))
    label = STATUSES[found.status][language]
    words = message("cli_agreement.changed", number=number, status=label, on=found.status_on)
    show(found, as_json=as_json, text=lambda: say(words, language))
