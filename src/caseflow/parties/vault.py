"""The vault: personal values encrypted, exchanged for a sealed reference that says nothing about them."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.db.batch import Batch, Insert
from caseflow.db.json_text import listed, write_json
from caseflow.db.values import read_uuid
from caseflow.errors import NotFound
from caseflow.parties.keys import Keys

VAULT = Insert(
    "vault",
    (
        ("id", "uuid"),
        ("organisation_id", "uuid"),
        ("kind", "text"),
        ("key_id", "text"),
        ("ciphertext", "bytea"),
        ("salt", "bytea"),
        ("digest", "text"),
        ("stored_at", "timestamptz"),
    ),
)
READING = Insert(
    "vault_reading",
    (("id", "uuid"), ("vault_id", "uuid"), ("read_at", "timestamptz"), ("actor", "text"), ("purpose", "text")),
)

Sealed = dict[str, str]
"""`{"vault": id, "commitment": hex, "digest": hex}`: what case data, events and rules may hold of a person."""


def seal(batch: Batch, keys: Keys, organisation: UUID, kind: str, value: object, now: datetime) -> Sealed:
    """Put one personal value into the vault with `batch` and answer what stands for it everywhere else.

    The commitment is the SHA-256 of a random salt and the value: it proves later that an opened value is the one
    that was sealed, and says nothing once the salt is erased.
    """
    id, salt, plain = uuid4(), secrets.token_bytes(16), _plain(value)
    digest = keys.equality(kind, plain.decode())
    ciphertext = keys.seal(plain, id.bytes, secrets.token_bytes(12))
    batch.add(VAULT, (id, organisation, kind, keys.id, ciphertext, salt, digest, now))
    return {"vault": str(id), "commitment": _commitment(salt, plain), "digest": digest}


def commitment(salt: bytes, value: object) -> str:
    """The salted commitment to a value, in hex."""
    return _commitment(salt, _plain(value))


def _commitment(salt: bytes, plain: bytes) -> str:
    return hashlib.sha256(salt + plain).hexdigest()


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _plain(value: object) -> bytes:
    return _encode(value).encode()


def open_sealed(
    tx: Transaction, keys: Keys, ids: Collection[UUID], *, actor: str, purpose: str, now: datetime
) -> Mapping[UUID, Any]:
    """The values behind vault ids, each reading logged with its purpose (B-DAT); erased ones are None.

    Raises NotFound for an id that the vault does not have.
    """
    found = unlogged(tx, keys, ids)
    log = Batch()
    log.extend(READING, readings(found, actor=actor, purpose=purpose, now=now))
    log.write(tx)
    return found


def unlogged(tx: Transaction, keys: Keys, ids: Collection[UUID]) -> Mapping[UUID, Any]:
    """What `open_sealed` answers, for whoever writes the log of the reading (`readings`) with other rows."""
    return {id: opened(keys, id, value) for id, value in sealed(tx, ids).items()} if ids else {}


def sealed(tx: Transaction, ids: Collection[UUID], others: Collection[UUID] = ()) -> Mapping[UUID, bytes | None]:
    """The values as they are stored, None for erased ones; `others` are fetched with them as far as they are there.

    Raises NotFound for one of the ids that the vault does not have.
    """
    wanted = listed(tx.dialect, "uuid")
    rows = tx.fetchall(f"SELECT id, ciphertext FROM vault WHERE id IN ({wanted})", (_texts({*ids, *others}),))
    found = {read_uuid(id): None if value is None else bytes(value) for id, value in rows}
    missing = set(ids) - set(found)
    if missing:
        raise NotFound(f"the vault has no value {sorted(map(str, missing))[0]}")
    return found


def readings(ids: Iterable[UUID], *, actor: str, purpose: str, now: datetime) -> Iterator[tuple[object, ...]]:
    """The rows of the log (`READING`) that say who has read these values, when and what for."""
    return ((uuid4(), id, now, actor, purpose) for id in ids)


def opened(keys: Keys, id: UUID, value: bytes | None) -> Any:
    """A value from what is stored of it; None for an erased one."""
    return None if value is None else json.loads(keys.unseal(value, id.bytes))


def sealed_documents(tx: Transaction, keys: Keys, documents: Collection[str]) -> set[str]:
    """Those of the documents (SHA-256) that a sealed value, not yet erased, is."""
    digests = {keys.equality("document", _plain(sha256).decode()): sha256 for sha256 in documents}
    rows = tx.fetchall(
        f"SELECT DISTINCT digest FROM vault WHERE kind = 'document' AND digest IN ({listed(tx.dialect)})",
        (write_json(list(digests)),),
    )
    return {digests[digest] for (digest,) in rows}


def only_documents(tx: Transaction, keys: Keys, ids: Collection[UUID]) -> list[str]:
    """The SHA-256 of the documents among these values that no other value, not yet erased, names too."""
    if not ids:
        return []
    these = listed(tx.dialect, "uuid")
    rows = tx.fetchall(
        f"SELECT v.id FROM vault v WHERE v.id IN ({these}) AND v.kind = 'document' AND v.erased_at IS NULL AND NOT "
        f"EXISTS (SELECT 1 FROM vault o WHERE o.digest = v.digest AND o.kind = v.kind AND o.id NOT IN ({these}))",
        (_texts(ids), _texts(ids)),
    )
    return [str(sha256) for sha256 in unlogged(tx, keys, [read_uuid(id) for (id,) in rows]).values()]


def erase(tx: Transaction, ids: Collection[UUID], now: datetime) -> int:
    """Erase values, salts and digests for good; answers how many were still there."""
    if not ids:
        return 0
    return tx.execute(
        f"UPDATE vault SET ciphertext = NULL, salt = NULL, digest = NULL, erased_at = ? "
        f"WHERE id IN ({listed(tx.dialect, 'uuid')}) AND erased_at IS NULL",
        (now, _texts(ids)),
    )


def _texts(ids: Collection[UUID]) -> str:
    return write_json([str(id) for id in ids])
