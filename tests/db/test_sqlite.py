"""What only SQLite needs: one writer, a fair queue, and the switches on every connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from caseflow.db import Database
from caseflow.db.errors import Retryable
from caseflow.db.writer_queue import WriterQueue
from tests.databases import fresh_database


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database whose threads wait 50 ms for the writer."""
    with fresh_database("sqlite", tmp_path) as url, Database(url, patience=0.05) as db:
        yield db


def test_each_connection_is_durable_and_keeps_foreign_keys(embedded: Database) -> None:
    with embedded.read() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "query_only")
        answers = [tx.fetchone(f"PRAGMA {switch}") for switch in asked]
    assert answers == [("wal",), (2,), (1,), (1,)]


def test_a_writer_that_waits_too_long_is_told_to_try_again(embedded: Database) -> None:
    with embedded.write(), pytest.raises(Retryable), embedded.write():
        pass
    with embedded.write() as tx:
        assert tx.fetchone("SELECT 1") == (1,)


def test_readers_do_not_wait_for_the_writer(embedded: Database) -> None:
    with embedded.write() as writer:
        writer.execute("DELETE FROM blob")
        with embedded.read() as reader:
            assert reader.fetchall("SELECT * FROM blob") == []


def test_the_busy_database_of_another_process_may_be_tried_again(embedded: Database) -> None:
    with Database(embedded.url) as other, other.write(), pytest.raises(Retryable), embedded.write():
        pass


def test_writers_come_to_their_turn_in_the_order_of_asking() -> None:
    queue = WriterQueue(patience=5)
    order: list[int] = []

    def write(number: int) -> None:
        with queue.turn():
            order.append(number)

    threads = [Thread(target=write, args=(number,)) for number in range(5)]
    with queue.turn():
        for asked, thread in enumerate(threads, start=1):
            thread.start()
            while queue.waiting() < asked:
                pass
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_many_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    faults: list[Exception] = []

    def open_first(path: Path, together: Barrier) -> None:
        try:
            with Database(f"sqlite:///{path}") as db:
                together.wait(10)
                with db.write() as tx:
                    tx.execute("CREATE TABLE IF NOT EXISTS t (a)")
        except Exception as error:
            faults.append(error)

    for number in range(25):
        together = Barrier(6)
        threads = [Thread(target=open_first, args=(tmp_path / f"{number}.db", together)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []


def test_only_whoever_runs_it_may_read_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "var" / "caseflow.db"
    with Database(f"sqlite:///{path}") as database, database.write() as tx:
        tx.execute("CREATE TABLE secret (word TEXT)")
        files = [path, *path.parent.glob("caseflow.db-*")]
        assert len(files) > 1
        assert [file.stat().st_mode & 0o077 for file in files] == [0] * len(files)
    assert path.parent.stat().st_mode & 0o077 == 0
