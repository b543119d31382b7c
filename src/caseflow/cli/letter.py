"""`caseflow letter`: the letters of cases, and the text of one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseflow.app.work_json import letter_json, letter_text_json, opened, title_of
from caseflow.cases.letters import Letter, RegisterPart, find_letter, list_letters, list_register
from caseflow.cases.view import locate
from caseflow.cli.columns import columns
from caseflow.cli.letter_acts import add_acts
from caseflow.cli.output import show
from caseflow.cli.session import As, Json, Language, looking, the_office
from caseflow.engine.notices import status_name
from caseflow.errors import BadInput
from caseflow.letters.preview import pdf_of
from caseflow.words import Lang, as_lang, message, say, unmarked

app = typer.Typer(help="Letters: list, show, sign, send again, void.", no_args_is_help=True)
add_acts(app)


@app.command("list")
def list_all(
    ref: Annotated[str | None, typer.Argument(metavar="REF", help="One case; else the newest of all.")] = None,
    organisation: Annotated[str | None, typer.Option(metavar="SLUG", help="The register of one organisation.")] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="The register of one year.")] = None,
    series: Annotated[str | None, typer.Option(metavar="SERIES", help="One series of numbers.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """List letters with their status, newest first.

    With --organisation, --year or --series the register of outgoing letters: each number in order, voided ones too.
    """
    language = as_lang(lang)
    part = RegisterPart(organisation, year, series)
    if ref and part != RegisterPart():
        raise BadInput("name a case, or a part of the register with --organisation, --year, --series, not both")
    with the_office() as office, looking(office, as_) as (tx, viewer):
        case = locate(tx, office.in_force, ref, viewer).ref if ref else None
        asked = list_letters(tx, viewer, case) if part == RegisterPart() else list_register(tx, viewer, part)
        found = [(each, title_of(office, tx, each)) for each in asked]
    rows = [
        (each.number or "–", each.case, each.code, title.in_lang(language), _state(each, language), str(each.id))
        for each, title in found
    ]
    none = say(message("cli_work.no_letters"), language)
    show([letter_json(each, title, language) for each, title in found], as_json=as_json, text=columns(rows) or none)


def _state(letter: Letter, lang: Lang) -> str:
    """The letter's status; of an erased one, that it is."""
    status = say(status_name(letter.status), lang)
    return f"{status}, {say(message('cli_work.letter_erased'), lang)}" if letter.erased else status


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
        title, text = title_of(office, tx, found.letter), opened(found, office.keys)
    letter = found.letter
    heading = message(
        "cli_work.letter", code=letter.code, title=title, case=letter.case, status=status_name(letter.status)
    )
    data = letter_text_json(found, title, text, language)
    said = unmarked(say(heading, language))
    if letter.opened_at is not None:
        said += "\n" + say(message("cli_work.letter_opened", at=letter.opened_at), language)
    show(data, as_json=as_json, text=lambda: f"{said}\n\n{text}", as_written=True)


def _write_pdf(id: str, file: Path, as_: str | None, lang: Lang, as_json: bool) -> None:
    with the_office() as office, looking(office, as_) as (tx, viewer):
        letter = find_letter(tx, id, viewer).letter
        title, page = title_of(office, tx, letter), pdf_of(tx, letter.id, office.keys)
    try:
        file.write_bytes(page.pdf)
    except OSError as error:
        raise BadInput(
            f"--pdf {file}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from None
    said = message("cli_letter.registered_pdf" if page.registered else "cli_letter.preview_pdf", path=str(file))
    data = {**letter_json(letter, title, lang), "file": file, "preview": not page.registered}
    show(data, as_json=as_json, text=lambda: say(said, lang))
