"""Letters of the cases that a person may see, and the sealed text of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseflow.cases.scope import Viewer
from caseflow.cases.walks import Sql, walks
from caseflow.db import Transaction
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.errors import BadInput, NotFound
from caseflow.words import message

MOST: Final = 200
"""How many letters one list shows."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter without its text; `template` is `programme/name`, `opened_at` when the addressee opened it.

    `erased`: its text and bytes went when the retention of its case ended; number, day and hash stay.
    """

    id: UUID
    case: str
    seq: int
    name: str
    code: str
    title: str
    template: str
    release: str
    status: str
    drafted_at: datetime
    opened_at: datetime | None
    erased: bool
    series: str
    number: str | None
    registered_on: date | None


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """Which part of the registers of outgoing letters is asked for; what is None is not narrowed."""

    organisation: str | None = None
    year: int | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """A letter with its text as it is stored: encrypted with the key of that id, bound to the letter's id."""

    letter: Letter
    key_id: str
    sealed: bytes
    text_hash: str


_COLUMNS: Final = (
    "l.id, c.ref, l.seq, l.name, l.code, l.title, l.template, l.release, l.status, l.drafted_at, l.opened_at, "
    "length(l.text), l.series, l.number, l.registered_on"
)
_FROM: Final = "FROM letter l JOIN case_record c ON c.id = l.case_id"


def list_letters(tx: Transaction, viewer: Viewer, case: str | None = None) -> list[Letter]:
    """The letters of the case of that number, or the newest of all cases that the viewer sees, newest first."""
    if case is None:
        among = _newest(tx, viewer)
    else:
        seen, parameters = viewer.may_see("c")
        among = Sql(f"SELECT l.id {_FROM} WHERE c.ref = ? AND {seen}", (case, *parameters))
    rows = tx.fetchall(
        f"SELECT {_COLUMNS} FROM ({among.text}) k JOIN letter l ON l.id = k.id JOIN case_record c ON c.id = l.case_id "
        f"ORDER BY l.drafted_at DESC, c.ref, l.seq DESC, l.name LIMIT {MOST}",
        among.parameters,
    )
    return [_letter(row) for row in rows]


def list_register(tx: Transaction, viewer: Viewer, part: RegisterPart) -> list[Letter]:
    """Every letter with a number in that part of the registers, voided ones too, in the order of the numbers."""
    seen, parameters = viewer.may_see("c")
    asked = {"o.slug": part.organisation, "l.register_year": part.year, "l.series": part.series}
    given = {column: value for column, value in asked.items() if value is not None}
    rows = tx.fetchall(
        f"SELECT {_COLUMNS} {_FROM} JOIN organisation o ON o.id = l.organisation_id WHERE l.ordinal IS NOT NULL "
        f"AND {''.join(f'{column} = ? AND ' for column in given)}{seen} "
        "ORDER BY o.slug, l.register_year, l.series, l.ordinal",
        (*given.values(), *parameters),
    )
    return [_letter(row) for row in rows]


def _newest(tx: Transaction, viewer: Viewer) -> Sql:
    """A query for the ids of the newest letters: a walk for each organisation."""
    walk = Sql("SELECT l.id, l.drafted_at FROM letter l WHERE l.organisation_id = seen.id AND ")
    newest = Sql(f" ORDER BY drafted_at DESC LIMIT {MOST}")
    found = walks(tx.dialect, "seen", ("id", "drafted_at"), walk + viewer.within_of("seen", "l.case_id") + newest)
    return Sql("WITH seen AS (") + viewer.organisations() + Sql(") ") + found + newest


def find_letter(tx: Transaction, id: str, viewer: Viewer) -> SealedLetter:
    """The letter of that id.

    Raises BadInput for what is no id, NotFound for what the viewer may not know of, and for an erased text.
    """
    try:
        wanted = UUID(id)
    except ValueError:
        raise BadInput(f"{id!r} is no id of a letter; `caseflow letter list` shows them") from None
    seen, parameters = viewer.may_see("c")
    row = tx.fetchone(
        f"SELECT {_COLUMNS}, l.key_id, l.text, l.text_hash {_FROM} WHERE l.id = ? AND {seen}", (wanted, *parameters)
    )
    if row is None:
        raise NotFound(f"there is no letter {id}", message("cases.no_letter", letter=id))
    *letter, key_id, sealed, text_hash = row
    if not bytes(sealed):
        raise NotFound(
            f"the text of letter {id} was erased when its retention ended; `caseflow letter list` has the rest"
        )
    return SealedLetter(_letter(tuple(letter)), key_id, bytes(sealed), text_hash)


def _letter(row: tuple[Any, ...]) -> Letter:
    id, case, seq, name, code, title, template, release, status, drafted_at, opened_at, *more = row
    length, series, number, registered_on = more
    return Letter(
        read_uuid(id),
        case,
        seq,
        name,
        code,
        title,
        template,
        release,
        status,
        drafted_at=read_instant(drafted_at),
        opened_at=read_instant(opened_at) if opened_at else None,
        erased=length == 0,
        series=series,
        number=number,
        registered_on=read_day(registered_on) if registered_on else None,
    )
