"""Transactions mean the same on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest

from caseflow.db import Database
from caseflow.db.driver import Dialect
from caseflow.db.errors import CheckViolation, ReadOnly, Retryable, TransactionFailed, UniqueViolation
from caseflow.db.json_text import read_json, write_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.errors import BadInput

_INSERT = "INSERT INTO account VALUES (?, ?, ?, ?)"
_SPEND = "UPDATE account SET spent = spent + ? WHERE id = ?"
_SPENT = "SELECT spent FROM account WHERE id = ?"


def _spent(db: Database) -> int:
    with db.read() as tx:
        row = tx.fetchone(_SPENT, (1,))
    assert row is not None
    return int(row[0])


def test_keeps_what_a_write_committed(accounts: Database) -> None:
    with accounts.write() as tx:
        assert tx.execute(_SPEND, (40, 1)) == 1
        assert tx.execute(_SPEND, (40, 2)) == 0
    assert _spent(accounts) == 40


def test_takes_everything_back_when_the_block_raises(accounts: Database) -> None:
    with pytest.raises(RuntimeError, match="half-way"), accounts.write() as tx:
        tx.execute(_SPEND, (40, 1))
        raise RuntimeError("half-way")
    assert _spent(accounts) == 0


def test_single_statements_commit_themselves(accounts: Database) -> None:
    with accounts.single() as tx:
        assert tx.fetchone("UPDATE account SET spent = ? WHERE id = ? RETURNING spent", (7, 1)) == (7,)
    assert _spent(accounts) == 7


def test_writes_many_rows_and_counts_them(accounts: Database) -> None:
    with accounts.write() as tx:
        assert tx.executemany(_INSERT, [(n, f"account {n}", 0, 1) for n in range(2, 7)]) == 5
    with accounts.read() as tx:
        assert tx.fetchall("SELECT id FROM account WHERE name LIKE 'account %' ORDER BY id") == [
            (n,) for n in range(2, 7)
        ]


def test_refuses_to_write_in_a_reading_transaction(accounts: Database) -> None:
    with pytest.raises(ReadOnly), accounts.read() as tx:
        tx.execute(_SPEND, (40, 1))
    with accounts.write() as tx:  # the same connection writes again afterwards
        tx.execute(_SPEND, (41, 1))
    assert _spent(accounts) == 41


def test_a_reading_transaction_sees_one_snapshot(accounts: Database) -> None:
    with accounts.read() as reader:
        assert reader.fetchone(_SPENT, (1,)) == (0,)
        with accounts.write() as writer:
            writer.execute(_SPEND, (40, 1))
        assert reader.fetchone(_SPENT, (1,)) == (0,)
    assert _spent(accounts) == 40


@pytest.mark.parametrize(
    ("row", "constraint"),
    [((1, "other", 0, 1), "pk_account"), ((2, "training", 0, 1), "uq_account_name")],
)
def test_names_the_unique_key_that_a_row_breaks(
    accounts: Database, row: tuple[int, str, int, int], constraint: str
) -> None:
    with pytest.raises(UniqueViolation) as caught, accounts.write() as tx:
        tx.execute(_INSERT, row)
    assert caught.value.constraint == constraint


def test_names_the_check_that_guards_a_ceiling(accounts: Database) -> None:
    with accounts.write() as tx:
        tx.execute(_SPEND, (100, 1))
    with pytest.raises(CheckViolation) as caught, accounts.write() as tx:
        tx.execute(_SPEND, (1, 1))
    assert caught.value.constraint == "ck_account_ceiling"
    assert _spent(accounts) == 100


def test_keeps_nothing_after_a_swallowed_failure(accounts: Database) -> None:
    with pytest.raises(TransactionFailed), accounts.write() as tx:
        tx.execute(_SPEND, (40, 1))
        with pytest.raises(UniqueViolation):
            tx.execute(_INSERT, (1, "again", 0, 1))
    assert _spent(accounts) == 0


def test_goes_on_after_a_failure_inside_a_savepoint(accounts: Database) -> None:
    with accounts.write() as tx:
        tx.execute(_SPEND, (40, 1))
        with pytest.raises(UniqueViolation), tx.savepoint():
            tx.execute(_SPEND, (2, 1))
            tx.execute(_INSERT, (1, "again", 0, 1))
        with tx.savepoint():
            tx.execute(_SPEND, (1, 1))
    assert _spent(accounts) == 41


def test_gives_values_back_as_they_went_in(database: Database) -> None:
    instant = datetime(2023, 12, 28, 21, 59, 20, 7, tzinfo=UTC)
    ident = UUID("0190163d-8694-739b-aea5-966c26f8ad91")
    data = {"piemērs": ["ā", 1, None, True], "summa": "150.00"}
    json_type, id_type, time_type = (
        ("jsonb", "uuid", "timestamptz") if database.dialect == "postgresql" else ("text", "text", "text")
    )
    with database.write() as tx:
        tx.execute(f"CREATE TABLE v (i {time_type}, d date, u {id_type}, j {json_type}, b boolean, x integer)")
        row = (instant, date(2024, 4, 5), ident, write_json(data), True, None)
        tx.execute("INSERT INTO v VALUES (?, ?, ?, ?, ?, ?)", row)
        found = tx.fetchone("SELECT i, d, u, j, b, x FROM v WHERE i = ? AND u = ?", (instant, ident))
    assert found is not None
    assert (read_instant(found[0]), read_day(found[1]), read_uuid(found[2])) == (
        instant,
        date(2024, 4, 5),
        ident,
    )
    assert (read_json(found[3]), bool(found[4]), found[5]) == (data, True, None)


def test_leaves_question_marks_and_per_cents_in_text_alone(database: Database) -> None:
    sql = """SELECT 'what? 100 %', "a?" FROM (SELECT CAST(? AS text) AS "a?") AS t -- why?"""
    with database.read() as tx:
        assert tx.fetchone(sql, ("that",)) == ("what? 100 %", "that")


def test_writers_of_several_threads_lose_nothing(accounts: Database) -> None:
    together = Barrier(4)

    def spend() -> None:
        together.wait()
        for _ in range(5):
            with accounts.write() as tx:
                tx.execute(_SPEND, (1, 1))

    threads = [Thread(target=spend) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _spent(accounts) == 20


def test_waits_no_longer_than_its_patience_for_a_connection(database_url: str) -> None:
    with (
        Database(database_url, pool_size=1, patience=0.01) as db,
        db.read(),
        pytest.raises(Retryable),
        db.read(),
    ):
        pass


def test_may_be_closed_while_a_connection_is_lent(database_url: str) -> None:
    db = Database(database_url)
    with db.read() as tx:
        db.close()
        assert tx.fetchone("SELECT 1") == (1,)
    with pytest.raises(RuntimeError, match="closed"), db.read():
        pass


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_refuses_a_url_that_names_no_database(url: str) -> None:
    with pytest.raises(BadInput):
        Database(url)


def test_says_what_is_wrong_without_the_password() -> None:
    with pytest.raises(BadInput) as caught:
        Database("postgresql://user:hushhush@host/")
    assert "hushhush" not in str(caught.value)


def test_a_server_that_is_not_there_may_be_tried_again(tmp_path: Path) -> None:
    with (
        Database(f"postgresql://nobody@/none?host={tmp_path}") as db,
        pytest.raises(Retryable),
        db.read(),
    ):
        pass


def test_dialect_is_the_one_of_the_url(database: Database, dialect: Dialect) -> None:
    assert database.dialect == dialect
