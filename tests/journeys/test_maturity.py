"""B-FB at the maturity test: known, missing, reported in time or not at all, without recommended training."""

from __future__ import annotations

import pytest

from caseflow.moves import Refused
from tests.journeys.ways import MATURITY, NO_TRAINING, differences, maturity_tested, open_tasks, tax_checked, until
from tests.moves.reading import case, codes, deadlines, letters
from tests.world import World


def test_a_test_by_a_hub_whose_roadmap_recommends_training_opens_the_way(world: World) -> None:
    ref = maturity_tested(world)
    assert case(world, ref)["state"] == "maturity_tested"
    assert case(world, ref)["data"]["test_result"] == "41.5"
    assert ("decision", "running", "2024-04-04") in deadlines(world, ref)
    assert differences(world, ref) == []


def test_a_test_that_no_hub_carried_out_is_none(world: World) -> None:
    ref = tax_checked(world)
    refused = world.ask("officer", "record_maturity", ref, form={**MATURITY, "tested_by_hub": False})
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("demands", "B-MAT-01")]


def test_without_a_roadmap_there_is_no_test(world: World) -> None:
    ref = tax_checked(world)
    form = {name: value for name, value in MATURITY.items() if name != "roadmap_on"}
    refused = world.ask("officer", "record_maturity", ref, form=form)
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("demands", "B-MAT-01")]


def test_a_merchant_without_a_test_is_referred_and_has_three_months(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "refer_to_test", ref)
    assert letters(world, ref)[-1] == ("maturity_referral", "L-B-09", "drafted")
    running = [(name, due) for name, status, due in deadlines(world, ref) if status == "running"]
    assert running == [("maturity_test", "2024-06-04")]


def test_a_reported_test_brings_a_new_check_and_is_not_entered_twice(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "refer_to_test", ref)
    until(world, "2024-04-10T08:00:00")
    form = {**MATURITY, "tested_on": "2024-03-20", "roadmap_on": "2024-04-08"}
    world.do("officer", "report_test", ref, form=form)
    assert case(world, ref)["state"] == "submitted"
    assert ("tax_check", "running", "2024-04-12") in deadlines(world, ref)
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.00"))
    assert world.do("officer", "record_maturity", ref).state == "maturity_tested"
    assert differences(world, ref) == []


def test_a_test_that_is_not_reported_ends_the_examination_by_itself(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "refer_to_test", ref)
    until(world, "2024-06-04T20:59:59")
    assert case(world, ref)["state"] == "awaiting_maturity_test"
    until(world, "2024-06-04T21:00:00")
    assert (case(world, ref)["state"], case(world, ref)["kind"]) == ("expired", "closed")
    assert "examination_ended" in [name for name, _, _ in letters(world, ref)]
    assert [name for name, status, _ in deadlines(world, ref) if status == "running"] == ["retention_without_grant"]
    assert differences(world, ref) == []


@pytest.mark.parametrize(("day", "taken"), [("2024-06-04", True), ("2024-06-05", False), ("2024-03-03", False)])
def test_a_test_found_after_the_end_counts_if_it_had_come_by_the_last_day(world: World, day: str, taken: bool) -> None:
    ref = tax_checked(world)
    world.do("officer", "refer_to_test", ref)
    until(world, "2024-06-06T08:00:00")
    form = {**MATURITY, "received_on": day}
    assert codes(world.ask("officer", "report_test", ref, form=form)) == ["reason-missing"]
    result = world.ask("officer", "report_test", ref, form=form, reason="Ceļa karte bija citā lietā.")
    if not taken:
        assert codes(result) == ["demands"]
        return
    assert (case(world, ref)["state"], case(world, ref)["data"]["reference_day"]) == ("submitted", day)
    assert open_tasks(world, ref) == set()
    assert differences(world, ref) == []


def test_a_roadmap_without_training_leads_to_a_refusal_that_another_person_signs(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "record_maturity", ref, form={**MATURITY, "recommends_training": False})
    assert case(world, ref)["state"] == "grounds_found"
    world.do("officer", "propose_refusal", ref, form=NO_TRAINING)
    assert letters(world, ref)[-1] == ("refusal_other", "L-B-08", "drafted")
    assert codes(world.ask("colleague", "sign_refusal", ref)) == ["role"]
    world.do("head", "sign_refusal", ref)
    assert case(world, ref)["state"] == "refused"
    assert letters(world, ref)[-1] == ("refusal_other", "L-B-08", "signed")
    assert differences(world, ref) == []


def test_who_proposed_a_refusal_does_not_sign_it(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "record_maturity", ref, form={**MATURITY, "recommends_training": False})
    world.do("head", "propose_refusal", ref, form=NO_TRAINING)
    assert codes(world.ask("head", "sign_refusal", ref)) == ["four-eyes"]


def test_a_refusal_names_at_least_one_ground(world: World) -> None:
    ref = maturity_tested(world)
    assert codes(world.ask("officer", "propose_refusal", ref, form={"grounds": []})) == ["demands"]


def test_an_unsigned_refusal_comes_back_and_the_test_may_be_entered_anew(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "record_maturity", ref, form={**MATURITY, "recommends_training": False})
    world.do("officer", "propose_refusal", ref, form=NO_TRAINING)
    world.do("head", "return_refusal", ref, reason="Ceļa kartē apmācības ir ieteiktas.")
    assert letters(world, ref)[-1] == ("refusal_other", "L-B-08", "cancelled")
    world.do("officer", "record_maturity", ref, form={"recommends_training": True})
    assert case(world, ref)["state"] == "maturity_tested"
