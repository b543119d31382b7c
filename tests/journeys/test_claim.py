"""B-CLM: a claim handed in, papers asked for, each position checked, another person's decision, the payment."""

from __future__ import annotations

import pytest

from caseflow.moves import Refused
from tests.journeys import aid
from tests.journeys.ways import differences, open_tasks, until
from tests.moves.reading import case, codes, deadlines, letters
from tests.world import World

PAPERS = {"papers": [{"line": "K4", "gap": "Nav apliecinājuma.", "wanted": "Kursa sniedzēja apliecinājums."}]}


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


def test_a_claim_is_a_case_of_its_own_with_a_receipt_and_twenty_working_days(world: World) -> None:
    ref, claim = aid.claimed(world)
    assert (case(world, ref)["state"], case(world, claim)["state"]) == ("claim_in_check", "claim_submitted")
    assert letters(world, claim) == [("claim_receipt", "L-X-01", "drafted")]
    assert deadlines(world, claim) == [("claim_check", "running", "2024-05-15")]  # 1 May, and 4 May on a Saturday
    assert case(world, claim)["data"]["asked_sum"] == "1555.80"
    assert open_tasks(world, ref) == set()


def test_a_claim_without_positions_is_refused(world: World) -> None:
    ref = aid.trained(world)
    form = {**aid.claim_form(world), "asked": []}
    assert codes(world.ask("officer", "hand_in_claim", ref, form=form)) == ["demands"]
    assert case(world, ref)["state"] == "trained"


def test_the_association_takes_no_claims(world: World) -> None:
    ref = aid.trained(world, "r2")
    assert set(codes(world.ask("officer", "hand_in_claim", ref, form=aid.claim_form(world)))) == {"requires"}


def test_a_claim_in_order_is_approved_by_another_and_paid(world: World) -> None:
    ref, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found())
    assert "role" in codes(world.ask("payer", "approve_claim", claim))
    assert set(codes(world.ask("head", "approve_part", claim))) == {"requires"}
    world.do("head", "approve_claim", claim)
    assert (case(world, claim)["state"], letters(world, claim)[-1]) == (
        "claim_approved",
        ("reimbursement", "L-B-13", "signed"),
    )
    assert aid.money(world) == ("933.48", "0.00")
    world.do("payer", "record_payment", claim, form={"paid_on": "2024-04-15", "order": world.printout})
    data = case(world, ref)["data"]
    assert (case(world, claim)["state"], case(world, ref)["state"]) == ("paid", "reimbursed")
    assert (data["eligible_costs"], data["aid_received"], data["own_part"]) == ("1555.80", "933.48", "622.32")
    assert aid.money(world) == ("933.48", "933.48")
    assert differences(world, ref) == differences(world, claim) == []


def test_whoever_checked_the_claim_does_not_decide_on_it(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("head", "record_check", claim, form=aid.found())
    assert codes(world.ask("head", "approve_claim", claim)) == ["four-eyes"]


def test_a_check_comes_back_for_a_reason_and_is_made_again(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "return_check", claim, reason="Ceļa karte jāskata vēlreiz.")
    outside = aid.found(K2={"in_roadmap": False})
    world.do("payer", "record_check", claim, form=outside)
    data = case(world, claim)["data"]
    assert (data["verdict"], data["checked"][1]["fault"]) == ("claim_partly_approved", "outside_roadmap")


def test_findings_are_on_exactly_the_positions_of_the_claim(world: World) -> None:
    _, claim = aid.claimed(world)
    assert codes(world.ask("payer", "record_check", claim, form=aid.found(("K1", "K2")))) == ["bad-input"]


def test_one_good_position_of_four_is_paid_and_the_rest_of_the_award_lapses(world: World) -> None:
    """E-0507: K1 in order; K2 completed on 9 July 2026; K3 not in the award; K4 without its certificate."""
    ref = aid.in_training(world)
    aid.at(world, "2024-04-15")
    world.do("officer", "record_result", ref, form=aid.result(world, "K1"))
    world.do("officer", "record_result", ref, form=aid.result(world, "K4"))
    aid.at(world, "2026-07-10")
    world.do("officer", "record_result", ref, form=aid.result(world, "K2", ended_on="2026-07-09"))
    world.do("officer", "finish_training", ref)
    world.do("officer", "hand_in_claim", ref, form=aid.claim_form(world, tuple(aid.NETS)))
    claim = aid.claim_of(world, ref)
    world.do("payer", "request_documents", claim, form=PAPERS)
    assert ("documents", "running", "2026-07-28") in deadlines(world, claim)  # from its presumed delivery on 14 July
    until(world, "2026-07-28T21:00:00")
    assert (case(world, claim)["state"], open_tasks(world, claim)) == ("claim_in_check", {"check_claim"})
    world.do("payer", "record_check", claim, form=aid.found(tuple(aid.NETS)))
    world.do("head", "approve_part", claim)
    assert case(world, claim)["state"] == "claim_partly_approved"
    assert [(name, status) for name, _, status in letters(world, claim)[-2:]] == [
        ("reimbursement", "signed"),
        ("costs_not_eligible", "signed"),
    ]
    faults = [row["fault"] for row in case(world, claim)["data"]["checked"]]
    assert faults == [None, "completed_late", "not_in_award", "not_completed"]
    world.do("payer", "record_payment", claim, form={"paid_on": "2026-07-29", "order": world.printout})
    assert (case(world, ref)["data"]["aid_received"], aid.money(world)) == ("288.00", ("288.00", "288.00"))
    assert differences(world, ref) == differences(world, claim) == []


def test_a_claim_of_which_nothing_is_eligible_ends_both_cases_and_frees_the_money(world: World) -> None:
    ref, claim = aid.claimed(world, K1=None, K2=None, K4=None)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "reject_claim", claim)
    assert letters(world, claim)[-1] == ("costs_not_eligible", "L-B-21", "signed")
    assert (case(world, claim)["state"], case(world, ref)["state"]) == ("claim_rejected", "closed")
    assert case(world, ref)["data"]["closing"] == "claim_rejected"
    assert letters(world, ref)[-1] == ("case_closed", "L-B-19", "drafted")
    assert aid.money(world) == ("0.00", "0.00")
    assert differences(world, ref) == differences(world, claim) == []


def test_the_check_stands_while_documents_are_awaited(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "request_documents", claim, form=PAPERS)
    assert letters(world, claim)[-1] == ("documents_request", "L-X-03", "drafted")
    assert [(n, due) for n, s, due in deadlines(world, claim) if s == "running"] == [("documents", "2024-05-02")]
    aid.at(world, "2024-04-22")
    world.do("payer", "receive_documents", claim)
    assert [(n, due) for n, s, due in deadlines(world, claim) if s == "running"] == [("claim_check", "2024-05-22")]
    assert differences(world, claim) == []


def test_documents_are_asked_for_on_positions_of_the_claim_only(world: World) -> None:
    _, claim = aid.claimed(world)
    other = {"papers": [{**PAPERS["papers"][0], "line": "K3"}]}
    assert codes(world.ask("payer", "request_documents", claim, form=other)) == ["bad-input"]


def test_documents_that_came_in_time_and_were_found_late_count(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "request_documents", claim, form=PAPERS)
    until(world, "2024-05-02T21:00:00")
    assert case(world, claim)["data"]["unproven"] == ["K4"]
    assert codes(world.ask("payer", "receive_documents", claim)) == ["reason-missing"]
    world.do("payer", "receive_documents", claim, reason="Bija nosūtīti uz citu adresi 26. aprīlī.")
    world.do("payer", "record_check", claim, form=aid.found())
    assert case(world, claim)["data"]["verdict"] == "claim_approved"
    assert differences(world, claim) == []


@pytest.mark.parametrize("wrong", ["2024-04-14", "2024-04-16"])
def test_money_is_paid_after_the_decision_and_not_in_the_future(world: World, wrong: str) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "approve_claim", claim)
    answer = world.ask("payer", "record_payment", claim, form={"paid_on": wrong, "order": world.printout})
    assert isinstance(answer, Refused)
    assert case(world, claim)["state"] == "claim_approved"


def test_a_payment_that_stays_out_goes_to_a_head(world: World) -> None:
    _, claim = aid.claimed(world)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "approve_claim", claim)
    assert ("payment", "running", "2024-04-29") in deadlines(world, claim)
    until(world, "2024-04-29T21:00:00")
    assert open_tasks(world, claim) == {"overdue_payment"}


def test_a_merchant_that_does_not_claim_loses_nothing_by_itself(world: World) -> None:
    ref = aid.trained(world)
    until(world, "2024-05-15T21:00:00")
    assert case(world, ref)["state"] == "trained"
    assert open_tasks(world, ref) == {"settle_training", "remind_claim", "overdue_claim"}
    world.do("officer", "hand_in_claim", ref, form=aid.claim_form(world))
    assert case(world, ref)["state"] == "claim_in_check"


def test_a_head_closes_a_case_that_nothing_is_claimed_in(world: World) -> None:
    ref = aid.trained(world)
    assert codes(world.ask("head", "close_unclaimed", ref)) == ["reason-missing"]
    world.do("head", "close_unclaimed", ref, reason="Komersants rakstveidā atteicās no atmaksas.")
    assert (case(world, ref)["state"], case(world, ref)["data"]["closing"]) == ("closed", "not_claimed")
    assert aid.money(world) == ("0.00", "0.00")
    assert differences(world, ref) == []


def test_a_withdrawal_stops_the_claim_and_frees_the_money_once(world: World) -> None:
    ref, claim = aid.claimed(world)
    world.do("officer", "withdraw", ref)
    assert (case(world, ref)["state"], case(world, claim)["state"]) == ("withdrawn", "stopped")
    assert aid.money(world) == ("0.00", "0.00")
    assert differences(world, ref) == differences(world, claim) == []
