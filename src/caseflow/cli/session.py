"""Who sits at the command line: the office that the environment names, and the person who acts or looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from caseflow.access.people import find_user
from caseflow.app.office import open_office
from caseflow.cases.scope import Viewer
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.errors import BadInput
from caseflow.moves import Actor
from caseflow.moves.office import Office
from caseflow.settings import Settings

As = Annotated[
    str | None,
    typer.Option("--as", envvar="CASEFLOW_USER", metavar="USER", help="Who acts or looks; default CASEFLOW_USER."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option("--lang", metavar="LANG", help="lv or en.")]
Case = Annotated[str, typer.Argument(metavar="REF", help="Number of the case, or its id.")]


@contextmanager
def the_office() -> Iterator[Office]:
    """The office that the environment names; what is in force is read when it is asked for."""
    with open_office(Settings.from_environment()) as office:
        yield office


@contextmanager
def looking(office: Office, username: str | None) -> Iterator[tuple[Transaction, Viewer]]:
    """One reading transaction as somebody sees it. Raises BadInput without a name, NotFound for an unknown one."""
    with office.database.read() as tx:
        office.in_force.refresh(tx)
        yield tx, Viewer(find_user(tx, _named(username)), riga_date(office.clock.now()))


def acting(office: Office, username: str | None) -> Actor:
    """The person of that name. Raises BadInput without a name, NotFound for an unknown one."""
    with office.database.read() as tx:
        return Actor(find_user(tx, _named(username)))


def _named(username: str | None) -> str:
    if not username:
        raise BadInput("say who you are: --as USER, or set CASEFLOW_USER; `caseflow user list` shows who there is")
    return username
