"""A dry run: what a move would write into the history of its case, and every letter as it would be set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from caseflow.cases.history import HistoryEntry, history
from caseflow.cases.scope import Viewer
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.letters.preview import pdf_of
from caseflow.moves.apply import rehearse
from caseflow.moves.office import Office
from caseflow.moves.request import Actor, Done, Refused, Request, Stale


@dataclass(frozen=True, slots=True)
class ForeseenLetter:
    """A letter that the move drafts or signs, and its PDF as far as it would be known."""

    name: str
    code: str
    title: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would happen: the answer, the events (what the clock has to do stands first), the letters."""

    done: Done
    entries: tuple[HistoryEntry, ...]
    letters: tuple[ForeseenLetter, ...]


def dry_run(office: Office, request: Request, actor: Actor) -> Foreseen | Refused | Stale:
    """What the move would do, or why it would not be made; nothing stays. Raises what `rehearse` raises."""

    def look(tx: Transaction, done: Done, letters: Sequence[UUID]) -> Foreseen:
        viewer = Viewer(actor.user, riga_date(office.clock.now()))
        entries = history(tx, office.in_force, done.ref, viewer)
        return Foreseen(done, tuple(_made(entries, done)), tuple(_letters(office, tx, letters)))

    return rehearse(office, request, actor, look)


def _made(entries: Sequence[HistoryEntry], done: Done) -> Sequence[HistoryEntry]:
    """The move's own event, after those of the clock that came up only now: nobody has seen them yet."""
    last = next(number for number, entry in enumerate(entries) if entry.seq == done.seq)
    first = last
    while first and entries[first - 1].at == entries[last].at and entries[first - 1].actor is None:
        first -= 1
    return entries[first : last + 1]


def _letters(office: Office, tx: Transaction, ids: Sequence[UUID]) -> Iterator[ForeseenLetter]:
    for id in ids:
        row = tx.fetchone("SELECT name, code, title FROM letter WHERE id = ?", (id,))
        assert row is not None
        name, code, title = row
        yield ForeseenLetter(name, code, title, pdf_of(tx, id, office.keys).pdf)
