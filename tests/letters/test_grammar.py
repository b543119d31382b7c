"""Looked-up Latvian forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput
from caseflow.letters import grammar

MONTHS = [
    (1, "janvāra", "janvārim", "janvārī"),
    (2, "februāra", "februārim", "februārī"),
    (3, "marta", "martam", "martā"),
    (4, "aprīļa", "aprīlim", "aprīlī"),
    (5, "maija", "maijam", "maijā"),
    (6, "jūnija", "jūnijam", "jūnijā"),
    (7, "jūlija", "jūlijam", "jūlijā"),
    (8, "augusta", "augustam", "augustā"),
    (9, "septembra", "septembrim", "septembrī"),
    (10, "oktobra", "oktobrim", "oktobrī"),
    (11, "novembra", "novembrim", "novembrī"),
    (12, "decembra", "decembrim", "decembrī"),
]


@pytest.mark.parametrize(("number", "gen", "dat", "lok"), MONTHS)
def test_every_month_has_three_forms(number: int, gen: str, dat: str, lok: str) -> None:
    day = date(2026, number, 1)
    assert [grammar.month(day, case) for case in ("gen", "dat", "lok")] == [gen, dat, lok]


def test_a_month_without_a_form_is_an_error_and_never_a_guess() -> None:
    with pytest.raises(BadInput, match="no month form 'acc'"):
        grammar.month(date(2026, 1, 1), "acc")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "kursi"),
        (1, "kurss"),
        (2, "kursi"),
        (10, "kursi"),
        (11, "kursi"),
        (20, "kursi"),
        (21, "kurss"),
        (101, "kurss"),
        (111, "kursi"),
    ],
)
def test_a_count_takes_the_singular_only_after_1_21_101(number: int, form: str) -> None:
    assert grammar.counted(number, "kurss", "nom") == form


@given(st.integers(min_value=0, max_value=10_000))
def test_singular_follows_the_last_two_digits(number: int) -> None:
    ends = str(number).zfill(2)[-2:]
    expected = "diena" if ends[-1] == "1" and ends != "11" else "dienas"
    assert grammar.counted(number, "diena", "nom") == expected


@pytest.mark.parametrize(("noun", "case"), [("suns", "nom"), ("diena", "dat")])
def test_a_counted_noun_without_a_form_is_an_error(noun: str, case: str) -> None:
    with pytest.raises(BadInput, match="no form"):
        grammar.counted(2, noun, case)


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(BadInput, match="-1 cannot be counted"):
        grammar.counted(-1, "diena", "nom")


def test_generic_nouns_stand_in_five_cases() -> None:
    forms = [grammar.noun("filiale", case) for case in grammar.CASES]
    assert forms == ["filiāle", "filiāles", "filiālei", "filiāli", "filiālē"]


@pytest.mark.parametrize(("noun", "case"), [("firma", "nom"), ("komersants", "vok")])
def test_a_generic_noun_without_a_form_is_an_error(noun: str, case: str) -> None:
    with pytest.raises(BadInput):
        grammar.noun(noun, case)
