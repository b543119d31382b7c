"""Publishing: a programme's files go on record; a workflow version that is there already never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from caseflow.db import Transaction
from caseflow.engine.reader import read_yaml
from caseflow.errors import BadInput
from caseflow.programmes.folder import File


class VersionTaken(BadInput):
    """A workflow version is published with other content: raise `version` in the file."""


@dataclass(frozen=True, slots=True)
class Published:
    """One file that went on record; `version` is the workflow's, None for the other kinds."""

    kind: str
    programme: str
    name: str
    version: int | None


def publish(tx: Transaction, files: Iterable[File], by: str, now: datetime) -> list[Published]:
    """Record the files that are new or changed, all or nothing; answers what was recorded.

    The caller has proved them by `check`. Raises VersionTaken.
    """
    if tx.dialect == "postgresql":
        tx.execute("LOCK TABLE publication IN EXCLUSIVE MODE")  # one publisher at a time: numbers are without gaps
    recorded: list[Published] = []
    for file in files:
        digest = hashlib.sha256(file.text.encode()).hexdigest()
        done = _workflow(tx, file, digest, by, now) if file.kind == "workflow" else _other(tx, file, digest, by, now)
        if done is not None:
            recorded.append(done)
    return recorded


def _workflow(tx: Transaction, file: File, digest: str, by: str, now: datetime) -> Published | None:
    value = read_yaml(file.text, file.path).value
    version = value.get("version") if isinstance(value, dict) else None
    if not isinstance(version, int):
        raise BadInput(f"{file.path}: has no version; write `version: 1`")
    row = tx.fetchone(
        "SELECT content_hash FROM workflow_version WHERE programme = ? AND name = ? AND version = ?",
        (file.programme, file.name, version),
    )
    if row is not None and row[0] == digest:
        return None
    if row is not None:
        raise VersionTaken(
            f"{file.path}: version {version} is published with other content, and cases may rest on it; "
            f"write `version: {version + 1}`"
        )
    tx.execute(
        "INSERT INTO workflow_version (id, programme, name, version, content_hash, source, published_at, published_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (uuid4(), file.programme, file.name, version, digest, file.text, now, by),
    )
    # The number tells every process that something newer is in force.
    _record(tx, File("programme", file.programme, f"{file.name}@{version}", file.path, ""), digest, by, now)
    return Published("workflow", file.programme, file.name, version)


def _other(tx: Transaction, file: File, digest: str, by: str, now: datetime) -> Published | None:
    row = tx.fetchone(
        "SELECT content_hash FROM publication WHERE kind = ? AND programme = ? AND name = ? "
        "ORDER BY number DESC LIMIT 1",
        (file.kind, file.programme, file.name),
    )
    if row is not None and row[0] == digest:
        return None
    _record(tx, file, digest, by, now)
    return Published(file.kind, file.programme, file.name, None)


def _record(tx: Transaction, file: File, digest: str, by: str, now: datetime) -> None:
    tx.execute(
        "INSERT INTO publication "
        "(id, number, kind, programme, name, content_hash, content, published_at, published_by) "
        "SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM publication",
        (uuid4(), file.kind, file.programme, file.name, digest, file.text, now, by),
    )
