"""The letters of B-FB from the contract on, and of B-CLM, word for word as the journeys draft them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from caseflow.letters import Registration, with_registration
from caseflow.letters.registration import Signatory
from tests.journeys import aid
from tests.journeys.test_claim import PAPERS
from tests.journeys.test_recovery import breach, evidence
from tests.journeys.ways import until
from tests.letters import typesetting
from tests.moves.reading import rows
from tests.world import KEYS, World

GOLDEN = Path(__file__).parent / "golden" / "aid"
REGISTERED = Registration("PUA/V/2024/0007", date(2024, 4, 15), Signatory("Vija Ozoliņa", "Valdes priekšsēdētāja"))


@pytest.fixture
def dialect() -> str:
    """What a letter says does not depend on the database: one is enough."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


def certificate(world: World) -> None:
    ref = aid.in_training(world)
    aid.at(world, "2024-04-15")
    world.do("officer", "record_result", ref, form=aid.result(world, "K1"))
    world.do("head", "issue_certificate", ref, form={"line": "K1"})


def untrained(world: World) -> None:
    ref = aid.in_training(world)
    for line in aid.AWARDED:
        world.do("officer", "record_result", ref, form=aid.result(world, line, completed=False, ended_on="2024-04-08"))
    world.do("officer", "finish_training", ref)


def claimed(world: World) -> None:
    aid.claimed(world)


def documents(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "request_documents", claim, form=PAPERS)


def paid(world: World) -> None:
    aid.reimbursed(world)


def partly(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found(K2={"in_roadmap": False}))
    world.do("head", "approve_part", claim)


def rejected(world: World) -> None:
    _, claim = aid.claimed(world, K1=None, K2=None, K4=None)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "reject_claim", claim)


def settled(world: World) -> str:
    ref = aid.trained(world, "r2", completed=("K1", "K2"))
    world.do("officer", "fix_aid_value", ref, form=aid.invoice())
    return ref


def called(world: World) -> str:
    ref = aid.settled(world)
    world.do("officer", "call_retest", ref)
    return ref


def overdue(world: World) -> None:
    called(world)
    until(world, "2024-07-15T21:00:00")


def improved(world: World) -> None:
    world.do("expert", "record_retest", called(world), form=aid.retest())


def not_improved(world: World) -> None:
    world.do("expert", "record_retest", called(world), form=aid.retest("41.5"))


def closed(world: World) -> None:
    aid.closed(world)


def breached(world: World) -> None:
    ref = called(world)
    until(world, "2024-07-15T21:00:00")
    world.do("head", "note_breach", ref, reason="Komersants uz atgādinājumiem neatbild.")


def heard(world: World) -> str:
    ref = called(world)
    world.do("officer", "open_recovery", ref, form=breach())
    return ref


def dismissed(world: World) -> None:
    ref = heard(world)
    world.do("officer", "record_breach_views", ref, form={"received_on": "2024-04-15"})
    world.do("head", "dismiss_recovery", ref, form=evidence(world), reason="Pārskati precizēti.")


def repaid(world: World) -> None:
    ref = heard(world)
    form = evidence(world, how="repaid")
    world.do("head", "end_recovery", ref, form=form, reason="Atmaksāts.")


LETTERS: dict[str, tuple[Callable[[World], object], str]] = {
    "certificate": (certificate, "course_certificate"),
    "claim_receipt": (claimed, "claim_receipt"),
    "documents_request": (documents, "documents_request"),
    "reimbursement.whole": (paid, "reimbursement"),
    "reimbursement.partly": (partly, "reimbursement"),
    "costs_not_eligible.partly": (partly, "costs_not_eligible"),
    "costs_not_eligible.all": (rejected, "costs_not_eligible"),
    "aid_value": (settled, "aid_value"),
    "retest_invitation": (called, "retest_invitation"),
    "retest_reminder": (overdue, "retest_reminder"),
    "retest_opinion": (improved, "retest_opinion"),
    "retest_not_improved": (not_improved, "retest_not_improved"),
    "case_closed.completed": (closed, "case_closed"),
    "case_closed.nothing_completed": (untrained, "case_closed"),
    "case_closed.claim_rejected": (rejected, "case_closed"),
    "case_closed.breach_noted": (breached, "case_closed"),
    "breach_hearing": (heard, "breach_hearing"),
    "check_ended.not_confirmed": (dismissed, "check_ended"),
    "check_ended.repaid": (repaid, "check_ended"),
    "case_closed.repaid": (repaid, "case_closed"),
}


@pytest.mark.parametrize("golden", LETTERS)
def test_a_letter_of_the_journey_reads_as_its_golden_text(world: World, golden: str) -> None:
    journey, name = LETTERS[golden]
    journey(world)
    *_, (id, sealed) = rows(world, "SELECT id, text FROM letter WHERE name = ? ORDER BY drafted_at, seq", name)
    text = KEYS.unseal(bytes(sealed), UUID(str(id)).bytes).decode()
    printed = typesetting.plain_text(with_registration(text, REGISTERED)) + "\n"
    assert printed == (GOLDEN / f"{golden}.txt").read_text(encoding="utf-8")


def test_every_golden_text_belongs_to_a_letter_of_the_journeys() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(LETTERS)
