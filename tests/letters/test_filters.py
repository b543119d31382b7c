"""Money, percentages, dates and counts as they are printed."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput
from caseflow.letters import filters
from caseflow.letters.errors import BadContext

EURO = "\u00a0#emph[euro];"


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("0", "0,00"),
        ("0.01", "0,01"),
        ("150", "150,00"),
        ("892.9", "892,90"),
        ("1234.56", "1\u00a0234,56"),
        ("6100000.00", "6\u00a0100\u00a0000,00"),
        ("-384.37", "−384,37"),
    ],
)
def test_money_has_two_decimals_and_no_break_spaces(amount: str, printed: str) -> None:
    assert filters.summa(Decimal(amount)) == printed
    assert filters.eur(Decimal(amount)) == printed + EURO


@pytest.mark.parametrize("amount", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity"), 1.5, 1, "1,00"])
def test_money_is_never_rounded_or_guessed(amount: object) -> None:
    with pytest.raises(BadContext):
        filters.eur(amount)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_printed_money_reads_back_as_the_same_amount(amount: Decimal) -> None:
    printed = filters.summa(amount)
    assert re.fullmatch(r"−?\d{1,3}(\u00a0\d{3})*,\d\d", printed)
    assert Decimal(printed.replace("\u00a0", "").replace(",", ".").replace("−", "-")) == amount


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        ("70", "70\u00a0%"),
        ("70.00", "70\u00a0%"),
        ("71.6", "71,60\u00a0%"),
        ("33.333", "33,333\u00a0%"),
        ("0", "0\u00a0%"),
    ],
)
def test_percentages_are_whole_or_have_two_decimals(share: str, printed: str) -> None:
    assert filters.proc(Decimal(share)) == printed


def test_a_percentage_that_is_no_decimal_is_an_error() -> None:
    with pytest.raises(BadContext):
        filters.proc(0.7)


@pytest.mark.parametrize(
    ("case", "printed"),
    [
        ("gen", "2026.\u00a0gada 2.\u00a0februāra"),
        ("dat", "2026.\u00a0gada 2.\u00a0februārim"),
        ("lok", "2026.\u00a0gada 2.\u00a0februārī"),
    ],
)
def test_a_date_in_a_sentence_is_declined(case: str, printed: str) -> None:
    assert filters.dat(date(2026, 2, 2), case) == printed


def test_a_short_date_keeps_its_last_dot() -> None:
    assert filters.dat_isi(date(2026, 2, 2)) == "02.02.2026."


def test_a_time_is_written_with_a_dot() -> None:
    assert filters.laiks(time(9, 5)) == "plkst.\u00a009.05"


@pytest.mark.parametrize(
    ("number", "noun", "case", "printed"),
    [
        (0, "darba_diena", "nom", "0 darba dienas"),
        (1, "menesis", "gen", "1 mēneša"),
        (2, "menesis", "gen", "2 mēnešu"),
        (10, "darba_diena", "gen", "10 darba dienu"),
        (11, "kurss", "nom", "11 kursi"),
        (20, "gads", "nom", "20 gadi"),
        (21, "darba_diena", "gen", "21 darba dienas"),
        (101, "nodarbinatais", "nom", "101 nodarbinātais"),
        (111, "komersants", "gen", "111 komersantu"),
    ],
)
def test_a_number_stands_with_the_form_it_takes(number: int, noun: str, case: str, printed: str) -> None:
    assert filters.sk(number, noun, case) == printed.replace(" ", "\u00a0", 1)


def test_a_generic_noun_is_declined_from_its_key() -> None:
    assert filters.lietv("projekta_iesniedzejs", "dat") == "projekta iesniedzējam"


@pytest.mark.parametrize(
    ("size", "case", "printed"),
    [
        ("micro", "dat", "sīkajam (mikro) komersantam"),
        ("small", "nom", "mazais komersants"),
        ("medium", "dat", "vidējam komersantam"),
        ("large", "gen", "lielā komersanta"),
    ],
)
def test_a_size_is_declined_as_one_generic_noun(size: str, case: str, printed: str) -> None:
    assert filters.lietv(size, case) == printed


@pytest.mark.parametrize(
    ("law", "provision", "printed"),
    [
        ("criminal_law", "195", "Krimināllikuma 195. pants"),
        ("criminal_law", "177.1", "Krimināllikuma 177.¹ pants"),
        ("criminal_law", "184(3)", "Krimināllikuma 184. panta trešā daļa"),
        ("immigration_law", "68.4(2)", "Imigrācijas likuma 68.⁴ panta otrā daļa"),
        ("tax_law", "142(2)", "likuma “Par nodokļiem un nodevām” 142. panta otrā daļa"),
    ],
)
def test_a_provision_is_cited_in_words(law: str, provision: str, printed: str) -> None:
    cited = f"{filters.likums(law)} {filters.pants(provision)}"
    assert cited.replace("\u00a0", " ") == printed


@pytest.mark.parametrize("provision", ["", "184.", "184(0)", "184(11)", "184(3)(1)", "a"])
def test_a_provision_written_otherwise_is_an_error(provision: str) -> None:
    with pytest.raises(BadInput, match="write it as"):
        filters.pants(provision)


def test_a_law_without_a_title_is_an_error() -> None:
    with pytest.raises(BadInput, match="no law 'civil_law'"):
        filters.likums("civil_law")


@pytest.mark.parametrize(("points", "printed"), [("7.5", "+7,50"), ("-3", "−3"), ("0", "0"), ("12", "+12")])
def test_a_difference_of_percentages_carries_its_sign(points: str, printed: str) -> None:
    assert filters.izmainas(Decimal(points)) == printed


@pytest.mark.parametrize(
    ("written", "printed"), [("nav atbildes", "nav atbildes."), ("Ir. ", "Ir."), ("Vai?", "Vai?"), ("“X”", "“X”.")]
)
def test_what_a_person_wrote_ends_as_a_sentence(written: str, printed: str) -> None:
    assert filters.teikums(written) == printed
