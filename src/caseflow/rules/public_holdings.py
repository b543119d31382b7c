"""Enterprises that public bodies hold are no SMEs (Z-SME-03)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.figures import Figures
from caseflow.rules.holdings import NOTHING, HolderKind, Holding
from caseflow.rules.registry import rule
from caseflow.rules.types import Count, Money, Record
from caseflow.words import message

_PUBLIC: Final[frozenset[HolderKind]] = frozenset({"public_body", "municipality", "university"})


class Municipality(Record):
    """A municipality that holds an enterprise: yearly budget (EUR) and inhabitants."""

    name: str
    budget: Money
    inhabitants: Count


@rule(
    "Z-SME-03",
    figures=("P.sme.public_share", "P.sme.exempt_share", "P.sme.municipality.*", "P.sme.linked_share"),
    source="Reg. 651/2014 annex I 3(2), 3(4)",
)
def publicly_held(
    applicant: str, holdings: list[Holding], municipalities: list[Municipality], *, figures: Figures
) -> Answer[bool]:
    """Do public bodies control a quarter or more, directly or through companies they control?

    Universities and small municipalities up to half do not count. Raises BadInput for a municipality whose
    budget and inhabitants are not given.
    """
    public = _public_holdings(holdings, figures.share("P.sme.linked_share") * 100)
    counted = [each for each in public if each.held == applicant and not _exempt(each, municipalities, figures)]
    held = max(sum((each.capital for each in counted), NOTHING), sum((each.votes for each in counted), NOTHING))
    limit = figures.share("P.sme.public_share") * 100
    case = "yes" if held >= limit else "no"
    text = message(f"rules_public_holdings.publicly_held.{case}", held=held, limit=limit)
    return computed(held >= limit, text)


def _public_holdings(holdings: list[Holding], majority: Decimal) -> list[Holding]:
    """Holdings of public bodies, and of companies in which they hold a majority."""
    public = {each.holder for each in holdings if each.holder_kind in _PUBLIC}
    while True:
        held = {
            each.held
            for each in holdings
            if sum(h.votes for h in holdings if h.held == each.held and h.holder in public) > majority
        }
        if held <= public:
            return [each for each in holdings if each.holder in public]
        public |= held


def _exempt(holding: Holding, municipalities: Iterable[Municipality], figures: Figures) -> bool:
    if max(holding.capital, holding.votes) > figures.share("P.sme.exempt_share") * 100:
        return False
    if holding.holder_kind != "municipality":
        return holding.holder_kind == "university"
    found = next((each for each in municipalities if each.name == holding.holder), None)
    if found is None:
        raise BadInput(
            f"municipalities: give budget and inhabitants of {holding.holder}",
            message("rules_unfit.municipality", name=holding.holder),
        )
    return found.budget < figures.money("P.sme.municipality.budget") and found.inhabitants < figures.integer(
        "P.sme.municipality.inhabitants"
    )
