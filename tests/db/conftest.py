"""A table for trying transactions: an account with a ceiling, and its bookings."""

from __future__ import annotations

import pytest

from caseflow.db import Database


@pytest.fixture
def accounts(database: Database) -> Database:
    """A database with `account(id, name, spent, ceiling)`: unique name, and spent at most the ceiling."""
    with database.write() as tx:
        tx.execute(
            "CREATE TABLE account (id integer CONSTRAINT pk_account PRIMARY KEY, name text NOT NULL,"
            " spent bigint NOT NULL, ceiling bigint NOT NULL,"
            " CONSTRAINT uq_account_name UNIQUE (name),"
            " CONSTRAINT ck_account_ceiling CHECK (spent <= ceiling))"
        )
        tx.execute("INSERT INTO account VALUES (?, ?, ?, ?)", (1, "training", 0, 100))
    return database
