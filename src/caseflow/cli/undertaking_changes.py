"""`caseflow de-minimis leave`, `merge`, `split` and `withdraw-change`: how undertakings change, with day and reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import typer

from caseflow.calendar import parse_day
from caseflow.cli.agreement import money_of
from caseflow.cli.aid_register import Number, Reason, checked, register
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language
from caseflow.errors import BadInput
from caseflow.ledger import relations_desk
from caseflow.ledger.changes import Change, withdraw_change
from caseflow.words import Lang, as_lang, message, say

Day = Annotated[str, typer.Option(metavar="DATE", help="The day, at most today.")]


def leave(
    number: Number, last_day: Day, reason: Reason, as_: As = None, lang: Language = "lv", as_json: Json = False
) -> None:
    """End everything that links an enterprise with others: it was one undertaking with them up to that day."""
    language, day = as_lang(lang), parse_day(last_day, "--last-day")
    with register(as_, reason) as (tx, because, today):
        ended = relations_desk.end_links(tx, checked(number), day, because, today)
    words = message("cli_de_minimis.left", number=number, day=day)
    show({"number": number, "last_day": day, "links": ended}, as_json=as_json, text=lambda: say(words, language))


def merge(
    absorbed: Annotated[list[str], typer.Option(metavar="NUMBER=NAME", help="Who was absorbed; may be repeated.")],
    into: Annotated[str, typer.Option(metavar="NUMBER=NAME", help="Whom they became part of.")],
    on: Day,
    reason: Reason,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter a merger: all earlier aid of those who were absorbed counts for whom they became part of."""
    language, day = as_lang(lang), parse_day(on, "--on")
    named = [_named(text, "--absorbed") for text in absorbed], _named(into, "--into")
    with register(as_, reason) as (tx, because, today):
        made = relations_desk.merge(tx, *named, day, because, today)
    _show(made, language, as_json)


def split(
    source: Annotated[str, typer.Option(metavar="NUMBER=NAME", help="Who was split.")],
    part: Annotated[list[str], typer.Option(metavar="NUMBER=NAME=EUR", help="A part and its equity by the books.")],
    on: Day,
    reason: Reason,
    use: Annotated[
        list[str] | None, typer.Option(metavar="AID=NUMBER", help="Which part uses an aid; by reference or id.")
    ] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Enter a split: earlier aid counts for the part that uses it, else for all in proportion to their equity."""
    language, day, parts = as_lang(lang), parse_day(on, "--on"), {}
    for text in part:
        named, equals, equity = text.rpartition("=")
        if not equals:
            raise BadInput(f"--part {text!r}: write NUMBER=NAME=EUR, such as 40003000017=A=120000.00")
        parts[_named(named, "--part")] = money_of(equity)
    uses = dict(text.rpartition("=")[::2] for text in use or ())
    with register(as_, reason) as (tx, because, today):
        made = relations_desk.split(tx, _named(source, "--source"), parts, uses, day, because, today)
    _show(made, language, as_json)


def withdraw(
    id: Annotated[str, typer.Argument(metavar="ID", help="`caseflow de-minimis show NUMBER` shows it.")],
    reason: Reason,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Take back a merger or a split that was entered by mistake; the entry stays on record."""
    language = as_lang(lang)
    try:
        change = UUID(id)
    except ValueError:
        raise BadInput(f"{id!r} is no id of a merger or a split; `caseflow de-minimis show NUMBER` shows it") from None
    with register(as_, reason) as (tx, because, _):
        withdraw_change(tx, change, because)
    words = message("cli_de_minimis.withdrawn", change=id)
    show({"change": id, "withdrawn": True}, as_json=as_json, text=lambda: say(words, language))


def _named(text: str, option: str) -> tuple[str, str]:
    number, _, name = text.partition("=")
    if not name.strip():
        raise BadInput(f"{option} {text!r}: write NUMBER=NAME, such as 40003000017=SIA Vējš")
    return checked(number.strip()), name.strip()


def _show(made: Change, lang: Lang, as_json: bool) -> None:
    words = message(f"cli_de_minimis.{made.kind}", day=made.day, change=str(made.id))
    show(made, as_json=as_json, text=lambda: say(words, lang))


COMMANDS: dict[str, Callable[..., None]] = {
    "leave": leave,
    "merge": merge,
    "split": split,
    "withdraw-change": withdraw,
}
