"""What one move wrote, read back from the tables: the rows, how many they are and how many bytes they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseflow.bench.stock import read_rows
from caseflow.db import Transaction

Rows = list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of the case's latest move, by kind; values as the driver of this database answers them."""

    case: Mapping[str, Any]
    event: Mapping[str, Any]
    started: Rows
    ended: Rows
    letters: Rows
    opened: Rows
    evidence: Rows

    @property
    def rows(self) -> int:
        """How many rows the move inserted or updated."""
        return 2 + len(self.started) + len(self.ended) + len(self.letters) + len(self.opened) + len(self.evidence)

    @property
    def bytes(self) -> int:
        """The length of all their values as text (bytes as they are)."""
        every = [self.case, self.event, *self.started, *self.ended, *self.letters, *self.opened, *self.evidence]
        return sum(length(value) for row in every for value in row.values())


def written(tx: Transaction, case: UUID) -> Written:
    """What the latest move of a case wrote."""
    (row,) = read_rows(tx, "case_record", "id", case)
    seq = row["seq"]
    (event,) = [e for e in read_rows(tx, "event", "case_id", case) if e["seq"] == seq]
    deadlines = read_rows(tx, "deadline", "case_id", case)
    return Written(
        case=row,
        event=event,
        started=[d for d in deadlines if d["id"].endswith(f".{seq}")],
        ended=[d for d in deadlines if d["ended_seq"] == seq],
        letters=[r for r in read_rows(tx, "letter", "case_id", case) if r["seq"] == seq],
        opened=[t for t in read_rows(tx, "task", "case_id", case) if t["opened_seq"] == seq],
        evidence=[e for e in read_rows(tx, "evidence", "case_id", case) if e["seq"] == seq],
    )


def length(value: object) -> int:
    """The bytes of a value as text; of bytes, themselves."""
    if value is None:
        return 0
    return len(value) if isinstance(value, bytes) else len(str(value).encode())
