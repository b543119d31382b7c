"""B-FB asks for a clarification: answered in time, found late, or never answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from caseflow.db.json_text import write_json
from caseflow.moves.correspondence import hand_over
from tests.journeys.ways import (
    GAPS,
    differences,
    maturity_tested,
    open_tasks,
    registered,
    tax_checked,
    unanswered,
    until,
)
from tests.moves.reading import case, codes, deadlines, events, letters, rows
from tests.world import ASSOCIATION, World


def test_a_gap_is_asked_for_and_the_merchant_has_ten_working_days(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    assert case(world, ref)["state"] == "clarification_requested"
    assert letters(world, ref)[-1] == ("clarification_request", "L-X-03", "drafted")
    running = [(name, due) for name, status, due in deadlines(world, ref) if status == "running"]
    assert running == [("clarification", "2024-03-20")]  # two for delivery, then ten; the office's clocks stand


def test_a_request_names_at_least_one_gap(world: World) -> None:
    ref = world.submitted()
    assert codes(world.ask("officer", "request_clarification", ref, form={"gaps": []})) == ["demands"]
    assert case(world, ref)["state"] == "submitted"


@pytest.mark.parametrize("ready", [World.submitted, tax_checked, maturity_tested])
def test_a_clarification_begins_the_examination_anew_wherever_it_was_asked_for(
    world: World, ready: Callable[[World], str]
) -> None:
    ref = ready(world)
    world.do("officer", "request_clarification", ref, form=GAPS)
    until(world, "2024-03-12T08:00:00")
    world.do("officer", "record_clarification", ref, form={"aid_asked": "300.00"})
    data = case(world, ref)["data"]
    assert (case(world, ref)["state"], data["reference_day"], data["aid_asked"]) == (
        "submitted",
        "2024-03-12",
        "300.00",
    )
    running = [(name, due) for name, status, due in deadlines(world, ref) if status == "running"]
    assert running == [("tax_check", "2024-03-14"), ("decision", "2024-04-12")]
    assert letters(world, ref)[-1] == ("clarification_receipt", "L-X-01", "drafted")
    assert differences(world, ref) == []


def test_silence_is_noted_only_when_the_last_day_has_ended(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    until(world, "2024-03-20T21:59:59")
    assert case(world, ref)["state"] == "clarification_requested"
    until(world, "2024-03-20T22:00:00")
    assert case(world, ref)["state"] == "unanswered"
    assert case(world, ref)["data"]["silent_on"] == "2024-03-21"
    assert case(world, ref)["data"]["asked_until"] == "2024-03-20"
    assert open_tasks(world, ref) == {"silence"}
    assert events(world, ref)[-1]["trigger"] == "note_silence"


def test_a_refusal_for_silence_is_proposed_by_one_person_and_signed_by_another(world: World) -> None:
    ref = unanswered(world)
    world.do("head", "propose_silent_refusal", ref)
    assert open_tasks(world, ref) == set()
    assert codes(world.ask("head", "sign_refusal", ref)) == ["four-eyes"]
    world.do("head", "return_refusal", ref, reason="Vēl jāpārbauda e-pasts.")
    assert letters(world, ref)[-1] == ("refusal_silent", "L-B-08", "cancelled")
    assert open_tasks(world, ref) == {"silence"}
    world.do("officer", "propose_silent_refusal", ref)
    world.do("head", "sign_refusal", ref)
    assert case(world, ref)["state"] == "refused"
    assert letters(world, ref)[-1] == ("refusal_silent", "L-B-08", "signed")
    assert differences(world, ref) == []


def test_the_refusal_cites_the_request_as_it_was_registered(world: World) -> None:
    ref = unanswered(world)
    world.do("officer", "propose_silent_refusal", ref)
    data = case(world, ref)["data"]
    assert (data["request_number"], data["request_day"]) == ("PUA/V/2024/0002", "2024-03-04")


def test_a_request_that_never_left_the_house_grounds_no_refusal(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    until(world, "2024-03-20T22:00:00")
    assert case(world, ref)["state"] == "unanswered"
    assert set(codes(world.ask("officer", "propose_silent_refusal", ref))) == {"requires"}


def test_a_request_sent_later_gives_the_merchant_its_ten_days_from_then(world: World) -> None:
    """By post the letter states 25 March; handed over two days late it counts as delivered on the 13th (Z-NOT-03)."""
    with world.office.database.write() as tx:
        tx.execute("UPDATE organisation SET profile = ?", (write_json({**ASSOCIATION, "channel": "post"}),))
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    assert ("clarification", "running", "2024-03-25") in deadlines(world, ref)
    registered(world)
    until(world, "2024-03-06T08:00:00")
    ((id,),) = rows(world, "SELECT id FROM letter WHERE name = 'clarification_request'")
    hand_over(world.office, str(UUID(str(id))), world.users["officer"], date(2024, 3, 6))
    assert ("clarification", "running", "2024-03-27") in deadlines(world, ref)
    until(world, "2024-03-27T22:00:00")
    assert case(world, ref)["data"]["asked_until"] == "2024-03-27"
    assert differences(world, ref) == []


@pytest.mark.parametrize(("day", "taken"), [("2024-03-20", True), ("2024-03-21", False), ("2024-03-03", False)])
def test_a_clarification_found_late_counts_if_it_had_come_by_the_last_day(world: World, day: str, taken: bool) -> None:
    ref = unanswered(world)
    world.do("officer", "propose_silent_refusal", ref)
    result = world.ask("officer", "record_clarification", ref, form={"received_on": day}, reason="Atrasts e-pastā")
    if not taken:
        assert codes(result) == ["demands"]
        assert case(world, ref)["state"] == "silent_refusal_proposed"
        return
    assert (case(world, ref)["state"], case(world, ref)["data"]["reference_day"]) == ("submitted", day)
    assert ("refusal_silent", "L-B-08", "cancelled") in letters(world, ref)
    assert ("tax_check", "running", "2024-03-22") in deadlines(world, ref)
    assert differences(world, ref) == []


def test_a_paper_of_the_last_day_entered_before_the_clock_came_by_meets_the_term(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    world.clock.set(world.clock.now().replace(day=21))
    world.do("officer", "record_clarification", ref, on=date(2024, 3, 20), reason="Saņemts trešdien")
    assert case(world, ref)["state"] == "submitted"
    assert ("clarification", "met", "2024-03-20") in deadlines(world, ref)


def test_a_refusal_that_nobody_signs_within_a_month_goes_to_a_head(world: World) -> None:
    ref = unanswered(world)
    until(world, "2024-04-22T21:00:00")  # one month of 21 March rolls off a Sunday
    assert open_tasks(world, ref) == {"silence", "overdue_silent_decision"}


def test_a_merchant_asked_for_a_clarification_may_withdraw(world: World) -> None:
    ref = unanswered(world)
    world.do("officer", "propose_silent_refusal", ref)
    world.do("officer", "withdraw", ref)
    assert case(world, ref)["state"] == "withdrawn"
    assert [status for name, _, status in letters(world, ref) if name == "refusal_silent"] == ["cancelled"]
