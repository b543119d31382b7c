"""What people type becomes what the engine takes; what is ambiguous is left for the engine to refuse."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.fields import Field
from caseflow.web.documents import DocumentTokens, Kept, media_type
from caseflow.web.forms.plain import plain_day, plain_number, typed_number
from caseflow.web.forms.typed import flat, place_of, raw_of, typed_of, unknown_of
from caseflow.web.posted import Posted
from caseflow.words import unmarked

NO_LABEL = {"lv": "–", "en": "–"}
LINES = Field(
    "lines",
    "list",
    NO_LABEL,
    fields={name: Field(name, kind, NO_LABEL) for name, kind in (("course", "text"), ("net", "money"))},
)
FIELDS = {
    "total": Field("total", "money", NO_LABEL),
    "day": Field("day", "date", NO_LABEL),
    "applicant": Field("applicant", "party", NO_LABEL),
    "printout": Field("printout", "document", NO_LABEL),
    "lines": LINES,
}
TOKENS = DocumentTokens("a secret")
LIST_AND_PARTY = {"f.lines.#": "1", "f.applicant.name": "SIA “A”"}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50\u00a0EUR", "1234.50"),
        ("€ 1234.5", "1234.5"),
        ("-12,00", "-12.00"),
        ("\u221212", "-12"),
        ("70 %", "70"),
        ("0", "0"),
        ("1.234,50", "1.234,50"),  # could be either: the engine refuses it and says how to write it
        ("1,234,567", "1,234,567"),
        ("12x", "12x"),
        ("", ""),
    ],
)
def test_amounts_are_read_as_latvians_write_them(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(["lv", "en"]))
def test_a_number_that_is_shown_is_read_as_the_same_number(number: Decimal, lang: str) -> None:
    assert Decimal(plain_number(typed_number(number, "lv" if lang == "lv" else "en"))) == number


@given(st.text(max_size=40))
def test_nothing_that_is_typed_makes_the_readers_fail(text: str) -> None:
    plain_number(text)
    plain_day(text)
    unmarked(text)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("05.04.2024.", "2024-04-05"), ("5.4.2024", "2024-04-05"), ("2024-04-05", "2024-04-05"), ("rīt", "rīt")],
)
def test_days_are_read_as_latvians_write_them(typed: str, plain: str) -> None:
    assert plain_day(typed) == plain


def test_a_slanted_word_of_a_letter_is_plain_on_a_screen() -> None:
    assert unmarked("*de minimis* atbalsts") == "de minimis atbalsts"
    assert unmarked("2 * 3 * 4") == "2 * 3 * 4"


def test_blank_rows_are_dropped_and_numbered_anew() -> None:
    posted = Posted({"f.lines.#": "1", "f.lines.2.course": "A", "f.lines.5.course": " ", "f.lines.7.net": "1,00"})
    assert typed_of({"lines": LINES}, posted)["lines"] == [{"course": "A", "net": ""}, {"course": "", "net": "1,00"}]
    assert len(typed_of({"lines": LINES}, posted, blanks=True)["lines"]) == 3


def test_a_list_that_is_not_on_the_page_stays_as_it_is_and_an_empty_one_is_emptied() -> None:
    assert "lines" not in raw_of(FIELDS, typed_of(FIELDS, Posted({})), TOKENS)
    assert "lines" not in raw_of(FIELDS, typed_of(FIELDS, Posted({"f.lines.#": "1", "f.lines.~": "1"})), TOKENS)
    assert raw_of(FIELDS, typed_of(FIELDS, Posted({"f.lines.#": "1"})), TOKENS)["lines"] is None
    required = {"lines": Field("lines", "list", NO_LABEL, required=True, fields=LINES.fields)}
    assert raw_of(required, typed_of(required, Posted({"f.lines.#": "1"})), TOKENS)["lines"] == []


def test_a_blank_party_is_not_given_and_a_begun_one_is() -> None:
    assert raw_of(FIELDS, typed_of(FIELDS, Posted({})), TOKENS)["applicant"] is None
    assert raw_of(FIELDS, typed_of(FIELDS, Posted(LIST_AND_PARTY)), TOKENS)["applicant"]["name"] == "SIA “A”"


def test_hidden_inputs_carry_everything_to_the_next_page() -> None:
    kept = TOKENS.write(Kept("0" * 64, "izdruka.pdf"))
    fields = {**LIST_AND_PARTY, "f.lines.0.net": "1 000,00", "f.total": "5", "f.day": "05.04.2024.", "f.printout": kept}
    typed = typed_of(FIELDS, Posted(fields))
    assert typed_of(FIELDS, Posted(dict(flat(FIELDS, typed)))) == typed
    raw = raw_of(FIELDS, typed, TOKENS)
    assert raw["lines"] == [{"course": None, "net": "1000.00"}]
    assert (raw["total"], raw["day"], raw["printout"]) == ("5", "2024-04-05", "0" * 64)


def test_a_document_that_this_session_was_not_given_is_none() -> None:
    for text in ("0" * 64, DocumentTokens("another").write(Kept("0" * 64, "x.pdf")), "nonsense"):
        assert raw_of(FIELDS, {"printout": text}, TOKENS)["printout"] is None


def test_fields_that_the_form_does_not_have_are_passed_on_to_be_refused() -> None:
    assert unknown_of(FIELDS, Posted({"f.total": "1", "f.state": "paid", "_do": "check"})) == {"state": "paid"}


def test_problems_find_their_input() -> None:
    assert place_of("lines.2.net") == "f.lines.1.net"
    assert place_of("applicant.name") == "f.applicant.name"
    assert place_of("on") == "on"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"%PDF-1.7", "application/pdf"),
        ("a.bin", b"\x89PNG\r\n\x1a\n..", "image/png"),
        ("a.edoc", b"PK\x03\x04..", "application/vnd.etsi.asic-e+zip"),
        ("a.csv", "ā;1".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_a_document_is_what_its_bytes_are(name: str, data: bytes, kind: str) -> None:
    assert media_type(name, data) == kind
