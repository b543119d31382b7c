"""`caseflow bench`: how fast caseflow is, and how fast the database would let it be."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from caseflow.bench.result import Finding, Side
from caseflow.bench.run import CASES, DUE, FILLING, MOVES, PREPARING, WORKS, Plan, Tell, bench
from caseflow.cli.output import show
from caseflow.settings import find_home
from caseflow.words import Lang, as_lang, message, say

name = "bench"
DATABASE = "CASEFLOW_BENCH_DATABASE_URL"


def command(
    works: Annotated[
        list[str] | None, typer.Argument(metavar="[WORK]...", help=f"{', '.join(WORKS)}; all without one.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar=DATABASE,
            help="A PostgreSQL server, on which a database is made and dropped; a SQLite file in /tmp without it.",
        ),
    ] = None,
    rounds: Annotated[int, typer.Option(metavar="N", help="Rounds of each side, interleaved.")] = 3,
    moves: Annotated[int, typer.Option(metavar="N", help="Moves of each side in a round.")] = MOVES,
    due: Annotated[int, typer.Option(metavar="N", help="Due cases of a sweep in a round.")] = DUE,
    cases: Annotated[int, typer.Option(metavar="N", help="Cases of a worklist and of an idle sweep.")] = CASES,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language of the sentences: lv or en.")] = "lv",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure caseflow against hand-written SQL that writes the same rows and bytes, side by side in one run.

    Ratios are what to read: speeds belong to the machine and to what else it does.
    Raises `BadInput` for an unknown work or a database that cannot be used.
    """
    language = as_lang(lang)
    findings = []
    for found in bench(find_home(), works or (), database, Plan(rounds, moves, due, cases), _teller(language)):
        findings.append(found)
        if not as_json:  # as they come: a long run that is broken off has said something
            typer.echo(f"{_as_text(found, language)}\n")
    if as_json:
        show({"processors": os.cpu_count(), "findings": findings}, as_json=True, text="")


def _teller(lang: Lang) -> Tell:
    """Says on stderr what is being measured, and how far the cases are that are made for it."""

    def tell(what: str, done: int, total: int) -> None:
        name = what if what in (PREPARING, FILLING) else "measuring"
        typer.echo(say(message(f"cli_bench.{name}", work=what, done=done, total=total), lang), err=True)

    return tell


def _as_text(found: Finding, lang: Lang) -> str:
    title = message(
        "cli_bench.work",
        work=found.work,
        database=found.database,
        clients=found.clients,
        rounds=found.rounds,
        moves=found.moves,
    )
    lines = [say(title, lang), say(message("cli_bench.columns"), lang)]
    lines += [_row(side, lang) for side in found.sides]
    return "\n".join([*lines, say(message("cli_bench.ratio", ratio=f"{found.ratio:.2f}"), lang)])


def _row(side: Side, lang: Lang) -> str:
    label = say(message(f"cli_bench.side.{side.name.replace(' ', '_')}"), lang)
    numbers = (side.per_second, side.microseconds, side.rows, side.bytes, side.trips)
    return f"  {label:<22}" + "".join(f"{number:>12}" for number in numbers)
