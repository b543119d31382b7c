"""A refusal names what the examination found, and nothing else; what no evaluation finds is proven by the agreement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.award import agree, assessed
from tests.journeys.evaluation import COURSE, EARLIER, evaluated
from tests.journeys.ways import differences, maturity_tested
from tests.moves.reading import case, codes
from tests.world import World

HARMFUL: dict[str, Any] = {"activities": [{"harm": "7", "permit": False}]}

FOUND: list[tuple[dict[str, Any], list[str]]] = [
    (HARMFUL, ["dnsh"]),
    ({"registered_in_latvia": False, "aided_sectors": ["export"]}, ["not_eligible", "sector"]),
    ({"courses": [{**COURSE, "level": 7}]}, ["content"]),
    ({"courses": [{**COURSE, "level": 7}], "earlier": [EARLIER]}, ["content", "duplicates"]),
    ({"courses": [{**COURSE, "starts_on": "2026-06-29", "ends_on": "2026-07-01"}]}, ["dates"]),
]


def refusal(*grounds: str) -> dict[str, Any]:
    """The officer's form for these grounds."""
    return {"grounds": [{"veids": ground, "fakts": "Konstatēts."} for ground in grounds]}


@pytest.mark.parametrize(("changes", "grounds"), FOUND)
def test_the_evaluation_keeps_what_stands_against_the_aid(
    world: World, changes: dict[str, Any], grounds: list[str]
) -> None:
    ref = evaluated(world, **changes)
    assert case(world, ref)["state"] == "grounds_found"
    assert case(world, ref)["data"]["found_grounds"] == grounds
    assert differences(world, ref) == []


def test_a_ground_that_nobody_found_refuses_nothing(world: World) -> None:
    ref = evaluated(world, **HARMFUL)
    refused = world.ask("officer", "propose_refusal", ref, form=refusal("dnsh", "difficulty"))
    assert codes(refused) == ["demands"]
    world.do("officer", "propose_refusal", ref, form=refusal("dnsh"))
    assert case(world, ref)["state"] == "other_refusal_proposed"


def test_a_sound_application_is_not_refused_for_money_that_is_there(world: World) -> None:
    agree(world)
    ref = evaluated(world)
    for ground in ("no_funds", "no_project"):
        assert set(codes(world.ask("officer", "propose_refusal", ref, form=refusal(ground)))) == {"demands"}
    assert codes(world.ask("officer", "propose_refusal", ref, form=refusal("dnsh"))) == ["bad-value"]


def test_an_agreement_with_too_little_left_is_a_ground(world: World) -> None:
    agree(world, amount="335.99")
    ref = assessed(world)
    world.do("officer", "propose_refusal", ref, form=refusal("no_funds"))
    world.do("head", "return_refusal", ref, reason="Līgumu groza.")
    assert case(world, ref)["state"] == "ready_for_decision"  # where the proposal came from
    world.do("officer", "propose_refusal", ref, form=refusal("no_funds"))
    world.do("head", "sign_refusal", ref)
    assert case(world, ref)["state"] == "refused"
    assert differences(world, ref) == []


def test_an_agreement_that_was_never_signed_is_a_ground(world: World) -> None:
    agree(world, signed=False)
    ref = maturity_tested(world)
    world.do("officer", "propose_refusal", ref, form=refusal("no_project"))
    world.do("head", "return_refusal", ref, reason="Līgums parakstīts šodien.")
    assert case(world, ref)["state"] == "maturity_tested"
