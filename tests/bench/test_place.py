"""A bench works in a database of its own and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from caseflow.bench.place import own_database
from caseflow.db import Database
from caseflow.errors import BadInput


def test_the_named_database_stays_as_it_was_and_the_own_one_is_gone_afterwards(database_url: str) -> None:
    with own_database(database_url) as url:
        assert make_url(url).database != make_url(database_url).database
        with Database(url) as own, own.write() as tx:
            tx.execute("CREATE TABLE written (id int)")
    if url.startswith("sqlite"):
        assert not Path(make_url(url).database or "").parent.exists()
    else:
        with Database(database_url) as named, named.read() as tx:
            assert tx.fetchall("SELECT datname FROM pg_database WHERE datname = ?", (make_url(url).database,)) == []


def test_without_a_url_it_is_a_file_in_the_temporary_folder() -> None:
    with own_database(None) as url:
        assert Path(make_url(url).database or "").parent.is_dir()
    assert not Path(make_url(url).database or "").parent.exists()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "cannot be read"),
        ("mysql://localhost/x", "only sqlite and postgresql"),
        ("sqlite:////no/such/folder/x.db", "no such folder"),
        ("postgresql:///x?host=/no/such/folder", "could not"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(BadInput, match=why), own_database(url):
        pass
