"""B-FB of round 2: the value of aid in kind is fixed, the merchant's own part invoiced (E-0508)."""

from __future__ import annotations

import pytest

from tests.journeys import aid
from tests.journeys.ways import differences, open_tasks, until
from tests.moves.reading import case, codes, deadlines, letters
from tests.world import World


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


def test_the_value_of_the_completed_lines_is_fixed_and_the_rest_goes_back(world: World) -> None:
    ref = aid.trained(world, "r2", completed=("K1", "K2"))
    world.do("officer", "fix_aid_value", ref, form=aid.invoice())
    data = case(world, ref)["data"]
    assert case(world, ref)["state"] == "settled"
    assert (data["eligible_costs"], data["aid_received"], data["own_part"]) == ("995.50", "597.30", "398.20")
    assert letters(world, ref)[-1] == ("aid_value", "L-B-14", "drafted")
    assert aid.money(world, "r2") == ("597.30", "597.30")
    assert ("retest_call", "running", "2024-04-22") in deadlines(world, ref)
    assert differences(world, ref) == []


def test_the_value_never_exceeds_the_award(world: World) -> None:
    ref = aid.settled(world)
    assert case(world, ref)["data"]["aid_received"] == "933.48"  # 60 % of 1 555.80


def test_courses_completed_too_late_bring_no_aid(world: World) -> None:
    ref = aid.in_training(world, "r2")
    aid.at(world, "2026-07-10")
    for line in aid.AWARDED:
        world.do("officer", "record_result", ref, form=aid.result(world, line, ended_on="2026-07-01"))
    world.do("officer", "finish_training", ref)
    world.do("officer", "fix_aid_value", ref, form=aid.invoice(invoice_on="2026-07-10", due_on="2026-07-31"))
    assert (case(world, ref)["state"], case(world, ref)["data"]["closing"]) == ("closed", "nothing_completed")
    assert aid.money(world, "r2") == ("0.00", "0.00")
    assert differences(world, ref) == []


def test_a_hub_pays_on_a_claim_and_fixes_no_value(world: World) -> None:
    ref = aid.trained(world, "r1")
    assert set(codes(world.ask("officer", "fix_aid_value", ref, form=aid.invoice()))) == {"requires"}


@pytest.mark.parametrize("wrong", [{"invoice_on": "2024-04-16"}, {"due_on": "2024-04-14"}])
def test_an_invoice_has_days_that_can_be_true(world: World, wrong: dict[str, str]) -> None:
    ref = aid.trained(world, "r2")
    assert set(codes(world.ask("officer", "fix_aid_value", ref, form=aid.invoice(**wrong)))) == {"demands"}


def test_a_value_that_nobody_fixes_goes_to_a_head(world: World) -> None:
    ref = aid.trained(world, "r2")
    assert ("settlement", "running", "2024-05-15") in deadlines(world, ref)
    until(world, "2024-05-15T21:00:00")
    assert open_tasks(world, ref) == {"settle_training", "overdue_settlement"}
