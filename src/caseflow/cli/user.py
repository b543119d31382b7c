"""`caseflow user`: who works here, and in which roles."""

from __future__ import annotations

import sys
from typing import Annotated, Any
from uuid import UUID

import typer

from caseflow.access.passwords import Passwords, checked
from caseflow.access.passwords import set_password as write_password
from caseflow.access.people import end_grant, enter_user, find_organisation, find_user, grant, set_active
from caseflow.app.people import known_roles, list_users
from caseflow.calendar import parse_day
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.publish import BY_ITSELF
from caseflow.cli.role_words import role_words
from caseflow.cli.session import As, Json, Language, the_office
from caseflow.clock import MachineClock, riga_date
from caseflow.db import Transaction
from caseflow.errors import BadInput
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="People and their roles.", no_args_is_help=True)

User = Annotated[str, typer.Argument(metavar="USER", help="Username.")]


@app.command("add")
def add_user(
    username: User,
    name: Annotated[str, typer.Option(metavar="NAME", help="Name and surname.")],
    phone: Annotated[str | None, typer.Option(metavar="PHONE", help="For letters.")] = None,
    email: Annotated[str | None, typer.Option(metavar="E-MAIL", help="For letters.")] = None,
    short_name: Annotated[str | None, typer.Option(metavar="NAME", help="As letters print it: L. Bērziņa.")] = None,
    office: Annotated[str | None, typer.Option(metavar="OFFICE", help="Printed under what they sign.")] = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter a person, or bring the one of that username up to date."""
    language, username, name = as_lang(lang), username.strip(), name.strip()
    if not username or not name or any(letter.isspace() for letter in username):
        raise BadInput("a username is one word, and a name is not empty: user add lberzina --name 'Līga Bērziņa'")
    profile = _contact(name, short_name, phone, email) | ({"office": office} if office else {})
    with the_office() as opened, opened.database.write() as tx:
        id = enter_user(tx, username, name, profile)
    words = message("cli_setup.user_entered", username=username, name=name)
    data = {"id": id, "username": username, "name": name}
    show(data, as_json=as_json, text=lambda: say(words, language))


def _contact(name: str, short_name: str | None, phone: str | None, email: str | None) -> dict[str, str]:
    """The contact line of letters: whole, or none, and then letters carry the organisation's."""
    if (phone is None) != (email is None):
        raise BadInput("letters print telephone and e-mail together: give both --phone and --email, or neither")
    if phone is None or email is None:
        return {}
    first, _, surname = name.rpartition(" ")
    short = short_name or (f"{first[0]}. {surname}" if first else name)
    return {"vards_iss": short, "talrunis": phone, "epasts": email}


@app.command("password")
def set_password(
    username: User,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read it from the first line of the input.")] = False,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Set the password that a person signs in to the desk with; it is asked for, and never shown."""
    language = as_lang(lang)
    given = (
        sys.stdin.readline().rstrip("\r\n")
        if stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    with the_office() as office:
        hashed = Passwords().hash(checked(given))
        with office.database.write() as tx:
            write_password(tx, find_user(tx, username), hashed, MachineClock().now())
    words = message("cli_serve.password_set", username=username)
    show({"username": username}, as_json=as_json, text=lambda: say(words, language))


@app.command("deactivate")
def deactivate(username: User, lang: Language = "lv", as_json: Json = False) -> None:
    """Let somebody act no more: signed out at once, all tokens revoked. What they did stays theirs."""
    _set_active(username, as_lang(lang), as_json, active=False)


@app.command("activate")
def activate(username: User, lang: Language = "lv", as_json: Json = False) -> None:
    """Let somebody act again; tokens that were revoked stay so."""
    _set_active(username, as_lang(lang), as_json, active=True)


def _set_active(username: str, lang: Lang, as_json: bool, *, active: bool) -> None:
    with the_office() as office, office.database.write() as tx:
        set_active(tx, username, active=active, machine_now=MachineClock().now())
    words = message("cli_setup.user_active" if active else "cli_setup.user_inactive", username=username)
    show({"username": username, "active": active}, as_json=as_json, text=lambda: say(words, lang))


@app.command("list")
def list_all(lang: Language = "lv", as_json: Json = False) -> None:
    """List everybody with the roles they hold, or are going to hold."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        found = list_users(tx, riga_date(office.clock.now()))
    rows = [
        (
            user["username"],
            user["name"],
            f"{role['role']} – {role_words(role['role'], language)}" if role else "–",
            (role["organisation"] or "*") if role else "–",
            str(role["id"]) if role else "",
        )
        for user in found
        for role in user["roles"] or [None]
    ]
    show(found, as_json=as_json, text=columns(rows) or say(message("cli_setup.no_users"), language))


@app.command("grant")
def grant_role(
    username: User,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="A role that a programme declares.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="By which order.")],
    organisation: Annotated[str | None, typer.Option(metavar="SLUG", help="Where; default everywhere.")] = None,
    programme: Annotated[str | None, typer.Option(metavar="SLUG", help="In which programme; default all.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; default today.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default open.")] = None,
    deputy_for: Annotated[str | None, typer.Option(metavar="USER", help="Whose duties are taken over.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Give a person a role for a time."""
    language = as_lang(lang)
    with the_office() as office, office.database.write() as tx:
        today = riga_date(office.clock.now())
        first = parse_day(start, "--from") if start else today
        last = parse_day(end, "--to") if end else None
        if last is not None and last < first:
            raise BadInput(f"--to {last} lies before --from {first}")
        _refuse_unknown(tx, role)
        id = grant(
            tx,
            find_user(tx, username),
            role,
            find_organisation(tx, organisation) if organisation else None,
            valid_from=first,
            valid_to=last,
            programme=programme,
            deputy_for=find_user(tx, deputy_for) if deputy_for else None,
            by=_by(tx, as_),
            reason=reason,
            now=office.clock.now(),
        )
    words = message("cli_setup.granted", username=username, role=role, first=first)
    data: dict[str, Any] = {"id": id, "username": username, "role": role, "from": first, "to": last}
    show(data, as_json=as_json, text=lambda: say(words, language))


def _refuse_unknown(tx: Transaction, role: str) -> None:
    known = known_roles(tx)
    if role not in known:
        raise BadInput(f"role {role!r} is declared by no published programme; known: {', '.join(known) or 'none'}")


def _by(tx: Transaction, username: str | None) -> str:
    return str(find_user(tx, username)) if username else BY_ITSELF


@app.command("end-grant")
def end_role(
    id: Annotated[str, typer.Argument(metavar="ID", help="`caseflow user list` shows it.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The last day; default today.")] = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Let a role end."""
    language = as_lang(lang)
    try:
        wanted = UUID(id)
    except ValueError:
        raise BadInput(f"{id!r} is no id of a role; `caseflow user list` shows them") from None
    with the_office() as office, office.database.write() as tx:
        last = parse_day(on, "--on") if on else riga_date(office.clock.now())
        end_grant(tx, wanted, last)
    words = message("cli_setup.grant_ended", last=last)
    show({"id": wanted, "to": last}, as_json=as_json, text=lambda: say(words, language))
