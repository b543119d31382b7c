"""The front matter of a letter is read strictly, with the place of every fault."""

from __future__ import annotations

import pytest

from caseflow.letters import BadTemplate
from caseflow.letters.front_matter import read_front_matter
from caseflow.letters.variables import Plain
from tests.letters.conftest import assert_told

GOOD = """\
code: L-B-06
kind: decision
as_act: true
document_type: LĒMUMS
title: {lv: Par atteikumu, en: Refusal}
legal_parts: [galva, paraksts]
release: by signatory
series: decisions
channel: email
variables: {neto: money}
"""


def test_a_good_front_matter_is_read() -> None:
    front = read_front_matter(GOOD, "l.typ")
    assert (front.code, front.kind, front.as_act, front.is_act) == ("L-B-06", "decision", True, True)
    assert front.title == {"lv": "Par atteikumu", "en": "Refusal"}
    assert front.legal_parts == ("galva", "paraksts")
    assert front.variables == {"neto": Plain("money")}


def test_an_information_letter_needs_no_document_type() -> None:
    text = GOOD.replace("kind: decision", "kind: info").replace("document_type: LĒMUMS\n", "")
    assert read_front_matter(text, "l.typ").document_type is None


@pytest.mark.parametrize(
    ("good", "bad", "found"),
    [
        (GOOD, "[]", "l.typ:2:1: front-matter-shape"),
        ("code: L-B-06\n", "", "l.typ:2:1: key-missing: letters.key_missing (key=code)"),
        ("series:", "serija: x\nseries:", "l.typ:9:1: key-unknown"),
        ("kind: decision", "kind: order", "l.typ:3:7: not-a-choice"),
        ("by signatory", "sometimes", "l.typ:8:10: not-a-choice"),
        ("channel: email", "channel: pigeon", "l.typ:10:10: not-a-choice"),
        ("LĒMUMS", "PAVĒLE", "l.typ:5:16: not-a-choice"),
        ("[galva, paraksts]", "[galva, zīmogs]", "l.typ:7:14: not-a-choice"),
        ("[galva, paraksts]", "galva", "l.typ:7:14: legal-parts-shape"),
        ("{lv: Par atteikumu, en: Refusal}", "Par atteikumu", "l.typ:6:8: title-shape"),
        ("as_act: true", "as_act: jā", "l.typ:4:9: switch-shape: letters.switch_shape (key=as_act)"),
        ("document_type: LĒMUMS\n", "", "l.typ:3:7: type-missing"),
        ("{neto: money}", "neto", "l.typ:11:12: variables-shape"),
        ("{neto: money}", "{neto: nauda}", "l.typ:11:13: unknown-type"),
        ("code: L-B-06", "code: L-B-06\ncode: L-B-07", "l.typ:3:1: duplicate-key"),
    ],
)
def test_a_faulty_front_matter_is_refused_with_its_place(good: str, bad: str, found: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        read_front_matter(GOOD.replace(good, bad), "l.typ")
    assert str(refused.value).startswith(found)
    assert_told(refused.value)
