"""B-FB from the contract to the end of the training: who may start, what is recorded, what nothing completed means."""

from __future__ import annotations

import pytest

from tests.journeys import aid
from tests.journeys.award import REPRESENTED
from tests.journeys.ways import differences, open_tasks, registered, until
from tests.moves.reading import case, codes, deadlines, letters, rows
from tests.world import World


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


@pytest.mark.parametrize(("day", "rule"), [("2024-03-03", "B-INC-03"), ("2024-03-04", None)])
def test_training_starts_on_the_day_of_decision_and_contract_at_the_earliest(
    world: World, day: str, rule: str | None
) -> None:
    ref = aid.contracted(world)
    answer = world.ask("officer", "start_training", ref, form={"started_on": day})
    if rule is None:
        assert case(world, ref)["state"] == "in_training"
        return
    assert {reason.rule for reason in answer.reasons} == {rule}  # type: ignore[union-attr]


def test_training_does_not_start_before_the_contract_is_signed(world: World) -> None:
    ref = aid.approved(world)
    registered(world)
    aid.at(world, "2024-04-08")
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    world.do("head", "sign_contract", ref)
    world.do("officer", "record_contract", ref, form={"signed_on": "2024-04-08"})
    assert codes(world.ask("officer", "start_training", ref, form={"started_on": "2024-04-05"})) == ["demands"]
    world.do("officer", "start_training", ref, form={"started_on": "2024-04-08"})
    running = [(name, due) for name, status, due in deadlines(world, ref) if status == "running"]
    assert running == [("eligibility", "2026-06-30"), ("training_proofs", "2026-07-14")]


def test_a_result_is_of_an_awarded_line_and_a_completed_one_has_its_certificate(world: World) -> None:
    ref = aid.in_training(world)
    aid.at(world, "2024-04-15")
    good = aid.result(world, "K1")
    assert codes(world.ask("officer", "record_result", ref, form={**good, "line": "K3"})) == ["bad-input"]
    assert codes(world.ask("officer", "record_result", ref, form={**good, "certificate": None}))[:1] == ["demands"]
    assert codes(world.ask("officer", "record_result", ref, form={**good, "hours": None})) == ["bad-input"]
    assert codes(world.ask("officer", "record_result", ref, form={**good, "ended_on": "2024-04-16"}))[:1] == ["demands"]
    world.do("officer", "record_result", ref, form=good)
    world.do("officer", "record_result", ref, form={**good, "ended_on": "2024-04-11"})
    assert [row["ended_on"] for row in case(world, ref)["data"]["results"]] == ["2024-04-11"]


def test_the_training_is_finished_when_the_result_of_every_line_is_known(world: World) -> None:
    ref = aid.in_training(world)
    aid.at(world, "2024-04-15")
    world.do("officer", "record_result", ref, form=aid.result(world, "K1"))
    assert codes(world.ask("officer", "finish_training", ref)) == ["demands"]
    for line in ("K2", "K4"):
        world.do("officer", "record_result", ref, form=aid.result(world, line, completed=False))
    world.do("officer", "finish_training", ref)
    data = case(world, ref)["data"]
    assert case(world, ref)["state"] == "trained"
    assert (data["courses_completed"], data["runs_completed"], data["trained_on"]) == (1, 1, "2024-04-15")
    assert open_tasks(world, ref) == {"settle_training"}
    assert ("claim", "running", "2024-05-15") in deadlines(world, ref)
    assert differences(world, ref) == []


def test_nothing_completed_closes_the_case_and_frees_the_money(world: World) -> None:
    ref = aid.in_training(world)
    assert aid.money(world) == ("933.48", "0.00")
    for line in aid.AWARDED:
        world.do("officer", "record_result", ref, form=aid.result(world, line, completed=False, ended_on="2024-04-08"))
    world.do("officer", "finish_training", ref)
    data = case(world, ref)["data"]
    assert (case(world, ref)["state"], data["closing"], data["runs_completed"]) == ("closed", "nothing_completed", 0)
    assert letters(world, ref)[-1] == ("case_closed", "L-B-19", "drafted")
    assert aid.money(world) == ("0.00", "0.00")
    assert ("retention", "running", "2034-03-04") in deadlines(world, ref)
    assert differences(world, ref) == []


@pytest.mark.parametrize(("completed", "state"), [(True, "trained"), (False, "closed")])
def test_after_eligibility_ten_working_days_are_left_for_proofs(world: World, completed: bool, state: str) -> None:
    ref = aid.in_training(world)
    until(world, "2026-07-01T08:00:00")
    assert open_tasks(world, ref) == {"eligibility_ends", "overdue_eligibility"}
    proof = aid.result(world, "K1", completed=completed, ended_on="2026-06-30")
    world.do("officer", "record_result", ref, form={**proof, "started_on": "2026-06-22"})
    until(world, "2026-07-14T20:59:59")
    assert case(world, ref)["state"] == "in_training"
    until(world, "2026-07-14T21:00:00")
    assert case(world, ref)["state"] == state
    assert aid.money(world)[0] == ("933.48" if completed else "0.00")
    assert differences(world, ref) == []


def test_a_certificate_is_issued_by_a_head_for_a_completed_line_and_names_the_employee(world: World) -> None:
    ref = aid.in_training(world)
    aid.at(world, "2024-04-15")
    world.do("officer", "record_result", ref, form=aid.result(world, "K1"))
    world.do("officer", "record_result", ref, form=aid.result(world, "K2", completed=False))
    assert codes(world.ask("head", "issue_certificate", ref, form={"line": "K2"})) == ["demands"]
    assert codes(world.ask("head", "issue_certificate", ref, form={"line": "K7"})) == ["bad-input"]
    world.do("head", "issue_certificate", ref, form={"line": "K1"})
    assert letters(world, ref)[-1] == ("course_certificate", "L-B-12", "signed")
    purpose = f"letter course_certificate of {ref}"
    assert rows(world, "SELECT count(*) FROM vault_reading WHERE purpose = ?", purpose) == [(1,)]
    assert differences(world, ref) == []


def test_whoever_recorded_the_result_does_not_sign_the_certificate(world: World) -> None:
    ref = aid.in_training(world)
    aid.at(world, "2024-04-15")
    world.do("head", "record_result", ref, form=aid.result(world, "K1"))
    assert codes(world.ask("head", "issue_certificate", ref, form={"line": "K1"})) == ["four-eyes"]


def test_a_merchant_may_withdraw_until_the_aid_is_received(world: World) -> None:
    ref = aid.trained(world)
    world.do("officer", "withdraw", ref)
    assert (case(world, ref)["state"], aid.money(world)) == ("withdrawn", ("0.00", "0.00"))
    assert letters(world, ref)[-1] == ("withdrawal_confirmed", "L-B-20", "drafted")
