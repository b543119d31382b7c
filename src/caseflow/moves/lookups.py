"""What forms name by id: documents, parties and users, looked up once for a whole batch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.json_text import listed, read_json, write_json
from caseflow.db.values import read_uuid
from caseflow.parties.register import Party, parties

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHORTEST_ID = 36
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Lookups:
    """What there is of what the batch's forms name; `profiles` fills as letters ask for people."""

    documents: frozenset[str] = frozenset()
    parties: Mapping[UUID, Party] = field(default_factory=dict)
    users: Mapping[str, UUID] = field(default_factory=dict)
    profiles: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def profile(self, tx: Transaction, user: str) -> Mapping[str, Any]:
        """What letters print of a user, read once in a batch; empty for one who is not there."""
        if user not in self.profiles:
            row = tx.fetchone("SELECT profile FROM app_user WHERE CAST(id AS TEXT) = ?", (user,))
            self.profiles[user] = read_json(row[0]) if row else {}
        return self.profiles[user]


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a batch's forms that have the shape of an id: of documents, of parties, and all of them."""

    documents: tuple[str, ...]
    parties: tuple[UUID, ...]

    @classmethod
    def by(cls, forms: Iterable[Mapping[str, Any]]) -> Named:
        """What these forms name."""
        words = {word for form in forms for word in _words(form, _SHORTEST_ID)}
        shas = sorted(word for word in words if _SHA256.fullmatch(word))
        return cls(tuple(shas), tuple(UUID(word) for word in sorted(words) if _UUID.fullmatch(word)))


def look_up(
    tx: Transaction, named: Named, forms: Iterable[Mapping[str, Any]], people: bool, documents: frozenset[str] | None
) -> Lookups:
    """Look for everything that is named; users only where a form asks for them, documents unless they are known."""
    words = sorted({word for form in forms for word in _words(form, 1)}) if people else []
    if documents is None:
        documents = _documents(tx, named.documents) if named.documents else frozenset()
    return Lookups(
        documents=documents,
        parties=parties(tx, named.parties) if named.parties else {},
        users=_users(tx, words) if people else {},
    )


def _words(value: Any, shortest: int) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) >= shortest:
            word = value.strip().lower()
            if len(word) <= 64 and word.isprintable():
                yield word
    elif isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _words(item, shortest)


def _documents(tx: Transaction, shas: Sequence[str]) -> frozenset[str]:
    rows = tx.fetchall(f"SELECT sha256 FROM blob WHERE sha256 IN ({listed(tx.dialect)})", (write_json(shas),))
    return frozenset(sha for (sha,) in rows)


def _users(tx: Transaction, words: list[str]) -> dict[str, UUID]:
    """Active users by name and by id."""
    rows = tx.fetchall(
        f"SELECT id, username FROM app_user WHERE active AND (username IN ({listed(tx.dialect)}) "
        f"OR CAST(id AS TEXT) IN ({listed(tx.dialect)}))",
        (write_json(words), write_json(words)),
    )
    return {key: read_uuid(id) for id, username in rows for key in (str(read_uuid(id)), username)}
