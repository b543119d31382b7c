"""Branches: each can be taken, and one of them always is."""

from __future__ import annotations

import pytest

from tests.checks.good import assert_found

FIRST = "      - {state: awarded, when: amount <= P.limit, letter: award}\n"
LAST = "      - {state: refusal_proposed, letter: refusal}\n"


def test_finds_a_branch_behind_one_without_condition() -> None:
    assert_found((FIRST + LAST, LAST + FIRST), code="shadowed-branch", at="      - ▸{state: awarded", number=2)


@pytest.mark.parametrize("again", ["amount <= P.limit", "amount   <=  P.limit", "(amount <= P.limit)"])
def test_finds_the_same_condition_twice_however_it_is_spaced(again: str) -> None:
    second = f'      - {{state: refusal_proposed, when: "{again}", letter: refusal}}\n'
    assert_found((FIRST, FIRST + second), code="same-condition", at=f'when: ▸"{again}"', number=2, first=1)


def test_finds_a_condition_that_depends_on_nothing() -> None:
    always = FIRST.replace("amount <= P.limit", "true")
    assert_found((FIRST, always), code="constant-condition", at="when: ▸true", trigger="assess")


def test_finds_a_last_branch_with_a_condition_even_where_it_completes_the_other() -> None:
    conditional = "      - {state: refusal_proposed, when: amount > P.limit, letter: refusal}\n"
    assert_found((LAST, conditional), code="no-last-branch", at="      - ▸{state: refusal_proposed, when")
