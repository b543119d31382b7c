"""A decision that lacks a part of a written act is refused before anyone can send it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseflow.letters import BadTemplate, Library
from tests.letters.conftest import HOME, Load, assert_told

REFUSAL = "enterprise-skills/refusal_tax_debt.typ"
RECEIPT = "enterprise-skills/receipt.typ"


def house_files() -> dict[str, str]:
    """The house's own letters, to be spoiled one at a time."""
    folder = HOME / "letters"
    files: list[Path] = sorted(folder.rglob("*.typ"))
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def spoiled(load: Load, name: str, right: str, wrong: str) -> str:
    """The refusal of a letter, or of the receipt, after one change to one file; they are read without the others."""
    files = {file: text for file, text in house_files().items() if _shared(file) or file in {name, RECEIPT}}
    assert right in files[name]
    files[name] = files[name].replace(right, wrong)
    with pytest.raises(BadTemplate) as refused:
        load(files)
    assert_told(refused.value)
    return str(refused.value)


def _shared(file: str) -> bool:
    return file.startswith("_shared/") or file.count("/") > 1


def without_block(name: str, block: str) -> tuple[str, str]:
    """The text of one block of a letter, and the same block left empty."""
    text = house_files()[name]
    begin = f"<% block {block} %>\n"
    body = text.split(begin, 1)[1].split("<% endblock %>", 1)[0]
    return begin + body, begin


def test_the_unspoiled_letters_are_taken(load: Load) -> None:
    library: Library = load(house_files())
    assert f"{REFUSAL}".removesuffix(".typ") in library.letters


@pytest.mark.parametrize("part", ["iesniegums", "fakti", "izvertejums", "lemums", "normas", "sudziba"])
def test_a_decision_with_an_empty_part_is_refused(load: Load, part: str) -> None:
    refusal = spoiled(load, REFUSAL, *without_block(REFUSAL, part))
    assert f"letters/{REFUSAL}:1:1: part-empty: letters.part_empty (part={part})" in refusal


@pytest.mark.parametrize("part", ["galva", "iesniegums", "fakti", "izvertejums", "normas", "lemums", "sudziba"])
def test_a_decision_that_does_not_declare_a_part_is_refused(load: Load, part: str) -> None:
    assert f"part-missing: letters.part_missing (part={part})" in spoiled(load, REFUSAL, f"{part}, ", "")


def test_a_letter_without_its_summary_is_refused(load: Load) -> None:
    refusal = spoiled(load, REFUSAL, *without_block(REFUSAL, "kopsavilkums"))
    assert "part-missing: letters.part_missing (part=kopsavilkums)" in refusal


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ('<% include "_shared/phrases/D2.typ" %>', "atteikt.", "one-decision: letters.one_decision (found=-)"),
        (
            '<% include "_shared/phrases/D2.typ" %>',
            '<% include "_shared/phrases/D2.typ" %><% include "_shared/phrases/D2.typ" %>',
            "one-decision: letters.one_decision (found=D2, D2)",
        ),
        ('<% include "_shared/phrases/V2.typ" %>', "", "one-reasoning"),
        ('<% include "_shared/phrases/E3.typ" %>', "", "no-effect"),
        ('<% include "_shared/phrases/S4.typ" %>', "Sūdzība.", "one-complaint"),
        ("phrases/S4.typ", "phrases/S0.typ", "one-complaint"),
        (
            '<% include "_shared/phrases/S4.typ" %>',
            '<% include "_shared/phrases/S4.typ" %><% include "_shared/phrases/S0.typ" %>',
            "one-complaint",
        ),
    ],
)
def test_a_decision_has_one_decision_one_reasoning_and_one_complaint(
    load: Load, right: str, wrong: str, code: str
) -> None:
    assert code in spoiled(load, REFUSAL, right, wrong)


def test_a_decision_without_norms_is_refused(load: Load) -> None:
    norms = '#enum(numbering: "1)", full: false)[<< "B-TAX-01"|norma(atsauce) >>;][<< "B-TAX-04"|norma(atsauce) >>.]'
    assert "no-norms" in spoiled(load, REFUSAL, norms, "Normas.")


@pytest.mark.parametrize(
    "words",
    ["administratīvais akts", "Administratīvo aktu", "apstrīdēt", "Apstrīdēšana", "pārsūdzēt", "pārsūdzams"],
)
def test_a_private_law_body_may_not_speak_of_contesting(load: Load, words: str) -> None:
    refusal = spoiled(load, REFUSAL, "Parāda samaksa pēc atsauces dienas", f"Teksts.\n{words}\nParāda samaksa")
    line = house_files()[REFUSAL].split("Parāda samaksa")[0].count("\n") + 2
    assert f"letters/{REFUSAL}:{line}:1: public-law-word" in refusal


def test_an_information_letter_may_say_that_it_cannot_be_contested(library: Library) -> None:
    assert library.template("enterprise-skills", "receipt").kind == "info"


def test_an_information_letter_with_a_complaint_clause_is_refused(load: Load) -> None:
    refusal = spoiled(load, "_shared/note.typ", "phrases/S0.typ", "phrases/S4.typ")
    assert f"letters/{RECEIPT}:1:1: one-complaint" in refusal


def test_an_award_may_be_short_because_it_grants_what_was_asked(library: Library) -> None:
    award = library.template("enterprise-skills", "award")
    assert award.front.favourable
    assert "_shared/phrases/V2.typ" not in award.files


def test_an_award_that_does_not_say_so_needs_its_reasoning(load: Load) -> None:
    assert "one-reasoning" in spoiled(load, "enterprise-skills/award.typ", "favourable: true\n", "")


@pytest.mark.parametrize("part", ["puses", "prieksmets", "summa", "izmaksas", "maksajumi", "pienakumi", "pazinosana"])
def test_a_contract_with_an_empty_part_is_refused(load: Load, part: str) -> None:
    name = "enterprise-skills/aid_contract.typ"
    assert f"part-empty: letters.part_empty (part={part})" in spoiled(load, name, *without_block(name, part))


@pytest.mark.parametrize("part", ["grozijumi", "izbeigsana", "stridi", "dati"])
def test_a_contract_that_does_not_declare_a_part_is_refused(load: Load, part: str) -> None:
    refusal = spoiled(load, "enterprise-skills/aid_contract.typ", f"{part}, ", "")
    assert f"part-missing: letters.part_missing (part={part})" in refusal
