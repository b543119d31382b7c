"""B-FB in its evaluation: who may evaluate, what each finding leads to, and who decides a doubt."""

from __future__ import annotations

from typing import Any

import pytest

from caseflow.moves import Refused
from tests.journeys.evaluation import (
    COURSE,
    DECLARED,
    EARLIER,
    FINDING,
    SMALL,
    SOUND,
    UNSIGNED,
    evaluated,
    in_evaluation,
)
from tests.journeys.ways import GAPS, differences, maturity_tested, open_tasks
from tests.moves.reading import case, codes, deadlines, events, letters
from tests.world import World


def test_assigned_evaluators_get_the_task_to_sign(world: World) -> None:
    ref = maturity_tested(world)
    world.do("head", "assign_evaluators", ref, form={"evaluators": [UNSIGNED]})
    assert open_tasks(world, ref) == {"declaration"}
    world.do("officer", "begin_evaluation", ref, form={"evaluators": [DECLARED]})
    assert (case(world, ref)["state"], open_tasks(world, ref)) == ("in_evaluation", set())


@pytest.mark.parametrize(
    "wrong",
    [{"declared_on": None}, {"conflict": True}, {"own_case": True}, {"looked_on": "2024-03-03"}],
)
def test_nobody_evaluates_unsigned_in_conflict_or_after_a_look(world: World, wrong: dict[str, Any]) -> None:
    ref = maturity_tested(world)
    world.do("head", "assign_evaluators", ref, form={"evaluators": [UNSIGNED]})
    refused = world.ask("officer", "begin_evaluation", ref, form={"evaluators": [{**DECLARED, **wrong}]})
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("demands", "B-COI-01")]


def test_evaluators_are_kept_by_id_and_must_be_users(world: World) -> None:
    ref = maturity_tested(world)
    refused = world.ask(
        "head", "assign_evaluators", ref, form={"evaluators": [UNSIGNED, {**UNSIGNED, "person": "nobody"}]}
    )
    assert isinstance(refused, Refused)
    assert [(r.code, r.field) for r in refused.reasons] == [("bad-value", "evaluators.2.person")]
    world.do("head", "assign_evaluators", ref, form={"evaluators": [UNSIGNED]})
    assert case(world, ref)["data"]["evaluators"][0]["person"] == world.users["evaluator"].id


def test_nobody_evaluates_twice_in_one_case(world: World) -> None:
    ref = maturity_tested(world)
    world.do("head", "assign_evaluators", ref, form={"evaluators": [UNSIGNED]})
    twice = [DECLARED, {**DECLARED, "person": world.users["evaluator"].id}]
    assert codes(world.ask("officer", "begin_evaluation", ref, form={"evaluators": twice})) == ["bad-input"]


def test_an_evaluation_does_not_begin_before_evaluators_are_assigned(world: World) -> None:
    ref = maturity_tested(world)
    assert codes(world.ask("officer", "begin_evaluation", ref, form={"evaluators": [DECLARED]})) == ["requires"]


def test_a_sound_application_is_ready_for_the_decision(world: World) -> None:
    ref = evaluated(world)
    found = case(world, ref)
    assert (found["state"], found["data"]["size_found"], found["data"]["in_difficulty"]) == (
        "ready_for_decision",
        "small",
        False,
    )
    assert ("decision", "running", "2024-04-04") in deadlines(world, ref)
    assert differences(world, ref) == []


def test_an_officer_who_is_no_evaluator_does_not_record_the_evaluation(world: World) -> None:
    ref = in_evaluation(world)
    assert codes(world.ask("officer", "record_evaluation", ref, form=dict(SOUND))) == ["role"]


OUTCOMES: list[tuple[str, dict[str, Any]]] = [
    # B-EXC-90: a final finding that fits text and table; one that is not final counts for nothing
    ("exclusion_found", {"findings": [FINDING]}),
    ("exclusion_found", {"status": "in_liquidation"}),
    ("ready_for_decision", {"findings": [{**FINDING, "final_on": None}]}),
    ("ready_for_decision", {"findings": [{**FINDING, "role": "shareholder"}]}),
    # B-EXC-92: the table names the merchant only
    ("manual_review", {"findings": [{**FINDING, "act": "tax_law", "provision": "142(2)", "decision": "judgment"}]}),
    ("grounds_found", {"applicant_kind": "association"}),
    ("grounds_found", {"registered_in_latvia": False}),
    # B-INC-02: the day of the application is in time
    ("grounds_found", {"first_order_on": "2024-03-03"}),
    ("ready_for_decision", {"first_order_on": "2024-03-04"}),
    # B-FIN-14
    ("ready_for_decision", {"courses": [{**COURSE, "ends_on": "2026-06-30"}]}),
    ("grounds_found", {"courses": [{**COURSE, "ends_on": "2026-07-01"}]}),
    # B-TRN-01: levels to 6
    ("ready_for_decision", {"courses": [{**COURSE, "level": 6}]}),
    ("grounds_found", {"courses": [{**COURSE, "level": 7}]}),
    # B-DUP-05: another line keeps the application alive
    ("grounds_found", {"earlier": [EARLIER]}),
    ("ready_for_decision", {"earlier": [EARLIER], "courses": [COURSE, {**COURSE, "line": "2", "person": "B"}]}),
    ("manual_review", {"earlier": [{**EARLIER, "programme": "op_2014_2020"}]}),
    # Z-GBER-02: more than half of the capital lost
    ("ready_for_decision", {"losses": "2400.00"}),
    ("grounds_found", {"losses": "2400.01"}),
    ("grounds_found", {"recovery_outstanding": True}),
    ("grounds_found", {"environment": "harmful"}),
    ("manual_review", {"environment": "doubtful"}),
    ("grounds_found", {"sectors": "closed"}),
    ("manual_review", {"sectors": "doubtful"}),
    ("grounds_found", {"some_recommended": False}),
    ("manual_review", {"meets_gber": False}),
    # Z-SME-04: another size than the declared one
    ("manual_review", {"periods": [{**SMALL, "staff": "5", "turnover": "900000.00", "balance": "800000.00"}]}),
]


@pytest.mark.parametrize(("state", "changes"), OUTCOMES)
def test_each_finding_leads_where_the_law_says(world: World, state: str, changes: dict[str, Any]) -> None:
    assert case(world, evaluated(world, **changes))["state"] == state


def test_the_regulation_is_that_of_the_agreed_regime(world: World) -> None:
    ref = in_evaluation(world)
    refused = world.ask("evaluator", "record_evaluation", ref, form={**SOUND, "regulation": "dm2831"})
    assert set(codes(refused)) == {"demands"}


def test_a_doubt_is_decided_by_another_person_with_reasons(world: World) -> None:
    ref = evaluated(world, environment="doubtful")
    assert codes(world.ask("officer", "decide_review", ref, form={"goes_on": True})) == ["reason-missing"]
    world.do("officer", "decide_review", ref, form={"goes_on": True}, reason="Atļauja ir derīga.")
    assert case(world, ref)["state"] == "ready_for_decision"
    assert events(world, ref)[-1]["reason"] == "Atļauja ir derīga."


def test_a_doubt_that_stays_is_refused_with_a_letter(world: World) -> None:
    ref = evaluated(world, environment="doubtful")
    world.do("officer", "decide_review", ref, form={"goes_on": False}, reason="Atļaujas nav.")
    ground = {"veids": "dnsh", "fakts": "Darbībai nav vajadzīgās atļaujas."}
    world.do("officer", "propose_refusal", ref, form={"grounds": [ground]})
    world.do("head", "sign_refusal", ref)
    assert case(world, ref)["state"] == "refused"
    assert letters(world, ref)[-1] == ("refusal_other", "L-B-08", "signed")
    assert differences(world, ref) == []


def test_an_exclusion_ground_is_examined_again_at_a_heads_word(world: World) -> None:
    ref = evaluated(world, findings=[FINDING])
    assert codes(world.ask("officer", "review_exclusion", ref, reason="Cita persona.")) == ["role"]
    world.do("head", "review_exclusion", ref, reason="Ieraksts attiecas uz citu personu.")
    world.do("evaluator", "record_evaluation", ref, form=dict(SOUND))
    assert case(world, ref)["state"] == "ready_for_decision"
    assert differences(world, ref) == []


@pytest.mark.parametrize("changes", [{}, {"environment": "doubtful"}, {"findings": [FINDING]}])
def test_a_gap_found_in_the_evaluation_is_asked_for_and_begins_everything_anew(
    world: World, changes: dict[str, Any]
) -> None:
    ref = evaluated(world, **changes)
    world.do("officer", "request_clarification", ref, form=GAPS)
    world.do("officer", "record_clarification", ref)
    assert case(world, ref)["state"] == "submitted"
    assert ("tax_check", "running", "2024-03-06") in deadlines(world, ref)
