"""Signing in with name and password; after too many failures nobody may try again for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from caseflow.access.passwords import Passwords
from caseflow.access.sessions import begin_session
from caseflow.db import Database, Transaction
from caseflow.db.values import read_uuid
from caseflow.errors import CaseflowError

WINDOW: Final = timedelta(minutes=15)
MOST_OF_NAME: Final = 10
MOST_OF_ADDRESS: Final = 100
"""Failures within `WINDOW` after which the name, or the address, has to wait."""
_KEPT: Final = timedelta(days=1)
_LONGEST: Final = 64


class TooManyFailures(CaseflowError):
    """Name or address have failed too often lately: wait a quarter of an hour."""


def sign_in(
    database: Database, passwords: Passwords, username: str, password: str, address: str, now: datetime
) -> str | None:
    """The token of a new session, or None for a wrong name or password. `now` is the machine's. TooManyFailures.

    An attempt counts as failed before it is judged, so that many at once are counted too.
    """
    name, address = username.strip()[:_LONGEST], address[:_LONGEST]
    with database.write() as tx:
        attempt = _attempt(tx, name, address, now)
        user, stored = _stored(tx, name)
    if not passwords.fits(password, stored) or user is None:
        return None
    with database.write() as tx:
        tx.execute("DELETE FROM failed_sign_in WHERE id = ? OR username = ?", (attempt, name))
        return begin_session(tx, user, now)


def _attempt(tx: Transaction, name: str, address: str, now: datetime) -> UUID:
    tx.execute("DELETE FROM failed_sign_in WHERE at < ?", (now - _KEPT,))
    for column, value, most in (("username", name, MOST_OF_NAME), ("address", address, MOST_OF_ADDRESS)):
        row = tx.fetchone(f"SELECT count(*) FROM failed_sign_in WHERE {column} = ? AND at > ?", (value, now - WINDOW))
        if row and row[0] >= most:
            raise TooManyFailures(f"{most} failed sign-ins in {WINDOW.seconds // 60} minutes")
    id = uuid4()
    tx.execute("INSERT INTO failed_sign_in (id, username, address, at) VALUES (?, ?, ?, ?)", (id, name, address, now))
    return id


def _stored(tx: Transaction, name: str) -> tuple[UUID | None, str | None]:
    row = tx.fetchone(
        "SELECT u.id, p.hash FROM app_user u JOIN user_password p ON p.user_id = u.id "
        "WHERE u.username = ? AND u.active",
        (name,),
    )
    return (read_uuid(row[0]), row[1]) if row else (None, None)
