"""The work `letters`: one-page letters registered and set as PDF/A and PDF/UA, against setting them alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from caseflow.bench.invented import NOW, ORGANISATION, WORKFLOW, application, registration_numbers
from caseflow.bench.result import Finding, finding
from caseflow.bench.setting import BenchError, Setting, do, office_of
from caseflow.bench.sides import CASEFLOW, Cost
from caseflow.bench.trips import CountedDatabase
from caseflow.db import Database
from caseflow.letters import registrar
from caseflow.letters.registrar import ToRegister
from caseflow.letters.registration import Registration, Signatory
from caseflow.letters.typeset import typeset
from caseflow.moves import Request
from caseflow.moves.office import Office
from caseflow.moves.registration import register

SETTING = "setting alone"
WARM_UP = 20
_SIGNATORY = Signatory("M. Mērniece", "Valdes priekšsēdētāja")


def registering(setting: Setting, database: Database, rounds: int, letters: int) -> Iterator[Finding]:
    """`letters` receipts a round; they are drafted before the clock starts, and nothing is sent."""
    with database.write() as tx:  # what other works have drafted is not to be registered here
        tx.execute("UPDATE letter SET status = 'cancelled' WHERE status = 'drafted'")
    seconds: dict[str, list[float]] = {CASEFLOW: [], SETTING: []}
    with office_of(setting, counted=True, now=NOW + timedelta(hours=1)) as office:
        register_all = _registering(office)
        _timed(register_all, _drafted(setting, office, WARM_UP))
        trips, size = 0, 0
        for _ in range(rounds):
            drafted, before = _drafted(setting, office, letters), _trips(office)
            seconds[CASEFLOW].append(_timed(register_all, drafted))
            trips = _trips(office) - before
            began = time.perf_counter()
            size = sum(len(_set(letter, office, number)) for number, letter in enumerate(drafted))
            seconds[SETTING].append(time.perf_counter() - began)
    costs = {CASEFLOW: Cost(letters * 4, size, trips), SETTING: Cost(0, size, 0)}
    yield finding("letters", database.dialect, 1, letters, seconds, costs, against=SETTING)


def _drafted(setting: Setting, office: Office, letters: int) -> list[ToRegister]:
    """The receipts of so many new applications, as the registrar will read them."""
    numbers = registration_numbers()
    with office_of(setting) as then:
        opened = [
            Request("open", workflow=WORKFLOW, organisation=ORGANISATION, form=application(next(numbers)))
            for _ in range(letters)
        ]
        do(then, setting, [Request("submit", done.ref) for done in do(then, setting, opened)])
    now = office.clock.now()
    with office.database.write() as tx:
        ((organisation, series),) = registrar.waiting_series(tx, now)
        pairs = registrar.candidates(tx, now, organisation, series, most=letters)
        return registrar.claim(tx, [letter for letter, _ in pairs], now)


def _registering(office: Office) -> Callable[[Sequence[ToRegister]], None]:
    def run(drafted: Sequence[ToRegister]) -> None:
        done = register(office)
        if done.registered != len(drafted) or done.failed:
            raise BenchError(f"{done.registered} of {len(drafted)} letters were registered")

    return run


def _set(letter: ToRegister, office: Office, number: int) -> bytes:
    return typeset(letter.text(office.keys), Registration(f"MER/V/2024/{number}", letter.day, _SIGNATORY), letter.day)


def _timed(run: Callable[[Sequence[ToRegister]], None], drafted: Sequence[ToRegister]) -> float:
    began = time.perf_counter()
    run(drafted)
    return time.perf_counter() - began


def _trips(office: Office) -> int:
    counted = office.database
    assert isinstance(counted, CountedDatabase)
    return counted.trips
