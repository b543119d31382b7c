"""`caseflow letter`: the letters of cases, and the text of one of them."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.exceptions import InvalidTag

from caseflow.cases.letters import Letter, SealedLetter, find_letter, list_letters
from caseflow.cases.view import locate
from caseflow.cli.columns import columns
from caseflow.cli.letter_acts import add_acts
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, looking, the_office
from caseflow.db import Transaction
from caseflow.engine.notices import status_name
from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.letters.preview import pdf_of
from caseflow.moves.office import Office
from caseflow.parties.keys import Keys
from caseflow.words import Lang, Text, as_lang, message, say

app = typer.Typer(help="Letters: list, show, sign, send again, void.", no_args_is_help=True)
add_acts(app)


class UnreadableLetterError(CaseflowError):
    """The stored text cannot be opened with this installation's key, or is not the one that was drafted."""


@app.command("list")
def list_all(
    ref: Annotated[str | None, typer.Argument(metavar="REF", help="One case; else the newest of all.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """List letters with their status, newest first."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        case = locate(tx, office.in_force, ref, viewer).ref if ref else None
        found = [(each, _title(office, tx, each)) for each in list_letters(tx, viewer, case)]
    rows = [
        (each.case, each.code, title.in_lang(language), say(status_name(each.status), language), str(each.id))
        for each, title in found
    ]
    none = say(message("cli_work.no_letters"), language)
    show([_json(each, title, language) for each, title in found], as_json=as_json, text=columns(rows) or none)


@app.command("show")
def show_letter(
    id: Annotated[str, typer.Argument(metavar="ID", help="`caseflow letter list` shows it.")],
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there as PDF instead.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Show the text of a letter, as Typst; number, date and signatory are supplied when it is registered.

    With --pdf the registered bytes, or a preview while the letter has no number.
    """
    language = as_lang(lang)
    if pdf is not None:
        _write_pdf(id, pdf, as_, language, as_json)
        return
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found = find_letter(tx, id, viewer)
        title, text = _title(office, tx, found.letter), opened(found, office.keys)
    letter = found.letter
    heading = message(
        "cli_work.letter", code=letter.code, title=title, case=letter.case, status=status_name(letter.status)
    )
    data = {**_json(letter, title, language), "text_hash": found.text_hash, "text": text}
    show(data, as_json=as_json, text=lambda: f"{say(heading, language)}\n\n{text}")


def _write_pdf(id: str, file: Path, as_: str | None, lang: Lang, as_json: bool) -> None:
    with the_office() as office, looking(office, as_) as (tx, viewer):
        letter = find_letter(tx, id, viewer).letter
        title, page = _title(office, tx, letter), pdf_of(tx, letter.id, office.keys)
    try:
        file.write_bytes(page.pdf)
    except OSError as error:
        raise BadInput(
            f"--pdf {file}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from None
    said = message("cli_letter.registered_pdf" if page.registered else "cli_letter.preview_pdf", path=str(file))
    data = {**_json(letter, title, lang), "file": file, "preview": not page.registered}
    show(data, as_json=as_json, text=lambda: say(said, lang))


def opened(found: SealedLetter, keys: Keys) -> str:
    """The text of a letter. Raises UnreadableLetterError for another key or an altered text."""
    if found.key_id != keys.id:
        raise UnreadableLetterError(
            f"letter {found.letter.id} is sealed with key {found.key_id}, this installation has {keys.id}: "
            "set CASEFLOW_SECRET_KEY to the key it was drafted under"
        )
    try:
        text = keys.unseal(found.sealed, found.letter.id.bytes)
    except InvalidTag:
        raise UnreadableLetterError(f"letter {found.letter.id}: its stored text has been altered") from None
    if hashlib.sha256(text).hexdigest() != found.text_hash:
        raise UnreadableLetterError(f"letter {found.letter.id}: its text is not the one that was drafted")
    return text.decode()


def _title(office: Office, tx: Transaction, letter: Letter) -> Text:
    """The title of the template in force; the letter's own name where there is none any more."""
    programme, _, name = letter.template.rpartition("/")
    try:
        title = office.letters.library(tx, office.in_force.number).template(programme, name).front.title
    except NotFound:
        return Text(letter.name, letter.name)
    return Text(title["lv"], title["en"])


def _json(letter: Letter, title: Text, lang: Lang) -> dict[str, Any]:
    return {**asdict(letter), "title": title.in_lang(lang)}
