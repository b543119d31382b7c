"""The machine of record: only the definition's ways, one machine per version, and `step` cannot pass it by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseflow.engine.machine import build, fire, machine_of
from caseflow.engine.outcome import Outcome
from caseflow.engine.workflow import NEW
from tests.engine.cases import HEAD, PERMIT, codes, load, permit, submitted


def test_the_machine_knows_the_definitions_triggers_and_reopen_and_nothing_else() -> None:
    machine = build(permit())
    assert set(machine.events) == {*permit().triggers(), "reopen"}
    assert set(machine.states) == {NEW, *permit().states}
    assert machine.models == []


@pytest.mark.parametrize("trigger", ["to_granted", "to_draft", "may_grant", "is_draft", "__init__", ""])
def test_no_way_is_added_by_the_library(trigger: str) -> None:
    assert fire(build(permit()), trigger, "draft", 0) is None


@pytest.mark.parametrize(
    ("trigger", "state", "branch", "reached"),
    [
        ("grant", "examined", 0, "granted"),
        ("grant", "examined", 2, "refused"),
        ("grant", "examined", 3, None),
        ("grant", "examined", None, None),
        ("grant", "draft", 0, None),
        ("drop", "waiting", 0, "refused"),
        ("reopen", "granted", "examined", "examined"),
        ("reopen", "granted", "waiting", None),
        ("reopen", "refused", "waiting", "waiting"),
        ("reopen", "examined", "draft", None),
        ("grant", "no-such-state", 0, None),
    ],
)
def test_the_machine_goes_only_where_the_definition_says(
    trigger: str, state: str, branch: int | str | None, reached: str | None
) -> None:
    assert fire(build(permit()), trigger, state, branch) == reached


def test_one_version_has_one_machine_and_another_version_another() -> None:
    assert machine_of(permit()) is machine_of(permit())
    other = load(PERMIT.replace("version: 1", "version: 2"))
    assert machine_of(other) is not machine_of(permit())


def test_a_transition_taken_out_of_the_machine_is_refused_by_step() -> None:
    workflow = load(PERMIT)
    case = submitted("2024-03-04", workflow)
    signer = replace(HEAD, id="another")
    assert isinstance(case.ask("grant", actor=signer), Outcome)
    machine_of(workflow).remove_transition("grant", "examined", "granted")
    assert codes(case.ask("grant", actor=signer)) == ["not-from-here"]


def test_a_transition_led_elsewhere_in_the_machine_is_refused_by_step() -> None:
    workflow = load(PERMIT)
    case = submitted("2024-03-04", workflow)
    machine = machine_of(workflow)
    for way in machine.get_transitions("ask"):
        way.dest = "granted"
    assert codes(case.ask("ask", reason="x")) == ["not-from-here"]
