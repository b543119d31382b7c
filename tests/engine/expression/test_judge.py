"""Verdicts: a condition that does not hold says why, and asks what `evaluate` asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.expression import BOOL, NotAConditionError, evaluate, judge
from caseflow.rules.answer import Answer, failed, manual, passed
from caseflow.words import say
from caseflow.words.message import Message
from tests.engine.expression.examples import RESULTS, Heard, build, verdict

FULL: dict[str, Any] = {
    "paid": Decimal(200),
    "days": 3,
    "agreed": False,
    "status": "open",
    "debt": Decimal(200),
    "title": "x",
}


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


def test_a_rule_left_to_an_officer_gives_its_reasons_too() -> None:
    assert verdict("data_usable()").reasons == RESULTS["data_usable"].reasons


def test_a_rule_without_reasons_is_named_by_its_title() -> None:
    bare: Answer[None] = Answer("failed")
    assert reasons("complete()", heard=Heard({"complete": bare})) == ["The condition is not met: document."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("day is not None and agreed", ["The condition is not met: Reference day is given."]),
        (
            "debt is not None and debt <= 150",
            ["The condition is not met: Tax debt does not exceed EUR\u00a0150.00 (Tax debt: EUR\u00a0200.00)."],
        ),
        ("status == 'closed'", ["The condition is not met: Status is closed (Status: open)."]),
        (
            "status in ('closed', 'void')",
            ["The condition is not met: Status is one of: closed and void (Status: open)."],
        ),
        ("agreed", ["The condition is not met: Consent."]),
        (
            "not (paid > 1)",
            ["The condition is not met: it is not so that paid exceeds EUR\u00a01.00 (paid: EUR\u00a0200.00)."],
        ),
        (
            "agreed or days > 5",
            ["The condition is not met: Consent.", "The condition is not met: days exceeds 5 (days: 3)."],
        ),
        ("days > 5 and agreed", ["The condition is not met: days exceeds 5 (days: 3)."]),
        ("days > 5 if not agreed else agreed", ["The condition is not met: days exceeds 5 (days: 3)."]),
        (
            "all_of(days > 5, agreed, paid > 1)",
            ["The condition is not met: days exceeds 5 (days: 3).", "The condition is not met: Consent."],
        ),
        (
            "any_failed(within_limit(paid))",
            ["The condition is not met: one of these is not met: document (paid: EUR\u00a0200.00)."],
        ),
        (
            "day == today",
            ["The condition is not met: Reference day equals “today” (Reference day: not given and today: not given)."],
        ),
    ],
)
def test_words_the_clause_that_is_not_met_with_the_values_found(text: str, said: list[str]) -> None:
    assert reasons(text) == said


def test_shows_the_figure_and_asks_for_it_once() -> None:
    heard = Heard(figures={"P.tax.limit": Decimal(150)})
    assert reasons("paid <= P.tax.limit", "lv", heard) == [
        "Nav izpildīts nosacījums: paid nepārsniedz lielumu “Parāda robeža” "
        "(paid: 200,00\u00a0EUR un Parāda robeža: 150,00\u00a0EUR)."
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
