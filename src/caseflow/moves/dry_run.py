"""A dry run: the move as `apply` makes it, told with its event and letters, and then taken back whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from caseflow.cases.history import HistoryEntry, history
from caseflow.cases.scope import Viewer
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.letters.preview import Page, pdf_of
from caseflow.moves.apply import apply
from caseflow.moves.office import Office
from caseflow.moves.request import Actor, Done, Request, Result


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would happen: the result, what the case's history would say, and each letter as it would be set."""

    result: Result
    entries: tuple[HistoryEntry, ...] = ()
    letters: Mapping[UUID, Page] = field(default_factory=dict)


class _TakenBack(Exception):
    """Ends the transaction of a dry run."""

    def __init__(self, foreseen: Foreseen) -> None:
        self.foreseen = foreseen


def dry_run(office: Office, request: Request, actor: Actor) -> Foreseen:
    """Make a move, look at everything that it does, and take it back; nothing stays. Raises what `apply` raises."""

    def look(tx: Transaction, results: Sequence[Result]) -> None:
        raise _TakenBack(_foreseen(office, tx, results[0], actor))

    try:
        apply(office, [request], actor, look)
    except _TakenBack as end:
        return end.foreseen
    raise AssertionError("unreachable")


def _foreseen(office: Office, tx: Transaction, result: Result, actor: Actor) -> Foreseen:
    if not isinstance(result, Done):
        return Foreseen(result)
    entries = history(tx, office.in_force, result.ref, Viewer(actor.user, riga_date(office.clock.now())))
    made = next(number for number, entry in enumerate(entries) if entry.seq == result.seq)
    # What the clock had to do first is told too: it was not there when the person looked.
    due = made
    while due and entries[due - 1].at == entries[made].at and entries[due - 1].actor is None:
        due -= 1
    pages = {letter: pdf_of(tx, letter, office.keys) for letter in result.letters}
    return Foreseen(result, tuple(entries[due : made + 1]), pages)
