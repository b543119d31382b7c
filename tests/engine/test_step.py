"""`step`: which branch a move takes, what it changes and drafts, and why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.calendar.packaged import calendars
from caseflow.engine.answers import LiveAnswers
from caseflow.engine.facts import Facts, Move
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.engine.step import step
from caseflow.rules import Answer
from caseflow.rules import Reason as RuleReason
from caseflow.words import LANGUAGES, message, say
from tests.engine.cases import (
    CLOCK,
    COLLEAGUE,
    HEAD,
    OFFICER,
    Case,
    beneficiary,
    changed,
    codes,
    live,
    load,
    morning,
    parameters,
    permit,
    submitted,
)


def sentence(answer: Outcome | Refusal, lang: Any = "lv") -> str:
    assert isinstance(answer, Refusal)
    return " ".join(say(reason.message, lang) for reason in answer.reasons)


@pytest.mark.parametrize(
    ("amount", "state", "branch"),
    [("1000.00", "granted", 0), ("1000.01", "granted", 1), ("2000.00", "granted", 1), ("5000.01", "refused", 2)],
)
def test_the_first_branch_whose_condition_holds_is_taken(amount: str, state: str, branch: int) -> None:
    outcome = submitted("2024-03-04", amount=amount).do("grant", actor=replace(HEAD, id="another"))
    assert (outcome.state, outcome.branch) == (state, branch)


def test_when_no_branch_holds_the_refusal_says_why_of_each() -> None:
    refusal = submitted("2024-03-04", amount="2000.01").ask("grant", actor=HEAD)
    assert codes(refusal) == ["condition"] * 3
    assert "2 000,01" in sentence(refusal).replace("\u00a0", " ")


def test_a_refusal_gives_the_rules_reason_with_its_figure_and_source() -> None:
    text = changed("demands: amount > 0", "demands: tax_debt_within_limit(amount)")
    case = Case(load(text), morning("2024-03-04"))
    case.do("open", {"remark": None})
    refusal = case.ask("submit", {"amount": Decimal("150.01")})
    assert isinstance(refusal, Refusal)
    (reason,) = refusal.reasons
    assert (reason.code, reason.rule) == ("demands", "B-TAX-01")
    (figure,) = reason.figures
    assert (figure.key, figure.value) == ("P.tax.limit", Decimal("150.00"))
    assert figure.source.startswith("S001 1.3")
    assert isinstance(case.ask("submit", {"amount": Decimal("150.00")}), Outcome)


class NoDebtKnown(LiveAnswers):
    """Answers as the law would if it could not compute the debt."""

    def rule(self, name: str, inputs: Mapping[str, Any], day: date) -> Answer[Any]:
        if name != "net_tax_debt":
            return super().rule(name, inputs, day)
        return Answer("manual", None, (RuleReason(message("engine.not_suspended"), "B-TAX-02"),))


def test_a_computation_without_a_result_is_a_refusal_with_its_reasons() -> None:
    extension = {"amount": Decimal("20.00"), "decided_on": date(2024, 3, 4)}
    move = Move("record_tax_check", {**TAX, "total_debt": Decimal("100.00"), "extensions": [extension]})
    refusal = submitted_beneficiary().step(move, OFFICER, NoDebtKnown(parameters(), calendars()))
    assert codes(refusal) == ["no-value"]
    assert isinstance(refusal, Refusal)
    assert refusal.reasons[0].rule == "B-TAX-02"


def test_what_a_rule_cannot_take_is_a_refusal_and_not_a_crash() -> None:
    case = submitted_beneficiary()
    extension = {"amount": Decimal("200.00"), "decided_on": date(2024, 3, 4)}
    refusal = case.ask("record_tax_check", {**TAX, "total_debt": Decimal("100.00"), "extensions": [extension]})
    assert codes(refusal) == ["bad-input"]
    assert "Pagarinātā daļa (200,00\u00a0EUR) ir lielāka par kopējo parādu (100,00\u00a0EUR)" in sentence(refusal)


def test_a_trigger_that_the_definition_does_not_know_is_answered_with_those_that_it_knows() -> None:
    refusal = submitted("2024-03-04").ask("grand")
    assert codes(refusal) == ["unknown-trigger"]
    assert "grant – Piešķirt" in sentence(refusal)
    assert "suspend – " in sentence(refusal)


def test_a_trigger_from_another_state_is_answered_with_what_is_possible_here() -> None:
    refusal = submitted("2024-03-04").ask("answer")
    assert codes(refusal) == ["not-from-here"]
    assert sentence(refusal) == (
        "Darbību “Reģistrēt atbildi” nevar veikt, kamēr lietas stāvoklis ir “Izskatīšanā”. "
        "Tagad iespējams: Lūgt precizējumu, Piešķirt un Izbeigt."
    )


def test_in_a_final_state_the_answer_is_that_nothing_is_foreseen() -> None:
    case = submitted("2024-03-04", amount="5000.01")
    case.do("grant", actor=replace(HEAD, id="another"))
    refusal = case.ask("ask", reason="x")
    assert codes(refusal) == ["not-from-here"]
    assert "nav paredzētas" in sentence(refusal)


def test_edited_and_computed_fields_are_written_with_their_old_and_new_values() -> None:
    case = Case(permit(), morning("2024-03-04"))
    case.do("open", {"remark": "jauns"})
    outcome = case.do("submit", {"amount": Decimal("10.00"), "rows": [{"net": Decimal("1.00")}]})
    assert outcome.changed == {
        "amount": (None, Decimal("10.00")),
        "rows": (None, [{"net": Decimal("1.00")}]),
        "received_on": (None, date(2024, 3, 4)),
    }
    assert case.facts.data["amount"] == "10.00"


def test_a_field_that_stays_the_same_or_is_not_given_is_no_change() -> None:
    case = submitted("2024-03-04")
    case.do("ask", reason="trūkst")
    assert case.do("answer", {"amount": Decimal("500.00")}).changed == {}
    case.do("ask", reason="trūkst")
    assert case.do("answer").changed == {}


def test_demands_see_the_case_fields_as_the_form_enters_them() -> None:
    case = Case(permit(), morning("2024-03-04"))
    case.do("open", {"remark": None})
    assert codes(case.ask("submit", {"amount": Decimal("0.00")})) == ["demands"]
    assert isinstance(case.ask("submit", {"amount": Decimal("0.01")}), Outcome)


def test_a_letter_is_drafted_with_the_values_that_the_move_leaves() -> None:
    outcome = submitted("2024-03-04").do("grant", actor=replace(HEAD, id="another"))
    (letter,) = outcome.letters
    assert letter.template == "award"
    assert letter.context == {"nr": "PUA-2024-001", "summa": Decimal("500.00"), "termins": date(2034, 3, 4)}


def test_work_that_may_begin_at_once_appears_with_its_deadline_and_only_then() -> None:
    case = submitted("2024-03-04")
    assert [t.spec.name for t in case.do("ask", reason="trūkst").tasks] == ["await_reply"]
    assert case.do("suspend", reason="gaida tiesu").tasks == ()
    assert case.on("2024-03-06").do("resume").tasks == ()


def test_the_event_keeps_the_values_read_and_never_the_whole_case() -> None:
    outcome = submitted("2024-03-04").do("grant", actor=replace(HEAD, id="another"))
    assert set(outcome.read) == {"received_on", "amount", "remark"}


def test_the_same_move_on_the_same_facts_has_the_same_answer_and_changes_nothing() -> None:
    case = submitted("2024-03-04")
    facts, move = case.facts_for(replace(HEAD, id="another")), Move("grant", {})
    before: tuple[Facts, Move] = deepcopy((facts, move))
    first, second = (step(permit(), facts, move, live()) for _ in range(2))
    assert isinstance(first, Outcome)
    assert first == second
    assert (facts, move) == before


@pytest.mark.parametrize("move", [Move("suspend", {}, reason="x"), Move("ask", {}, reason="x"), Move("nonsense", {})])
def test_no_kind_of_move_changes_what_it_is_given(move: Move) -> None:
    facts = submitted("2024-03-04").facts_for(OFFICER)
    before = deepcopy((facts, move))
    step(permit(), facts, move, live())
    assert (facts, move) == before


def test_every_refusal_can_be_said_in_both_languages() -> None:
    case = submitted("2024-03-04", amount="2000.01")
    asked = [
        *(case.ask(trigger, actor=actor) for trigger in permit().triggers() for actor in (OFFICER, COLLEAGUE, CLOCK)),
        case.ask("grant", on=date(2024, 3, 5)),
        case.ask("drop", told_by="close"),
        case.ask("nonsense"),
    ]
    refusals = [answer for answer in asked if isinstance(answer, Refusal)]
    assert len(refusals) > 10
    assert all(sentence(refusal, lang) for refusal in refusals for lang in LANGUAGES)


TAX: dict[str, Any] = {
    "total_debt": Decimal("0.00"),
    "extensions": None,
    "data_date": date(2024, 3, 4),
    "printout": "a" * 64,
    "sheets": 1,
    "early": "Komersants lūdz paātrināt",
}


def submitted_beneficiary() -> Case:
    case = Case(beneficiary(), morning("2024-03-04"))
    case.state = case.state.with_(
        facts=case.facts.with_(
            state="submitted",
            data={"submitted_on": "2024-03-04", "reference_day": "2024-03-04", "check_from": "2024-03-04"},
        ),
    )
    return case
