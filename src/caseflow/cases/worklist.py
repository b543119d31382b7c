"""The worklist: cases by their nearest last day, page by page, each page read along an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from caseflow.cases.lines import LINES, Line, read_line
from caseflow.cases.scope import Viewer
from caseflow.cases.walks import Sql, walks
from caseflow.db import Transaction
from caseflow.db.driver import Dialect
from caseflow.errors import BadInput
from caseflow.parties.names import parties_named
from caseflow.programmes.in_force import InForce

PAGE: Final = 50
KINDS: Final = ("open", "waiting", "decided", "closed")
LIVE: Final = ("open", "waiting", "decided")


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; None means any. Without a kind or state closed cases stay out.

    `text` is a case number, a registration number, or words with which words of a party's name begin.
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

    One statement; two where the page reaches the cases without a last day.
    Raises BadInput for a kind that does not exist, and for a text that too many parties answer to.
    """
    wanted = _wanted(tx, filters or Filters())
    lines: list[Line] = []
    for place in _places(after, undated=wanted.filters.due_before is None):
        if len(lines) <= size:
            limit = size + 1 - len(lines)
            keys = _keys(tx.dialect, viewer, wanted, place, limit)
            nearest = f"{keys.text} ORDER BY next_due_on, id LIMIT {limit}"
            sql = f"{LINES.format(keys=nearest)} ORDER BY c.next_due_on, c.id"
            lines += [read_line(tx, in_force, row) for row in tx.fetchall(sql, keys.parameters)]
    last = lines[size - 1] if len(lines) > size else None
    return Page(tuple(lines[:size]), After(last.next_due_on, last.id) if last else None)


def counts(tx: Transaction, viewer: Viewer, filters: Sequence[Filters], most: int) -> list[int]:
    """How many cases each of the filters finds, counted up to `most`: the cost stays flat however many there are."""
    keys = [_keys(tx.dialect, viewer, _wanted(tx, each), Sql(""), most) for each in filters]
    bounded = (f"(SELECT count(*) FROM ({each.text} LIMIT {int(most)}) b)" for each in keys)
    sql = f"SELECT {', '.join(bounded)}"
    return list(tx.fetchone(sql, [value for each in keys for value in each.parameters]) or ())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Filters that are known to be good: the kinds that they let through, and what their text names."""

    filters: Filters
    kinds: Sequence[str]
    named: Sql | None


def _wanted(tx: Transaction, filters: Filters) -> _Wanted:
    if filters.kind is not None and filters.kind not in KINDS:
        raise BadInput(f"kind {filters.kind!r} is not known: use one of {', '.join(KINDS)}")
    kinds = (filters.kind,) if filters.kind else KINDS if filters.state else LIVE
    return _Wanted(filters, kinds, _named(tx, filters.text.strip()) if filters.text is not None else None)


def _named(tx: Transaction, text: str) -> Sql:
    """A query for the ids of the cases of that number, or of a party that answers to the text."""
    found = parties_named(tx, text)
    marks = ", ".join("?" for _ in found)
    of_party = f" UNION ALL SELECT id FROM case_record WHERE party_id IN ({marks})" if found else ""
    return Sql(f"SELECT id FROM case_record WHERE ref = ?{of_party}", (text.upper(), *found))


def _keys(dialect: Dialect, viewer: Viewer, wanted: _Wanted, place: Sql, limit: int) -> Sql:
    """A query for the last day and id of the wanted cases: of each walk the first `limit` from that place on.

    It walks along the index of what is rarest: the named cases, an officer's, those of a state, else all of a kind.
    """
    filters = wanted.filters
    kinds = ", ".join(f"'{kind}'" for kind in wanted.kinds)
    each_kind = "({}) r".format(" UNION ALL ".join(f"SELECT '{kind}' AS kind" for kind in wanted.kinds))
    within = viewer.within("seen", "c")
    in_seen = Sql(" AND ") + viewer.among("seen", "c")
    state, assignee = _equal("state", filters.state), _equal("assignee_id", filters.assignee)
    if wanted.named is not None:
        roots = "(SELECT 1) r"
        follow = Sql("c.id IN (") + wanted.named + Sql(f") AND c.kind IN ({kinds})") + state + assignee + in_seen
    elif filters.assignee is not None:
        roots = each_kind
        follow = Sql("c.kind = r.kind") + assignee + state + in_seen
    elif filters.state is not None:
        roots = "seen"
        # An expression, so that SQLite does not take the index of the kinds for this.
        of_kind = f" AND c.kind || '' IN ({kinds})" if filters.kind else ""
        follow = Sql(f"c.organisation_id = seen.id{of_kind}") + state + Sql(" AND ") + within
    else:
        roots = f"seen CROSS JOIN {each_kind}"
        follow = Sql("c.organisation_id = seen.id AND c.kind = r.kind AND ") + within
    before = Sql(" AND c.next_due_on < ?", (filters.due_before,)) if filters.due_before is not None else Sql("")
    nearest = Sql(f" ORDER BY c.next_due_on, c.id LIMIT {int(limit)}")
    walk = Sql("SELECT c.next_due_on, c.id FROM case_record c WHERE ") + follow + before + place + nearest
    begin = Sql("WITH seen AS (") + viewer.organisations(filters.organisation) + Sql(") ")
    return begin + walks(dialect, roots, ("next_due_on", "id"), walk)


def _equal(column: str, value: object) -> Sql:
    return Sql(f" AND c.{column} = ?", (value,)) if value is not None else Sql("")


def _places(after: After | None, *, undated: bool) -> Iterator[Sql]:
    """Where the page begins: among the cases with a last day, and then, if wanted, among those without one."""
    if after is None:
        yield Sql(" AND c.next_due_on IS NOT NULL")
    elif after.next_due_on is not None:
        yield Sql(" AND (c.next_due_on, c.id) > (?, ?)", (after.next_due_on, after.id))
    if undated and (after is None or after.next_due_on is not None):
        yield Sql(" AND c.next_due_on IS NULL")
    elif undated and after is not None:
        yield Sql(" AND c.next_due_on IS NULL AND c.id > ?", (after.id,))
