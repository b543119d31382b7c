"""Who may evaluate: assigned, declared by each for himself, barred by a conflict (B-COI); agreements that allow aid."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from caseflow.errors import BadInput
from caseflow.rules.recipient import AgreementStatus

from .conftest import Ask

SIGNED = {"person": "u1", "part": "expert", "declared_on": "2024-02-05"}
NEW = {"person": "u2", "part": "observer", "declared_on": None}


def declared(answer: Any) -> list[tuple[str, str, str | None, bool]]:
    return [(each.person, each.part, str(each.declared_on), each.conflict) for each in answer.value]


def test_who_stays_keeps_the_declaration_and_who_is_new_has_none(ask: Ask) -> None:
    assigned = [{"person": "u1", "part": "commission_member"}, {"person": "u2", "part": "observer"}]
    answer = ask("evaluators_assigned", {"assigned": assigned, "before": [SIGNED, {**SIGNED, "person": "u9"}]})
    assert declared(answer) == [
        ("u1", "commission_member", "2024-02-05", False),
        ("u2", "observer", "None", False),
    ]


def test_at_first_nobody_has_declared_and_nobody_is_assigned_twice(ask: Ask) -> None:
    one = {"person": "u1", "part": "expert"}
    assert declared(ask("evaluators_assigned", {"assigned": [one]})) == [("u1", "expert", "None", False)]
    with pytest.raises(BadInput, match="twice"):
        ask("evaluators_assigned", {"assigned": [one, one]})


@pytest.mark.parametrize(
    ("person", "changed", "case"),
    [
        ("u2", {}, "passed"),
        ("u3", {}, "not_assigned"),
        ("u1", {}, "made"),
        ("u2", {"conflict": True}, "made"),
        ("u2", {"own_case": True}, "made"),
    ],
)
def test_only_an_assigned_evaluator_declares_and_only_once(
    ask: Ask, person: str, changed: dict[str, Any], case: str
) -> None:
    answer = ask("declaration_awaited", {"evaluators": [SIGNED, NEW | changed], "person": person})
    assert [reason.message.id for reason in answer.reasons] == [f"rules_evaluation.declaration_awaited.{case}"]
    assert answer.holds == (case == "passed")


def test_a_declaration_is_entered_for_its_maker_alone(ask: Ask) -> None:
    made = ask("declaration_made", {"evaluators": [SIGNED, NEW], "person": "u2", "declared_on": "2024-02-06"})
    assert declared(made) == [("u1", "expert", "2024-02-05", False), ("u2", "observer", "2024-02-06", False)]
    conflict = {"evaluators": [SIGNED, NEW], "person": "u2", "declared_on": None, "conflict": True}
    assert declared(ask("declaration_made", conflict))[1] == ("u2", "observer", "None", True)
    with pytest.raises(BadInput, match="not assigned"):
        ask("declaration_made", {"evaluators": [NEW], "person": "u1", "declared_on": "2024-02-06"})


@pytest.mark.parametrize(
    ("person", "changed", "case"),
    [
        ("u1", {}, "passed"),
        ("u2", {}, "barred"),
        ("u3", {}, "not_assigned"),
        ("u1", {"conflict": True}, "barred"),
        ("u1", {"own_case": True}, "barred"),
    ],
)
def test_who_has_not_signed_or_is_in_conflict_does_not_evaluate(
    ask: Ask, person: str, changed: dict[str, Any], case: str
) -> None:
    answer = ask("evaluator_clear", {"evaluators": [SIGNED | changed, NEW], "person": person})
    assert [reason.message.id for reason in answer.reasons] == [f"rules_evaluation.evaluator_clear.{case}"]
    assert answer.holds == (case == "passed")


def test_the_part_is_that_of_the_person(ask: Ask) -> None:
    assert ask("evaluation_part", {"evaluators": [SIGNED, NEW], "person": "u2"}).value == "observer"
    with pytest.raises(BadInput, match="not assigned"):
        ask("evaluation_part", {"evaluators": [SIGNED], "person": "u2"})


@pytest.mark.parametrize("status", [*get_args(AgreementStatus), None])
def test_aid_is_given_under_an_agreement_in_force_only(ask: Ask, status: str | None) -> None:
    expected = {"signed": "passed", "in_implementation": "passed", "completed": "manual"}
    assert ask("agreement_allows_support", {"status": status}).outcome == expected.get(str(status), "failed")
