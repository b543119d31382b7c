"""After a change of the calendar: which last days move, which letters told another day, and the moves that do it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.calendar import Term, due
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_uuid
from caseflow.engine.letter_deadlines import is_letters
from caseflow.moves.apply import apply
from caseflow.moves.office import Office
from caseflow.moves.request import Actor, Request, Result

BATCH = 500

_LIVE = """
SELECT c.ref, d.name, d.anchor, d.term, d.calendar, d.due_on, d.intervals, d.extended_to, d.not_before, c.id,
  c.workflow_version_id
FROM deadline d JOIN case_record c ON c.id = d.case_id
WHERE d.status = 'running' AND d.due_on IS NOT NULL AND d.calendar_version <> ? ORDER BY c.ref, d.name
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline whose last day another calendar moves; `letters` told an addressee the old day."""

    ref: str
    deadline: str
    now: date
    then: date
    letters: tuple[str, ...]


def preview(office: Office) -> list[Moved]:
    """Every running deadline whose last day the calendar in force moves; nothing is changed."""
    with office.database.read() as tx:
        office.in_force.refresh(tx)
        return list(_moved(office, tx))


def recalculate(office: Office, actor: Actor, reason: str) -> list[Result]:
    """Move them, as the administrator `actor` and for a written reason; answers the move of each case."""
    refs = sorted({moved.ref for moved in preview(office)})
    results: list[Result] = []
    for first in range(0, len(refs), BATCH):
        requests = [Request("recalculate_deadlines", ref, reason=reason) for ref in refs[first : first + BATCH]]
        results.extend(apply(office, requests, actor))
    return results


def _moved(office: Office, tx: Transaction) -> Iterator[Moved]:
    calendars = office.in_force.calendars()
    for ref, name, anchor, term, calendar, due_on, intervals, extended, floor, id, version in tx.fetchall(
        _LIVE, (calendars.version,)
    ):
        if is_letters(name):
            continue  # counted from an act of delivery, and told to nobody
        if office.in_force.workflow(tx, read_uuid(version)).deadlines[name].kind in ("fixed", "retention"):
            continue  # dates of the programme and ends of retention never move (X-TIM-06)
        found = due(
            Term.parse(term),
            read_day(anchor),
            calendars.named(calendar),
            suspensions=_intervals(read_json(intervals)),
            extended_to=Term.parse(extended) if extended else None,
            not_before=read_day(floor) if floor else None,
        )
        now = read_day(due_on)
        if found.due_on is not None and found.due_on != now:
            yield Moved(ref, name, now, found.due_on, _told(tx, id, now))


def _told(tx: Transaction, id: object, day: date) -> tuple[str, ...]:
    """The letters of the case whose text was drafted with that day in it."""
    rows = tx.fetchall("SELECT body FROM event WHERE case_id = ? ORDER BY seq", (id,))
    letters = (letter for (body,) in rows for letter in json.loads(body)["outcome"].get("letters", ()))
    names = [letter["name"] for letter in letters if day.isoformat() in _days(letter["context"])]
    return tuple(dict.fromkeys(names))


def _days(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _days(item)
    elif isinstance(value, list):
        for item in value:
            yield from _days(item)


def _intervals(pairs: Any) -> list[tuple[date, date | None]]:
    return [(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in pairs]
