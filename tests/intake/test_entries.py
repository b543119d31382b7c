"""Rows of one external reference make one entry; what does not fit together is told with its line."""

from __future__ import annotations

from decimal import Decimal

from caseflow.cases.external import MOST_REF
from caseflow.intake.cells import Number, Row, Table, Unreadable
from caseflow.intake.entries import Read, put_together
from caseflow.intake.faults import Fault
from caseflow.words import message, say
from tests.intake.forms import COLUMNS, FIRST, HEAD, table

LINES = (*HEAD, "aid", "lines.person", "lines.net")
A = (*FIRST, "1 000,00")


def told(read: Read) -> list[tuple[str, int, str, str]]:
    """Every fault by its place and id; each can be said in both languages."""
    for fault in read.faults:
        assert say(fault.message, "lv") != say(fault.message, "en")
    return [(fault.ref, fault.line, fault.column, fault.message.id.removeprefix("intake.")) for fault in read.faults]


def together(*tables: Table) -> Read:
    return put_together(COLUMNS, tables)


def test_an_entry_is_the_form_of_its_case() -> None:
    read = together(table((*A, "32000000017", "480,00"), header=LINES))
    faults: list[Fault] = []
    assert read.entries[0].form(faults) == {
        "round": "r1",
        "applicant": {
            "kind": "merchant",
            "registration_number": "40003000017",
            "name": "SIA “A”",
            "address": "Iela 1",
        },
        "aid": "1000.00",
        "lines": [{"person": "32000000017", "net": "480.00"}],
    }
    assert faults == []


def test_further_rows_of_a_case_bring_rows_of_its_list() -> None:
    empty = (None,) * (len(A) - 1)
    rows = [(*A, "1", "1"), ("B", *A[1:], "2", "2"), ("A", *empty, "3", "3"), (*A, "4", "4")]
    read = together(table(*rows, header=LINES))
    assert [entry.ref for entry in read.entries] == ["A", "B"]
    assert [row["person"] for row in read.entries[0].form([])["lines"]] == ["1", "3", "4"]
    assert read.faults == []


def test_a_table_of_lists_is_joined_by_the_reference() -> None:
    lines = table(("A", "1", "10"), ("A", "2", "20"), header=("external_ref", "person", "net"), name="lines.csv")
    read = together(table(A, header=LINES[:-2]), lines)
    assert [row["net"] for row in read.entries[0].form([])["lines"]] == ["10", "20"]
    assert read.entries[0].fault("lines.2.net", message("x.y"), "c") == Fault(
        "A", 3, "net", message("x.y"), "lines.csv", "c"
    )
    assert read.entries[0].fault("aid", message("x.y"), "c").line == 2


def test_a_second_row_with_another_value_spoils_the_case() -> None:
    read = together(table((*A, "1", "1"), (*A[:-1], "2,00", "2", "2"), header=LINES))
    assert read.entries == []
    assert [entry.ref for entry in read.spoilt] == ["A"]
    assert told(read) == [("A", 3, "aid", "other_head")]


def test_a_row_that_is_there_twice_spoils_the_case() -> None:
    assert told(together(table(A, A, header=LINES[:-2]))) == [("A", 3, "", "row_again")]


def test_rows_without_a_case_are_told() -> None:
    lines = table(("Z", "1", "1"), header=("external_ref", "person", "net"), name="lines")
    read = together(table((None, *A[1:]), ("x" * (MOST_REF + 1), *A[1:]), ("a\tb", *A[1:]), header=LINES[:-2]), lines)
    assert told(read) == [
        ("", 2, "external_ref", "no_ref"),
        ("", 3, "external_ref", "bad_ref"),
        ("", 4, "external_ref", "bad_ref"),
        ("Z", 2, "external_ref", "no_head"),
    ]
    assert len(read.spoilt) == 4


def test_a_row_that_has_slipped_spoils_the_case_even_when_it_is_a_row_of_a_list() -> None:
    read = together(table((*A[:-1],), ("B", *A[1:], "x"), ("C", *A[1:], None), header=LINES[:-2]))
    assert told(read) == [("A", 2, "", "too_narrow"), ("B", 3, "", "too_wide")]
    assert [entry.ref for entry in read.entries] == ["C"]
    lines = Table("lines", ("external_ref", "person", "net"), (Row(2, ("C", "1")),))
    assert together(table(("C", *A[1:]), header=LINES[:-2]), lines).entries == []


def test_cells_that_cannot_be_meant_are_told_and_the_rest_is_read() -> None:
    formula = Unreadable("", message("intake.formula", cell="B2"))
    read = together(table(("A", formula, *A[2:]), header=LINES[:-2]))
    faults: list[Fault] = []
    form = read.entries[0].form(faults)
    assert [(fault.line, fault.column, fault.message.id) for fault in faults] == [(2, "round", "intake.formula")]
    assert "aid" in form


def test_a_reference_that_a_sheet_holds_as_a_number_is_its_digits() -> None:
    read = together(table((Number(Decimal(104), "General"), *A[1:]), header=LINES[:-2]))
    assert [entry.ref for entry in read.entries] == ["104"]
