"""`caseflow evidence`: dated answers of registers and officers, added to a case and read from it."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.calendar import parse_day
from caseflow.cases.view import locate
from caseflow.cli.case_move import Documents, Input, On, answer, form_of
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import As, Case, Json, Language, acting, looking, the_office
from caseflow.engine.evidence import KIND, RECORD
from caseflow.moves import Request, apply
from caseflow.registers.evidence import Kept, read_evidence
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="Evidence of cases: dated answers of registers and officers.", no_args_is_help=True)


@app.command("add")
def add(
    ref: Case,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A kind that the case's workflow names.")],
    input: Input = None,
    document: Documents = None,
    on: On = None,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Add evidence to a case; its answer, `data_date` and so on are fields of the form. Exit code 1 when refused."""
    language = as_lang(lang)
    with the_office() as office:
        actor = acting(office, as_)
        form = {**form_of(office, input, document or []), KIND: kind}
        request = Request(RECORD, ref, form=form, on=parse_day(on, "--on") if on else None)
        answer(office, apply(office, [request], actor)[0], language, as_json)


@app.command("list")
def list_all(ref: Case, as_: As = None, lang: Language = "lv", as_json: Json = False) -> None:
    """List a case's evidence, oldest first; what was taken back is marked."""
    language = as_lang(lang)
    with the_office() as office, looking(office, as_) as (tx, viewer):
        found = read_evidence(tx, [locate(tx, office.in_force, ref, viewer).id])
    lines = [(each.kind, each.source, _days(each, language), _state(each, language)) for each in found]
    show(found, as_json=as_json, text=columns(lines) or say(message("cli_evidence.none"), language))


def _days(each: Kept, lang: Lang) -> str:
    obtained = message("cli_evidence.obtained", on=each.obtained_on)
    dated = message("cli_evidence.data", on=each.data_date) if each.data_date else None
    until = message("cli_evidence.until", on=each.valid_until) if each.valid_until else None
    return ", ".join(say(part, lang) for part in (obtained, dated, until) if part is not None)


def _state(each: Kept, lang: Lang) -> str:
    return "" if each.withdrawn_seq is None else say(message("cli_evidence.withdrawn"), lang)
