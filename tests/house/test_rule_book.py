"""docs/rules.md says what the rules are today, and every rule has its readings and tests."""

from __future__ import annotations

from caseflow.rules import rules
from caseflow.rules.readings import READINGS
from tests.house import rule_book


def test_the_page_of_rules_is_fresh() -> None:
    written = rule_book.PAGE.read_text(encoding="utf-8")
    assert written == rule_book.page(), "write it anew: python -m tests.house.rule_book"


def test_every_rule_has_tests_that_name_it() -> None:
    assert [rule.name for rule in rules() if not rule_book.tests_of(rule)] == []


def test_every_reading_that_a_rule_names_is_explained_and_no_other() -> None:
    named = {id for rule in rules() for id in rule_book.readings_of(rule)}
    assert sorted(named ^ set(READINGS)) == []
