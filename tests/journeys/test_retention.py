"""The end of a case's retention: persons are forgotten, what happened stays provable (B-DL-06, B-DL-07, B-DAT-03)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from caseflow.moves.erasure import erase
from caseflow.moves.registration import register
from tests.journeys import aid
from tests.journeys.ways import differences, posted, tax_checked, until
from tests.moves.reading import assert_chained, case, codes, deadlines, events, letters, rows
from tests.world import KEYS, MERCHANT, World

LEFT = "SELECT count(*) FROM vault WHERE erased_at IS NULL"
EMPTY = "SELECT count(*) FROM vault WHERE ciphertext IS NULL AND salt IS NULL AND digest IS NULL"


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


def test_ten_years_after_the_grant_persons_are_erased_and_the_case_still_proves_itself(
    world: World, tmp_path: Path
) -> None:
    ref = aid.closed(world)
    posted(world, tmp_path)
    claim = aid.claim_of(world, ref)
    ((persons,),) = rows(world, LEFT)
    assert persons > 8  # four employees with name and code, and their certificates
    until(world, "2034-03-04T21:59:59")
    assert case(world, ref)["state"] == "closed"
    kept = letters(world, ref)
    until(world, "2034-03-04T22:00:00")
    assert (case(world, ref)["state"], case(world, claim)["state"]) == ("archived", "archived")
    assert rows(world, LEFT) == [(0,)]
    assert rows(world, EMPTY) == [(persons,)]
    assert letters(world, ref) == kept
    assert {bytes(text) for (text,) in rows(world, "SELECT text FROM letter")} == {b""}
    assert all(hash for (hash,) in rows(world, "SELECT text_hash FROM letter"))
    for number in (ref, claim):
        assert_chained(world, number)
        assert differences(world, number) == []
        assert case(world, number)["wake_at"] is None
    assert events(world, ref)[-1]["outcome"]["erases"] == "personal"


def test_retention_ends_on_its_very_day_whatever_the_weekday(world: World) -> None:
    ref = aid.closed(world)
    assert ("retention", "running", "2034-03-04") in deadlines(world, ref)  # a Saturday


def test_what_is_archived_is_not_reopened(world: World, tmp_path: Path) -> None:
    ref = aid.closed(world)
    posted(world, tmp_path)
    until(world, "2034-03-04T22:00:00")
    assert codes(world.ask("head", "reopen", ref, reason="Jauni apstākļi.")) == ["not-closed"]


def test_a_case_that_closes_after_its_retention_is_archived_once_its_letter_is_out(
    world: World, tmp_path: Path
) -> None:
    ref = aid.settled(world)
    posted(world, tmp_path)
    world.do("officer", "call_retest", ref)
    until(world, "2034-05-02T08:00:00")
    world.do("head", "note_breach", ref, reason="Komersants likvidēts.")
    until(world, "2034-05-02T08:01:00")
    assert (case(world, ref)["state"], world.clock.now() < case(world, ref)["wake_at"]) == ("closed", True)
    world.clock.set(world.clock.now() + timedelta(minutes=11))
    register(world.office)
    with world.office.database.write() as tx:  # as sent: the calendar ends before the day on which it would count
        tx.execute("UPDATE letter SET send_at = NULL")
    until(world, "2034-05-02T09:02:00")
    assert case(world, ref)["state"] == "archived"


@pytest.mark.parametrize("granted", [True, False])
def test_without_an_aid_received_three_years_after_the_end_are_enough(
    world: World, tmp_path: Path, granted: bool
) -> None:
    ref = aid.contracted(world) if granted else tax_checked(world)
    world.do("officer", "withdraw", ref)
    posted(world, tmp_path)
    assert ("retention_without_grant", "running", "2027-03-04") in deadlines(world, ref)
    until(world, "2027-03-04T22:00:00")
    assert case(world, ref)["state"] == "archived"
    assert rows(world, LEFT) == [(0,)]
    assert differences(world, ref) == []


@pytest.mark.parametrize(
    ("left", "state", "becomes"),
    [
        ("status = 'drafted', release = 'by signatory'", "archived", "cancelled"),
        ("status = 'drafted', release = 'automatic'", "withdrawn", "drafted"),
        ("status = 'signed'", "withdrawn", "signed"),
        ("status = 'failed', number = NULL, ordinal = NULL", "withdrawn", "failed"),
    ],
)
def test_a_case_is_archived_when_its_letters_are_out_and_drafts_that_nobody_signed_are_cancelled(
    world: World, tmp_path: Path, left: str, state: str, becomes: str
) -> None:
    ref = tax_checked(world)
    world.do("officer", "withdraw", ref)
    posted(world, tmp_path)
    with world.office.database.write() as tx:
        tx.execute(f"UPDATE letter SET {left} WHERE name = 'receipt'")
    until(world, "2027-03-04T22:00:00")
    assert case(world, ref)["state"] == state
    assert rows(world, "SELECT status FROM letter WHERE name = 'receipt'") == [(becomes,)]
    assert (case(world, ref)["wake_at"] is None) is (state == "archived")


def test_only_the_persons_of_the_case_are_erased(world: World, tmp_path: Path) -> None:
    ref, other = tax_checked(world), tax_checked(world)
    world.do("officer", "withdraw", ref)
    posted(world, tmp_path)
    until(world, "2027-03-04T22:00:00")
    assert rows(world, LEFT) == [(2,)]
    assert case(world, other)["state"] == "tax_checked"


def test_a_document_that_another_case_names_too_stays(world: World) -> None:
    first = aid.in_training(world)
    world.do("officer", "record_result", first, form=aid.result(world, "K1", ended_on="2024-04-08"))
    aid.at(world, "2024-04-08")
    second = aid.contracted(world)
    world.do("officer", "start_training", second, form={"started_on": "2024-04-08"})
    world.do("officer", "record_result", second, form=aid.result(world, "K1", ended_on="2024-04-08"))
    for ref, there in ((first, True), (second, False)):
        ((id,),) = rows(world, "SELECT id FROM case_record WHERE ref = ?", ref)
        with world.office.database.write() as tx:
            erase(tx, KEYS, [UUID(str(id))], world.clock.now())
        found = rows(world, "SELECT count(*) FROM blob WHERE sha256 = ?", sha256(aid.PROOF).hexdigest())
        assert found == [(1 if there else 0,)]


def test_a_letter_that_names_a_person_says_the_name_and_the_reading_is_logged(world: World) -> None:
    ref, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "approve_claim", claim)
    ((id, text),) = rows(world, "SELECT id, text FROM letter WHERE name = 'reimbursement'")
    assert "Kārlis Zvirbulis" in KEYS.unseal(bytes(text), UUID(str(id)).bytes).decode()
    purpose = f"letter reimbursement of {claim}"
    readers = rows(world, "SELECT actor FROM vault_reading WHERE purpose = ?", purpose)
    assert readers == [(world.users["head"].id,)] * 3
    assert "Zvirbulis" not in str(events(world, claim))
    assert case(world, ref)["state"] == "claim_in_check"


def test_letters_that_go_out_on_a_day_that_no_calendar_knows_hold_up_nothing(world: World, tmp_path: Path) -> None:
    refs = [world.submitted(), world.submitted(applicant={**MERCHANT, "registration_number": "40003000021"})]
    world.clock.set(datetime(2035, 11, 6, 10, tzinfo=UTC))
    posted(world, tmp_path)
    for ref in refs:
        assert letters(world, ref) == [("receipt", "L-X-01", "sent")]
        assert differences(world, ref) == []
