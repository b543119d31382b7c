"""Everything that the trees of one batch change, gathered until the batch is written once.

A row that one move of the batch makes and another changes is written once, as it stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct, field

from caseflow.cases.external import EXTERNAL
from caseflow.db.batch import Batch
from caseflow.engine.facts import Running
from caseflow.engine.outcome import Outcome
from caseflow.ledger.accounts import POSTING, Account, Booked
from caseflow.ledger.writes import AidWrites
from caseflow.moves import rows
from caseflow.moves.drafts import Draft
from caseflow.moves.state import CaseState
from caseflow.parties.register import Party
from caseflow.parties.vault import READING
from caseflow.registers.evidence import NEW_EVIDENCE, WITHDRAWN, Kept


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task of the case that is still open, and the triggers that close it."""

    id: UUID
    closes_on: tuple[str, ...]


LetterStatus = tuple[str, str | None, datetime]
"""Status and signatory of a letter, and the first instant at which it may be registered."""


class Writes(Struct):
    """The changes of one tree, or of all trees of a batch that went through."""

    begun: dict[UUID, CaseState] = field(default_factory=dict)
    cases: dict[UUID, CaseState] = field(default_factory=dict)
    parties: dict[UUID, Party] = field(default_factory=dict)
    persons: dict[UUID, Any] = field(default_factory=dict)
    """Personal values that the batch itself has sealed, for its letters; they are never written as they are."""
    events: list[tuple[object, ...]] = field(default_factory=list)
    started: dict[tuple[UUID, str], Running] = field(default_factory=dict)
    ended: dict[tuple[UUID, str], tuple[str, int]] = field(default_factory=dict)
    passed: dict[tuple[UUID, str], Running] = field(default_factory=dict)
    tasks: dict[UUID, tuple[object, ...]] = field(default_factory=dict)
    opened: dict[UUID, list[OpenTask]] = field(default_factory=dict)
    closing: dict[UUID, tuple[datetime | None, str | None]] = field(default_factory=dict)
    drafts: dict[UUID, tuple[object, ...]] = field(default_factory=dict)
    letter_status: dict[UUID, LetterStatus] = field(default_factory=dict)
    became: dict[UUID, str] = field(default_factory=dict)
    accounts: dict[UUID, Account] = field(default_factory=dict)
    booked: list[Booked] = field(default_factory=list)
    external: list[tuple[object, ...]] = field(default_factory=list)
    evidence: list[Kept] = field(default_factory=list)
    withdrawn: dict[tuple[UUID, int], int] = field(default_factory=dict)
    register: AidWrites = field(default_factory=AidWrites)
    side: Batch = field(default_factory=Batch)
    readings: list[tuple[object, ...]] = field(default_factory=list)
    erased: list[UUID] = field(default_factory=list)

    def take(self, other: Writes) -> None:
        """Keep what another tree has changed, after what is here already."""
        for name in _KEYED:
            if more := getattr(other, name):
                getattr(self, name).update(more)
        for name in _LISTED:
            if more := getattr(other, name):
                getattr(self, name).extend(more)
        for id, before in other.begun.items():  # a case began as the first tree found it
            self.begun.setdefault(id, before)
        for case, tasks in other.opened.items():
            self.opened.setdefault(case, []).extend(tasks)
        self.register.take(other.register)
        self.side.merge(other.side)

    def note(
        self, before: CaseState, after: CaseState, outcome: Outcome, event: tuple[object, ...], at: datetime
    ) -> None:
        """One move of one case."""
        self.begun.setdefault(before.id, before)
        self.cases[after.id] = after
        self.events.append(event)
        if outcome.erases:
            self.erased.append(after.id)
        self.became.update((UUID(letter), status) for letter, status in outcome.became)
        seq = after.facts.seq
        for ended in outcome.ended:
            self.ended[after.id, ended.deadline.id] = (ended.how, seq)
        for deadline in outcome.started:
            self.started[after.id, deadline.id] = deadline
        for trimmed, _ in outcome.passed:
            self.passed[after.id, trimmed.id] = trimmed
        for opened in outcome.tasks:
            id = uuid4()
            self.tasks[id] = rows.task_row(id, after, opened.spec, at, seq)
            self.opened.setdefault(after.id, []).append(OpenTask(id, opened.spec.closed_by))

    def letters(self, state: CaseState, drafts: Iterable[Draft], at: datetime) -> None:
        """Letters that one move drafted."""
        for draft in drafts:
            self.drafts[draft.id] = draft.row(state, at)

    def close(self, tasks: Iterable[OpenTask], trigger: str, at: datetime, by_hand: str | None = None) -> None:
        """Close the tasks that wait for `trigger`, and the one that somebody closes by hand."""
        for task in tasks:
            if trigger in task.closes_on or (by_hand and str(task.id) == by_hand):
                self.closing[task.id] = (at, trigger)

    def batch(self, at: datetime) -> Batch:
        """The rows to write, each once."""
        batch = Batch()
        batch.merge(self.side)  # parties and sealed values first: cases and readings point at them
        batch.extend(READING, self.readings)
        # one statement swaps all cases of the batch
        whole = any(not rows.stands(self.begun[id], state) for id, state in self.cases.items())
        for id, state in self.cases.items():
            _case(batch, self.begun[id], state, at, whole=whole)
        batch.extend(EXTERNAL, self.external)
        batch.extend(rows.EVENT, self.events)
        batch.extend(POSTING, (each.row(at) for each in self.booked))
        self.register.write(batch)
        batch.extend(NEW_EVIDENCE, (each.row() for each in self.evidence))
        batch.extend(WITHDRAWN, ((by, *event) for event, by in self.withdrawn.items()))
        for run, deadline in self.started.items():
            status, ended_seq = self.ended.get(run, (deadline.status, None))
            final = self.passed.get(run, deadline)
            batch.add(rows.NEW_DEADLINE, rows.deadline_row(run[0], final, status, ended_seq))
        for run, trimmed in self.passed.items():
            if run not in self.started:
                batch.add(rows.PASS_EDGE, (rows.edges_text(trimmed), *run))
        for run, (how, seq) in self.ended.items():
            if run not in self.started:
                batch.add(rows.END_DEADLINE, (how, seq, *run))
        for id, row in self.tasks.items():
            batch.add(rows.NEW_TASK, (*row, *self.closing.get(id, (None, None))))
        for id, (closed_at, by) in self.closing.items():
            if id not in self.tasks:
                batch.add(rows.CLOSE_TASK, (closed_at, by, id))
        _letters(batch, self.drafts, self.letter_status)
        batch.extend(rows.LETTER_BECAME, ((status, id) for id, status in self.became.items()))
        return batch


_KEYED = (
    "cases", "parties", "persons", "started", "ended", "passed", "tasks", "closing", "drafts", "letter_status",
    "became", "accounts", "withdrawn",
)  # fmt: skip
_LISTED = ("events", "booked", "external", "evidence", "readings", "erased")
"""What of two trees is put together name by name: the later one's values, or both one after the other."""


def _case(batch: Batch, before: CaseState, after: CaseState, at: datetime, *, whole: bool) -> None:
    row = rows.moved_row(after, at)
    if before.is_new:
        rest = (
            after.id,
            after.organisation.id,
            after.workflow_id,
            after.facts.ref,
            after.parent,
            after.facts.opened_on,
        )
        batch.add(rows.NEW_CASE, (*row, *rows.standing_row(after), *rest))
        return
    swapped = (after.id, before.facts.seq, before.head)
    if whole:
        batch.add(rows.SWAP_CASE, (*row, *rows.standing_row(after), *swapped))
    else:
        batch.add(rows.SWAP_MOVED, (*row, *swapped))


def _letters(batch: Batch, drafts: Mapping[UUID, tuple[object, ...]], statuses: Mapping[UUID, LetterStatus]) -> None:
    for id, row in drafts.items():
        status, signatory, _ = statuses.get(id, ("drafted", None, None))
        head, tail = row[: rows.STATUS_AT], row[rows.STATUS_AT :]
        batch.add(rows.NEW_LETTER, (*head, status, signatory, *tail))
    for id, (status, signatory, release_at) in statuses.items():
        if id not in drafts:
            batch.add(rows.LETTER_STATUS, (status, signatory, release_at, id))
