"""Passwords: hashed with argon2id, checked in the same time whether or not there is such a user."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import cached_property
from uuid import UUID

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from caseflow.db import Transaction
from caseflow.errors import BadInput

SHORTEST, LONGEST = 12, 200
"""Characters that a password may have; longer ones would only keep the machine busy."""


class Passwords:
    """Hashes and checks; `hasher` takes the place of argon2id with 64 MiB, which costs a tenth of a second."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))

    def hash(self, password: str) -> str:
        """The hash to be stored."""
        return self._hash.hash(password)

    def fits(self, password: str, stored: str | None) -> bool:
        """Whether it is the password behind `stored`; None (nobody by that name) takes as long and never fits."""
        try:
            return self._hash.verify(password[:LONGEST], stored or self._nobodys) and stored is not None
        except UnknownHashError:
            return False

    @cached_property
    def _nobodys(self) -> str:
        return self._hash.hash(secrets.token_urlsafe())


def checked(password: str) -> str:
    """A password that may be set. Raises BadInput for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput(f"a password has {SHORTEST} to {LONGEST} characters, this one has {len(password)}")
    return password


def set_password(tx: Transaction, user: UUID, hash: str, now: datetime) -> None:
    """Let this be the user's password; whoever is signed in with the old one is signed out."""
    tx.execute(
        "INSERT INTO user_password (user_id, hash, set_at) VALUES (?, ?, ?) "
        "ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at",
        (user, hash, now),
    )
    tx.execute("DELETE FROM desk_session WHERE user_id = ?", (user,))
