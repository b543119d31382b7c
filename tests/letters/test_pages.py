"""Where a letter breaks: its signature never stands alone, and no line begins with a dash or ends with “sk.”."""

from __future__ import annotations

import io

import pypdf
import pytest

from caseflow.letters import Library, with_registration
from tests.letters import typesetting
from tests.letters.filled import LETTERS

# One letter of each layout, and one with attachments; each begins so much further down, in points.
DEPTHS = range(0, 600, 30)
BREAKING = (
    "refusal_silent.association",
    "refusal_tax_debt.association",
    "aid_contract.hub",
    "receipt.hub",
    "retest_opinion.hub",
    "objectivity_declaration.association",
)


def text_of(library: Library, golden: str) -> str:
    name, context, registration = LETTERS[golden]
    return with_registration(library.template("enterprise-skills", name).draft(context), registration)


@pytest.mark.parametrize("golden", BREAKING)
def test_a_signature_never_stands_alone_on_its_page(library: Library, golden: str) -> None:
    text = text_of(library, golden)
    broken = 0
    for depth in DEPTHS:
        lower = text.replace("\n= ", f"\n#v({depth}pt)\n= ", 1)
        pages = pypdf.PdfReader(io.BytesIO(typesetting.pdf(lower))).pages
        signed = pages[-1].extract_text()
        before, found, _ = signed.partition("(paraksts*)")
        assert found
        # Office, `Ar cieņu` and the names of the parties stand in the signature itself.
        assert len(before) > 120, f"{golden} begun {depth} pt lower signs below {before!r}"
        broken += len(pages) > 1
    assert broken, "no letter was broken: the test saw nothing"


@pytest.mark.parametrize("golden", LETTERS)
def test_no_line_begins_with_a_dash_and_none_ends_with_an_abbreviation(library: Library, golden: str) -> None:
    lines = [line.strip(" ") for line in typesetting.plain_text(text_of(library, golden)).splitlines()]
    assert not [line for line in lines if line.startswith("– ") or line.endswith((" sk.", "(sk.", " Nr."))]


def test_points_keep_their_numbers_where_the_last_one_stands_with_the_signature(library: Library) -> None:
    printed = typesetting.plain_text(text_of(library, "aid_contract.hub"))
    assert [f"\n{number}. " in printed for number in range(1, 13)] == [True] * 11 + [False]
    assert "\n11.2. " in printed


def test_no_line_ends_within_the_number_of_a_case(library: Library) -> None:
    name, context, registration = LETTERS["receipt.hub"]
    numbered = {**context, "pieteikums": {"nr": "PDIC-A-2024-001", "datums": context["sanemts"]}}
    draft = library.template("enterprise-skills", name).draft(numbered)
    before = "Apstiprinām, ka Jūsu pieteikums saņemts"
    assert before in draft
    for length in range(26, 38, 2):  # the number comes to the end of its line
        text = with_registration(draft.replace(before, "a" * length), registration)
        assert "PDIC-A-2024-001" in typesetting.plain_text(text)
