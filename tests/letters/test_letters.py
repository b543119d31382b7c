"""The house's letters, filled in, set and read: golden texts, typography, and PDF that lasts and can be read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pypdf
import pytest

from caseflow.letters import BadContext, Library, Registration, with_registration
from caseflow.letters.variables import ListOf, Plain, Record, Type
from tests.letters import typesetting
from tests.letters.conftest import HOME
from tests.letters.examples import ASSOCIATION
from tests.letters.filled import GOLDEN, LETTERS

NBSP = "\u00a0"
HOSTILE = (
    '#panic("x") *a* $b$ @c // d << e >> <% if f %> {{7*7}} #read("/etc/passwd") #import "@preview/x:1.0.0" `g` '
    f"\u202eh\u200b \U0001f600 {'j' * 200}"
)
# Quotation marks are the house's own; direction marks are dropped, and what no font shows is named by its code.
READ = "#panic(“x”)*a*$b$@c//d<<e>><%iff%>{{7*7}}#read(“/etc/passwd”)#import“@preview/x:1.0.0”`g`h[U+1F600]" + "j" * 200


def set_text(library: Library, golden: str) -> str:
    name, context, registration = LETTERS[golden]
    draft = library.template("enterprise-skills", name).draft(context)
    return with_registration(draft, registration)


def draft_with(library: Library, golden: str, changed: Mapping[str, object]) -> str:
    name, context, registration = LETTERS[golden]
    draft = library.template("enterprise-skills", name).draft({**context, **changed})
    return " ".join(typesetting.plain_text(with_registration(draft, registration)).split(" ")).replace("\n", " ")


@pytest.mark.parametrize("golden", LETTERS)
def test_a_filled_in_letter_reads_as_its_golden_text(library: Library, golden: str) -> None:
    printed = typesetting.plain_text(set_text(library, golden)) + "\n"
    assert printed == (GOLDEN / f"{golden}.txt").read_text(encoding="utf-8")


def test_every_golden_text_belongs_to_a_letter_and_every_letter_has_one(library: Library) -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(LETTERS)
    assert {f"enterprise-skills/{name}" for name, _, _ in LETTERS.values()} == set(library.letters)


def test_every_letter_is_listed_in_the_documentation(library: Library) -> None:
    listed = (HOME / "docs/letters.md").read_text(encoding="utf-8")
    for letter in library.letters.values():
        assert f"| {letter.code} | {letter.title['lv']} | `{letter.name}` |" in listed


def test_every_file_is_printed_by_some_letter(library: Library) -> None:
    files = {file.relative_to(HOME / "letters").as_posix() for file in (HOME / "letters").rglob("*.typ")}
    assert files == {file for letter in library.letters.values() for file in letter.files}


@pytest.mark.parametrize("golden", LETTERS)
def test_a_letter_is_an_archivable_and_accessible_pdf(library: Library, golden: str) -> None:
    name, _, registration = LETTERS[golden]
    assert registration.day is not None
    reader = typesetting.reader(set_text(library, golden))
    catalogue = reader.trailer["/Root"].get_object()
    assert isinstance(catalogue, pypdf.generic.DictionaryObject)
    assert str(catalogue["/Lang"]) == "lv-LV"
    marks = catalogue["/MarkInfo"]
    assert isinstance(marks, pypdf.generic.DictionaryObject)
    assert bool(marks["/Marked"])
    assert "/StructTreeRoot" in catalogue
    assert reader.metadata is not None
    assert reader.metadata.title == library.template("enterprise-skills", name).title["lv"]
    assert str(reader.metadata["/CreationDate"]).startswith(f"D:{registration.day:%Y%m%d}")
    packet: Any = catalogue["/Metadata"]
    xmp = packet.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_the_same_letter_has_the_same_bytes(library: Library) -> None:
    golden = "refusal_tax_debt.association"
    assert typesetting.pdf(set_text(library, golden)) == typesetting.pdf(set_text(library, golden))


def test_pages_are_numbered_from_the_second(library: Library) -> None:
    first, second = typesetting.reader(set_text(library, "refusal_tax_debt.association")).pages
    assert second.extract_text().rstrip().endswith("2 (2)")
    assert "(2)" not in first.extract_text()


def test_the_margins_are_30_mm_left_and_20_mm_elsewhere() -> None:
    layout = (HOME / "letters/_shared/layout.typ").read_text(encoding="utf-8")
    assert "margin: (left: 30mm, rest: 20mm)" in layout


def test_the_e_signature_line_stands_only_where_the_organisation_signs_electronically(library: Library) -> None:
    golden = "refusal_tax_debt.association"
    line = "Dokuments parakstīts ar drošu elektronisko parakstu un satur laika zīmogu."
    presumption = "uzskatāms par saņemtu otrajā darba dienā"
    signed = draft_with(library, golden, {})
    on_paper = draft_with(library, golden, {"a": {**ASSOCIATION, "e_signs": False}})
    assert [line in signed, presumption in signed] == [True, True]
    assert [line in on_paper, presumption in on_paper, "(paraksts" in on_paper] == [False, False, False]


def test_only_a_letter_that_somebody_signs_on_paper_leaves_room_for_ink(library: Library) -> None:
    def has_ink_line(golden: str) -> bool:
        name, context, _ = LETTERS[golden]
        on_paper = {**context, "a": {**ASSOCIATION, "e_signs": False}}
        return "stroke: (bottom: 0.5pt)" in library.template("enterprise-skills", name).draft(on_paper)

    assert has_ink_line("refusal_tax_debt.association")
    assert not has_ink_line("receipt.association")


@pytest.mark.parametrize(
    ("channel", "line", "presumed"),
    [
        ("email", "Nosūtīts uz e-pastu: birojs@vejadeli.example", True),
        ("post", "Nosūtīts ierakstītā pasta sūtījumā", False),
        ("official_address", "Nosūtīts uz oficiālo elektronisko adresi", False),
    ],
)
def test_the_letter_names_its_channel_and_presumes_delivery_only_by_e_mail(
    library: Library, channel: str, line: str, presumed: bool
) -> None:
    _, context, _ = LETTERS["receipt.association"]
    addressee = context["adr"]
    assert isinstance(addressee, dict)
    text = draft_with(library, "receipt.association", {"adr": {**addressee, "channel": channel}})
    assert line in text
    assert ("Pieteikumā Jūs piekritāt" in text) is presumed


def test_an_addressee_with_a_stored_dative_is_addressed_by_it(library: Library) -> None:
    _, context, _ = LETTERS["receipt.association"]
    addressee = context["adr"]
    assert isinstance(addressee, dict)
    dative = {**addressee, "nosaukums": "Biedrība “X”", "nosaukums_dat": "Biedrībai “X”"}
    assert "Biedrībai “X”" in draft_with(library, "receipt.association", {"adr": dative})


def test_only_a_letter_without_type_name_ends_with_regards(library: Library) -> None:
    assert "Ar cieņu" in draft_with(library, "receipt.association", {})
    assert "Ar cieņu" not in draft_with(library, "refusal_tax_debt.association", {})


def test_the_refusal_cites_the_norms_of_its_reference_day(library: Library) -> None:
    earlier = draft_with(library, "refusal_tax_debt.association", {"atsauce": date(2023, 9, 11)})
    assert f"1) Ministru kabineta noteikumu projekts Nr.{NBSP}22-TA-593" in earlier


@pytest.mark.parametrize("golden", LETTERS)
def test_hostile_data_in_every_text_of_a_letter_stays_text(library: Library, golden: str) -> None:
    name, context, registration = LETTERS[golden]
    template = library.template("enterprise-skills", name)
    spoilt = {name: hostile(context[name], template.variables[name], name) for name in context}
    text = with_registration(template.draft(spoilt), registration)
    printed = "".join(typesetting.plain_text(text).split())
    given = text.count("panic") - 1  # once as the author in the file's own particulars
    assert printed.count("#panic(“x”)*a*$b$@c//d") >= given > 8
    assert printed.count(READ) > 8  # elsewhere a page ends within it


def hostile(value: object, wanted: Type, name: str) -> object:
    """The same value with hostile text in every free text; a provision is no free text."""
    if isinstance(value, dict) and isinstance(wanted, Record):
        return {field: hostile(inner, wanted.fields[field], field) for field, inner in value.items()}
    if isinstance(value, list) and isinstance(wanted, ListOf):
        return [hostile(item, wanted.item, name) for item in value]
    free = isinstance(wanted, Plain) and wanted.name == "text" and name != "pants"
    return HOSTILE if free and value is not None else value


@pytest.mark.parametrize("golden", ["refusal_tax_debt.hub", "clarification_receipt.hub"])
def test_a_preview_sets_before_number_and_signatory_are_known(library: Library, golden: str) -> None:
    name, context, _ = LETTERS[golden]
    draft = library.template("enterprise-skills", name).draft(context)
    printed = typesetting.plain_text(with_registration(draft, Registration()))
    assert f"Nr.{NBSP}vēl nav reģistrēts" in printed


def test_a_letter_without_a_needed_field_is_not_drafted(library: Library) -> None:
    name, context, _ = LETTERS["refusal_tax_debt.hub"]
    template = library.template("enterprise-skills", name)
    for missing in template.variables:
        if missing != "precizets":
            with pytest.raises(BadContext, match=f"L-B-06: {missing}: nothing was given"):
                template.draft({key: value for key, value in context.items() if key != missing})
