"""Many batches in one transaction: all of their moves are made, or none; or all are only tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from caseflow.moves.apply import retried, within
from caseflow.moves.office import Office
from caseflow.moves.request import Actor, Done, Request, Result


class _TakenBack(Exception):
    """Ends the transaction without keeping anything of it."""


def apply_together(
    office: Office, batches: Callable[[], Iterable[Sequence[Request]]], actor: Actor, *, keep: bool = True
) -> list[Result]:
    """Make the moves of all batches in one transaction, kept only if every one of them is Done.

    Each batch is written before the next is stepped, so memory holds one of them at a time; `batches` is asked again
    when the database was busy. With `keep` False nothing is kept in any case: the answers are those of a rehearsal.
    Raises Retryable when the database stays busy.
    """

    def once() -> list[Result]:
        results: list[Result] = []
        try:
            with office.database.write() as tx:
                for batch in batches():
                    results += within(office, tx, batch, actor)
                if not keep or not all(isinstance(result, Done) for result in results):
                    raise _TakenBack
        except _TakenBack:
            pass
        return results

    return retried(once)
