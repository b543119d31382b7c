"""The worklist: cases by their nearest last day, page by page, each page read along an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from caseflow.cases.lines import LINES, Line, read_line
from caseflow.cases.scope import Programmes, Viewer, organisations_seen
from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.errors import BadInput
from caseflow.programmes.in_force import InForce

PAGE: Final = 50
KINDS: Final = ("open", "waiting", "decided", "closed")
LIVE: Final = ("open", "waiting", "decided")
MOST_BRANCHES: Final = 200
"""How many branches one statement walks, each with and without a last day: SQLite joins 500 walks."""
MOST_PARTIES: Final = 200
"""How many parties a text may name before it has to say more."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; None means any. Without a kind or state closed cases stay out.

    `text` is a case number, a registration number or a part of a party's name.
    """

    organisation: str | None = None
    state: str | None = None
    kind: str | None = None
    due_before: date | None = None
    assignee: UUID | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class After:
    """The last line of the page before: the next page begins after it."""

    next_due_on: date | None
    id: UUID

    @classmethod
    def parse(cls, text: str) -> After:
        """What `str` wrote; raises BadInput."""
        day, _, id = text.partition("_")
        try:
            return cls(None if day == "none" else date.fromisoformat(day), UUID(id))
        except ValueError:
            raise BadInput(f"{text!r} is no place in a list; take `next` from the page before") from None

    def __str__(self) -> str:
        return f"{self.next_due_on or 'none'}_{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """Up to `PAGE` lines, and where the next page begins (None: there is none)."""

    lines: tuple[Line, ...]
    next: After | None


def worklist(
    tx: Transaction,
    in_force: InForce,
    viewer: Viewer,
    filters: Filters | None = None,
    after: After | None = None,
    size: int = PAGE,
) -> Page:
    """A page of the cases that the viewer may see, nearest last day first, those without one at the end.

    Raises BadInput for a kind that does not exist, and for a text that too many parties answer to.
    """
    wanted = filters or Filters()
    seen, narrowed = organisations_seen(tx, viewer, wanted.organisation), _narrowed(tx, wanted)
    branches = list(_branches(seen, wanted))
    lines: list[Line] = []
    for first in range(0, len(branches), MOST_BRANCHES):
        lines += _lines(tx, in_force, branches[first : first + MOST_BRANCHES], narrowed, after, size + 1)
    lines.sort(key=lambda line: (line.next_due_on or date.max, line.id))
    last = lines[size - 1] if len(lines) > size else None
    return Page(tuple(lines[:size]), After(last.next_due_on, last.id) if last else None)


def counts(tx: Transaction, viewer: Viewer, wanted: Sequence[Filters], most: int) -> list[int]:
    """How many cases each of the filters finds, counted up to `most`: the cost stays flat however many there are."""
    parts: list[_Condition] = []
    seen = {name: organisations_seen(tx, viewer, name) for name in {filters.organisation for filters in wanted}}
    for number, filters in enumerate(wanted):
        narrowed = _narrowed(tx, filters)
        for branch in _branches(seen[filters.organisation], filters):
            found = f"SELECT 1 FROM case_record c WHERE {branch.sql}{narrowed.sql} LIMIT {int(most)}"
            sql = f"SELECT {number} AS n, (SELECT count(*) FROM ({found}) AS b) AS found"
            parts.append(_Condition(sql, (*branch.parameters, *narrowed.parameters)))
    totals = [0] * len(wanted)
    for first in range(0, len(parts), MOST_BRANCHES):
        some = parts[first : first + MOST_BRANCHES]
        sql = " UNION ALL ".join(part.sql for part in some)
        for number, found in tx.fetchall(sql, [value for part in some for value in part.parameters]):
            totals[number] += found
    return [min(total, most) for total in totals]


@dataclass(frozen=True, slots=True)
class _Condition:
    sql: str
    parameters: tuple[object, ...] = ()


def _branches(seen: Mapping[UUID, Programmes], wanted: Filters) -> Iterator[_Condition]:
    """One condition for each organisation and kind: each is one walk along the worklist's index."""
    if wanted.kind is not None and wanted.kind not in KINDS:
        raise BadInput(f"kind {wanted.kind!r} is not known: use one of {', '.join(KINDS)}")
    kinds = (wanted.kind,) if wanted.kind else KINDS if wanted.state else LIVE
    for organisation, programmes in seen.items():
        within = _within(programmes)
        for kind in kinds:
            sql = f"c.organisation_id = ? AND c.kind = ?{within.sql}"
            yield _Condition(sql, (organisation, kind, *within.parameters))


def _within(programmes: Programmes) -> _Condition:
    if programmes is None:
        return _Condition("")
    marks = ", ".join("?" for _ in programmes)
    return _Condition(
        f" AND c.workflow_version_id IN (SELECT v.id FROM workflow_version v WHERE v.programme IN ({marks}))",
        tuple(sorted(programmes)),
    )


def _narrowed(tx: Transaction, wanted: Filters) -> _Condition:
    """The filters that are not part of the index."""
    parts: list[str] = []
    parameters: list[object] = []
    for column, value in (("c.state = ?", wanted.state), ("c.assignee_id = ?", wanted.assignee)):
        if value is not None:
            parts.append(column)
            parameters.append(value)
    if wanted.due_before is not None:
        parts.append("c.next_due_on < ?")
        parameters.append(wanted.due_before)
    if wanted.text is not None:
        found = _parties(tx, wanted.text.strip())
        marks = ", ".join("?" for _ in found)
        parts.append(f"(c.ref = ?{f' OR c.party_id IN ({marks})' if found else ''})")
        parameters += [wanted.text.strip().upper(), *found]
    return _Condition("".join(f" AND {part}" for part in parts), tuple(parameters))


def _parties(tx: Transaction, text: str) -> list[UUID]:
    """The parties of that registration number, or with that text in their name, however it is capitalised."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    spellings = sorted({escaped, escaped.lower(), escaped.upper(), escaped.capitalize(), escaped.title()})
    likes = " OR ".join("name LIKE ? ESCAPE '\\'" for _ in spellings)
    rows = tx.fetchall(
        f"SELECT id FROM party WHERE registration_number = ? OR {likes} LIMIT {MOST_PARTIES + 1}",
        (text, *(f"%{spelling}%" for spelling in spellings)),
    )
    if len(rows) > MOST_PARTIES:
        raise BadInput(f"more than {MOST_PARTIES} parties answer to {text!r}; write more of the name")
    return [read_uuid(id) for (id,) in rows]


def _lines(
    tx: Transaction,
    in_force: InForce,
    branches: Sequence[_Condition],
    narrowed: _Condition,
    after: After | None,
    limit: int,
) -> list[Line]:
    """The next lines of these branches: one statement, whose every part walks along the index and stops at `limit`."""
    parts: list[str] = []
    parameters: list[object] = []
    for place in _places(after):
        for branch in branches:
            parts.append(
                f"SELECT * FROM (SELECT c.next_due_on, c.id FROM case_record c WHERE {branch.sql}{narrowed.sql}"
                f"{place.sql} ORDER BY c.next_due_on, c.id LIMIT {limit}) AS b"
            )
            parameters += [*branch.parameters, *narrowed.parameters, *place.parameters]
    order = "next_due_on IS NULL, next_due_on, id"
    keys = f"SELECT id FROM ({' UNION ALL '.join(parts)}) AS u ORDER BY {order} LIMIT {limit}"
    return [read_line(tx, in_force, row) for row in tx.fetchall(LINES.format(keys=keys), parameters)]


def _places(after: After | None) -> Iterator[_Condition]:
    """Where the page begins: among the cases with a last day, and then among those without one."""
    if after is None:
        yield _Condition(" AND c.next_due_on IS NOT NULL")
    elif after.next_due_on is not None:
        yield _Condition(" AND (c.next_due_on, c.id) > (?, ?)", (after.next_due_on, after.id))
    if after is None or after.next_due_on is not None:
        yield _Condition(" AND c.next_due_on IS NULL")
    else:
        yield _Condition(" AND c.next_due_on IS NULL AND c.id > ?", (after.id,))
