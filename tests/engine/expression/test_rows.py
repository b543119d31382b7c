"""Rows for rules and letters: some columns of a list, and the lines of a claim joined with what a rule says of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from caseflow.engine.expression import MONEY, PERSON_CODE, TEXT, BadValue, ListOf, Record, optional
from caseflow.rules.answer import computed
from tests.engine.expression.examples import Heard, build, faults, value

COURSES = [
    {"line": "1", "who": {"vault": "x"}, "net": Decimal("480.00"), "note": None},
    {"line": "2", "who": {"vault": "y"}, "net": Decimal("100.10"), "note": "vēlu"},
]
JOINED = "join_rows(courses, checked_lines(columns(courses, 'line', 'net')), 'line')"


class Checked(BaseModel):
    line: str
    eligible: Decimal
    faults: list[str]


CHECKED = [
    Checked(line="2", eligible=Decimal("0.00"), faults=["not_paid", "duplicate"]),
    Checked(line="1", eligible=Decimal("480.00"), faults=[]),
    Checked(line="3", eligible=Decimal("9.99"), faults=[]),
]


def joined(text: str = JOINED, results: list[Checked] = CHECKED, **values: Any) -> Any:
    return value(text, Heard({"checked_lines": computed(results)}), **{"courses": COURSES, **values})


def test_columns_keep_what_is_named_and_rename_it() -> None:
    assert value("columns(courses, 'line', summa='net', rows='note')", courses=COURSES) == [
        {"line": "1", "summa": Decimal("480.00"), "rows": None},
        {"line": "2", "summa": Decimal("100.10"), "rows": "vēlu"},
    ]
    assert build("columns(courses, 'line', summa='net', note='note')").type == ListOf(
        Record({"line": TEXT, "summa": MONEY, "note": optional(TEXT)})
    )


def test_a_rule_that_takes_less_than_a_row_is_given_its_columns() -> None:
    assert faults("checked_lines(courses)") == [("wrong-argument", 14)]
    heard = Heard({"checked_lines": computed(CHECKED)})
    value("checked_lines(columns(courses, 'line', 'net'))", heard, courses=COURSES)
    assert heard.asked[0][1]["lines"][0] == {"line": "1", "net": Decimal("480.00")}


def test_each_row_is_joined_with_the_result_of_its_key() -> None:
    assert build(JOINED).type == ListOf(
        Record(
            {
                "line": TEXT,
                "who": PERSON_CODE,
                "net": MONEY,
                "note": optional(TEXT),
                "eligible": MONEY,
                "faults": ListOf(TEXT),
            }
        )
    )
    first, second = joined()
    assert first == {**COURSES[0], "eligible": Decimal("480.00"), "faults": []}
    assert second == {**COURSES[1], "eligible": Decimal("0.00"), "faults": ["not_paid", "duplicate"]}
    assert joined(f"sum_of({JOINED}, 'eligible')") == Decimal("480.00")
    assert joined(f"columns({JOINED}, kurss='line', iemesli='faults')")[1]["iemesli"] == ["not_paid", "duplicate"]
    assert joined(courses=[]) == []


def test_a_row_without_a_result_and_a_key_with_two_results_are_named() -> None:
    with pytest.raises(BadValue, match="no result has the line '1'"):
        joined(results=CHECKED[:1])
    with pytest.raises(BadValue, match="two results have the line '2'"):
        joined(results=[*CHECKED, CHECKED[0]])


def test_a_cell_is_what_the_one_row_of_a_key_holds() -> None:
    assert value("cell(courses, 'line', '2', 'net')", courses=COURSES) == Decimal("100.10")
    assert build("cell(courses, 'line', '2', 'note')").type == TEXT
    for text, why in (("'3', 'net'", "0 rows have the line '3'"), ("'1', 'note'", "the line '1' has no note")):
        with pytest.raises(BadValue, match=why):
            value(f"cell(courses, 'line', {text})", courses=COURSES)
    with pytest.raises(BadValue, match="2 rows"):
        value("cell(courses, 'line', '1', 'net')", courses=[*COURSES, COURSES[0]])


def test_distinct_values_are_counted_once_and_sealed_ones_by_their_digest() -> None:
    sealed = [{"vault": vault, "commitment": "c", "digest": digest} for vault, digest in ("xd", "yd", "ze")]
    rows = [{**COURSES[0], "who": who} for who in sealed]
    assert value("distinct(courses, 'who')", courses=rows) == 2
    assert value("distinct(courses, 'line')", courses=COURSES) == 2
    assert value("distinct(courses, 'line')", courses=[]) == 0


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("cell(courses, 'line', '1')", "argument-count", 0),
        ("cell(courses, 'line', 1, 'net')", "type-mismatch", 0),
        ("cell(courses, 'line', '1', 'nett')", "unknown-name", 27),
        ("columns(courses)", "column-in-quotes", 0),
        ("columns()", "argument-count", 0),
        ("columns(title, 'line')", "takes-list", 8),
        ("columns(codes, 'line')", "unknown-name", 15),
        ("columns(courses, line)", "column-in-quotes", 17),
        ("columns(courses, 'lines')", "unknown-name", 17),
        ("columns(courses, 'line', line='note')", "column-twice", 30),
        ("join_rows(courses, courses, 'line')", "column-twice", 0),
        ("join_rows(courses, lines, 'line')", "unknown-name", 26),
        ("join_rows(courses, columns(courses, line='net'), 'line')", "type-mismatch", 0),
        ("join_rows(courses, courses, 'note')", "column-may-be-missing", 28),
        ("join_rows(courses, courses)", "argument-count", 0),
        ("sum_of(lines, column='net')", "no-named-arguments", 0),
    ],
)
def test_what_cannot_be_joined_or_picked_is_found(text: str, code: str, at: int) -> None:
    assert (code, at) in faults(text)


def test_every_row_has_one_of_the_words() -> None:
    words = Heard(figures={"P.sectors": ["1", "2"]})
    assert value("all_in(courses, 'line', P.sectors)", words, courses=COURSES) is True
    assert value("all_in(courses, 'note', P.sectors)", words, courses=COURSES) is False
    assert value("all_in(courses, 'line', codes)", courses=[], codes=[]) is True
    assert value("all_in(cases, 'status', codes)", cases=[{"status": "open"}], codes=["void"]) is False


def test_the_words_are_of_the_column_s_type() -> None:
    assert faults("all_in(courses, 'net', codes)") == [("type-mismatch", 0)]
    assert faults("all_in(courses, 'line', title)") == [("takes-list", 24)]
    assert faults("all_in(courses, 'line')") == [("argument-count", 0)]
