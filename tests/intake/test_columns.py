"""Headers name columns by field or by label; what they do not name is told all at once."""

from __future__ import annotations

import pytest

from caseflow.engine.fields import Field
from caseflow.intake.columns import Columns
from caseflow.intake.faults import BadFile
from caseflow.words import say
from tests.intake.forms import COLUMNS, FIRST, FORM, HEAD, field, table


def names(header: tuple[str, ...], name: str = "", columns: Columns = COLUMNS) -> list[str | None]:
    return [column.name if column else None for column in columns.of(table(header=header, name=name))]


def problems(header: tuple[str, ...], name: str = "", columns: Columns = COLUMNS) -> list[str]:
    with pytest.raises(BadFile) as bad:
        columns.of(table(FIRST, header=header, name=name))
    for each in bad.value.messages:
        assert say(each, "lv") != say(each, "en")
    return [each.id.removeprefix("intake.") for each in bad.value.messages]


def test_fields_are_columns_by_their_names() -> None:
    lines = ("lines.person", "lines.net")
    assert names((*HEAD, "aid", *lines)) == [*HEAD, "aid", *lines]


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("Atbalsts", "aid"),
        ("AID ", "aid"),
        ("Reģistrācijas  numurs", "applicant.registration_number"),
        ("Komersants: E-pasts", "applicant.email"),
        ("Merchant – E-mail", "applicant.email"),
        ("Komersants.email", "applicant.email"),
        ("Cena", "lines.net"),
        ("Courses: Start", "lines.starts_on"),
        ("starts_on", "starts_on"),
    ],
)
def test_labels_in_either_language_name_columns_too(header: str, meant: str) -> None:
    rest = [name for name in (*HEAD, "lines.person", "lines.net") if name != meant]
    assert names((*rest, header))[-1] == meant


def test_a_label_that_two_columns_bear_is_not_guessed() -> None:
    assert problems((*HEAD, "Sākums")) == ["column_unclear"]


def test_in_a_table_of_its_own_a_list_goes_before_the_case() -> None:
    assert names(("external_ref", "person", "Sākums", "Cena"), "Kursi")[1:] == [
        "lines.person",
        "lines.starts_on",
        "lines.net",
    ]
    assert names(("Ārējais numurs", "lines.person", "net"), "rindas.csv")[1:] == ["lines.person", "lines.net"]


def test_the_column_of_reasons_is_passed_over_and_so_is_one_without_name_and_data() -> None:
    assert names((*HEAD, "reject_reason", ""))[-2:] == [None, None]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    header = ("external_ref", "round", "round", "aplicant.name", "", "kaut kas")
    assert problems(header) == [
        "column_twice",
        "column_misspelt",
        "nameless_column",
        "column_unknown",
        "column_missing",
        "column_missing",
        "column_missing",
        "column_missing",
        "columns",
    ]


def test_a_column_of_the_case_has_no_place_among_the_rows_of_a_list() -> None:
    assert problems(("external_ref", "person", "net", "aid"), "lines") == ["not_nested"]


def test_a_list_may_be_missing_but_once_begun_needs_what_its_rows_need() -> None:
    assert names(HEAD) == list(HEAD)
    assert problems((*HEAD, "lines.net")) == ["column_missing"]
    assert problems(("external_ref", "net"), "lines") == ["column_missing"]


def test_of_several_lists_a_table_of_rows_says_which_it_means() -> None:
    other = field(
        "tests", "list", "Testi", "Tests", fields={"net": field("net", "money", "Cena", "Price", required=True)}
    )
    form: dict[str, Field] = {**FORM, "tests": other}
    columns = Columns(form, {})
    assert names(("external_ref", "net"), "Testi", columns) == ["external_ref", "tests.net"]
    assert names(("external_ref", "tests.net"), "rindas.csv", columns)[1:] == ["tests.net"]
    assert problems(("external_ref", "net"), "rindas.csv", columns)[0] == "column_unknown"
