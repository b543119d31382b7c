"""External references of the cases that a batch opens: looked up once, taken by the first that asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from caseflow.cases.external import Known, known
from caseflow.db import Transaction
from caseflow.engine.outcome import Reason
from caseflow.moves.desks import Desk
from caseflow.moves.request import Done, Refused, Request
from caseflow.moves.writes import Writes
from caseflow.words.message import message

TAKEN = "external-ref-taken"
"""The code of the reason by which a reference that a case bears already refuses an opening."""


class Externals:
    """Which references of the batch's openings are taken.

    Two batches at once may both find one free: the table's key lets one of them through, and the other looks again.
    """

    def __init__(self, tx: Transaction, openings: Sequence[Request], desks: Mapping[str, Desk]) -> None:
        self._desks = desks
        wanted: defaultdict[tuple[UUID, str], set[str]] = defaultdict(set)
        for request in openings:
            desk = desks.get(request.organisation or "")
            if request.external and desk:
                wanted[desk.organisation.id, request.workflow or ""].add(request.external.ref)
        self._known = {
            (*series, ref): found
            for series, refs in wanted.items()
            for ref, found in known(tx, *series, sorted(refs)).items()
        }

    def taken(self, request: Request) -> Known | None:
        """The case that bears the reference already."""
        return self._known.get(self._key(request)) if self._known and request.external else None

    def take(self, request: Request, done: Done, writes: Writes) -> None:
        """The case that was opened bears the reference from now on."""
        if request.external:
            key = self._key(request)
            self._known[key] = Known(done.ref, request.external.digest)
            writes.external.append((*key, done.case, request.external.digest))

    def _key(self, request: Request) -> tuple[UUID, str, str]:
        assert request.external is not None
        organisation = self._desks[request.organisation or ""].organisation.id
        return organisation, request.workflow or "", request.external.ref


def taken(request: Request, by: Known) -> Refused:
    """The answer to an opening whose reference is taken; `ref` is the case that bears it."""
    ref = request.external.ref if request.external else ""
    return Refused(
        request.trigger, (Reason(TAKEN, message("cases.external_ref_taken", given=ref, case=by.case)),), by.case
    )
