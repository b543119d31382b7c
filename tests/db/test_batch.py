"""Set-based writes: rows by key, swaps that find less than they were given, all or nothing."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseflow.db import Database
from caseflow.db.batch import Batch, Insert, LostSwap, Update
from caseflow.db.errors import UniqueViolation
from caseflow.db.values import read_uuid

COLUMNS = (("id", "uuid"), ("username", "text"), ("name", "text"), ("active", "bool"), ("profile", "jsonb"))
USER = Insert("app_user", COLUMNS)
RENAMED = Insert("app_user", COLUMNS, "ON CONFLICT (id) DO UPDATE SET name = excluded.name", key=("id",))
SWAP = Update("app_user", (("name", "text"),), (("id", "uuid"), ("old_name", "text")), swap=True)
FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))


def user(id: UUID, name: str) -> tuple[object, ...]:
    return (id, f"user-{id.int}", name, True, "{}")


def write(database: Database, *operations: tuple[Insert | Update, tuple[object, ...]]) -> None:
    batch = Batch()
    for operation, row in operations:
        batch.add(operation, row)
    with database.write() as tx:
        batch.write(tx)


def names(database: Database) -> dict[UUID, str]:
    with database.read() as tx:
        return {read_uuid(id): name for id, name in tx.fetchall("SELECT id, name FROM app_user")}


def test_rows_of_one_key_are_one_row_the_last_that_was_given(database: Database) -> None:
    write(
        database, (RENAMED, user(FIRST, "Vecais")), (RENAMED, user(SECOND, "Otrs")), (RENAMED, user(FIRST, "Jaunais"))
    )
    assert names(database) == {FIRST: "Jaunais", SECOND: "Otrs"}


def test_a_row_of_a_key_that_is_there_already_follows_the_conflict_clause(database: Database) -> None:
    write(database, (USER, user(FIRST, "Vecais")))
    write(database, (RENAMED, user(SECOND, "Otrs")), (RENAMED, user(FIRST, "Jaunais")))
    assert names(database) == {FIRST: "Jaunais", SECOND: "Otrs"}


def test_rows_without_a_key_are_all_written_so_a_double_is_an_error(database: Database) -> None:
    with pytest.raises(UniqueViolation):
        write(database, (USER, user(FIRST, "Viens")), (USER, user(FIRST, "Divi")))
    assert names(database) == {}


def test_a_swap_writes_when_every_row_is_as_it_was_read(database: Database) -> None:
    write(database, (USER, user(FIRST, "a")), (USER, user(SECOND, "b")))
    write(database, (SWAP, ("A", FIRST, "a")), (SWAP, ("B", SECOND, "b")), (USER, user(THIRD, "c")))
    assert names(database) == {FIRST: "A", SECOND: "B", THIRD: "c"}


def test_a_lost_swap_writes_nothing_of_the_batch(database: Database) -> None:
    write(database, (USER, user(FIRST, "a")), (USER, user(SECOND, "changed meanwhile")))
    with pytest.raises(LostSwap, match="app_user: 1 of 2 rows had changed"):
        write(database, (USER, user(THIRD, "c")), (SWAP, ("A", FIRST, "a")), (SWAP, ("B", SECOND, "b")))
    assert names(database) == {FIRST: "a", SECOND: "changed meanwhile"}


@pytest.mark.parametrize("count", [1, 3, 9])
def test_every_text_arrives_as_it_was_given_however_many_rows_there_are(database: Database, count: int) -> None:
    awkward = 'NULL, "\\{ā}",\n\t\\\\ ' + "'; --"
    given = {UUID(int=number): f"{awkward}{number}" for number in range(1, count + 1)}
    write(database, *((USER, user(id, name)) for id, name in given.items()))
    assert names(database) == given


@pytest.mark.parametrize("count", [1, 3, 9])
def test_swaps_guard_the_rows_beside_them_however_many_there_are(database: Database, count: int) -> None:
    given = [UUID(int=number) for number in range(1, count + 1)]
    write(database, *((USER, user(id, "a")) for id in given))
    new = UUID(int=100)
    with pytest.raises(LostSwap, match=f"app_user: 1 of {count} rows had changed"):
        write(database, *((SWAP, ("A", id, "b" if id == given[-1] else "a")) for id in given), (USER, user(new, "c")))
    assert set(names(database).values()) == {"a"}
    write(database, *((SWAP, ("A", id, "a")) for id in given), (USER, user(new, "c")))
    assert names(database) == {**dict.fromkeys(given, "A"), new: "c"}


def test_a_single_swap_guards_its_batch_without_a_transaction_around_it(database: Database) -> None:
    write(database, (USER, user(FIRST, "changed meanwhile")))
    batch = Batch()
    batch.add(USER, user(THIRD, "c"))
    batch.add(SWAP, ("A", FIRST, "a"))
    with pytest.raises(LostSwap), database.single() as tx:
        batch.write(tx)
    assert names(database) == {FIRST: "changed meanwhile"}


def test_an_empty_batch_sends_nothing(database: Database) -> None:
    with database.read() as tx:
        Batch().write(tx)
