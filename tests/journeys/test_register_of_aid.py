"""What the register of de minimis aid holds of a case in the end: what the merchant received, not what was awarded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import aid
from tests.journeys.award import REPRESENTED
from tests.journeys.evaluation import COURSE
from tests.journeys.test_recovery import breach, evidence
from tests.journeys.test_regimes import evaluated_in_2023
from tests.journeys.ways import differences, registered, until
from tests.moves.reading import rows
from tests.world import LINE, World

DM2831: dict[str, Any] = {"regulation": "dm2831", "meets_gber": False}


def held(world: World) -> list[tuple[str, str]]:
    """What cases hold in the register, in cents: reserved, granted."""
    found = rows(world, "SELECT reserved, granted FROM de_minimis_aid WHERE case_id IS NOT NULL")
    return [(str(reserved), str(granted)) for reserved, granted in found]


def test_a_claim_paid_in_part_leaves_the_rest_to_the_merchant(world: World) -> None:
    aid.staffed(world)
    ref = aid.trained(world, **DM2831)
    assert held(world) == [("0", "93348")]
    world.do("officer", "hand_in_claim", ref, form=aid.claim_form(world))
    claim = aid.claim_of(world, ref)
    world.do("payer", "record_check", claim, form=aid.found(K2={"in_roadmap": False}))
    world.do("head", "approve_part", claim)
    assert held(world) == [("0", "93348")]
    world.do("payer", "record_payment", claim, form={"paid_on": "2024-04-15", "order": world.printout})
    assert held(world) == [("0", "62418")]
    assert differences(world, ref) == differences(world, claim) == []


def test_a_claim_that_is_rejected_leaves_nothing_in_the_register(world: World) -> None:
    aid.staffed(world)
    ref = aid.trained(world, **DM2831)
    world.do("officer", "hand_in_claim", ref, form=aid.claim_form(world, K1=None, K2=None, K4=None))
    claim = aid.claim_of(world, ref)
    world.do("payer", "record_check", claim, form=aid.found())
    world.do("head", "reject_claim", claim)
    assert held(world) == [("0", "0")]


@pytest.mark.parametrize("received", [True, False])
def test_aid_that_never_came_is_given_back_and_aid_that_was_repaid_goes_on_counting(
    world: World, received: bool
) -> None:
    """[P]: no source says that repayment opens the headroom again."""
    aid.staffed(world)
    ref = aid.trained(world, "r2", completed=("K1", "K2"), **DM2831)
    if received:
        world.do("officer", "fix_aid_value", ref, form=aid.invoice())
        assert held(world) == [("0", "59730")]
    world.do("officer", "open_recovery", ref, form=breach())
    world.do("head", "end_recovery", ref, form=evidence(world, how="repaid"), reason="Pabeigts.")
    assert held(world) == [("0", "59730" if received else "0")]
    assert differences(world, ref) == []


def test_under_the_regulation_that_ended_the_rest_of_an_award_is_given_back_too(world: World) -> None:
    """Granted on 28 December 2023 under Regulation 1407/2013; one of two lines is completed in 2024."""
    second = {"line": "2", "employee": "Jānis Ozols", "person_code": "32000000025"}
    lines, courses = [LINE, {**LINE, **second}], [COURSE, {**COURSE, "line": "2", "person": "B"}]
    ref = evaluated_in_2023(world, lines=lines, aid_asked="672.00", courses=courses)
    for who, trigger in (("officer", "assess_award"), ("officer", "propose_award"), ("head", "sign_award")):
        world.do(who, trigger, ref)
    assert held(world) == [("0", "67200")]
    registered(world)
    until(world, "2024-01-03T08:00:00")
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    world.do("head", "sign_contract", ref)
    registered(world)
    world.do("officer", "record_contract", ref, form={"signed_on": "2024-01-03"})
    aid.at(world, "2024-04-08")
    world.do("officer", "start_training", ref, form={"started_on": "2024-04-08"})
    aid.at(world, "2024-04-15")
    for line, completed in (("1", True), ("2", False)):
        world.do("officer", "record_result", ref, form=aid.result(world, line, completed=completed))
    world.do("officer", "finish_training", ref)
    world.do("officer", "fix_aid_value", ref, form=aid.invoice())
    assert held(world) == [("0", "33600")]
    assert differences(world, ref) == []
