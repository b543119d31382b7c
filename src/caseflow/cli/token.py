"""`caseflow token`: the keys with which programs speak to the API for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import typer

from caseflow.access.people import find_user
from caseflow.access.tokens import create_token, list_tokens, revoke_token
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.clock import MachineClock
from caseflow.errors import BadInput
from caseflow.words import as_lang, message, say

app = typer.Typer(help="Tokens of the API: create, list, revoke.", no_args_is_help=True)
LONGEST_NAME = 100


@app.command("create")
def create(
    username: Annotated[str, typer.Argument(metavar="USER", help="For whom the token speaks, with their roles.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="What it is for, so that it can be told apart.")],
    days: Annotated[int, typer.Option(min=1, max=730, help="For how many days it counts.")] = 90,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Make a token. It is shown now and never again; only its hash is kept."""
    language, name = as_lang(lang), name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(f"--name: say in 1 to {LONGEST_NAME} characters what the token is for")
    now = MachineClock().now()
    expires_at = now + timedelta(days=days)
    with the_office() as office, office.database.write() as tx:
        id, secret = create_token(tx, find_user(tx, username), name, expires_at, now)
    words = message("cli_token.created", username=username, until=expires_at, token=secret)
    data = {"id": id, "username": username, "name": name, "expires_at": expires_at, "token": secret}
    show(data, as_json=as_json, text=lambda: say(words, language))


@app.command("list")
def list_all(
    user: Annotated[str | None, typer.Option("--user", metavar="USER", help="Only this person's.")] = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """List the tokens, the newest first, without their secrets."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        found = list_tokens(tx, MachineClock().now(), find_user(tx, user) if user else None)
    rows = [
        (
            str(each.id),
            each.username,
            each.name,
            say(message("cli_token.until" if each.live else "cli_token.ended", until=each.expires_at), language),
            say(message("cli_token.used", at=each.used_at), language)
            if each.used_at
            else say(message("cli_token.unused"), language),
        )
        for each in found
    ]
    show(found, as_json=as_json, text=columns(rows) or say(message("cli_token.none"), language))


@app.command("revoke")
def revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help="`caseflow token list` shows it.")],
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """End a token at once."""
    language = as_lang(lang)
    try:
        wanted = UUID(id)
    except ValueError:
        raise BadInput(f"{id!r} is no id of a token; `caseflow token list` shows them") from None
    with the_office() as office, office.database.write() as tx:
        revoke_token(tx, wanted, MachineClock().now())
    words = message("cli_token.revoked", token=str(wanted))
    show({"id": wanted, "revoked": True}, as_json=as_json, text=lambda: say(words, language))
