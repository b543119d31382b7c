"""`caseflow worker`: fires what is due, once or for as long as the process lives."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from caseflow.app.office import open_office
from caseflow.cli.output import show
from caseflow.settings import Settings
from caseflow.worker.rounds import run, work_off


def command(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now and exit.")] = False,
    seconds: Annotated[float, typer.Option("--every", min=0.1, help="Seconds between beats.")] = 1.0,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Fire what is due: openings, warnings, escalations and the ends of deadlines."""
    with open_office(Settings.from_environment()) as office:
        if not once:
            run(office, seconds)
            return
        done = work_off(office)
        letters = asdict(done.letters)
        text = f"{done.cases} cases, {done.moves} moves; letters: " + ", ".join(f"{n} {w}" for w, n in letters.items())
        show({"cases": done.cases, "moves": done.moves, "letters": letters}, as_json=as_json, text=text)
