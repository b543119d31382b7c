"""Harm to the environment, NACE versions and closed sectors (examples, chapter 10)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from caseflow.errors import BadInput
from caseflow.rules import ParameterTable
from caseflow.rules.sectors import Sector

from .conftest import Ask


def harm(ask: Ask, *activities: tuple[str, bool]) -> Any:
    listed = [{"harm": row, "permit": permit} for row, permit in activities]
    return ask("does_no_significant_harm", {"activities": listed, "codes": []})


def code(ask: Ask, code: str, version: str, permit: bool) -> Any:
    codes = [{"code": code, "version": version, "permit": permit}]
    return ask("does_no_significant_harm", {"activities": [], "codes": codes})


@pytest.mark.parametrize(
    ("row", "without", "with_permit"),
    [
        ("1", "failed", "passed"),
        ("2a", "failed", "passed"),
        pytest.param("2b", "failed", "failed", id="E-1004"),
        pytest.param("3", "failed", "failed", id="E-1005"),
        ("4", "failed", "passed"),
        ("5", "failed", "manual"),
        ("6", "failed", "passed"),
        ("7", "failed", "passed"),
    ],
)
def test_a_permit_opens_only_the_rows_that_say_so(ask: Ask, row: str, without: str, with_permit: str) -> None:
    assert (harm(ask, (row, False)).outcome, harm(ask, (row, True)).outcome) == (without, with_permit)


def test_each_row_counts_by_itself(ask: Ask) -> None:
    answer = harm(ask, ("1", True), ("7", False))  # E-1006
    assert answer.outcome == "failed"
    assert [reason.rule for reason in answer.reasons] == ["B-DNSH-7"]


@pytest.mark.parametrize(
    ("nace", "version", "permit", "outcome"),
    [
        pytest.param("38.22", "2", False, "failed", id="E-1001"),
        pytest.param("38.22", "2", True, "manual", id="E-1001 with permit"),
        pytest.param("38.21", "2", False, "failed", id="the other class"),
        pytest.param("38.11", "2", False, "passed", id="E-1002"),
        pytest.param("38.23", "2", False, "passed", id="beside the classes"),
        pytest.param("38.22", "2.1", False, "manual", id="E-1003"),
        pytest.param("38.33", "2.1", True, "manual", id="waste of another version"),
        pytest.param("62.01", "2.1", False, "passed", id="no waste in any version"),
        pytest.param("38.2", "2", False, "manual", id="a group that holds the classes"),
        pytest.param("38", "2", False, "manual", id="a division that holds the classes"),
        pytest.param("38.1", "2", False, "passed", id="a group without them"),
    ],
)
def test_waste_classes_belong_to_one_version_of_nace(
    ask: Ask, nace: str, version: str, permit: bool, outcome: str
) -> None:
    assert code(ask, nace, version, permit).outcome == outcome


def test_refuses_what_is_no_nace_code(ask: Ask) -> None:
    with pytest.raises(BadInput, match="'E38' is no NACE code"):
        code(ask, "E38", "2", False)


def sectors(ask: Ask, regime: str, aided: list[str], others: list[str], separated: bool, on: str = "2023-11-15") -> str:
    inputs = {"regime": regime, "aided": aided, "others": others, "separated": separated}
    return str(ask("sectors_open", inputs, on=on).outcome)


@pytest.mark.parametrize(
    ("separated", "outcome"),
    [pytest.param(True, "passed", id="E-1007"), pytest.param(False, "failed", id="E-1007 not separated")],
)
def test_closed_activities_are_kept_apart_from_aided_ones(ask: Ask, separated: bool, outcome: str) -> None:
    assert sectors(ask, "dm1407", ["other"], ["fishery"], separated) == outcome


AGRICULTURE = {"agri_processing_price", "agri_processing_passed_on"}
TRADE = {"export", "domestic_goods"}


@pytest.mark.parametrize(
    ("regime", "on", "closed", "review"),
    [
        ("dm1407", "2023-12-31", {"fishery", "primary_agriculture", *AGRICULTURE, *TRADE}, set()),
        (
            "dm2831",
            "2024-01-01",
            {"fishery", "fishery_processing_price", "primary_agriculture", *AGRICULTURE, *TRADE},
            set(),
        ),
        (
            "gber",
            "2023-06-30",
            {"coal_closure", *AGRICULTURE, *TRADE},
            {"fishery", "primary_agriculture", "steel", "coal"}
            | {"shipbuilding", "synthetic_fibres", "transport", "energy"},
        ),
        (
            "gber",
            "2023-07-01",
            {"coal_closure", *AGRICULTURE, *TRADE},
            {"fishery", "primary_agriculture", "steel", "coal", "lignite", "transport", "energy", "broadband"},
        ),
    ],
)
def test_each_regime_has_its_dated_list(ask: Ask, regime: str, on: str, closed: set[str], review: set[str]) -> None:
    found = {each: sectors(ask, regime, [each], [], separated=True, on=on) for each in get_args(Sector)}
    assert {each for each, outcome in found.items() if outcome == "failed"} == closed
    assert {each for each, outcome in found.items() if outcome == "manual"} == review


def test_separation_does_not_open_the_aided_sector(ask: Ask) -> None:
    assert sectors(ask, "dm1407", ["fishery"], ["other"], separated=True) == "failed"


def test_the_lists_name_known_sectors_only(table: ParameterTable) -> None:
    lists = [each.value for key in table.keys if key.startswith("P.sec.") for each in table.versions(key)]
    assert len(lists) == 5
    for words in lists:
        assert isinstance(words, tuple)
        assert set(words) <= set(get_args(Sector))
