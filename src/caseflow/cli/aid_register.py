"""The desk of the register of de minimis aid, as the commands of `caseflow de-minimis` share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from caseflow.cli.session import acting, the_office
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.engine.check_digits import registration_number_valid
from caseflow.errors import BadInput
from caseflow.ledger.aid_desk import refuse_unless_writer
from caseflow.ledger.undertakings import Because

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Registration number of the undertaking.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, or by which document; it is kept.")]


@contextmanager
def register(as_: str | None, reason: str) -> Iterator[tuple[Transaction, Because, date]]:
    """One writing transaction of somebody who may keep the register, with what the entry rests on, and today."""
    if not reason.strip():
        raise BadInput("an entry needs its reason: --reason TEXT")
    with the_office() as office:
        user = acting(office, as_).user
        assert user is not None, "whoever acts at the command line is a person"
        now = office.clock.now()
        with office.database.write() as tx:
            refuse_unless_writer(tx, user, riga_date(now))
            yield tx, Because(str(user), now, reason=reason.strip()), riga_date(now)


def checked(number: str) -> str:
    """The number. Raises BadInput for one that cannot be."""
    if not registration_number_valid(number):
        raise BadInput(f"{number!r} is no registration number: 11 digits with a right check digit")
    return number
