"""A template reaches nothing outside itself, and text without a shape or without an end is shown all the same."""

from __future__ import annotations

import re

import pytest

from caseflow.letters import BadTemplate
from caseflow.letters.glyphs import SHOWN, showable
from caseflow.letters.markup import escaped
from tests.letters import typesetting
from tests.letters.conftest import LoadText, assert_told

DOCUMENT = '#set document(title: "x")\n#set text(font: "Libertinus Serif", lang: "lv", hyphenate: false)\n'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('#import "@preview/cetz:0.3.4"', ["import", "@preview/cetz:0.3.4"]),
        ('#import "@local/x:1.0.0": y', ["import", "@local/x:1.0.0"]),
        ('#import "../../settings.typ": y', ["import"]),
        ('#include "/etc/passwd"', ["include"]),
        ('#read("/etc/passwd")', ["read"]),
        ('#let f = read\n#f("/etc/passwd")', ["read"]),
        ('#image("logo.png")', ["image"]),
        ('#json("x.json")', ["json"]),
        ('#eval("1")', ["eval"]),
        ('#im<% if vards == "x" %>port "x.typ"<% endif %>', ["import"]),
        ('#im<# #>port "x.typ"', ["import"]),
        ("Rakstiet mums: birojs@paraugs.example", ["@paraugs.example"]),
    ],
)
def test_a_template_that_reaches_outside_is_refused_with_its_line(
    load_text: LoadText, text: str, named: list[str]
) -> None:
    with pytest.raises(BadTemplate) as refused:
        load_text(f"{text}\n<< vards >>", "{vards: text}")
    assert_told(refused.value)
    place = "letters/trial/letter.typ:14:1: reaches-outside: letters.reaches_outside"
    assert [str(each) for each in refused.value.findings] == [f"{place} (what={word})" for word in named]


def test_a_part_that_reaches_outside_is_refused_even_where_no_letter_uses_it(load_text: LoadText) -> None:
    with pytest.raises(BadTemplate, match=r"letters/_shared/side\.typ:2:1: reaches-outside"):
        load_text("Teksts", side='viens\n#read("x")\n')


def test_words_of_a_letter_that_only_resemble_are_no_fault(load_text: LoadText) -> None:
    load_text("Importa readings, include-d, birojs\\@paraugs.example, preimages.")


def test_every_character_that_is_said_to_be_shown_has_a_shape() -> None:
    known = [chr(code) for code in range(0x10000) if re.match(f"[{SHOWN}]", chr(code))]
    assert len(known) > 2300
    typesetting.pdf(f"{DOCUMENT}= x\n" + " ".join(f"\\u{{{ord(each):x}}}" for each in known))


def test_a_character_without_a_shape_is_named_by_its_code_point() -> None:
    assert showable("SIA “Smaids 😀 汉”") == "SIA “Smaids [U+1F600] [U+6C49]”"
    assert showable("Āčē Ж Ω № ≥ 1²\n\t") == "Āčē Ж Ω № ≥ 1²\n\t"
    assert "[U+E000]" in typesetting.plain_text(f"{DOCUMENT}= x\n{escaped(chr(0xE000))}")


def test_a_word_that_no_line_holds_is_broken_and_stays_one_word() -> None:
    word = "ā" * 300
    lines = typesetting.plain_text(f"{DOCUMENT}= x\n{escaped(word)}").splitlines()[1:]
    assert len(lines) > 2
    assert "".join(line.strip() for line in lines) == word
    assert escaped("ā" * 40) == "ā" * 40
