"""Sectors that a regime closes, and the separation of what is closed from what is aided (B-SEC)."""

from __future__ import annotations

from typing import Literal

from caseflow.rules.answer import Check, Reason, because, verdict
from caseflow.rules.figures import Figures
from caseflow.rules.regime import Regime
from caseflow.rules.registry import rule
from caseflow.words import Message, message

Sector = Literal[
    "fishery",
    "fishery_processing_price",
    "primary_agriculture",
    "agri_processing_price",
    "agri_processing_passed_on",
    "export",
    "domestic_goods",
    "coal_closure",
    "steel",
    "coal",
    "lignite",
    "shipbuilding",
    "synthetic_fibres",
    "transport",
    "energy",
    "broadband",
    "other",
]


@rule(
    "B-SEC-01",
    figures=("P.sec.*",),
    covers=("B-SEC-02",),
    source="S001 1.3/komercdarbības nosacījumi, 5.4",
)
def sectors_open(
    regime: Regime,
    aided: list[Sector],
    others: list[Sector],
    separated: bool,
    *,
    figures: Figures,
) -> Check:
    """The aided sectors are open under the regime, and closed ones beside them are kept apart.

    `others` are the merchant's further sectors; `separated`: activities or costs are separated by an
    officer's finding. Sectors under review go to a person.
    """
    closed = figures.words(f"P.sec.{regime}")
    review = figures.words(f"P.sec.{regime}.review") if figures.find(f"P.sec.{regime}.review") else ()
    failures: list[Message | Reason] = [
        because("B-SEC-01", message("rules_sectors.sectors_open.closed", sector=_name(each)))
        for each in aided
        if each in closed
    ]
    doubts: list[Message | Reason] = [
        because("B-SEC-01", message("rules_sectors.sectors_open.review", sector=_name(each)))
        for each in aided
        if each in review
    ]
    if not separated:
        failures += [
            because("B-SEC-02", message("rules_sectors.sectors_open.not_separated", sector=_name(each)))
            for each in others
            if each in closed
        ]
    return verdict(failures, doubts, message("rules_sectors.sectors_open.passed"))


def _name(sector: Sector) -> Message:
    return message(f"rules_sectors.sector.{sector}")
