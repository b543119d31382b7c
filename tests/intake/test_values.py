"""Values as people write them, and as spreadsheets keep them, become the one way of writing that forms take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caseflow.engine.fields import read_form
from caseflow.intake.cells import Cell, Number, Unreadable
from caseflow.intake.faults import Unfit, in_a_file
from caseflow.intake.values import entered
from caseflow.words import message, say
from tests.intake.forms import column

CHOICE = {"values": {"a": {"lv": "sīkais (mikro)", "en": "Micro"}, "b": {"lv": "*de minimis*", "en": "same"}}}


@pytest.mark.parametrize(
    ("type", "written", "meant"),
    [
        ("money", "1 234,50", "1234.50"),
        ("money", "1\u00a0234\u00a0567,5", "1234567.5"),
        ("money", "1234.50", "1234.50"),
        ("money", "1,5", "1.5"),
        ("money", "-12,50", "-12.50"),
        ("money", "336,00 EUR", "336.00"),
        ("money", "€ 336", "336"),
        ("percent", "62,5 %", "62.5"),
        ("integer", "1 000", "1000"),
        ("date", "05.04.2024", "2024-04-05"),
        ("date", "5.4.2024.", "2024-04-05"),
        ("date", "2024-04-05", "2024-04-05"),
        ("bool", "JĀ", "JĀ"),
        ("bool", "Patiess", "jā"),
        ("registration_number", "4000 3000 017", "40003000017"),
        ("person_code", "010190 - 12345", "010190-12345"),
        ("text", " 007 ", " 007 "),
    ],
)
def test_text_is_turned_into_what_the_form_reads(type: str, written: str, meant: str) -> None:
    assert entered(column(type), written) == meant


@pytest.mark.parametrize(
    ("type", "written"),
    [
        ("money", "1.234,50"),
        ("money", "1,234.50"),
        ("money", "1,234"),
        ("money", "1 23,50"),
        ("money", "12x"),
        ("money", "1e3"),
        ("date", "31.02.2024"),
        ("date", "05.04.24"),
        ("date", "04/05/2024"),
        ("integer", "1,5"),
        ("percent", "101"),
        ("bool", "varbūt"),
    ],
)
def test_what_may_mean_two_things_is_refused_by_the_form_in_the_words_of_the_file(type: str, written: str) -> None:
    spec = column(type)
    _, problems = read_form({"x": spec.field}, {"x": entered(spec, written)})
    assert [problem.where for problem in problems] == ["x"]
    told = in_a_file(problems[0].message)
    assert told.id.startswith("intake.not_")
    assert say(told, "lv") != say(told, "en")
    assert told.args["given"] in (written, written.replace(",", "."))


def test_money_that_may_be_a_thousand_or_part_of_a_cent_is_told_as_it_was_written() -> None:
    assert entered(column("money"), "1,234") == "1,234"


@pytest.mark.parametrize(
    ("written", "name"),
    [("a", "a"), ("A", "a"), ("Sīkais  (mikro)", "a"), ("MICRO", "a"), ("de minimis", "b"), ("zz", "zz")],
)
def test_a_choice_is_known_by_its_name_and_by_its_labels(written: str, name: str) -> None:
    assert entered(column("choice", **CHOICE), written) == name


def test_a_label_that_two_values_bear_is_left_for_the_form_to_refuse() -> None:
    twice = {"values": {"a": {"lv": "viens", "en": "x"}, "b": {"lv": "viens", "en": "y"}}}
    assert entered(column("choice", **twice), "viens") == "viens"


@pytest.mark.parametrize(
    ("type", "cell", "meant"),
    [
        ("money", Number(Decimal("336.1"), "General"), "336.10"),
        ("money", Number(Decimal("0.30000000000000004"), "0.00"), "0.30"),
        ("money", Number(Decimal("1234567.8900000001"), "0.00"), "1234567.89"),
        ("money", Number(Decimal(480), "0"), "480.00"),
        ("percent", Number(Decimal("0.625"), "0.0%"), "62.5"),
        ("percent", Number(Decimal("0.07"), "0%"), "7"),
        ("percent", Number(Decimal("62.5"), "General"), "62.5"),
        ("integer", Number(Decimal("12.0"), "General"), "12"),
        ("registration_number", Number(Decimal(40003000017), "General"), "40003000017"),
        ("person_code", Number(Decimal(1019010006), "0" * 11), "01019010006"),
        ("text", Number(Decimal(365), "General"), "365"),
        ("date", date(2024, 6, 3), "2024-06-03"),
        ("bool", True, True),
    ],
)
def test_a_cell_is_taken_exactly(type: str, cell: Cell, meant: object) -> None:
    assert entered(column(type), cell) == meant


@pytest.mark.parametrize(
    ("type", "cell", "problem"),
    [
        ("money", Number(Decimal("336.105"), "0.00"), "intake.not_cents"),
        ("money", Number(Decimal("0.001"), "0.00"), "intake.not_cents"),
        ("money", date(2024, 6, 3), "intake.not_expected_date"),
        ("money", True, "intake.not_expected_bool"),
        ("date", Number(Decimal(45446), "General"), "intake.number_for_date"),
        ("text", Number(Decimal("12.5"), "General"), "intake.number_for_text"),
        ("text", date(2024, 6, 3), "intake.not_expected_date"),
        ("person_code", Number(Decimal(1019010006), "General"), "intake.lost_zero"),
        ("text", Unreadable("", message("intake.formula", cell="B2")), "intake.formula"),
    ],
)
def test_a_cell_that_cannot_be_meant_says_why(type: str, cell: Cell, problem: str) -> None:
    with pytest.raises(Unfit) as refused:
        entered(column(type), cell)
    assert refused.value.problem.id == problem
    assert say(refused.value.problem, "lv") != say(refused.value.problem, "en")


def test_half_a_cent_is_told_with_the_amount_that_the_sheet_shows() -> None:
    with pytest.raises(Unfit) as refused:
        entered(column("money"), Number(Decimal("336.105"), "0.00"))
    assert refused.value.problem.args["amount"] == Decimal("336.11")
