"""The State-aid regime: in force on the decision day, chosen beforehand, within its thresholds (B-REG, Z-GBER)."""

from __future__ import annotations

from typing import Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, computed, failed, manual, passed
from caseflow.rules.figures import Figures
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money
from caseflow.words import message

Regime = Literal["gber", "dm1407", "dm2831"]


@rule(
    "B-REG-03",
    figures=("P.reg.dm1407.last", "P.reg.dm2831", "P.reg.gber"),
    reading="Q-29",
    covers=("B-DM-06",),
    source="S001 1.3/Pienākumi, 5.3",
)
def regime_in_force(regime: Regime, *, figures: Figures) -> Check:
    """No decision under a regulation on a day it does not apply; the day is that of the figures."""
    if _applies(regime, figures):
        return passed(message(f"rules_regime.regime_in_force.passed_{regime}", day=figures.day))
    return failed(message(f"rules_regime.regime_in_force.failed_{regime}", day=figures.day))


def _applies(regime: Regime, figures: Figures) -> bool:
    if regime == "dm1407":
        found = figures.find("P.reg.dm1407.last")
        return found is not None and figures.day <= figures.date("P.reg.dm1407.last")
    key = f"P.reg.{regime}"
    return figures.find(key) is not None and figures.flag(key)


@rule("B-REG-01", source="S001 1.3/komercdarbības nosacījumi")
def regime_has_its_reason(regime: Regime, meets_gber: bool, de_minimis_elsewhere: bool) -> Check:
    """The block exemption goes first; de minimis when it cannot be met or de minimis is used elsewhere already.

    The source gives these two as examples, so any other reason is for a person to weigh.
    """
    if regime == "gber":
        if meets_gber:
            return passed(message("rules_regime.regime_has_its_reason.gber"))
        return failed(message("rules_regime.regime_has_its_reason.not_gber"))
    if not meets_gber or de_minimis_elsewhere:
        return passed(message("rules_regime.regime_has_its_reason.de_minimis"))
    return manual(message("rules_regime.regime_has_its_reason.manual"))


@rule("B-REG-05", figures=("P.gber.training_max",), covers=("Z-GBER-05",), source="S001 5.4; Reg. 651/2014 4(1)(n)")
def training_aid_within_threshold(project_aid: Money, *, figures: Figures) -> Check:
    """Training aid under the block exemption keeps the threshold per training project."""
    limit = figures.money("P.gber.training_max")
    if project_aid > limit:
        return failed(message("rules_regime.training_aid_within_threshold.failed", aid=project_aid, limit=limit))
    return passed(message("rules_regime.training_aid_within_threshold.passed", aid=project_aid, limit=limit))


@rule("Z-GBER-06", figures=("P.gber.publication_min",), reference="award_day", source="Reg. 651/2014 9")
def award_to_be_published(aid: Money, regime: Regime, *, figures: Figures) -> Answer[bool]:
    """Must an individual award be published? Above the threshold, under the block exemption only."""
    if regime != "gber":
        return computed(False, message("rules_regime.award_to_be_published.de_minimis"))
    limit = figures.money("P.gber.publication_min")
    case = "yes" if aid > limit else "no"
    return computed(aid > limit, message(f"rules_regime.award_to_be_published.{case}", aid=aid, limit=limit))


@rule("Z-GBER-07", source="Reg. 651/2014 1(4)(a); S001 5.4")
def no_recovery_outstanding(regime: Regime, recovery_outstanding: bool) -> Check:
    """No aid under the block exemption while an earlier recovery order is not obeyed (Deggendorf)."""
    if regime == "gber" and recovery_outstanding:
        return failed(message("rules_regime.no_recovery_outstanding.failed"))
    return passed(message("rules_regime.no_recovery_outstanding.passed"))


@rule("B-REG-04", reading="Q-36", source="S001 1.3/Pienākumi")
def grant_day(
    beneficiary: Literal["hub", "association", "merchant"],
    ministry_decision: Day | None = None,
    agency_decision: Day | None = None,
    recipient_decision: Day | None = None,
) -> Answer[Day]:
    """The day aid is granted: the ministry's, the agency's or the recipient's aid decision (Z-DM-08).

    Raises BadInput when that decision's day is not given.
    """
    days = {"hub": ministry_decision, "association": agency_decision, "merchant": recipient_decision}
    names = {"hub": "ministry_decision", "association": "agency_decision", "merchant": "recipient_decision"}
    day = days[beneficiary]
    if day is None:
        raise BadInput(f"{names[beneficiary]} is missing; it is the grant day of a {beneficiary}")
    return computed(day, message(f"rules_regime.grant_day.{beneficiary}", day=day))
