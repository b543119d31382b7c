"""What a case likely waits for, read from the shipped definitions: whose move, which, and what comes after it."""

from __future__ import annotations

from functools import cache

import pytest

from caseflow.engine.workflow import Workflow
from caseflow.web.likely import Step, likely_path, next_step
from tests.engine.cases import HOME, load


@cache
def workflow(name: str = "beneficiary") -> Workflow:
    return load((HOME / "workflows" / "enterprise-skills" / f"{name}.yaml").read_text(encoding="utf-8"), name)


def step(state: str, *held: str, tasks: tuple[tuple[str, str], ...] = ()) -> str | None:
    found = next_step(workflow(), state, held, tasks)
    return None if found is None else found.trigger or f"waits for {found.waits}"


@pytest.mark.parametrize(
    ("state", "role", "wanted"),
    [
        ("submitted", "officer", "record_tax_check"),
        ("submitted", "head", "waits for officer"),
        ("grounds_found", "officer", "propose_refusal"),
        ("refusal_proposed", "officer", "waits for head"),
        ("refusal_proposed", "head", "sign_refusal"),
        ("contract_prepared", "officer", "waits for head"),  # preparing it anew is not the next step
        ("in_evaluation", "evaluator", "record_evaluation"),
        ("clarification_requested", "officer", "waits for applicant"),
        ("claim_in_check", "officer", "waits for related"),
        ("refused", "officer", None),
    ],
)
def test_names_the_move_of_this_person_or_who_else_is_to_move(state: str, role: str, wanted: str | None) -> None:
    assert step(state, role) == wanted


def test_somebody_whom_a_task_calls_goes_before_the_usual_way() -> None:
    declaration = (("declaration", "evaluator"),)
    assert step("maturity_tested", "officer") == "begin_evaluation"
    assert step("maturity_tested", "officer", tasks=declaration) == "waits for evaluator"
    assert step("maturity_tested", "evaluator", tasks=declaration) == "declare_interest"
    reminder = (("decision_soon", "officer"),)
    assert step("refusal_proposed", "head", tasks=reminder) == "sign_refusal"


def test_every_state_has_an_answer_for_everybody() -> None:
    for name in ("beneficiary", "claim"):
        for state in workflow(name).states.values():
            for role in ("officer", "head", "evaluator", "payments_officer", "auditor"):
                found = next_step(workflow(name), state.name, {role})
                assert (found is None) is (state.kind == "closed"), (name, state.name)
                assert found is None or isinstance(found, Step)
                assert found is None or (found.trigger is None) is not (found.waits is None)


@pytest.mark.parametrize(
    ("state", "path"),
    [
        ("draft", ["submitted", "tax_checked"]),
        ("in_evaluation", ["ready_for_decision", "approved"]),  # no detours, and whichever regulation
        ("grounds_found", ["other_refusal_proposed", "refused"]),
        ("contract_sent", ["contracted", "in_training"]),
        ("refused", []),
    ],
)
def test_looks_ahead_as_if_all_went_well(state: str, path: list[str]) -> None:
    assert likely_path(workflow(), state) == path
