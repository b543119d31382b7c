"""What a letter says in each of its cases: every ground, every round and regime, every count."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from caseflow.letters import BadContext, Library, with_registration
from caseflow.letters.context import CostGround, ExclusionFinding
from caseflow.letters.variables import Plain, Record, declared
from caseflow.rules.environment import Harm
from caseflow.rules.refusal import RefusalKind
from tests.letters import typesetting
from tests.letters.filled import LETTERS
from tests.letters.values import position

BREAKS = str.maketrans({"\u00a0": " ", "\n": " "})


def drafted(library: Library, golden: str, changed: Mapping[str, object]) -> str:
    """The Typst text of a filled-in letter after some changes."""
    name, context, _ = LETTERS[golden]
    return library.template("enterprise-skills", name).draft({**context, **changed})


def printed(library: Library, golden: str, changed: Mapping[str, object]) -> str:
    """What a reader reads of it, in one line with plain spaces."""
    text = with_registration(drafted(library, golden, changed), LETTERS[golden][2])
    return " ".join(typesetting.plain_text(text).translate(BREAKS).split())


def exclusion_grounds() -> tuple[str, ...]:
    """All grounds of exclusion that a finding may name."""
    record = declared("exclusion_finding")
    assert isinstance(record, Record)
    ground = record.fields["pamats"]
    assert isinstance(ground, Plain)
    return ground.choices


@pytest.mark.parametrize("kind", typing.get_args(RefusalKind))
def test_every_ground_of_refusal_has_reason_requirement_way_back_and_norm(library: Library, kind: str) -> None:
    text = printed(library, "refusal_other.association", {"pamati": [{"veids": kind, "fakts": "Fakts"}]})
    assert "jo ." not in text
    assert "Prasība: Konstatēts" not in text
    assert "5.2. Apmācības drīkst sākt" in text
    assert "5.1. 5.2." not in text
    assert "1) Ministru kabineta" in text or "1) Komisijas" in text


@pytest.mark.parametrize("harm", typing.get_args(Harm))
def test_every_harm_to_the_environment_is_named(library: Library, harm: str) -> None:
    ground = {"veids": "dnsh", "darbiba": harm, "fakts": "Fakts"}
    text = drafted(library, "refusal_other.association", {"pamati": [ground]})
    requirement = text.split("atbalstu nepiešķir\n")[1].split("Konstatēts")[0]
    assert len(requirement.split()) > 5
    assert "nodara būtisku kaitējumu videi" not in requirement


def test_a_refusal_without_a_ground_is_not_drafted(library: Library) -> None:
    with pytest.raises(BadContext, match="L-B-08: pamati: 0 items"):
        drafted(library, "refusal_other.association", {"pamati": []})


@pytest.mark.parametrize("ground", exclusion_grounds())
def test_every_exclusion_ground_has_its_words(library: Library, ground: str) -> None:
    found: ExclusionFinding = {
        "pamats": typing.cast(typing.Any, ground),
        "persona": "officer",
        "speka": date(2024, 1, 15),
        "avots": "Reģistrs",
    }
    text = drafted(library, "refusal_exclusion.hub", {"konstatejumi": [found]})
    assert len(text.split("Konstatēts: ")[1].split("Konstatējums")[0].split()) > 3


@pytest.mark.parametrize("ground", typing.get_args(CostGround))
def test_every_ground_against_costs_has_its_words(library: Library, ground: str) -> None:
    rows = [position("Anna Kalniņa", "Kurss", "100.00", "0.00", ground)]
    text = printed(library, "costs_not_eligible.all", {"rindas": rows})
    cell = text.split("100,00 0,00 ")[1].split(" Kopā")[0]
    assert len(cell) > 15


@pytest.mark.parametrize(
    ("regime", "words"),
    [
        ("dm1407", "saskaņā ar Komisijas regulu Nr. 1407/2013"),
        ("dm2831", "saskaņā ar Komisijas Regulu (ES) 2023/2831"),
    ],
)
@pytest.mark.parametrize("golden", ["award_de_minimis.hub", "aid_contract.association"])
def test_de_minimis_aid_names_its_regulation(library: Library, golden: str, regime: str, words: str) -> None:
    name = "dm_regula" if golden.startswith("award") else "rezims"
    assert words in printed(library, golden, {name: regime})


def test_the_hub_pays_back_and_the_association_invoices(library: Library) -> None:
    hub, association = (printed(library, golden, {}) for golden in ("award.hub", "award_de_minimis.association"))
    assert "Kursu maksu vispirms pilnā apmērā samaksājiet no saviem līdzekļiem" in hub
    assert "Naudas izmaksa komersantam nav paredzēta" not in hub
    assert "Naudas izmaksa komersantam nav paredzēta" in association
    assert "izmaksāto atbalstu" not in association


def test_a_lower_agreed_share_does_not_change_the_largest_one(library: Library) -> None:
    text = printed(library, "award.hub", {"intensitate": Decimal(50)})
    assert "50 % no attiecināmajām izmaksām bez pievienotās" in text
    assert "Maksimāli pieļaujamā intensitāte mazajam komersantam ir 70 %" in text


def test_the_day_of_the_award_is_the_day_of_grant(library: Library) -> None:
    words = "Lēmums ir spēkā no tā pieņemšanas dienas. Šī diena ir atbalsta piešķiršanas diena."
    assert words in printed(library, "award.hub", {})
    assert "piešķiršanas diena." not in printed(library, "refusal_silent.association", {})


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 dienas laikā pēc pēdējā kursa"),
        (11, "11 dienu laikā pēc pēdējā kursa"),
        (21, "21 dienas laikā pēc pēdējā kursa"),
        (30, "30 dienu laikā pēc pēdējā kursa"),
    ],
)
def test_a_term_in_days_takes_the_form_of_its_number(library: Library, number: int, words: str) -> None:
    assert words in printed(library, "award.hub", {"atmaksas_dienas": number})


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Kursus sekmīgi nepabeidza neviens nodarbinātais."),
        (1, "Kursus sekmīgi pabeidza 1 nodarbinātais."),
        (2, "Kursus sekmīgi pabeidza 2 nodarbinātie."),
        (11, "Kursus sekmīgi pabeidza 11 nodarbinātie."),
        (21, "Kursus sekmīgi pabeidza 21 nodarbinātais."),
        (111, "Kursus sekmīgi pabeidza 111 nodarbinātie."),
    ],
)
def test_employees_who_completed_are_counted_in_words(library: Library, number: int, words: str) -> None:
    assert words in printed(library, "aid_value.five", {"nodarbinati": number})


def test_nothing_completed_is_not_printed_as_zero(library: Library) -> None:
    text = printed(library, "case_closed.nothing_completed", {})
    assert "neviens apmācību kurss nav sekmīgi pabeigts" in text
    assert "0,00" not in text


def test_a_claim_that_is_paid_in_full_names_no_cut(library: Library) -> None:
    assert "Visas pieprasītās izmaksas ir attiecināmas." in printed(library, "reimbursement.whole", {})
    assert "nav attiecināmas (sk. 2.2. apakšpunktu)" in printed(library, "reimbursement.partly", {})


def test_a_long_table_repeats_its_header_on_the_next_page(library: Library) -> None:
    golden = "award.association_long"
    text = with_registration(drafted(library, golden, {}), LETTERS[golden][2])
    pages = [page.extract_text() for page in typesetting.reader(text).pages]
    assert ["Apmācību kurss, sniedzējs" in page for page in pages] == [True, True, False]


@pytest.mark.parametrize("golden", [name for name in LETTERS if name.startswith("refusal_exclusion")])
def test_an_exclusion_names_no_person(library: Library, golden: str) -> None:
    record = declared("exclusion_finding")
    assert isinstance(record, Record)
    assert not {"vards", "vards_uzvards", "personas_kods"} & set(record.fields)
    assert "Ziņas par trešajām personām lēmumā neiekļauj" in printed(library, golden, {})


def test_another_hub_does_not_rely_on_what_was_agreed_with_the_recipient(library: Library) -> None:
    agreed = "Pieteikumā Jūs piekritāt"
    assert agreed in printed(library, "retest_opinion.hub", {})
    assert agreed not in printed(library, "retest_opinion.for_association", {})


@pytest.mark.parametrize(("paid", "words"), [("0.00", "Atbalsts vēl nav saņemts."), ("0.01", "atbalsts: 0,01 euro.")])
def test_a_hearing_says_what_may_have_to_be_repaid(library: Library, paid: str, words: str) -> None:
    text = printed(library, "hearing.hub", {"izmaksats": Decimal(paid)})
    assert words in text
    assert "Lēmums vēl nav pieņemts." in text


@pytest.mark.parametrize("breach", ["retest", "declaration", "aid_rules"])
def test_a_hearing_names_the_requirement_and_its_norm(library: Library, breach: str) -> None:
    text = drafted(library, "hearing.hub", {"parkapums": breach})
    requirement = text.split("nav ievērota.][\n")[1].split("\n]")[0]
    norm = text.split("Tiesiskais pamats:][\n")[1].split("\n]")[0]
    assert len(requirement.split()) > 5
    assert len(norm.split()) > 4
