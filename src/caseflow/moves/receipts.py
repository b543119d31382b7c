"""Letters opened by their link: what the link leads to, and the receipt that is kept when somebody opens it.

The receipt says when, and nothing of who: neither address nor device. It moves no deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from caseflow.clock import riga_date
from caseflow.db import Transaction, blobs
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine import notices
from caseflow.engine.facts import Move
from caseflow.errors import NotFound
from caseflow.letters.links import Link, read_link
from caseflow.moves.due import CLOCK
from caseflow.moves.office import Office
from caseflow.moves.request import Actor
from caseflow.moves.round import Round

Standing = Literal["open", "expired", "void", "gone"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The letter that a link leads to; `standing` says whether it can be opened, and why not."""

    standing: Standing
    organisation: str
    email: str
    title: str
    number: str
    registered_on: date
    case: str
    last_day: date
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """The registered bytes, under a name for the file."""

    pdf: bytes
    linked: Linked


_LETTER: Final = """
SELECT l.id, l.case_id, l.status, l.title, l.number, l.registered_on, l.pdf, l.opened_at, l.code, c.ref, o.slug,
  o.profile, b.sha256 FROM letter l JOIN case_record c ON c.id = l.case_id
  JOIN organisation o ON o.id = l.organisation_id LEFT JOIN blob b ON b.sha256 = l.pdf WHERE l.id = ?
"""


def look_at_letter(office: Office, token: str) -> Linked:
    """What a link leads to. Raises NotFound for a link that nobody here has signed."""
    link = _read(office, token)
    with office.database.read() as tx:
        return _linked(_row(tx, link), link, riga_date(office.clock.now()))


def open_letter(office: Office, token: str) -> Linked | OpenedLetter:
    """Open the letter and keep a receipt the first time; answers what stands in the way where something does.

    Raises NotFound for a link that nobody here has signed.
    """
    link = _read(office, token)
    with office.database.write() as tx:
        round = Round(office, tx, Actor(None))
        gathered = round.gather([read_uuid(_row(tx, link)[1])])
        if tx.dialect == "postgresql":
            tx.execute("SELECT 1 FROM letter WHERE id = ? FOR UPDATE", (link.letter,))
        row = _row(tx, link)
        linked = _linked(row, link, riga_date(round.now))
        if linked.standing != "open":
            return linked
        if linked.opened_at is None:
            tree = round.tree(CLOCK)
            form = {"letter": str(link.letter), "code": row[8], "number": linked.number}
            tree.move(gathered[0], Move(notices.OPENED, form))
            round.keep(tree)
            tx.execute("UPDATE letter SET opened_at = ? WHERE id = ?", (round.now, link.letter))
            round.write()
        return OpenedLetter(blobs.get(tx, row[6]).data, linked)


def _read(office: Office, token: str) -> Link:
    link = read_link(office.keys, token)
    if link is None:
        raise NotFound("this link leads to no letter")
    return link


def _row(tx: Transaction, link: Link) -> tuple[Any, ...]:
    row = tx.fetchone(_LETTER, (link.letter,))
    if row is None or row[4] is None:
        raise NotFound("this link leads to no letter")
    return row


def _linked(row: tuple[Any, ...], link: Link, today: date) -> Linked:
    _, _, status, title, number, registered_on, _, opened_at, _, ref, slug, profile, kept = row
    letterhead = read_json(profile).get("letterhead", {})
    standing: Standing = "open"
    if status in ("voided", "cancelled"):
        standing = "void"
    elif today > link.last_day:
        standing = "expired"
    elif kept is None:
        standing = "gone"
    return Linked(
        standing,
        letterhead.get("nosaukums", slug),
        letterhead.get("epasts", ""),
        title,
        number,
        read_day(registered_on),
        ref,
        link.last_day,
        read_instant(opened_at) if opened_at else None,
    )
