"""`caseflow clock`: shows the clock, and moves it in an installation for practice."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from caseflow.app.office import open_office
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.clock import RIGA, MachineClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from caseflow.db.values import read_instant
from caseflow.errors import BadInput
from caseflow.settings import Settings
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="The clock: show it; set or advance it in practice.", no_args_is_help=True)

_STEP = re.compile(r"(\d{1,6}) (second|minute|hour|day|week|month|year)s?")
_LAST_YEAR = 9000


@app.command("show")
def show_clock(lang: Language = "lv", as_json: Json = False) -> None:
    """Show the present instant of this installation."""
    language = as_lang(lang)
    with the_office() as office:
        _say(office.clock.now(), language, as_json)


@app.command("set")
def set_clock(
    instant: Annotated[str, typer.Argument(metavar="INSTANT", help="2023-12-28T23:59:20; Riga time without a zone.")],
    speed: Annotated[int, typer.Option(metavar="N", help="Practice seconds in a real one; 0 stands still.")] = 1,
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Set the practice clock, never behind the latest event."""
    language, wanted = as_lang(lang), _instant(instant)
    with _practice() as (database, clock):
        clock.set(wanted, latest_event(database), speed)
        _say(clock.now(), language, as_json)


@app.command("advance")
def advance_clock(
    by: Annotated[str, typer.Argument(metavar="STEP", help="'30 seconds', '2 hours', '1 day' ...")],
    lang: Language = "lv",
    as_json: Json = False,
) -> None:
    """Move the practice clock forward."""
    language, step = as_lang(lang), _STEP.fullmatch(by.strip())
    if step is None:
        raise BadInput(
            f"{by!r} is no step; write a number and seconds, minutes, hours, days, weeks, months or years: '2 hours'",
            message("practice_clock.step", text=by),
        )
    with _practice() as (database, clock):
        step_by = _length(clock.now(), int(step[1]), step[2])
        _say(clock.advance(step_by, latest_event(database)), language, as_json)


def _length(now: datetime, number: int, unit: str) -> timedelta:
    """How long the step is from `now`; months and years by the calendar in Riga. Raises BadInput."""
    if unit not in ("month", "year"):
        return timedelta(**{f"{unit}s": number})
    local = now.astimezone(RIGA)
    year, month = divmod(local.year * 12 + local.month - 1 + number * (12 if unit == "year" else 1), 12)
    if year > _LAST_YEAR:
        raise BadInput(f"{number} {unit}s is too far: the clock goes up to the year {_LAST_YEAR}")
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(UTC) - now


def latest_event(database: Database) -> datetime | None:
    """The instant of the latest event of any case: practice time never falls behind it."""
    with database.read() as tx:
        row = tx.fetchone("SELECT max(at) FROM event")
    return read_instant(row[0]) if row and row[0] else None


@contextmanager
def _practice() -> Iterator[tuple[Database, PracticeClock]]:
    settings = Settings.from_environment()
    if settings.environment == "production":
        raise BadInput("in production the clock is the machine's; set CASEFLOW_ENV=practice to practise")
    with open_office(settings) as office:
        yield office.database, PracticeClock(office.database, MachineClock())


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"{text!r} is no instant; write 2023-12-28T23:59:20, with +02:00 or in Riga time") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=RIGA)


def _say(now: datetime, lang: Lang, as_json: bool) -> None:
    show({"now": now}, as_json=as_json, text=lambda: say(message("cli_setup.now", at=now), lang))
