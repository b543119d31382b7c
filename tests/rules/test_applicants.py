"""Beneficiaries, recipients, evaluators (B-APP, B-FORM, B-GEN-08, B-COI)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from caseflow.errors import BadInput
from caseflow.rules.beneficiary import FormItem
from caseflow.rules.recipient import Attachment, ProjectState

from .conftest import Ask

ITEMS: tuple[str, ...] = get_args(FormItem)


@pytest.mark.parametrize(
    ("kind", "registered", "business", "case"),
    [
        ("merchant", True, True, "passed"),
        ("merchant", True, False, "passed"),
        ("merchant", False, True, "not_registered"),
        ("branch", True, True, "passed"),
        ("branch", True, False, "no_business"),
        ("branch", False, True, "not_registered"),
        ("association", True, True, "kind"),
        ("foundation", True, True, "kind"),
        ("other", True, True, "kind"),
    ],
)
def test_a_beneficiary_is_a_merchant_or_branch_registered_here(
    ask: Ask, kind: str, registered: bool, business: bool, case: str
) -> None:
    inputs = {"kind": kind, "registered_in_latvia": registered, "does_business_in_latvia": business}
    answer = ask("eligible_beneficiary", inputs)
    assert answer.reasons[0].message.id.endswith(f".{case}")
    assert answer.holds == (case == "passed")


@pytest.mark.parametrize(
    ("round_", "regime", "not_asked"),
    [
        ("r1", "gber", {"needs", "de_minimis_form"}),
        ("r2", "gber", {"de_minimis_form"}),
        ("r1", "dm2831", {"needs"}),
        ("r2", "dm1407", set()),
    ],
)
def test_the_form_asks_what_round_and_regime_need(ask: Ask, round_: str, regime: str, not_asked: set[str]) -> None:
    for item in ITEMS:
        given = [each for each in ITEMS if each != item]
        inputs = {"given": given, "round": round_, "regime": regime}
        assert ask("application_complete", inputs).holds == (item in not_asked)


def test_everything_that_is_missing_is_named(ask: Ask) -> None:
    answer = ask("application_complete", {"given": [], "round": "r2", "regime": "dm2831"})
    assert len(answer.reasons[0].message.args["missing"]) == len(ITEMS) == 30


@pytest.mark.parametrize(
    ("regime", "attached", "outcome"),
    [("dm1407", False, "failed"), ("dm2831", False, "failed"), ("dm2831", True, "passed"), ("gber", False, "passed")],
)
def test_de_minimis_needs_its_form(ask: Ask, regime: str, attached: bool, outcome: str) -> None:
    assert ask("de_minimis_form_attached", {"regime": regime, "attached": attached}).outcome == outcome


@pytest.mark.parametrize(
    ("agreed_on", "outcome"), [("2024-02-01", "passed"), ("2024-02-02", "failed"), (None, "failed")]
)
def test_the_regime_is_agreed_before_the_application(ask: Ask, agreed_on: str | None, outcome: str) -> None:
    inputs = {"agreed_on": agreed_on, "applied_on": "2024-02-01"}
    assert ask("regime_agreed_before", inputs).outcome == outcome


@pytest.mark.parametrize(
    ("national", "article_16", "outcome"),
    [(True, False, "passed"), (False, True, "passed"), (False, False, "failed")],
)
def test_a_hub_comes_from_the_national_or_the_european_selection(
    ask: Ask, national: bool, article_16: bool, outcome: str
) -> None:
    inputs = {"national_candidate_applied": national, "selected_under_article_16": article_16}
    assert ask("hub_candidate", inputs).outcome == outcome


@pytest.mark.parametrize(
    ("registered", "sector", "outcome"),
    [(True, True, "passed"), (True, False, "failed"), (False, True, "failed")],
)
def test_an_association_is_registered_and_represents_a_sector(
    ask: Ask, registered: bool, sector: bool, outcome: str
) -> None:
    inputs = {"registered_association": registered, "represents_sector": sector}
    assert ask("association_candidate", inputs).outcome == outcome


@pytest.mark.parametrize(("earlier", "outcome"), [(0, "passed"), (1, "failed")])
def test_an_applicant_hands_in_one_application(ask: Ask, earlier: int, outcome: str) -> None:
    assert ask("first_application", {"earlier_applications": earlier}).outcome == outcome


@pytest.mark.parametrize("missing", get_args(Attachment))
def test_each_paper_of_a_recipient_is_needed(ask: Ask, missing: str) -> None:
    attached = [each for each in get_args(Attachment) if each != missing]
    assert ask("recipient_papers_complete", {"attached": attached}).outcome == "failed"
    assert ask("recipient_papers_complete", {"attached": [*attached, missing]}).outcome == "passed"


@pytest.mark.parametrize("state", get_args(ProjectState))
def test_a_recipient_supports_merchants_under_its_contract_only(ask: Ask, state: str) -> None:
    expected = {"contracted": "passed", "in_implementation": "passed", "completed": "manual", "archived": "manual"}
    assert ask("recipient_may_support", {"project_state": state}).outcome == expected.get(state, "failed")


EVALUATOR = {"person": "d1", "part": "expert", "declared_on": "2024-02-05", "looked_on": "2024-02-05"}


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({}, "passed"),
        ({"looked_on": None}, "passed"),
        ({"looked_on": "2024-02-04"}, "looked_first"),
        ({"declared_on": None}, "unsigned"),
        ({"conflict": True}, "conflict"),
        ({"own_case": True}, "conflict"),
    ],
)
def test_everyone_signs_before_looking_and_nobody_is_in_conflict(ask: Ask, changed: dict[str, Any], case: str) -> None:
    others = [EVALUATOR | {"person": "d2", "part": "recipient_staff"}]
    answer = ask("evaluators_clear", {"evaluators": [EVALUATOR | changed, *others]})
    assert [reason.message.id for reason in answer.reasons] == [f"rules_evaluation.evaluators_clear.{case}"]
    assert answer.holds == (case == "passed")


def test_somebody_must_evaluate_and_nobody_twice(ask: Ask) -> None:
    assert ask("evaluators_clear", {"evaluators": []}).outcome == "failed"
    with pytest.raises(BadInput, match="a person stands twice"):
        ask("evaluators_clear", {"evaluators": [EVALUATOR, EVALUATOR]})
