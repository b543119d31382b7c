"""What officers enter of how undertakings change: links that end, mergers, splits; each with its day and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.errors import BadInput, NotFound
from caseflow.ledger import undertakings
from caseflow.ledger.aid_desk import AidRefused, locked
from caseflow.ledger.changes import Change, Kind, Part, changes_of, enter_change
from caseflow.ledger.de_minimis import read_aid
from caseflow.ledger.undertakings import Because
from caseflow.parties.register import party_id

Named = tuple[str, str]
"""Registration number and name of an enterprise."""


def end_links(tx: Transaction, number: str, last_day: date, because: Because, today: date) -> int:
    """Let everything that links an enterprise with others end with a day; answers how many links.

    Raises BadInput for a day to come, AidRefused where no link holds on it.
    """
    if last_day > today:
        raise BadInput(f"--last-day {last_day} is later than today ({today}): enter it when it is over")
    own = party_id(number)
    if undertakings.lock(tx, [own], today) is None:
        raise AidRefused("somebody else has just changed who is one undertaking with whom: try again")
    ended = tx.execute(
        "UPDATE undertaking_member SET valid_to = ?, ended_by = ?, ended_at = ?, ended_why = ? "
        "WHERE undertaking_id = ? AND valid_from <= ? AND valid_to IS NULL",
        (last_day, because.by, because.at, because.reason, own, last_day),
    )
    if not ended:
        raise AidRefused(f"{number} has no link with others that holds on {last_day} and has not ended yet")
    return ended


def merge(tx: Transaction, absorbed: Sequence[Named], into: Named, on: date, because: Because, today: date) -> Change:
    """Enter that enterprises became one: all their earlier aid counts for it (Z-DM-04). Raises BadInput, AidRefused."""
    if not absorbed or into[0] in dict(absorbed):
        raise BadInput("a merger names whoever was absorbed, and another enterprise that they became part of")
    numbers = [number for number, _ in absorbed]
    ids = _locked(tx, [*absorbed, into], today)
    parts = [*(Part(ids[number], "absorbed") for number in numbers), Part(ids[into[0]], "into")]
    return _entered(tx, "merger", parts, {}, on, because, today)


def split(
    tx: Transaction,
    source: Named,
    parts: Mapping[Named, Decimal],
    uses: Mapping[str, str],
    on: date,
    because: Because,
    today: date,
) -> Change:
    """Enter that an enterprise became several: aid follows its use, else the equity of the parts in EUR (Z-DM-04).

    `uses` gives the number of the part that uses an aid by the aid's reference or id. Raises BadInput, AidRefused.
    """
    if len(dict(parts.keys())) < 2:
        raise BadInput("a split has two parts or more, each with its number, name and equity")
    if any(equity < 0 or equity % Decimal("0.01") for equity in parts.values()) or not sum(parts.values()):
        raise BadInput("equity is zero or more and in whole cents, and not zero for all parts together")
    ids = _locked(tx, [source, *parts], today)
    known = {key: str(aid.id) for aid in read_aid(tx, [ids[source[0]]]) for key in (str(aid.id), aid.reference) if key}
    users: dict[str, str] = {}
    for aid, number in uses.items():
        if aid not in known:
            raise NotFound(f"{source[0]} has no aid {aid!r}; `caseflow de-minimis show {source[0]}` lists them")
        if number not in {number for number, _ in parts}:
            raise BadInput(f"{number} uses aid {aid!r} but is no part of the split; name it as a part")
        users[known[aid]] = str(ids[number])
    own = Part(ids[source[0]], "source")
    heirs = [Part(ids[number], "part", equity) for (number, _), equity in parts.items()]
    return _entered(tx, "split", [own, *heirs], users, on, because, today)


def _locked(tx: Transaction, named: Sequence[Named], today: date) -> dict[str, UUID]:
    return dict(zip(dict(named), locked(tx, named, today), strict=True))


def _entered(
    tx: Transaction,
    kind: Kind,
    parts: Sequence[Part],
    uses: Mapping[str, str],
    on: date,
    because: Because,
    today: date,
) -> Change:
    if on > today:
        raise BadInput(f"--on {on} is later than today ({today}): enter it when it has happened")
    assert because.reason is not None, "a person's entry has its reason"
    fresh = Change(uuid4(), kind, on, tuple(parts), uses, because.reason, because.by, because.at)
    for known in changes_of(tx, [part.undertaking for part in parts]):
        if (known.kind, known.day, set(known.parts)) == (kind, on, set(parts)):
            raise AidRefused(f"this {kind} of {on} is entered already ({known.id})")
    enter_change(tx, fresh)
    return fresh
