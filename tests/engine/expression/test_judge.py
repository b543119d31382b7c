"""Verdicts: a condition that does not hold says why, and asks what `evaluate` asks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.expression import BOOL, NotAConditionError, evaluate, judge
from caseflow.engine.expression.lacking import Lacking
from caseflow.rules.answer import Answer, Reason, failed, manual, passed
from caseflow.words import say
from caseflow.words.message import Message
from tests.engine.expression.examples import RESULTS, SCOPE, Heard, build, verdict

FULL: dict[str, Any] = {
    "paid": Decimal(200),
    "days": 3,
    "agreed": False,
    "status": "open",
    "debt": Decimal(200),
    "title": "x",
    "codes": (),
}


ANY_REASON = Reason(Message("x"))


def reasons(text: str, lang: str = "en", heard: Heard | None = None) -> list[str]:
    found = verdict(text, heard, **FULL)
    assert not found.holds
    return [say(reason.message, "lv" if lang == "lv" else "en") for reason in found.reasons]


def test_a_condition_that_holds_needs_no_reasons() -> None:
    found = verdict("paid > 1 and within_limit(paid)", **FULL)
    assert (found.holds, found.reasons) == (True, ())


def test_a_rule_gives_its_own_reasons() -> None:
    found = verdict("agreed or complete()", agreed=True)
    assert found.holds
    found = verdict("paid > 1 and complete()", **FULL)
    assert found.reasons == RESULTS["complete"].reasons


def test_nobody_is_told_why_a_way_is_closed_while_another_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    worded = Mock(return_value=ANY_REASON)
    monkeypatch.setattr(Lacking, "compared", worded)
    assert verdict("days > 5 or paid > 1", **FULL).holds
    worded.assert_not_called()
    assert verdict("days > 5", **FULL).reasons == (ANY_REASON,)
    worded.assert_called_once()


def test_a_rule_left_to_an_officer_gives_its_reasons_too() -> None:
    assert verdict("data_usable()").reasons == RESULTS["data_usable"].reasons


def test_a_rule_without_reasons_is_named_by_its_title() -> None:
    bare: Answer[None] = Answer("failed")
    assert reasons("complete()", heard=Heard({"complete": bare})) == ["This requirement is not met: document."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("day is not None and agreed", ["Not given yet: Reference day."]),
        ("day is not None and days > 5 and maybe is not None", ["Not given yet: Reference day and maybe."]),
        ("debt is None", ["To be left empty, but given: Tax debt (EUR\u00a0200.00)."]),
        ("has(day)", ["Not given yet: Reference day."]),
        ("count(codes) > 0", ["Add at least one entry: codes."]),
        (
            "debt is not None and debt <= 150",
            ["Tax debt: EUR\u00a0200.00, but it may not exceed EUR\u00a0150.00."],
        ),
        ("status == 'closed'", ["Status: open, but it has to be closed."]),
        ("status in ('closed', 'void')", ["Status: open, but only one of these will do: closed and void."]),
        ("agreed", ["The answer to “Consent” has to be yes."]),
        (
            "not (paid > 1)",
            ["The condition is not met: it is not so that paid exceeds EUR\u00a01.00 (paid: EUR\u00a0200.00)."],
        ),
        (
            "agreed or days > 5",
            ["One of these is enough: The answer to “Consent” has to be yes. days: 3, but it has to be more than 5."],
        ),
        ("days > 5 and agreed", ["days: 3, but it has to be more than 5."]),
        ("days > 5 if not agreed else agreed", ["days: 3, but it has to be more than 5."]),
        (
            "all_of(days > 5, agreed, paid > 1)",
            ["days: 3, but it has to be more than 5.", "The answer to “Consent” has to be yes."],
        ),
        (
            "any_failed(within_limit(paid))",
            ["The condition is not met: one of these is not met: document (paid: EUR\u00a0200.00)."],
        ),
        ("day == today", ["Not given yet: Reference day and today."]),
        ("150 >= paid", ["paid: EUR\u00a0200.00, but it may not exceed EUR\u00a0150.00."]),
    ],
)
def test_words_the_clause_that_is_not_met_with_the_values_found(text: str, said: list[str]) -> None:
    assert reasons(text) == said


def test_asks_for_a_no_where_a_no_is_wanted() -> None:
    found = judge(build("not agreed", BOOL), {"agreed": True}, Heard())
    assert [say(reason.message, "en") for reason in found.reasons] == ["The answer to “Consent” has to be no."]


def test_a_definition_may_say_why_in_its_own_words() -> None:
    words = {"days": {"lv": "Par īsu", "en": "Too short"}, "complete": {"lv": "Trūkst", "en": "Papers are missing"}}
    scope = replace(SCOPE, because=words)

    def why(text: str) -> list[str]:
        found = judge(build(text, BOOL, scope), FULL, Heard({"complete": Answer("failed")}))
        return [say(reason.message, "en") for reason in found.reasons]

    assert why("days > 5") == ["Too short (days: 3)."]
    assert why("days > 5 or status == 'void'") == ["Too short (days: 3 and Status: open)."]
    assert why("complete()") == ["Papers are missing."]
    assert why("status == 'void'") == ["Status: open, but it has to be void."]


def test_shows_the_figure_and_asks_for_it_once() -> None:
    heard = Heard(figures={"P.tax.limit": Decimal(150)})
    assert reasons("paid <= P.tax.limit", "lv", heard) == [
        "paid: 200,00\u00a0EUR, bet nedrīkst pārsniegt 150,00\u00a0EUR (Parāda robeža)."
    ]
    assert heard.asked == [("P.tax.limit", {})]


def test_never_shows_personal_values() -> None:
    found = verdict("code == code and agreed or party != party", code="120389-11113", party="p", agreed=False)
    assert not any("120389" in say(reason.message, "lv") for reason in found.reasons)


def test_refuses_to_judge_what_is_no_condition() -> None:
    with pytest.raises(NotAConditionError):
        judge(build("paid"), {}, Heard())


_ATOMS = ["agreed", "paid > 100", "days <= 3", "complete()", "within_limit(paid)", "data_usable()", "day is None"]
_CONDITIONS = st.recursive(
    st.sampled_from(_ATOMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' and '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"all_of({', '.join(parts)})"),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]} if agreed else {parts[1]})"),
    ),
    max_leaves=8,
)
_OUTCOMES = st.sampled_from(
    [passed(), failed(Message("engine_expression.missing")), manual(Message("engine_expression.missing"))]
)


@given(_CONDITIONS, st.tuples(_OUTCOMES, _OUTCOMES, _OUTCOMES), st.booleans(), st.integers(99, 102), st.integers(2, 5))
def test_judges_as_it_evaluates_and_asks_the_same_in_the_same_order(
    text: str, outcomes: tuple[Answer[None], ...], agreed: bool, paid: int, days: int
) -> None:
    results = dict(zip(("complete", "within_limit", "data_usable"), outcomes, strict=True))
    values = {"agreed": agreed, "paid": Decimal(paid), "days": days}
    expression = build(text, BOOL)
    once, twice = Heard(results), Heard(results)
    found = judge(expression, values, once)
    assert found.holds is evaluate(expression, values, twice)
    assert once.asked == twice.asked
    assert found.holds is (found.reasons == ())
