"""The grounds of a refusal with the figures that the case holds already (L-B-08)."""

from __future__ import annotations

from typing import Literal

from caseflow.rules.answer import Answer, computed, failed
from caseflow.rules.environment import Harm
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message

RefusalKind = Literal[
    "dnsh",
    "started",
    "duplicates",
    "not_recommended",
    "no_headroom",
    "silent",
    "regime_ended",
    "difficulty",
    "sector",
    "incomplete",
    "not_eligible",
    "content",
    "dates",
    "recovery_order",
    "no_funds",
    "no_project",
]
"""Why aid is refused on a ground that has no letter of its own."""


class RefusalGround(Record):
    """One ground as a person enters it: what was found, the harm of `dnsh`, the day that the ground turns on."""

    veids: RefusalKind
    fakts: str
    darbiba: Harm | None = None
    diena: Day | None = None


class FiguredGround(RefusalGround):
    """The ground with the aid asked for and the headroom (EUR), where it is the headroom that lacks."""

    summa: Money | None = None
    robeza: Money | None = None


@rule("B-DM-05", covers=("Z-ADM-01",), source="rulebook 9, L-B-08")
def grounds_with_figures(
    grounds: list[RefusalGround], aid_asked: Money | None = None, headroom: Money | None = None
) -> Answer[list[FiguredGround]]:
    """The grounds, that of the headroom with both its sums; without them on record it is no ground."""
    lacking = any(each.veids == "no_headroom" for each in grounds)
    if lacking and (aid_asked is None or headroom is None or aid_asked <= headroom):
        return failed(message("rules_refusal.grounds_with_figures.no_figures"))
    sums = {"summa": aid_asked, "robeza": headroom}
    found = [
        FiguredGround.model_validate({**each.model_dump(), **(sums if each.veids == "no_headroom" else {})})
        for each in grounds
    ]
    return computed(found, message("rules_refusal.grounds_with_figures.computed", n=len(found)))
