"""Who may be a final beneficiary, and what its application must carry (B-APP, B-FORM)."""

from __future__ import annotations

from typing import Final, Literal, get_args

from caseflow.rules.answer import Check, failed, passed
from caseflow.rules.figures import Figures
from caseflow.rules.regime import Regime
from caseflow.rules.registry import rule
from caseflow.rules.types import Day
from caseflow.words import message

Kind = Literal["merchant", "branch", "association", "foundation", "other"]
FormItem = Literal[
    "name",
    "registration_number",
    "address",
    "e_address",
    "kind",
    "size_declaration",
    "accounts_of_two_years",
    "partner_and_linked",
    "nace_with_version",
    "description",
    "start_and_end",
    "location",
    "cost_list",
    "aid_type_and_amount",
    "agreed_regime",
    "lines",
    "planning_region",
    "skills_weighed",
    "officers",
    "fiscal_year_start",
    "environmental_permits",
    "maturity_reference",
    "declared_not_started",
    "declared_no_duplicates",
    "declared_difficulty",
    "declared_sector_separation",
    "declared_other_aid",
    "signature",
    "needs",
    "de_minimis_form",
]

_ROUND_2_ONLY: Final[frozenset[FormItem]] = frozenset({"needs"})
_DE_MINIMIS_ONLY: Final[frozenset[FormItem]] = frozenset({"de_minimis_form"})
_NEEDS_BUSINESS: Final[frozenset[Kind]] = frozenset({"branch", "association", "foundation"})


@rule("B-APP-04", figures=("P.ben.types",), reading="Q-58", source="S001 1.3/Rādītāji")
def eligible_beneficiary(
    kind: Kind, registered_in_latvia: bool, does_business_in_latvia: bool, *, figures: Figures
) -> Check:
    """A merchant registered in Latvia, or a foreign merchant's branch that is and does business here."""
    if kind not in figures.words("P.ben.types"):
        return failed(message("rules_beneficiary.eligible_beneficiary.kind"))
    if not registered_in_latvia:
        return failed(message("rules_beneficiary.eligible_beneficiary.not_registered"))
    if kind in _NEEDS_BUSINESS and not does_business_in_latvia:
        return failed(message("rules_beneficiary.eligible_beneficiary.no_business"))
    return passed(message("rules_beneficiary.eligible_beneficiary.passed"))


@rule("B-FORM", reference="application_day", covers=("B-APP-05", "B-APP-12"), source="S001 1.3; rulebook 5.4")
def application_complete(given: list[FormItem], round: Literal["r1", "r2"], regime: Regime) -> Check:
    """Every item of the form is answered ("none" is an answer); what is missing is named.

    The merchant's needs are asked in round 2, the de minimis form only where de minimis is agreed.
    """
    not_asked = (_ROUND_2_ONLY if round == "r1" else frozenset()) | (
        _DE_MINIMIS_ONLY if regime == "gber" else frozenset()
    )
    missing: list[FormItem] = [item for item in get_args(FormItem) if item not in given and item not in not_asked]
    if missing:
        names = [message(f"rules_beneficiary.item.{item}") for item in missing]
        return failed(message("rules_beneficiary.application_complete.failed", missing=names))
    return passed(message("rules_beneficiary.application_complete.passed"))


@rule("B-APP-07", reference="application_day", source="S001 1.3/komercdarbības nosacījumi")
def de_minimis_form_attached(regime: Regime, attached: bool) -> Check:
    """Whoever wants de minimis hands in the form of the accounting system."""
    if regime != "gber" and not attached:
        return failed(message("rules_beneficiary.de_minimis_form_attached.failed"))
    return passed(message("rules_beneficiary.de_minimis_form_attached.passed"))


@rule("B-APP-08", reference="application_day", source="S001 1.3/komercdarbības nosacījumi")
def regime_agreed_before(agreed_on: Day | None, applied_on: Day) -> Check:
    """Merchant and recipient agree on the regime before the application; on the same day is in time."""
    if agreed_on is None:
        return failed(message("rules_beneficiary.regime_agreed_before.missing"))
    days = {"agreed_on": agreed_on, "applied_on": applied_on}
    if agreed_on > applied_on:
        return failed(message("rules_beneficiary.regime_agreed_before.failed", **days))
    return passed(message("rules_beneficiary.regime_agreed_before.passed", **days))
