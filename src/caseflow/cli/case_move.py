"""`caseflow case open`, `case move` and `case note`: one move, asked for by a person, with its form and documents."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Annotated, Any

import typer

from caseflow.app.case_json import result_json
from caseflow.calendar import parse_day
from caseflow.cases.scope import Viewer
from caseflow.cases.view import locate
from caseflow.cli.case_text import result_text
from caseflow.cli.output import show
from caseflow.cli.rule import read_input
from caseflow.cli.session import As, Case, Json, Language, acting, the_office
from caseflow.clock import riga_date
from caseflow.db import blobs
from caseflow.engine.built_in import NOTE
from caseflow.engine.facts import Override
from caseflow.engine.workflow import Workflow
from caseflow.errors import BadInput
from caseflow.moves import Done, Request, Result, apply
from caseflow.moves.office import Office
from caseflow.moves.request import OPEN
from caseflow.words import Lang, as_lang

Input = Annotated[str | None, typer.Option("--input", metavar="FILE|-", help="JSON object of the form's fields.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Legal date, where not today.")]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; earlier dates need one.")]
Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="FIELD=FILE", help="Store the file, name it in the field; may be repeated."),
]


def open_case(
    workflow: Annotated[str, typer.Argument(metavar="PROGRAMME/WORKFLOW")],
    organisation: Annotated[str, typer.Option(metavar="SLUG", help="Who keeps the case.")],
    input: Input = None,
    document: Documents = None,
    on: On = None,
    reason: Why = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Open a case. Exit code 1 when it is refused, with the reasons."""
    language = as_lang(lang)
    with the_office() as office:
        actor = acting(office, as_)
        request = Request(
            OPEN,
            workflow=workflow,
            organisation=organisation,
            form=form_of(office, input, document or []),
            on=parse_day(on, "--on") if on else None,
            reason=reason,
        )
        answer(office, apply(office, [request], actor)[0], language, as_json)


def move_case(
    ref: Case,
    trigger: Annotated[str, typer.Argument(metavar="TRIGGER", help="`caseflow case moves REF` shows them.")],
    input: Input = None,
    document: Documents = None,
    on: On = None,
    reason: Why = None,
    expect_version: Annotated[
        int | None, typer.Option(metavar="N", help="Refuse when the case is no longer at this version.")
    ] = None,
    override: Annotated[str | None, typer.Option(metavar="GUARD", help="A head's: requires, demands, not_by.")] = None,
    override_reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why the guard is passed.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Make a move. Exit code 1 when it is refused, with the reasons, or when the case has moved on."""
    language = as_lang(lang)
    if override_reason and not override:
        raise BadInput("--override-reason needs --override GUARD: requires, demands or not_by")
    with the_office() as office:
        actor = acting(office, as_)
        request = Request(
            trigger,
            ref,
            form=form_of(office, input, document or []),
            on=parse_day(on, "--on") if on else None,
            reason=reason,
            version=expect_version,
            override=Override(override, override_reason or "") if override else None,
        )
        answer(office, apply(office, [request], actor)[0], language, as_json)


def note_on_case(
    ref: Case,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be remembered.")],
    document: Annotated[Path | None, typer.Option(metavar="FILE", help="A document that belongs to it.")] = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Add a note to a case's history, with a document if there is one. It changes nothing else."""
    language = as_lang(lang)
    with the_office() as office:
        form = form_of(office, None, [f"document={document}"] if document else [])
        answer(
            office,
            apply(office, [Request(NOTE, ref, form=form, reason=text)], acting(office, as_))[0],
            language,
            as_json,
        )


def form_of(office: Office, input: str | None, documents: list[str]) -> dict[str, Any]:
    """What `--input` says, and the SHA-256 of each document in its field."""
    form = read_input(input) if input else {}
    files: dict[str, tuple[bytes, str]] = {}
    for text in documents:
        field, file = _document(text)
        if field in form or field in files:
            raise BadInput(f"--document {text!r}: {field} is given twice; give it once, here or in --input")
        files[field] = file
    if files:
        now = office.clock.now()
        with office.database.write() as tx:
            form |= {field: blobs.hand_in(tx, data, kind, now) for field, (data, kind) in files.items()}
    return form


def _document(text: str) -> tuple[str, tuple[bytes, str]]:
    field, equals, name = text.partition("=")
    if not (field and equals and name):
        raise BadInput(f"--document {text!r}: write FIELD=FILE, such as printout=izdruka.pdf")
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"--document {text!r}: cannot be read ({error.strerror}); name a readable file") from None
    return field, (data, mimetypes.guess_type(name)[0] or "application/octet-stream")


def answer(office: Office, result: Result, lang: Lang, as_json: bool) -> None:
    """Print what became of the move and end with its exit code."""

    def text() -> str:
        return result_text(result, _workflow(office, result.ref), lang)

    show(result_json(result, lang), as_json=as_json, text=text)
    raise typer.Exit(0 if isinstance(result, Done) else 1)


def _workflow(office: Office, ref: str | None) -> Workflow | None:
    """The definition of the case that the answer is about; None where no case came of it."""
    if ref is None:
        return None
    with office.database.read() as tx:
        return locate(tx, office.in_force, ref, Viewer(None, riga_date(office.clock.now()))).workflow
