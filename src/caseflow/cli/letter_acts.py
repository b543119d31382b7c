"""What people do with a registered letter, as commands of `caseflow letter`: sign, hand over, try again, void."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from caseflow.calendar import parse_day
from caseflow.cases.values import text_of
from caseflow.cli.case_text import reason_text
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, acting, the_office
from caseflow.engine.notices import LABELS
from caseflow.errors import BadInput
from caseflow.moves import correspondence
from caseflow.moves.correspondence import LetterRefused
from caseflow.moves.office import Office
from caseflow.moves.request import Actor, Done
from caseflow.words import Lang, as_lang, message, say

Id = Annotated[str, typer.Argument(metavar="ID", help="`caseflow letter list` shows it.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]


def add_acts(app: typer.Typer) -> None:
    """Add the commands to `caseflow letter`."""
    for name, command in _COMMANDS.items():
        app.command(name)(command)


@contextmanager
def _desk(as_: str | None, lang: Lang) -> Iterator[tuple[Office, Actor]]:
    """The office and who acts. A refusal is shown with its reasons; exit code 1."""
    with the_office() as office:
        try:
            yield office, acting(office, as_)
        except LetterRefused as refused:
            for reason in refused.reasons:
                typer.echo(reason_text(reason, lang), err=True)
            raise typer.Exit(1) from None


def _show(done: Done, id: str, lang: Lang, as_json: bool) -> None:
    words = message("cli_letter.done", ref=done.ref, trigger=text_of(LABELS[done.trigger]), seq=done.seq)
    data = {"letter": id, "ref": done.ref, "trigger": done.trigger, "seq": done.seq}
    show(data, as_json=as_json, text=lambda: say(words, lang))


def retry(id: Id, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Try again with a letter that could not be set or sent, or that came back."""
    language = as_lang(lang)
    with _desk(as_, language) as (office, actor):
        done = correspondence.retry(office, id, actor)
    _show(done, id, language, as_json)


def void(id: Id, reason: Reason, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Void a registered letter that is not out; it stays in the register."""
    language = as_lang(lang)
    with _desk(as_, language) as (office, actor):
        done = correspondence.void(office, id, actor, reason)
    _show(done, id, language, as_json)


def reissue(id: Id, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Issue the text of a voided letter again, as a new letter with a number of its own."""
    language = as_lang(lang)
    with _desk(as_, language) as (office, actor):
        (again,) = correspondence.reissue(office, id, actor).letters
    words = message("cli_letter.reissued", letter=str(again))
    show({"letter": again, "replaces": id}, as_json=as_json, text=lambda: say(words, language))


def sign_container(
    id: Id,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The signed .edoc or .asice.")],
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Take the signed file of a registered letter: its bytes are what is sent."""
    language = as_lang(lang)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({error.strerror}); name the signed .edoc or .asice file") from None
    with _desk(as_, language) as (office, actor):
        done = correspondence.sign_with_container(office, id, data, actor)
    _show(done, id, language, as_json)


def record_signature(id: Id, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Record that a letter was signed outside, where the organisation's profile allows it."""
    language = as_lang(lang)
    with _desk(as_, language) as (office, actor):
        done = correspondence.record_signature(office, id, actor)
    _show(done, id, language, as_json)


def hand_over(
    id: Id,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day, at most today; default today.")] = None,
    in_person: Annotated[bool, typer.Option("--in-person", help="The addressee signed for it.")] = False,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Record that a letter was given to the post, or to the addressee in person."""
    language = as_lang(lang)
    day = parse_day(on, "--on") if on else None
    with _desk(as_, language) as (office, actor):
        done = correspondence.hand_over(office, id, actor, day, in_person=in_person)
    _show(done, id, language, as_json)


def returned(id: Id, reason: Reason, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """Record that a sent letter was not delivered."""
    language = as_lang(lang)
    with _desk(as_, language) as (office, actor):
        done = correspondence.report_return(office, id, actor, reason)
    _show(done, id, language, as_json)


_COMMANDS: dict[str, Callable[..., None]] = {
    "retry": retry,
    "void": void,
    "reissue": reissue,
    "sign-container": sign_container,
    "record-signature": record_signature,
    "hand-over": hand_over,
    "returned": returned,
}
