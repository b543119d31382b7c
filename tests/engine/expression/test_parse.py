"""The grammar: what is let through, and what is refused at which character."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.engine.expression import parse
from caseflow.engine.expression.nodes import Call, Compare, Join, Literal, Name, Node, walk
from caseflow.engine.findings import BadDefinition
from caseflow.engine.source_text import SourceText
from caseflow.errors import Place
from tests.engine.expression.examples import faults, findings

HOSTILE = [
    "().__class__.__bases__",
    "debt.__class__",
    "debt._private",
    "__import__('os')",
    "getattr(debt, 'x')()",
    "'a' * 10 ** 9",
    "9 ** 9 ** 9",
    "10000000000000000000",
    "0.0000000000000000001",
    "1e9",
    "0x10",
    "1j",
    "1_0",
    "007",
    "f'{debt}'",
    "b'x'",
    "'a' 'b'",
    "'''a'''",
    "'\\x41'",
    "'open",
    "[x for x in codes]",
    "(x for x in codes)",
    "{1, 2}",
    "{'a': 1}",
    "lambda: 1",
    "await x",
    "yield",
    "(debt := 1)",
    "codes[0]",
    "codes[0:1]",
    "debt / 2",
    "debt // 2",
    "debt % 2",
    "debt @ 2",
    "debt & 1",
    "~days",
    "days << 2",
    "debt <> 1",
    "*codes",
    "count(*codes)",
    "count(**codes)",
    "debt; debt",
    "debt # and more",
    "debt and\\\ndays",
    "...",
    "(1, 2)",
    "debt is days",
    "debt is 1",
    "1 < days + 1 < 3",
    "days in ()",
    "days in (debt, 1)",
    "days in ((1, 2), 3)",
    "ｄａｙｓ",  # Python would read full-width letters as plain ones
    "dаys",  # a Cyrillic letter
    "days\u00a0> 1",
    "days\u200b",
    "parāds > 1",
    "days > ١",
    "import os",
    "print(1)",
    "debt)or(debt",
    "",
    "   ",
    "and",
    "debt debt",
    "a" * 2001,
    "(" * 300 + "1" + ")" * 300,
    "not " * 400 + "agreed",
    "-" * 1900 + "1",
    "a" + ".b" * 900,
    "count(" * 300,
    " + ".join(["days"] * 300),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_refuses_hostile_text_at_load(text: str) -> None:
    if "\n" in text:
        with pytest.raises(BadDefinition):
            parse(SourceText(text, Place("f", 1, 1)))
    else:
        assert faults(text)


@pytest.mark.parametrize(
    ("text", "code", "at", "word"),
    [
        ("debt / 2 > 1", "not-allowed", 5, "Division means rounding"),
        ("days > 010", "bad-number", 7, "010"),
        ("days ** 2", "not-allowed", 5, "**"),
        ("agreed & agreed", "not-allowed", 7, "and or or"),
        ("agreed and dаys", "foreign-character", 11, "U+0430"),
        ("x == 'ē' and y = 1", "syntax", 15, "= 1"),
        ("_x", "not-allowed", 0, "underscore"),
    ],
)
def test_names_the_word_its_place_and_the_remedy(text: str, code: str, at: int, word: str) -> None:
    (found,) = findings(text)
    assert found[:2] == (code, at)
    assert word in found[2]


def test_keeps_the_digits_of_a_decimal() -> None:
    node = parse(SourceText("50000.10", Place("f", 1, 1)))
    assert node == Literal(0, Decimal("50000.10"))
    assert isinstance(node, Literal)
    assert str(node.value) == "50000.10"


def test_counts_offsets_in_characters_and_over_line_breaks() -> None:
    node = parse(SourceText(" 'ēē' == title\n and  days > 1\n", Place("f", 1, 1)))
    assert isinstance(node, Join)
    assert [part.at for part in node.parts] == [1, 21]


def test_splits_a_chain_into_pairs_that_share_the_middle() -> None:
    node = parse(SourceText("0 < days <= 5", Place("f", 1, 1)))
    assert isinstance(node, Join)
    assert [part.operator for part in node.parts if isinstance(part, Compare)] == ["<", "<="]


_WORDS = (
    "debt days and or not in is None if else ( ) , . == < + - * 1 2.50 'a' [ ] count( form.total_debt",
    "lambda for __class__ ** / : { } \\ # ā ; = True",
)
_PIECES = st.sampled_from(" ".join(_WORDS).split(" "))


def parsed(text: str) -> Node | BadDefinition:
    try:
        return parse(SourceText(text, Place("f", 1, 1)))
    except BadDefinition as refused:
        return refused


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=30), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_any_text_is_refused_or_holds_only_the_listed_parts(text: str) -> None:
    node = parsed(text)
    if isinstance(node, BadDefinition):
        assert node.findings
        return
    for part in walk(node):
        if isinstance(part, Name):
            assert all(name.isidentifier() and name.isascii() and name[0] != "_" for name in part.path)
        if isinstance(part, Call):
            assert part.name.isascii()
        if isinstance(part, Literal):
            assert part.value is None or isinstance(part.value, bool | int | Decimal | str)
