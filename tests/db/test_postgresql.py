"""What only PostgreSQL can answer: deadlocks, serialization failures, lock timeouts and lost connections."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from caseflow.db import Database
from caseflow.db.errors import Retryable
from tests.databases import fresh_database

_SPEND = "UPDATE account SET spent = spent + 1 WHERE id = ?"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Database]:
    """A PostgreSQL database with two rows to fight over."""
    with fresh_database("postgresql", tmp_path) as url, Database(url) as db:
        with db.write() as tx:
            tx.execute("CREATE TABLE account (id integer PRIMARY KEY, spent bigint NOT NULL)")
            tx.executemany("INSERT INTO account VALUES (?, 0)", [(1,), (2,)])
        yield db


def test_one_of_two_deadlocked_writers_is_told_to_try_again(server: Database) -> None:
    met = Barrier(2)
    outcomes: list[str] = []

    def write(first: int, second: int) -> None:
        try:
            with server.write() as tx:
                tx.execute("SET LOCAL deadlock_timeout = '20ms'")
                tx.execute(_SPEND, (first,))
                met.wait()
                tx.execute(_SPEND, (second,))
            outcomes.append("done")
        except Retryable:
            outcomes.append("again")

    threads = [Thread(target=write, args=order) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["again", "done"]


def test_a_lock_that_is_not_granted_in_time_may_be_tried_again(server: Database) -> None:
    with server.write() as holder:
        holder.execute(_SPEND, (1,))
        with pytest.raises(Retryable), server.write() as other:
            other.execute("SET LOCAL lock_timeout = '10ms'")
            other.execute(_SPEND, (1,))


def test_a_serialization_failure_may_be_tried_again(server: Database) -> None:
    with pytest.raises(Retryable), server.write() as late:
        late.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        late.fetchall("SELECT spent FROM account")
        with server.write() as early:
            early.execute(_SPEND, (1,))
        late.execute(_SPEND, (1,))


def test_a_lost_connection_may_be_tried_again_and_the_next_one_works(server: Database) -> None:
    with pytest.raises(Retryable), server.write() as lost:
        lost.execute(_SPEND, (1,))
        row = lost.fetchone("SELECT pg_backend_pid()")
        assert row is not None
        with server.single() as other:
            other.fetchone("SELECT pg_terminate_backend(?::int)", row)
        lost.execute(_SPEND, (1,))
    with server.read() as tx:
        assert tx.fetchone("SELECT spent FROM account WHERE id = ?", (1,)) == (0,)


def test_idle_connections_of_a_restarted_server_are_not_used_again(server: Database) -> None:
    with server.read() as first, server.read() as second:
        pids = [tx.fetchone("SELECT pg_backend_pid()") for tx in (first, second)]
    with Database(server.url) as other, other.single() as tx:
        for pid in pids:
            assert pid is not None
            tx.fetchone("SELECT pg_terminate_backend(?::int)", pid)
    with pytest.raises(Retryable), server.read():
        pass
    with server.read() as tx:
        assert tx.fetchone("SELECT 1") == (1,)


def test_a_statement_is_prepared_once_it_has_proved_to_return(server: Database) -> None:
    with server.single() as tx:
        for number in (1, 70_000, 3, 5_000_000_000):
            tx.execute("SELECT spent FROM account WHERE id = ?", (number,))
        rows = tx.fetchall("SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT spent%'")
    assert rows == [("SELECT spent FROM account WHERE id = $1",)]
