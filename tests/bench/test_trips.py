"""Round trips are counted, BEGIN and COMMIT among them."""

from __future__ import annotations

from caseflow.bench.trips import CountedDatabase
from caseflow.db.driver import Dialect


def test_a_write_of_two_statements_is_four_trips(database_url: str) -> None:
    with CountedDatabase(database_url) as database:
        with database.write() as tx:
            tx.fetchone("SELECT 1")
            tx.executemany("DELETE FROM blob WHERE sha256 = ?", [("a",), ("b",)])
        assert database.trips == 4


def test_a_single_statement_is_one_trip_where_the_database_commits_it_itself(
    database_url: str, dialect: Dialect
) -> None:
    with CountedDatabase(database_url) as database:
        with database.single() as tx:
            tx.execute("DELETE FROM blob WHERE sha256 = ?", ("a",))
        assert database.trips == (1 if dialect == "postgresql" else 3)
