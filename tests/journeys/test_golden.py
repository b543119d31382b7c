"""The letters of the way to the contract, word for word as the cases themselves bring them about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.award import REPRESENTED, agree, approved
from tests.journeys.evaluation import COURSE, EARLIER, evaluated
from tests.journeys.test_award import grant
from tests.journeys.test_hearing import GROUND, LIQUIDATION, invited
from tests.journeys.test_letters import last_letter
from tests.journeys.ways import maturity_tested, registered, tax_checked, until
from tests.world import LINE, World

GOLDEN = Path(__file__).parent / "golden"
TWO_LINES = [LINE, {**LINE, "line": "2", "employee": "Jānis Ozols", "person_code": "32000000025", "net": "315.55"}]
TWO_COURSES = [COURSE, {**COURSE, "line": "2", "person": "B", "net": "315.55"}]


def award_of_round_2(world: World) -> str:
    agree(world)
    return approved(world, {"lines": TWO_LINES, "aid_asked": "556.89"}, courses=TWO_COURSES)


def award_of_round_1(world: World) -> str:
    agree(world, "r1")
    return approved(world, {"round": "r1"}, "50", courses=[{**COURSE, "in_catalogue": True}])


def award_de_minimis(world: World) -> str:
    agree(world)
    prior = [grant("1", "1250.50", "2022-05-12")]
    return approved(world, {"regime": "de_minimis"}, regulation="dm2831", meets_gber=False, prior_aid=prior)


def award_of_part(world: World) -> str:
    """Two lines of three: the second is taught at a level and in an area that are not aided."""
    agree(world)
    lines = [LINE, {**LINE, "line": "2", "employee": "Jānis Ozols", "person_code": "32000000025", "course": "Kvanti"}]
    lines.append({**LINE, "line": "3", "employee": "Elīna Ābola", "person_code": "32000000199"})
    courses = [
        COURSE,
        {**COURSE, "line": "2", "person": "B", "course": "K-9", "title": "Kvanti", "level": 7, "area": "x"},
    ]
    courses.append({**COURSE, "line": "3", "person": "C"})
    earlier = [{**EARLIER, "person": "C", "finished_on": "2023-10-20"}]
    return approved(world, {"lines": lines}, courses=courses, earlier=earlier)


def aid_contract(world: World) -> str:
    ref = award_of_round_2(world)
    registered(world)
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    return ref


def award_lapsed(world: World) -> str:
    ref = award_of_round_2(world)
    until(world, "2024-04-17T21:00:00")
    return ref


def hearing(world: World) -> str:
    ref = evaluated(world, status="in_liquidation")
    world.do("officer", "invite_views", ref, form={"exclusion": [LIQUIDATION, GROUND]})
    return ref


def refusal_unheard(world: World) -> str:
    ref = invited(world)
    until(world, "2024-03-20T22:00:00")
    world.do("officer", "propose_exclusion_refusal", ref)
    return ref


def refusal_after_views(world: World) -> str:
    ref = invited(world, GROUND, LIQUIDATION)
    world.do("officer", "record_views", ref, form={"views": "šī amatpersona vairs nav valdes loceklis"})
    world.do("officer", "propose_exclusion_refusal", ref, form={"answer": "pārbaudes dienā tā amatu ieņēma"})
    return ref


def refusal_of_harm(world: World) -> str:
    """E-1006: the letter names the row without a permit."""
    ref = evaluated(world, activities=[{"harm": "1", "permit": True}, {"harm": "7", "permit": False}])
    ground = {"veids": "dnsh", "darbiba": "7", "fakts": "Darbība skar aizsargājamu biotopu; atļaujas tai nav."}
    world.do("officer", "propose_refusal", ref, form={"grounds": [ground]})
    return ref


def refusal_of_difficulty(world: World) -> str:
    ref = evaluated(world, losses="2400.01")
    ground = {"veids": "difficulty", "fakts": "Uzkrātie zaudējumi pārsniedz pusi no parakstītā kapitāla."}
    world.do("officer", "propose_refusal", ref, form={"grounds": [ground]})
    return ref


def objectivity_declaration(world: World) -> str:
    ref = maturity_tested(world)
    world.do("head", "assign_evaluators", ref, form={"assigned": [{"person": "evaluator", "part": "hub_expert"}]})
    world.do("evaluator", "declare_interest", ref)
    return ref


def examination_ended(world: World) -> str:
    ref = tax_checked(world)
    world.do("officer", "refer_to_test", ref)
    until(world, "2024-06-04T21:00:00")
    return ref


WAYS: list[Callable[[World], str]] = [
    award_of_round_2,
    award_of_round_1,
    award_de_minimis,
    award_of_part,
    aid_contract,
    award_lapsed,
    hearing,
    refusal_unheard,
    refusal_after_views,
    refusal_of_harm,
    refusal_of_difficulty,
    objectivity_declaration,
    examination_ended,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_letter_reads_as_its_golden_text(world: World, way: Callable[[World], str]) -> None:
    text = last_letter(world, way(world)) + "\n"
    assert text == (GOLDEN / f"{way.__name__}.txt").read_text(encoding="utf-8")


def test_every_golden_text_has_its_way() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {way.__name__ for way in WAYS}
