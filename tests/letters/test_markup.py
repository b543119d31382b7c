"""Case data comes out as plain text, whatever it holds."""

from __future__ import annotations

import string
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.letters.errors import BadContext
from caseflow.letters.markup import clean, escaped, literal, printed, with_latvian_quotes
from tests.letters.typesetting import plain_text

HOSTILE = [
    '#read("/etc/passwd")',
    "*treknais* un _slīpais_",
    "@atsauce <iezīme>",
    "// komentārs",
    "/* komentārs */ beigas",
    "- saraksts",
    "+ saraksts",
    "/ jēdziens: skaidrojums",
    "1. punkts",
    "= Virsraksts",
    "$x^2$ un `kods`",
    "https://paraugs.example/a?b=c&d",
    "\\u{41} \\* \\\\",
    "#let x = 1; #x",
    "]#panic()[",
    "a -- b --- c ... ~ -?",
    "<< 7 >> <% if %> {{ 7 }}",
    "#sys.inputs",
]


def set_in_typst(text: str) -> str:
    """What a reader sees of text that stands between two marks."""
    document = '#set document(title: "x")\n#set page(width: 100cm)\n#set text(lang: "lv")\n'
    return plain_text(f"{document}sākums|{escaped(text)}|beigas").removeprefix("sākums|").removesuffix("|beigas")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is(text: str) -> None:
    assert set_in_typst(text) == clean(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_literal_is_one_string(text: str) -> None:
    document = '#set document(title: "x")\n#set page(width: 100cm)\n'
    assert plain_text(f"{document}#let x = {literal(text)}\n#x") == clean(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=string.ascii_letters + string.punctuation + "āž", min_size=1, max_size=30))
def test_any_marks_are_printed_as_they_are(text: str) -> None:
    assert set_in_typst(text) == clean(text)


def test_line_breaks_stay_line_breaks_and_no_paragraph_begins() -> None:
    assert escaped("viens\r\n\n- divi\u2028trīs") == "viens \\\n\\- divi \\\ntrīs"


def test_control_characters_and_direction_marks_vanish() -> None:
    assert clean("A\x00B\u202eC\u200bD\x1b") == "ABCD"


@pytest.mark.parametrize(
    ("registered", "printed_name"),
    [
        ('SIA "Vēja dēļi"', "SIA “Vēja dēļi”"),
        ("SIA „Vēja dēļi”", "SIA “Vēja dēļi”"),
        ("SIA „Vēja dēļi“", "SIA “Vēja dēļi”"),
        ("SIA «Vēja dēļi»", "SIA “Vēja dēļi”"),
        ("SIA ”Vēja dēļi”", "SIA “Vēja dēļi”"),
        ('Biedrība "A "B""', "Biedrība “A “B””"),
        ('("X")', "(“X”)"),
        ("“Jau labi”", "“Jau labi”"),
    ],
)
def test_all_quotation_marks_become_the_two_of_official_letters(registered: str, printed_name: str) -> None:
    assert with_latvian_quotes(registered) == printed_name


@given(st.text(alphabet='a “”„«»‟"(-'))
def test_only_two_quotation_marks_remain_and_nothing_else_changes(text: str) -> None:
    cleaned = with_latvian_quotes(text)
    assert not set(cleaned) & set('„«»‟"')
    marks = set('“”„«»‟"')
    assert [c in marks or c for c in text] == [c in "“”" or c for c in cleaned]


@pytest.mark.parametrize("value", [None, True, Decimal("1.00"), date(2026, 1, 1), 1.5, ["a"], {"a": 1}])
def test_what_has_no_one_form_cannot_be_printed_bare(value: object) -> None:
    with pytest.raises(BadContext):
        printed(value)


def test_numbers_and_text_print_themselves() -> None:
    assert [printed(7), printed(-7), printed("a*b")] == ["7", "\\-7", "a\\*b"]
