"""E-0608: one merchant under two laws, the year between them; nothing is signed under a regulation that has ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.access.people import grant
from caseflow.ledger.agreements import NewAgreement, add_agreement
from caseflow.moves import Refused
from tests.journeys.award import NUMBER
from tests.journeys.evaluation import ASSIGNED, SMALL, SOUND
from tests.journeys.test_award import grant as aid_granted
from tests.journeys.ways import MATURITY, differences, until
from tests.moves.reading import case, codes, letters
from tests.world import START, World

PRIOR = [aid_granted("1", "183000.00", "2021-01-15")]
YEARS = [{**SMALL, "ended_on": "2022-12-31", "approved_on": "2023-04-20"}]
TESTED = {**MATURITY, "tested_on": "2023-11-06", "roadmap_on": "2023-11-20"}
FOUND = {
    **SOUND,
    "regulation": "dm1407",
    "meets_gber": False,
    "prior_aid": PRIOR,
    "years": YEARS,
    "checked_on": "2023-12-28",
}


@pytest.fixture
def evaluated(world: World) -> str:
    """A case of one line."""
    return evaluated_in_2023(world)


def evaluated_in_2023(world: World, **lines: Any) -> str:
    """The number of a case of 28 December 2023, sound for 17 000.00 of headroom under the regulation that ends.

    `lines` are those of its application, `courses` their evaluation.
    """
    world.clock.set(START.replace(year=2023, month=12, day=28))
    with world.office.database.write() as tx:
        for name in ("officer", "head", "evaluator"):
            user, day, last = world.users[name].user, date(2023, 12, 1), date(2023, 12, 31)
            assert user is not None
            for role in {"head": ("head", "officer")}.get(name, (name,)):
                grant(
                    tx,
                    user,
                    role,
                    world.organisation,
                    valid_from=day,
                    valid_to=last,
                    by="tests",
                    reason="test",
                    now=START,
                )
        new = NewAgreement(
            NUMBER, world.organisation, "enterprise-skills", "r2", Decimal("120000.00"), date(2023, 12, 4)
        )
        add_agreement(tx, new, date(2023, 12, 28))
    courses = lines.pop("courses", FOUND["courses"])
    ref = world.submitted(regime="de_minimis", **lines)
    world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00"))
    world.do("officer", "record_maturity", ref, form=TESTED)
    world.do("head", "assign_evaluators", ref, form={"assigned": [ASSIGNED]})
    world.do("evaluator", "declare_interest", ref)
    world.do("officer", "begin_evaluation", ref)
    world.do("evaluator", "record_evaluation", ref, form={**FOUND, "courses": courses})
    return ref


def test_the_headroom_of_the_last_days_is_that_of_the_fiscal_years(world: World, evaluated: str) -> None:
    world.do("officer", "assess_award", evaluated)
    data = case(world, evaluated)["data"]
    assert (data["dm_since"], data["dm_headroom"], data["dm_ceiling"]) == ("2021-01-01", "17000.00", "200000.00")
    world.do("officer", "propose_award", evaluated)
    world.do("head", "sign_award", evaluated)
    assert letters(world, evaluated)[-1] == ("award_de_minimis", "L-B-10", "signed")
    assert differences(world, evaluated) == []


def test_after_the_turn_of_the_year_the_proposal_is_not_signed_and_the_other_regulation_counts(
    world: World, evaluated: str
) -> None:
    """B-REG-03, B-DM-06: the day of signing decides, and the letter cites the law of its day."""
    world.do("officer", "assess_award", evaluated)
    world.do("officer", "propose_award", evaluated)
    until(world, "2024-01-02T08:00:00")
    refused = world.ask("head", "sign_award", evaluated)
    assert isinstance(refused, Refused)
    assert {reason.rule for reason in refused.reasons} == {"B-REG-03"}
    world.do("head", "return_award", evaluated, reason="Regula vairs nav piemērojama.")
    assert set(codes(world.ask("officer", "propose_award", evaluated))) == {"requires"}
    world.do("officer", "return_to_evaluation", evaluated, reason="Cita regula.")
    world.do("evaluator", "record_evaluation", evaluated, form={"regulation": "dm2831", **_again()})
    world.do("officer", "assess_award", evaluated)
    data = case(world, evaluated)["data"]
    assert (data["dm_since"], data["dm_headroom"], data["dm_ceiling"]) == ("2021-01-02", "117000.00", "300000.00")
    assert differences(world, evaluated) == []


def _again() -> dict[str, object]:
    """What an evaluator must say anew; the rest stays as it was found."""
    kept = {"courses", "test_areas", "training_areas", "years", "holdings", "municipalities", "prior_aid", "regulation"}
    own = {name: value for name, value in FOUND.items() if name not in kept}
    return {**own, "checked_on": "2024-01-02"}
