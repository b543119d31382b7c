"""Imports the entries of a file: each becomes an opening of a case, made through `apply` in batches or all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from uuid import UUID

from caseflow.cases.external import Known, known
from caseflow.clock import riga_date
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.db.json_text import write_json
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import NEW
from caseflow.intake.columns import Columns
from caseflow.intake.entries import Entry, Read
from caseflow.intake.faults import BadFile, Fault, in_a_file
from caseflow.moves import Actor, Done, Refused, Request, Result, apply
from caseflow.moves.desks import desks
from caseflow.moves.externals import TAKEN
from caseflow.moves.forms import PARTY_FIELDS
from caseflow.moves.office import Office
from caseflow.moves.request import OPEN, External
from caseflow.moves.together import apply_together
from caseflow.words.message import message

BATCH = 500
MOST_TOGETHER = 20_000
"""Cases that one transaction takes: their forms are held in memory, and other openings wait until it ends."""

_OF_ALL = frozenset({"role", "unknown-trigger", "not-from-here", "no-such-workflow", "no-such-organisation"})
"""Refusals that say nothing of the row: every other one would be refused alike."""
_MOST_BROKEN = 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """What becomes of the entries. With `then` each case is moved on by that trigger, or not opened.

    `together`: all in one transaction, or none; `rehearsal`: everything is tried and nothing kept.
    """

    workflow: str
    organisation: str
    then: str | None = None
    together: bool = False
    rehearsal: bool = False


@dataclass(slots=True)
class Report:
    """What became of them, each by its reference: opened (with the case's number), there already, or rejected.

    Of a rehearsal, and of a job that was to be done together and was not, `opened` stays empty and `fit` counts what
    could have been opened.
    """

    entries: int
    opened: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    fit: int = 0
    rejected: list[tuple[Entry, Sequence[Fault]]] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the file."""
        return sorted(
            (fault for _, faults in self.rejected for fault in faults), key=lambda fault: (fault.sheet, fault.line)
        )


def columns_of(office: Office, workflow: str) -> Columns:
    """The columns that a file of this workflow may have. Raises NotFound, and BadFile where nobody opens a case."""
    with office.database.read() as tx:
        office.in_force.refresh(tx)
        definition = office.in_force.workflow(tx, office.in_force.latest(tx, workflow))
    opening = definition.find(OPEN, NEW)
    if opening is None:
        raise BadFile(message("intake.opened_otherwise", workflow=workflow))
    return Columns(opening.form, PARTY_FIELDS)


def import_cases(office: Office, actor: Actor, job: Job, read: Read, told: Callable[[int], None]) -> Report:
    """Open what can be opened; `told` hears how many entries of the file are behind.

    Whatever interrupts it, every entry is in with all that belongs to it or not at all, and importing the file again
    takes what is missing. Raises BadFile when no row can be imported, Retryable when the database stays busy.
    """
    return _Import(office, actor, job, read, told).run()


@dataclass(frozen=True, slots=True)
class _Planned:
    entry: Entry
    request: Request


class _Import:
    def __init__(self, office: Office, actor: Actor, job: Job, read: Read, told: Callable[[int], None]) -> None:
        self._office, self._actor, self._job, self._read, self._told = office, actor, job, read, told
        self._organisation = _organisation(office, actor, job)
        self._report = Report(len(read.entries) + len({entry.ref or id(entry) for entry in read.spoilt}))
        self._broken = 0
        self._failure: Exception = Retryable("another import took references of this file: import it again")
        by_ref: dict[tuple[str, int], list[Fault]] = {}
        for fault in read.faults:
            by_ref.setdefault((fault.ref, 0 if fault.ref else fault.line), []).append(fault)
        for entry in read.spoilt:
            key = (entry.ref, 0 if entry.ref else entry.head.line)
            self._report.rejected.append((entry, by_ref.pop(key, ())))

    def run(self) -> Report:
        if not self._job.together:
            self._one_by_one(rehearsal=self._job.rehearsal)
            return self._report
        if len(self._read.entries) > MOST_TOGETHER:
            raise BadFile(message("intake.too_many_together", n=len(self._read.entries), most=MOST_TOGETHER))
        planned = [each for batch in _batches(self._read.entries, BATCH) for each in self._planned(batch)]
        if self._job.rehearsal or self._report.rejected or not self._together(planned):
            self._rehearse(planned)
            if not self._job.rehearsal and not self._report.rejected:
                raise self._failure  # each alone could be opened: something else came between
        return self._report

    def _one_by_one(self, rehearsal: bool) -> None:
        behind = 0
        for batch in _batches(self._read.entries, BATCH):
            planned = self._planned(batch)
            if rehearsal:
                self._rehearse(planned)
            else:
                self._settle(planned, self._results([each.request for each in planned], self._apply))
            behind += len(batch)
            self._told(behind)

    def _together(self, planned: Sequence[_Planned]) -> bool:
        """Whether all of them were opened in one transaction; if not, none was."""

        def batches() -> Iterator[list[Request]]:
            for number, batch in enumerate(_batches(planned, BATCH)):
                self._told(number * BATCH)
                yield [each.request for each in batch]

        try:
            results = apply_together(self._office, batches, self._actor)
        except (Retryable, LostSwap):
            raise
        except Exception as error:  # one of the rows breaks what nobody foresaw: trying them by halves tells which
            self._failure = error
            return False
        if not all(isinstance(result, Done) for result in results):
            return False
        self._settle(planned, results)
        self._told(len(self._read.entries))
        return True

    def _rehearse(self, planned: Sequence[_Planned]) -> None:
        """Say of each what would become of it, and keep nothing."""
        for batch in _batches(planned, BATCH):
            results = self._results([each.request for each in batch], self._try)
            self._report.fit += sum(isinstance(result, Done) for result in results)
            refused = [(p, r) for p, r in zip(batch, results, strict=True) if not isinstance(r, Done)]
            self._settle([p for p, _ in refused], [r for _, r in refused])

    def _apply(self, requests: Sequence[Request]) -> list[Result]:
        return apply(self._office, requests, self._actor)

    def _try(self, requests: Sequence[Request]) -> list[Result]:
        return apply_together(self._office, lambda: [requests], self._actor, keep=False)

    def _planned(self, batch: Sequence[Entry]) -> list[_Planned]:
        """The openings of what is new and can be read; the rest is reported."""
        planned: list[_Planned] = []
        for entry in batch:
            faults: list[Fault] = []
            form = entry.form(faults)
            if faults:
                self._report.rejected.append((entry, faults))
                continue
            external = External(entry.ref, self._office.keys.equality("import", write_json(form)))
            job = self._job
            request = Request(OPEN, None, job.workflow, job.organisation, form, then=job.then, external=external)
            planned.append(_Planned(entry, request))
        there = self._there(planned)
        for each in planned:
            if each.entry.ref in there:
                self._is_there(each, there)
        return [each for each in planned if each.entry.ref not in there]

    def _there(self, planned: Sequence[_Planned]) -> Mapping[str, Known]:
        with self._office.database.read() as tx:
            return known(tx, self._organisation, self._job.workflow, [each.entry.ref for each in planned])

    def _is_there(self, planned: _Planned, there: Mapping[str, Known]) -> None:
        """Report an entry whose case is there already: done with the same content, rejected with other."""
        entry, external = planned.entry, planned.request.external
        found = there[entry.ref]
        if external and external.digest == found.digest:
            self._report.known[entry.ref] = found.case
        else:
            problem = message("intake.other_content", ref=entry.ref, case=found.case)
            self._report.rejected.append((entry, [entry.fault("external_ref", problem, "other-content")]))

    def _settle(self, planned: Sequence[_Planned], results: Sequence[Result]) -> None:
        taken: list[_Planned] = []
        for each, result in zip(planned, results, strict=True):
            if isinstance(result, Done):
                self._report.opened[each.entry.ref] = result.ref
            elif isinstance(result, Refused) and result.reasons[0].code == TAKEN:
                taken.append(each)  # by another import, since this batch looked
            elif isinstance(result, Refused):
                self._reject(each.entry, result.reasons)
        there = self._there(taken) if taken else {}
        for each in taken:
            self._is_there(each, there)

    def _reject(self, entry: Entry, reasons: Sequence[Reason]) -> None:
        whole = next((reason for reason in reasons if reason.code in _OF_ALL), None)
        if whole:
            raise BadFile(whole.message)
        faults = [entry.fault(r.field or "", in_a_file(r.message), r.code) for r in reasons]
        self._report.rejected.append((entry, faults))

    def _results(self, requests: Sequence[Request], run: Callable[[Sequence[Request]], list[Result]]) -> list[Result]:
        """What `run` answers; an opening that breaks it is found by halves, so that it stops no other one."""
        if not requests:
            return []
        try:
            return run(requests)
        except (Retryable, LostSwap):
            raise
        except Exception as error:
            if len(requests) > 1:
                half = len(requests) // 2
                return [*self._results(requests[:half], run), *self._results(requests[half:], run)]
            self._broken += 1
            if self._broken > _MOST_BROKEN:  # not the rows are at fault
                raise
            reason = Reason("fault", message("intake.fault", what=type(error).__name__))
            return [Refused(OPEN, (reason,))]


def _organisation(office: Office, actor: Actor, job: Job) -> UUID:
    """The organisation's id, for somebody who has a role there. Raises BadFile."""
    now = office.clock.now()
    with office.database.read() as tx:
        desk = desks(tx, [job.organisation], actor, now).get(job.organisation)
    if desk is None or desk.facts(actor, job.workflow.partition("/")[0], now, riga_date(now)) is None:
        raise BadFile(message("engine.no_such_organisation", name=job.organisation))
    return desk.organisation.id


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
