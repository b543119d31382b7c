"""`caseflow case import`: opens a case for each row of a table that people keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caseflow.app.importing import Job, Report, columns_of, import_cases
from caseflow.cli.output import show
from caseflow.cli.progress import progress
from caseflow.cli.session import As, Json, Language, acting, the_office
from caseflow.errors import BadInput
from caseflow.intake.columns import Columns
from caseflow.intake.entries import put_together
from caseflow.intake.faults import BadFile, Fault
from caseflow.intake.reading import read_tables
from caseflow.intake.rejects import write_rejects
from caseflow.intake.template import write_template
from caseflow.words import Lang, as_lang, message, say

MOST_TOLD = 40
"""Faults that are told on the screen; `--json` and `--rejects` tell all."""

SUBMIT = "submit"


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX; docs/import.md describes the columns.")],
    workflow: Annotated[str, typer.Option(metavar="PROGRAMME/WORKFLOW", help="Which cases are opened.")],
    organisation: Annotated[str | None, typer.Option(metavar="SLUG", help="Who keeps the cases.")] = None,
    lines: Annotated[
        Path | None, typer.Option("--lines", metavar="FILE", help="Rows of the lists, by external_ref.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Sheet of an XLSX; default the first.")] = None,
    submit: Annotated[bool, typer.Option("--submit", help="Submit each case that is opened.")] = False,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="In one transaction; one bad row keeps all of them out.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try everything, keep nothing.")] = False,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the bad rows there as CSV, with the reasons.")
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Write an empty FILE (.xlsx, .csv) with the columns instead.")
    ] = False,
    as_: As = None,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Open a case for each external_ref of a CSV or XLSX file. Safe to run again: what is in is passed over.

    Exit code 1 when a row was rejected; 2 when the file as a whole cannot be read.
    """
    language = as_lang(lang)
    with the_office() as office:
        try:
            columns = columns_of(office, workflow)
            if template:
                write_template(file, columns, language)
                said = say(message("intake.template_written", file=str(file)), language)
                show({"file": str(file)}, as_json=as_json, text=said)
                return
            if organisation is None:
                raise BadInput(say(message("intake.no_organisation"), language))
            _refuse_overwriting(rejects, [file, *([lines] if lines else [])], language)
            read = put_together(columns, read_tables(columns, file, lines, sheet))
            job = Job(workflow, organisation, SUBMIT if submit else None, all_or_nothing, dry_run)
            with progress(len(read.entries), language, silent=as_json) as told:
                report = import_cases(office, acting(office, as_), job, read, told)
        except BadFile as bad:
            raise BadInput("\n".join(say(each, language) for each in bad.messages)) from None
        except KeyboardInterrupt:
            typer.echo(say(message("intake.interrupted"), language), err=True)
            raise typer.Exit(1) from None
    if rejects is not None:
        _write(rejects, columns, report, language)
    show(_json(report, job, language), as_json=as_json, text=lambda: _text(report, job, rejects, language))
    raise typer.Exit(1 if report.rejected else 0)


def _refuse_overwriting(rejects: Path | None, inputs: list[Path], lang: Lang) -> None:
    if rejects is not None and rejects.resolve() in [each.resolve() for each in inputs]:
        raise BadInput(say(message("intake.rejects_is_input", file=str(rejects)), lang))


def _write(rejects: Path, columns: Columns, report: Report, lang: Lang) -> None:
    try:
        write_rejects(rejects, columns.all, report.rejected, lambda fault: _why(fault, lang))
    except OSError as error:  # the cases are in: only the list of the others is missing
        typer.echo(
            say(message("intake.rejects_unwritable", file=str(rejects), why=error.strerror or ""), lang), err=True
        )


def _json(report: Report, job: Job, lang: Lang) -> dict[str, Any]:
    return {
        "workflow": job.workflow,
        "organisation": job.organisation,
        "dry_run": job.rehearsal,
        "all_or_nothing": job.together,
        "entries": report.entries,
        "opened": [{"external_ref": ref, "ref": case} for ref, case in report.opened.items()],
        "known": [{"external_ref": ref, "ref": case} for ref, case in report.known.items()],
        "fit": report.fit,
        "rejected": len(report.rejected),
        "faults": [
            {
                "external_ref": fault.ref,
                "sheet": fault.sheet or None,
                "line": fault.line,
                "column": fault.column or None,
                "code": fault.code,
                "message": say(fault.message, lang),
            }
            for fault in report.faults
        ],
    }


def _text(report: Report, job: Job, rejects: Path | None, lang: Lang) -> str:
    faults = report.faults
    lines = [_said(fault, lang) for fault in faults[:MOST_TOLD]]
    if len(faults) > MOST_TOLD:
        more = "intake.more" if rejects else "intake.more_unwritten"
        lines.append(say(message(more, n=len(faults) - MOST_TOLD), lang))
    if lines:
        lines.append("")
    lines.append(say(message("intake.entries", n=report.entries), lang))
    if job.rehearsal:
        lines.append(say(message("intake.would_open", n=report.fit), lang))
    elif job.together and report.rejected:
        lines.append(say(message("intake.nothing_opened", n=report.fit), lang))
    else:
        lines.append(say(message("intake.opened", n=len(report.opened)), lang))
    if report.known:
        lines.append(say(message("intake.known", n=len(report.known)), lang))
    if report.rejected:
        lines.append(say(message("intake.rejected", n=len(report.rejected)), lang))
    if report.rejected and rejects:
        lines.append(say(message("intake.rejects_written", file=str(rejects)), lang))
    return "\n".join(lines)


def _said(fault: Fault, lang: Lang) -> str:
    place = "intake.at" + ("_sheet" if fault.sheet else "") + ("_column" if fault.column else "")
    args = {"line": fault.line, "sheet": fault.sheet, "column": fault.column, "ref": fault.ref or "–"}
    return say(message(place, **args, what=fault.message), lang)


def _why(fault: Fault, lang: Lang) -> str:
    """Without the line, which is another one in the file of rejects."""
    name = "intake.why_column" if fault.column else "intake.why"
    return say(message(name, column=fault.column, what=fault.message), lang)
