"""The register of norms: dated, in the nominative, honest about points nobody has looked up."""

from __future__ import annotations

import re
from datetime import date

import pytest

from caseflow.errors import BadInput
from caseflow.letters import BadTemplate, NormRegister, read_norms
from tests.letters.conftest import HOME, assert_told

ACTS = "acts:\n  likums: {nom: Parauga likums, gen: Parauga likuma}\nnorms:\n"


@pytest.mark.parametrize(
    ("day", "norm"),
    [
        (date(2023, 9, 11), "Ministru kabineta noteikumu projekts Nr. 22-TA-593"),
        (date(2023, 9, 12), "Ministru kabineta 2023. gada 12. septembra noteikumi Nr. 529"),
    ],
)
def test_the_regulation_takes_the_place_of_the_draft_on_12_09_2023(norms: NormRegister, day: date, norm: str) -> None:
    printed = norms.norma("B-TAX-01", day).replace("\u00a0", " ")
    assert printed == f"{norm} (nodokļu parāda nosacījums)"


def test_every_norm_of_the_house_that_lacks_its_point_is_listed(norms: NormRegister) -> None:
    european_or_law = {"B-DM-01", "B-INC-01", "B-REG-01", "B-SAN-02", "B-UID-01", "Z-GBER-07"}
    lacking = norms.unknown_points()
    assert set(norms.norms) - {found.message.args["rule"] for found in lacking} == european_or_law
    lines = (HOME / "workflows/_shared/norms.yaml").read_text(encoding="utf-8").splitlines()
    assert all("point: unknown" in lines[found.place.line - 1] for found in lacking)


def test_every_norm_of_the_house_is_cited_by_some_letter(norms: NormRegister) -> None:
    texts = "".join(file.read_text(encoding="utf-8") for file in (HOME / "letters").rglob("*.typ"))
    assert set(re.findall(r'"([A-Z]-[A-Z0-9-]+)"\|norma', texts)) == set(norms.norms)


@pytest.mark.parametrize(
    ("day", "norm"),
    [
        (date(2023, 12, 31), "Komisijas regulas Nr.~1407/2013 3.~panta 2.~punkts"),
        (date(2024, 1, 1), "Komisijas Regulas (ES) 2023/2831 3.~panta 2.~punkts"),
    ],
)
def test_de_minimis_rests_on_the_regulation_of_its_day(norms: NormRegister, day: date, norm: str) -> None:
    assert norms.norma("B-DM-01", day) == norm.replace("~", "\u00a0")


def test_no_norm_of_the_block_exemption_outlives_it(norms: NormRegister) -> None:
    with pytest.raises(BadInput, match="B-REG-01 on 2027-01-01"):
        norms.norma("B-REG-01", date(2027, 1, 1))


def test_a_point_that_a_lawyer_filled_in_follows_the_genitive() -> None:
    register = read_norms(ACTS + '  X-1:\n    - {act: likums, subject: tēma, point: "26.~panta 1.~punkts"}\n', "n")
    assert register.norma("X-1", date(2026, 1, 1)) == "Parauga likuma 26.\u00a0panta 1.\u00a0punkts"
    assert register.unknown_points() == []


def test_a_rule_without_a_norm_is_an_error_that_names_it(norms: NormRegister) -> None:
    with pytest.raises(BadInput, match="no norm for the rule B-XXX-99"):
        norms.norma("B-XXX-99", date(2026, 1, 1))


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2021, 1, 1)])
def test_a_day_outside_every_version_is_an_error(day: date) -> None:
    version = "  X-1:\n    - {act: likums, subject: t, point: unknown, from: 2020-01-01, to: 2020-12-31}\n"
    register = read_norms(ACTS + version, "n")
    assert register.norma("X-1", date(2020, 12, 31)) == "Parauga likums (t)"
    with pytest.raises(BadInput, match=f"on {day}"):
        register.norma("X-1", day)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", "norms.yaml:1:1: norms-shape"),
        ("a: [", "norms.yaml:"),
        ("acts:\n  likums: {nom: a}\nnorms: {}", "norms.yaml:2:3: act-shape"),
        (ACTS + "  X-1: []\n", "norms.yaml:4:3: norm-shape"),
        (ACTS + "  X-1:\n    - {act: likums, point: unknown}\n", "norms.yaml:5:7: norm-shape"),
        (ACTS + "  X-1:\n    - {act: cits, subject: t, point: p}\n", "norms.yaml:5:13: unknown-act"),
        (
            ACTS + "  X-1:\n    - {act: likums, subject: t, point: p, from: 2023-02-30}\n",
            "norms.yaml:5:49: not-a-day",
        ),
        (
            ACTS
            + "  X-1:\n    - {act: likums, subject: t, point: p, to: 2023-09-12}\n"
            + "    - {act: likums, subject: t, point: p, from: 2023-09-12}\n",
            "norms.yaml:4:3: norms-overlap",
        ),
        (
            ACTS + "  X-1:\n    - {act: likums, subject: t, point: p, from: 2023-01-02, to: 2023-01-01}\n",
            "norms.yaml:4:3: norms-overlap",
        ),
    ],
)
def test_a_faulty_register_is_refused_with_its_place(text: str, found: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        read_norms(text, "norms.yaml")
    assert str(refused.value).startswith(found)
    assert_told(refused.value)
