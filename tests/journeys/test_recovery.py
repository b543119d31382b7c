"""B-FB under recovery: a breach found after the award, dismissed to the state before, or ended with the money back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys import aid
from tests.journeys.ways import differences, open_tasks, until
from tests.moves.reading import case, codes, deadlines, letters
from tests.world import World


def breach(**changes: Any) -> dict[str, Any]:
    """What an officer found."""
    circumstances = ["Komersanta deklarētais lielums neatbilst gada pārskatiem."]
    return {"found_on": "2024-04-15", "breach": "declaration", "circumstances": circumstances, **changes}


def evidence(world: World, **more: Any) -> dict[str, Any]:
    """The document on which the end of the check rests."""
    return {"evidence": world.printout, **more}


WAYS: dict[str, Callable[[World], str]] = {
    "approved": aid.approved,
    "contracted": aid.contracted,
    "in_training": aid.in_training,
    "trained": aid.trained,
    "claim_in_check": lambda world: aid.claimed(world)[0],
    "reimbursed": lambda world: aid.reimbursed(world)[0],
    "settled": aid.settled,
    "closed": aid.closed,
}


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


@pytest.mark.parametrize("state", WAYS)
def test_a_dismissed_check_leads_back_to_the_state_before(world: World, state: str) -> None:
    ref = WAYS[state](world)
    aid.at(world, "2024-04-15")
    before = aid.money(world, "r2" if state == "settled" else "r1")
    world.do("officer", "open_recovery", ref, form=breach())
    assert case(world, ref)["state"] == "under_recovery"
    assert letters(world, ref)[-1] == ("breach_hearing", "L-X-10", "drafted")
    assert ("breach_views", "running", "2024-05-02") in deadlines(world, ref)
    world.do("officer", "record_breach_views", ref, form={"received_on": "2024-04-15"})
    world.do("head", "dismiss_recovery", ref, form=evidence(world), reason="Pārskati precizēti.")
    assert case(world, ref)["state"] == state
    assert letters(world, ref)[-1] == ("check_ended", "L-X-12", "drafted")
    assert aid.money(world, "r2" if state == "settled" else "r1") == before
    assert differences(world, ref) == []


def test_the_check_is_opened_by_one_person_and_ended_by_another_with_reasons_and_evidence(world: World) -> None:
    other, ref = aid.approved(world), aid.settled(world)
    world.do("head", "open_recovery", ref, form=breach())
    form = evidence(world)
    assert codes(world.ask("head", "dismiss_recovery", ref, form=form, reason="Nav.")) == ["four-eyes"]
    world.do("officer", "open_recovery", other, form=breach())
    assert codes(world.ask("head", "dismiss_recovery", other, form=form)) == ["reason-missing"]
    assert codes(world.ask("head", "dismiss_recovery", other, form={}, reason="Nav.")) == ["bad-value"]


@pytest.mark.parametrize("wrong", [{"circumstances": []}, {"found_on": "2024-04-16"}])
def test_a_breach_has_its_facts(world: World, wrong: dict[str, Any]) -> None:
    ref = aid.settled(world)
    assert set(codes(world.ask("officer", "open_recovery", ref, form=breach(**wrong)))) == {"demands"}


def test_the_second_test_has_the_time_that_was_left_when_the_check_ends(world: World) -> None:
    ref = aid.settled(world)
    world.do("officer", "call_retest", ref)
    aid.at(world, "2024-05-15")
    world.do("officer", "open_recovery", ref, form=breach())
    until(world, "2024-08-01T08:00:00")
    assert case(world, ref)["state"] == "under_recovery"
    assert open_tasks(world, ref) == {"recovery", "overdue_breach_views"}
    world.do("head", "dismiss_recovery", ref, form=evidence(world), reason="Nav pamata.")
    assert ("retest", "running", "2024-10-01") in deadlines(world, ref)  # 15 July and the 78 days of the check
    assert differences(world, ref) == []


def test_aid_that_came_back_closes_the_case_and_counts_nothing(world: World) -> None:
    ref, claim = aid.reimbursed(world)
    world.do("officer", "open_recovery", ref, form=breach())
    paid = evidence(world, how="repaid", recovered="933.47")
    assert codes(world.ask("head", "end_recovery", ref, form=paid, reason="Atmaksāts."))[:1] == ["demands"]
    world.do("head", "end_recovery", ref, form=evidence(world, how="repaid"), reason="Atmaksāts.")
    data = case(world, ref)["data"]
    assert (case(world, ref)["state"], data["closing"], data["runs_completed"]) == ("closed", "repaid", 0)
    assert [name for name, _, _ in letters(world, ref)[-2:]] == ["check_ended", "case_closed"]
    assert aid.money(world) == ("0.00", "0.00")
    assert case(world, claim)["state"] == "paid"
    assert differences(world, ref) == differences(world, claim) == []


def test_no_more_is_recovered_than_was_received(world: World) -> None:
    ref = aid.settled(world)
    world.do("officer", "open_recovery", ref, form=breach())
    form = evidence(world, how="recovery_ended", recovered="933.49")
    assert codes(world.ask("head", "end_recovery", ref, form=form, reason="Beigta."))[:1] == ["demands"]
    world.do("head", "end_recovery", ref, form={**form, "recovered": "100.00"}, reason="Pārējais nav atgūstams.")
    assert aid.money(world, "r2") == ("833.48", "833.48")
    assert case(world, ref)["data"]["aid_received"] == "833.48"
    assert differences(world, ref) == []


def test_a_claim_is_not_paid_while_a_breach_is_looked_into_and_stops_with_the_recovery(world: World) -> None:
    ref, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "approve_claim", claim)
    world.do("officer", "open_recovery", ref, form=breach())
    payment = {"paid_on": "2024-04-15", "order": world.printout}
    assert codes(world.ask("payer", "record_payment", claim, form=payment)) == ["not-from-here"]
    form = evidence(world, how="recovery_ended", recovered="0.00")
    world.do("head", "end_recovery", ref, form=form, reason="Atbalsts nav izmaksāts.")
    assert (case(world, ref)["state"], case(world, claim)["state"]) == ("closed", "stopped")
    assert aid.money(world) == ("0.00", "0.00")
    assert differences(world, ref) == differences(world, claim) == []


def test_a_closed_case_keeps_no_deadline_waiting(world: World) -> None:
    ref = aid.settled(world)
    assert ("contract", "left", None) in deadlines(world, ref)  # a breach may still bring the case back to it
    world.do("officer", "call_retest", ref)
    world.do("officer", "open_recovery", ref, form=breach())
    assert ("retest", "left", None) in deadlines(world, ref)
    world.do("head", "end_recovery", ref, form=evidence(world, how="repaid"), reason="Atmaksāts.")
    live = {name for name, status, _ in deadlines(world, ref) if status in ("running", "left")}
    assert {name for name in live if ":" not in name} == {"retention"}
    assert differences(world, ref) == []
