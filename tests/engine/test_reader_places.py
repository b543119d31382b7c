"""Where values, keys and single characters of a YAML file stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.reader import read_yaml
from caseflow.engine.source_text import SourceText
from caseflow.errors import NotFound, Place

FILE = """\
workflow: beneficiary
transitions:
  - trigger: check
    requires: a is not None
  - {trigger: 'it''s', form: {total: money}}
"""


def test_gives_the_place_of_values_and_keys() -> None:
    document = read_yaml(FILE, "w.yaml")
    assert document.place(("transitions", 0, "requires")) == Place("w.yaml", 4, 15)
    assert document.key_place(("transitions", 0, "requires")) == Place("w.yaml", 4, 5)
    assert document.key_place(("transitions", 1)) == Place("w.yaml", 5, 5)
    assert document.place() == Place("w.yaml", 1, 1)


def test_passes_over_steps_that_the_file_does_not_have() -> None:
    document = read_yaml(FILE, "w.yaml")
    assert document.place(("transitions", 1, "missing")) == Place("w.yaml", 5, 5)
    assert document.place(("transitions", 1, "union-member", "form", "total")) == Place(
        "w.yaml", 5, FILE.splitlines()[4].index("money") + 1
    )


def test_refuses_the_text_of_a_collection() -> None:
    with pytest.raises(NotFound, match=r"w\.yaml:3:3: no text stands at transitions"):
        read_yaml(FILE, "w.yaml").text(("transitions",))


@pytest.mark.parametrize(
    ("written", "word", "line", "column"),
    [
        ("k: a and wrong", "wrong", 1, 10),
        ("k: 'a == ''x'' and wrong'", "wrong", 1, 20),
        ('k: "a\\tand \\"b\\" wrong"', "wrong", 1, 18),
        ('k: "\\u0061 \\x20 wrong"', "wrong", 1, 17),
        ("k: a\n   and\n   wrong", "wrong", 3, 4),
        ("k: >-\n  a and\n  b and wrong", "wrong", 3, 9),
        ("k: |\n  a and\n    wrong\n", "wrong", 3, 5),
        ("k:\n  - ē == wrong", "wrong", 2, 10),
    ],
)
def test_places_a_character_whatever_the_style(written: str, word: str, line: int, column: int) -> None:
    document = read_yaml(written, "f")
    text = document.text(("k", 0))
    assert text.place(text.value.index(word)) == Place("f", line, column)


@pytest.mark.parametrize(
    ("written", "text"), [("true", "True"), ("~", "None"), ("0.00000001", "0.00000001"), ("150", "150")]
)
def test_gives_short_scalars_as_the_expression_language_writes_them(written: str, text: str) -> None:
    assert read_yaml(f"k: {written}", "f").text(("k",)).value == text


def test_places_a_text_without_a_file_by_its_own_lines() -> None:
    text = SourceText("ab\ncd", Place("f", 3, 9))
    assert [text.place(at) for at in (0, 1, 3, 4)] == [
        Place("f", 3, 9),
        Place("f", 3, 10),
        Place("f", 4, 1),
        Place("f", 4, 2),
    ]


@given(st.lists(st.text(st.sampled_from("abē'\"\\x"), min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_visible_character_is_found_where_it_was_written(words: list[str]) -> None:
    value = " ".join(words)
    quoted = "k: '" + value.replace("'", "''") + "'"
    text = read_yaml(quoted, "f").text(("k",))
    assert text.value == value
    for at, character in enumerate(value):
        if character != " ":
            assert quoted[text.place(at).column - 1] == character
