"""Proves the events of every case: the chain of hashes, the numbers without gaps, the head on the case row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import instant_text, read_instant, read_uuid
from caseflow.words import Message, message

GENESIS: Final = "0" * 64
"""What the first event of a case names as the hash before it."""

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a case's record does not hold together; `seq` is the event's number."""

    ref: str
    seq: int
    what: Message


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was read, and the first broken place; None when everything holds together."""

    cases: int
    events: int
    broken: Break | None


def verify(tx: Transaction) -> Verified:
    """Read every event of every case, in order of the cases' ids, up to the first break."""
    cases = events = 0
    for id, ref, seq, head in _cases(tx):
        rows = tx.fetchall(
            "SELECT seq, at, trigger, actor, hash, body FROM event WHERE case_id = ? ORDER BY seq", (id,)
        )
        cases, events = cases + 1, events + len(rows)
        broken = _broken(id, seq, head, rows)
        if broken is not None:
            return Verified(cases, events, Break(ref, *broken))
    return Verified(cases, events, None)


def _cases(tx: Transaction) -> Iterator[tuple[UUID, str, int, str]]:
    last = UUID(int=0)
    while rows := tx.fetchall(
        f"SELECT id, ref, seq, head FROM case_record WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}", (last,)
    ):
        for id, ref, seq, head in rows:
            last = read_uuid(id)
            yield last, ref, seq, head


def _broken(case: UUID, last: int, head: str, rows: list[tuple[Any, ...]]) -> tuple[int, Message] | None:
    before = GENESIS
    for expected, (seq, at, trigger, actor, hash, body) in enumerate(rows, start=1):
        if seq != expected:
            return expected, message("cases.chain.gap", found=seq)
        if hashlib.sha256(body.encode()).hexdigest() != hash:
            return seq, message("cases.chain.text_changed")
        event = json.loads(body)
        if event["prev"] != before:
            return seq, message("cases.chain.other_before")
        said = (event["case"], event["seq"], event["at"], event["trigger"], event["actor"]["id"])
        if said != (str(case), seq, instant_text(read_instant(at)), trigger, actor):
            return seq, message("cases.chain.columns_differ")
        before = hash
    if len(rows) != last:
        return len(rows) + 1, message("cases.chain.missing_end", last=last)
    return None if before == head else (last, message("cases.chain.other_head"))
