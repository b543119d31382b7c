"""Which of several rules did not pass, by the names that a definition gives them."""

from __future__ import annotations

import pytest

from caseflow.engine.expression import BOOL, Choice, ListOf, calls, explain
from caseflow.words import say
from tests.engine.expression.examples import Heard, build, faults, findings, value

GROUNDS = ListOf(Choice({"late": {"lv": "par vēlu", "en": "too late"}, "debt": {}, "void": {}}))
BOTH = "which_failed(debt=within_limit(5.00), late=complete())"


def test_the_names_of_the_rules_that_failed_are_a_list_of_choices() -> None:
    heard = Heard()
    assert value(BOTH, heard, wanted=GROUNDS) == ["late"]
    assert [name for name, _ in heard.asked] == ["within_limit", "complete"]


def test_what_a_person_must_decide_is_another_list() -> None:
    assert value("which_manual(debt=data_usable(), late=complete())", wanted=GROUNDS) == ["debt"]
    assert value("which_failed(debt=data_usable())", wanted=GROUNDS) == []


def test_a_rule_that_does_not_apply_is_not_asked() -> None:
    text = "which_failed(late=complete() if day is not None else None)"
    heard = Heard()
    assert value(text, heard, day=None) == []
    assert heard.asked == []
    assert value(text, day="2024-01-02") == ["late"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("which_failed(complete())", "named-arguments-only"),
        ("which_failed()", "named-arguments-only"),
        ("which_failed(late=agreed)", "takes-rules"),
        ("which_failed(late=complete() if agreed else data_usable())", "takes-rules"),
        ("which_failed(late=no_such_rule())", "unknown-name"),
    ],
)
def test_anything_but_rules_under_names_is_refused(text: str, code: str) -> None:
    assert [found for found, _ in faults(text)] == [code]


def test_a_name_that_the_list_does_not_know_is_refused() -> None:
    assert [code for code, _, _ in findings("which_failed(other=complete())", GROUNDS)] == ["wrong-type"]


def test_it_is_read_and_said_like_every_clause() -> None:
    expression = build(f"count({BOTH}) > 0", BOOL)
    assert calls(expression) == ("within_limit", "complete")
    assert "which of these are not met" in say(explain(expression), "en")
    assert "nav izpildītas" in say(explain(expression), "lv")
