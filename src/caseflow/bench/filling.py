"""Cases that stand around what is measured, as in an office after years: many organisations, states, days and people.

The database makes them itself out of one case, every column filled and every index kept. All is reckoned from the
number of the case, so two runs make the same office.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID

from caseflow.access.people import enter_organisation, enter_user, find_organisation, find_user
from caseflow.bench.invented import NOW, ORGANISATION, PROFILE
from caseflow.bench.set_aside import indexes_set_aside
from caseflow.clock import riga_date
from caseflow.db import Database, Transaction
from caseflow.db.schema import load_schema

STATES: Final = (
    *(("draft", "open"), ("submitted", "open"), ("submitted", "open"), ("tax_checked", "open")),
    *(("in_evaluation", "open"), ("ready_for_decision", "open"), ("approved", "decided")),
    *(("clarification_requested", "waiting"), ("contracted", "waiting"), ("in_training", "waiting")),
    *(("in_training", "waiting"), ("retest_due", "waiting")),
    *(("refused", "closed"), ("withdrawn", "closed"), ("lapsed", "closed"), ("expired", "closed")),
    *(("closed", "closed"), ("closed", "closed"), ("archived", "closed"), ("archived", "closed")),
)
"""Every twentieth case is in each: twelve of twenty live."""
OTHERS: Final = 11
"""Half of the cases belong to the bench's own organisation, the rest to so many others evenly."""
OFFICERS: Final = 60
CASES_OF_A_PARTY: Final = 4
DAYS: Final = 400
_OVERDUE: Final = timedelta(days=20)
FIRST_WAKE: Final = timedelta(days=100)
"""No filling case wakes before: what a sweep finds due are the cases that were made for it."""
AT_ONCE: Final = 100_000
_NAMES: Final = (
    "Vēja",
    "Zaļā",
    "Kalna",
    "Upes",
    "Saules",
    "Meža",
    "Ziemeļu",
    "Baltā",
    "Senā",
    "Jaunā",
    "Rīta",
    "Jūras",
)
_TRADES: Final = (
    "dēļi",
    "dārzi",
    "maize",
    "būve",
    "tilti",
    "audumi",
    "stikls",
    "kokapstrāde",
    "piens",
    "metāls",
    "bite",
)


def _one_of(words: Sequence[str], number: str) -> str:
    of = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE {number} % {len(words)} {of} END"


_PARTY_NAME: Final = (
    f"'SIA “' || {_one_of(_NAMES, 'f.slot')} || ' ' || {_one_of(_TRADES, 'f.slot')} || ' ' || f.slot || '”'"
)
_COUNT: Final = {
    "postgresql": "SELECT n FROM generate_series(?::integer, ?::integer) AS n",
    "sqlite": "WITH RECURSIVE s(n, most) AS (VALUES (?, ?) UNION ALL SELECT n + 1, most FROM s WHERE n < most) "
    "SELECT n FROM s",
}
NEW_ID: Final = {
    "postgresql": "gen_random_uuid()",
    "sqlite": f"lower({' || {} || '.join(f'hex(randomblob({size}))' for size in (4, 2, 2, 2, 6))})".replace(
        "{}", "'-'"
    ),
}
_OF_CASE: Final = {
    "ref": "'FIL-' || (1000000 + n.n)",
    "organisation_id": "o.id",
    "state": "s.state",
    "kind": "s.kind",
    "party_id": "p.id",
    "assignee_id": "u.id",
    "opened_on": "d.opened_on",
    "last_on": "d.opened_on",
    "changed_at": "d.changed_at",
    "next_due_on": "CASE WHEN s.kind = 'closed' OR n.n % 9 = 0 THEN NULL ELSE d.due_on END",
    "wake_at": "CASE WHEN s.kind = 'closed' THEN NULL ELSE d.wake_at END",
}


def fill(database: Database, pattern: UUID, first: int, number: int, tell: Callable[[int], None]) -> None:
    """Make `number` cases like `pattern`, the first of them the `first` ever; `tell` hears how many there are then."""
    with database.write() as tx, _around(tx, pattern), indexes_set_aside(tx, "case_record"):
        for start in range(first, first + number, AT_ONCE):
            last = min(start + AT_ONCE, first + number) - 1
            _enter_parties(tx, start // CASES_OF_A_PARTY, last // CASES_OF_A_PARTY)
            tx.execute(_cases(tx), (start, last))
            tell(last - first + 1)
    refresh_statistics(database)


def refresh_statistics(database: Database) -> None:
    """On PostgreSQL what its autovacuum does soon after; on SQLite nobody does it in an office, so not here."""
    if database.dialect == "postgresql":
        with database.single() as tx:
            tx.execute("VACUUM (ANALYZE)")


@contextmanager
def _around(tx: Transaction, pattern: UUID) -> Iterator[None]:
    """Temporary tables of what the cases point at, by slot."""
    id = "id uuid" if tx.dialect == "postgresql" else "id varchar"  # SQLite would take a uuid for a number
    made = {
        "state": ("state varchar, kind varchar", STATES),
        "day": ("opened_on date, due_on date, changed_at timestamptz, wake_at timestamptz", _days()),
        "organisation": (id, [(each,) for each in _organisations(tx)]),
        "officer": (id, [(each,) for each in _officers(tx)]),
        "party": (id, ()),
    }
    for name, (columns, rows) in made.items():
        tx.execute(f"CREATE TEMPORARY TABLE filling_{name} (slot integer PRIMARY KEY, {columns})")
        marks = ", ".join("?" for _ in columns.split(", "))
        tx.executemany(f"INSERT INTO filling_{name} VALUES (?, {marks})", [(n, *row) for n, row in enumerate(rows)])
    tx.execute("CREATE TEMPORARY TABLE filling_pattern AS SELECT * FROM case_record WHERE 1 = 0")
    tx.execute("INSERT INTO filling_pattern SELECT * FROM case_record WHERE id = ?", (pattern,))
    yield
    for name in (*made, "pattern"):
        tx.execute(f"DROP TABLE filling_{name}")


def _days() -> list[tuple[object, ...]]:
    today = riga_date(NOW)
    numbers = [timedelta(days=number) for number in range(DAYS)]
    return [(today - n, today + n - _OVERDUE, NOW - n, NOW + FIRST_WAKE + n) for n in numbers]


def _organisations(tx: Transaction) -> list[UUID]:
    names = [f"{ORGANISATION}-{number}" for number in range(1, OTHERS + 1)]
    others = [enter_organisation(tx, name, "association", name.upper(), "40008000013", PROFILE) for name in names]
    return [find_organisation(tx, ORGANISATION), *others]


def _officers(tx: Transaction) -> list[UUID]:
    others = [enter_user(tx, f"bench-{number}", f"Lietvedis {number}", {}) for number in range(1, OFFICERS)]
    return [find_user(tx, "bench"), *others]


def _enter_parties(tx: Transaction, first: int, last: int) -> None:
    numbers = f"({_COUNT[tx.dialect]}) n"
    absent = "NOT EXISTS (SELECT 1 FROM filling_party f WHERE f.slot = n.n)"
    tx.execute(
        f"INSERT INTO filling_party (slot, id) SELECT n.n, {NEW_ID[tx.dialect]} FROM {numbers} WHERE {absent}",
        (first, last),
    )
    tx.execute(
        "INSERT INTO party (id, kind, registration_number, name, address, email) "
        f"SELECT f.id, 'merchant', CAST(90000000000 + f.slot AS varchar), {_PARTY_NAME}, 'Svaru iela 2, Cēsis', NULL "
        "FROM filling_party f WHERE f.slot BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM party p WHERE p.id = f.id)",
        (first, last),
    )


def _cases(tx: Transaction) -> str:
    names = [column.name for column in load_schema().tables["case_record"].columns]
    values = [NEW_ID[tx.dialect] if name == "id" else _OF_CASE.get(name, f"c.{name}") for name in names]
    # CROSS JOIN, because SQLite keeps that order: one walk over the numbers, the rest looked up by slot.
    return (
        f"INSERT INTO case_record ({', '.join(names)}) SELECT {', '.join(values)} FROM ({_COUNT[tx.dialect]}) n "
        "CROSS JOIN filling_pattern c CROSS JOIN filling_state s CROSS JOIN filling_day d "
        "CROSS JOIN filling_organisation o CROSS JOIN filling_party p "
        f"LEFT JOIN filling_officer u ON u.slot = n.n / 20 % {OFFICERS + OFFICERS // 5} "
        f"WHERE s.slot = n.n / 2 % {len(STATES)} AND d.slot = n.n / 40 * 7919 % {DAYS} "
        f"AND o.slot = CASE WHEN n.n % 2 = 0 THEN 0 ELSE 1 + n.n / 2 % {OTHERS} END "
        f"AND p.slot = n.n / {CASES_OF_A_PARTY}"
    )
