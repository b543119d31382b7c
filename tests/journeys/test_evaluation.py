"""B-FB in its evaluation: who may evaluate, what each finding leads to, and who decides a doubt."""

from __future__ import annotations

from typing import Any

import pytest

from caseflow.moves import Refused
from tests.journeys.evaluation import (
    ASSIGNED,
    COURSE,
    EARLIER,
    FINDING,
    OWN,
    SMALL,
    SOUND,
    evaluated,
    in_evaluation,
)
from tests.journeys.ways import GAPS, differences, maturity_tested, open_tasks
from tests.moves.reading import case, codes, deadlines, events, letters, rows
from tests.world import LINE, World


def assigned(world: World, *people: dict[str, str]) -> str:
    """The number of a case whose evaluators are assigned."""
    ref = maturity_tested(world)
    world.do("head", "assign_evaluators", ref, form={"assigned": list(people) or [ASSIGNED]})
    return ref


def test_assigned_evaluators_get_the_task_to_declare_and_their_declaration_is_kept(world: World) -> None:
    ref = assigned(world)
    assert open_tasks(world, ref) == {"declaration"}
    world.do("evaluator", "declare_interest", ref)
    assert letters(world, ref)[-1] == ("objectivity_declaration", "L-B-22", "signed")
    declared = case(world, ref)["data"]["evaluators"]
    assert [(each["declared_on"], each["conflict"]) for each in declared] == [("2024-03-04", False)]
    world.do("officer", "begin_evaluation", ref)
    assert (case(world, ref)["state"], open_tasks(world, ref)) == ("in_evaluation", set())
    assert differences(world, ref) == []


def test_a_declaration_stays_in_the_file_and_is_sent_to_nobody(world: World) -> None:
    ref = assigned(world)
    world.do("evaluator", "declare_interest", ref)
    kept = "SELECT l.channel, l.recipient FROM letter l JOIN case_record c ON c.id = l.case_id WHERE c.ref = ? "
    assert rows(world, kept + "ORDER BY l.seq DESC LIMIT 1", ref) == [("file", None)]


def test_each_declares_for_himself_and_once(world: World) -> None:
    ref = assigned(world)
    refused = world.ask("head", "declare_interest", ref)
    assert "role" in codes(refused)
    world.do("evaluator", "declare_interest", ref)
    again = world.ask("evaluator", "declare_interest", ref)
    assert isinstance(again, Refused)
    assert [(r.code, r.rule) for r in again.reasons] == [("requires", "B-COI-01")]


def test_who_is_not_assigned_declares_nothing(world: World) -> None:
    ref = assigned(world, {**ASSIGNED, "person": "colleague"})
    refused = world.ask("evaluator", "declare_interest", ref)
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("requires", "B-COI-01")]


def test_nobody_evaluates_before_all_have_declared(world: World) -> None:
    ref = assigned(world, dict(ASSIGNED), {"person": "colleague", "part": "observer"})
    world.do("evaluator", "declare_interest", ref)
    refused = world.ask("officer", "begin_evaluation", ref)
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("requires", "B-COI-01")]


@pytest.mark.parametrize("own_case", [True, False])
def test_a_conflict_bars_until_a_head_assigns_somebody_else(world: World, own_case: bool) -> None:
    ref = assigned(world)
    assert "reason-missing" in codes(world.ask("evaluator", "declare_conflict", ref, form={"own_case": own_case}))
    world.do("evaluator", "declare_conflict", ref, form={"own_case": own_case}, reason="Esmu valdes locekļa brālis.")
    assert letters(world, ref)[-1][0] != "objectivity_declaration"
    assert set(codes(world.ask("officer", "begin_evaluation", ref))) == {"requires"}
    assert codes(world.ask("evaluator", "declare_interest", ref)) == ["requires"]
    assert open_tasks(world, ref) == {"declaration", "replace_evaluator"}
    world.do("head", "assign_evaluators", ref, form={"assigned": [{**ASSIGNED, "person": "colleague"}]})
    assert "replace_evaluator" not in open_tasks(world, ref)
    assert differences(world, ref) == []


def test_who_stays_keeps_his_declaration_when_the_evaluators_change(world: World) -> None:
    ref = assigned(world)
    world.do("evaluator", "declare_interest", ref)
    world.do("head", "assign_evaluators", ref, form={"assigned": [{**ASSIGNED, "part": "commission_member"}]})
    (kept,) = case(world, ref)["data"]["evaluators"]
    assert (kept["part"], kept["declared_on"]) == ("commission_member", "2024-03-04")


def test_evaluators_are_kept_by_id_and_must_be_users(world: World) -> None:
    ref = maturity_tested(world)
    refused = world.ask(
        "head", "assign_evaluators", ref, form={"assigned": [ASSIGNED, {**ASSIGNED, "person": "nobody"}]}
    )
    assert isinstance(refused, Refused)
    assert [(r.code, r.field) for r in refused.reasons] == [("bad-value", "assigned.2.person")]
    world.do("head", "assign_evaluators", ref, form={"assigned": [ASSIGNED]})
    assert case(world, ref)["data"]["evaluators"][0]["person"] == world.users["evaluator"].id


def test_nobody_is_assigned_twice_in_one_case(world: World) -> None:
    ref = maturity_tested(world)
    twice = [ASSIGNED, {**ASSIGNED, "person": world.users["evaluator"].id}]
    assert codes(world.ask("head", "assign_evaluators", ref, form={"assigned": twice})) == ["bad-input"]


def test_an_evaluation_does_not_begin_before_evaluators_are_assigned(world: World) -> None:
    ref = maturity_tested(world)
    assert codes(world.ask("officer", "begin_evaluation", ref)) == ["requires"]


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


PARTNER = {**SMALL, "name": "40003000021", "staff": "80", "turnover": "20000000.00", "balance": "18000000.00"}
HOLDING = {
    "holder": "40003000021",
    "held": OWN,
    "capital": "40",
    "votes": "20",
    "appoints_majority": False,
    "dominant_influence": False,
    "controls_by_agreement": False,
    "holder_kind": "company",
}
MUNICIPAL = {**HOLDING, "holder": "P1", "capital": "45", "votes": "45", "holder_kind": "municipality"}
TOWN = {"name": "P1", "budget": "9900000.00", "inhabitants": 4999}
DOUBTFUL = [{"code": "38.22", "version": "2", "permit": True}]
TWO = [COURSE, {**COURSE, "line": "2", "person": "B"}]
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
    ("ready_for_decision", {"earlier": [EARLIER], "courses": TWO}),
    ("manual_review", {"earlier": [{**EARLIER, "programme": "op_2014_2020"}]}),
    # Z-GBER-02: more than half of the capital lost
    ("ready_for_decision", {"losses": "2400.00"}),
    ("grounds_found", {"losses": "2400.01"}),
    ("grounds_found", {"recovery_outstanding": True}),
    # B-DNSH: E-1001 to E-1006
    ("grounds_found", {"nace_codes": [{"code": "38.22", "version": "2", "permit": False}]}),
    ("manual_review", {"nace_codes": [{"code": "38.22", "version": "2", "permit": True}]}),
    ("ready_for_decision", {"nace_codes": [{"code": "38.11", "version": "2", "permit": False}]}),
    ("manual_review", {"nace_codes": [{"code": "38.22", "version": "2.1", "permit": False}]}),
    ("grounds_found", {"activities": [{"harm": "2b", "permit": True}]}),
    ("grounds_found", {"activities": [{"harm": "3", "permit": True}]}),
    ("grounds_found", {"activities": [{"harm": "1", "permit": True}, {"harm": "7", "permit": False}]}),
    ("ready_for_decision", {"activities": [{"harm": "2a", "permit": True}]}),
    # B-SEC-01, B-SEC-02: closed, for a person, and closed beside what is aided (E-1007)
    ("grounds_found", {"aided_sectors": ["export"]}),
    ("manual_review", {"aided_sectors": ["transport"]}),
    ("grounds_found", {"other_sectors": ["export"]}),
    ("ready_for_decision", {"other_sectors": ["export"], "sectors_separated": True}),
    # B-TRN-03, B-MAT-02: an area that the test and the roadmap both name
    ("grounds_found", {"training_areas": ["mākslīgais intelekts"]}),
    ("grounds_found", {"test_areas": []}),
    ("manual_review", {"meets_gber": False}),
    # Z-SME-04: another size than the declared one
    ("manual_review", {"years": [{**SMALL, "staff": "5", "turnover": "900000.00", "balance": "800000.00"}]}),
    # Z-SME-02: E-0704, a partner of 40 per cent makes the merchant medium
    ("manual_review", {"years": [SMALL, PARTNER], "holdings": [HOLDING]}),
    ("ready_for_decision", {"years": [SMALL, PARTNER], "holdings": [{**HOLDING, "capital": "24.99"}]}),
    # Z-SME-03: E-0709, a municipality holds a part
    ("manual_review", {"holdings": [MUNICIPAL], "municipalities": [{**TOWN, "inhabitants": 5000}]}),
    ("ready_for_decision", {"holdings": [MUNICIPAL], "municipalities": [TOWN]}),
]


@pytest.mark.parametrize(("state", "changes"), OUTCOMES)
def test_each_finding_leads_where_the_law_says(world: World, state: str, changes: dict[str, Any]) -> None:
    application = {"lines": [{**LINE, "line": course["line"]} for course in changes.get("courses", [COURSE])]}
    ref = evaluated(world, application, **changes)
    assert case(world, ref)["state"] == state
    assert differences(world, ref) == []


def test_no_line_of_the_application_is_left_aside(world: World) -> None:
    """Z-ADM-01: a line that nobody judged would be refused without a reason."""
    ref = in_evaluation(world, lines=[LINE, {**LINE, "line": "2"}])
    refused = world.ask("evaluator", "record_evaluation", ref, form=dict(SOUND))
    assert isinstance(refused, Refused)
    assert [reason.message.args["lines"] for reason in refused.reasons] == [["2"]]


def test_the_regulation_is_that_of_the_agreed_regime(world: World) -> None:
    ref = in_evaluation(world)
    refused = world.ask("evaluator", "record_evaluation", ref, form={**SOUND, "regulation": "dm2831"})
    assert set(codes(refused)) == {"demands"}


def test_a_doubt_is_decided_by_another_person_with_reasons(world: World) -> None:
    ref = evaluated(world, nace_codes=DOUBTFUL)
    assert codes(world.ask("officer", "decide_review", ref, form={"goes_on": True})) == ["reason-missing"]
    world.do("officer", "decide_review", ref, form={"goes_on": True}, reason="Atļauja ir derīga.")
    assert case(world, ref)["state"] == "ready_for_decision"
    assert events(world, ref)[-1]["reason"] == "Atļauja ir derīga."


def test_a_doubt_that_stays_is_refused_with_a_letter(world: World) -> None:
    ref = evaluated(world, nace_codes=DOUBTFUL)
    bare = world.ask("officer", "decide_review", ref, form={"goes_on": False}, reason="Atļaujas nav.")
    assert codes(bare) == ["demands"]  # neither goes on nor says which ground stands against it
    world.do("officer", "decide_review", ref, form={"goes_on": False, "grounds": ["dnsh"]}, reason="Atļaujas nav.")
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


@pytest.mark.parametrize("changes", [{}, {"nace_codes": DOUBTFUL}, {"findings": [FINDING]}])
def test_a_gap_found_in_the_evaluation_is_asked_for_and_begins_everything_anew(
    world: World, changes: dict[str, Any]
) -> None:
    ref = evaluated(world, **changes)
    world.do("officer", "request_clarification", ref, form=GAPS)
    world.do("officer", "record_clarification", ref)
    assert case(world, ref)["state"] == "submitted"
    assert ("tax_check", "running", "2024-03-06") in deadlines(world, ref)
