"""Money of a recipient's project: ceilings, management costs, advances, its own de minimis (B-FIN)."""

from __future__ import annotations

from typing import Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, computed, failed, manual, passed
from caseflow.rules.figures import Figures
from caseflow.rules.money import ZERO, cut, part
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money
from caseflow.words import message

Round = Literal["r1", "r2"]


@rule(
    "B-FIN-02",
    figures=("P.B.r1.hub_max", "P.B.r2.assoc_max"),
    covers=("B-FIN-03",),
    source="S001 1.3/Atbalsts",
)
def project_within_ceiling(round: Round, amount: Money, *, figures: Figures) -> Check:
    """One hub's or one association's project keeps its ceiling."""
    ceiling = figures.money("P.B.r1.hub_max" if round == "r1" else "P.B.r2.assoc_max")
    if amount > ceiling:
        return failed(message("rules_project_money.project_within_ceiling.failed", amount=amount, ceiling=ceiling))
    return passed(message("rules_project_money.project_within_ceiling.passed", amount=amount, ceiling=ceiling))


@rule("B-FIN-02", covers=("B-FIN-03",), source="S001 1.3/Atbalsts")
def aid_within_agreement(aid: Money, left: Money) -> Check:
    """A merchant's aid fits into what is left of the recipient's agreement, whose amount keeps the ceiling."""
    outcome = passed if aid <= left else failed
    word = "passed" if aid <= left else "failed"
    return outcome(message(f"rules_project_money.aid_within_agreement.{word}", aid=aid, left=left))


@rule("B-FIN-05", figures=("P.B.plan.*",), reference="payment_day", source="S001 3")
def yearly_plan_kept(year: int, spent: Money, *, figures: Figures) -> Check:
    """The yearly budget is informative: above it a person looks, nothing is blocked."""
    plan = figures.money(f"P.B.plan.{year}")
    outcome = "manual" if spent > plan else "passed"
    text = message(f"rules_project_money.yearly_plan_kept.{outcome}", year=str(year), spent=spent, plan=plan)
    return manual(text) if spent > plan else passed(text)


@rule("B-FIN-09", figures=("P.B.mgmt_month_hint",), reading="Q-16", source="S001 1.3/Atbalsts")
def monthly_management_near_hint(monthly_costs: Money, *, figures: Figures) -> Check:
    """The monthly figure of the annotation is a hint: above it a person looks, nothing is blocked."""
    hint = figures.money("P.B.mgmt_month_hint")
    outcome = "manual" if monthly_costs > hint else "passed"
    text = message(f"rules_project_money.monthly_management_near_hint.{outcome}", costs=monthly_costs, hint=hint)
    return manual(text) if monthly_costs > hint else passed(text)


@rule(
    "B-FIN-08",
    figures=("P.B.mgmt_share",),
    reading="Q-16",
    source="S001 1.3/Atbalsts, /Pienākumi",
)
def management_within_share(total_costs: Money, management: Money, *, figures: Figures) -> Check:
    """Management costs keep their share of the total costs approved, which include them."""
    ceiling = part(total_costs, figures.share("P.B.mgmt_share"))
    if management > ceiling:
        return failed(
            message("rules_project_money.management_within_share.failed", management=management, ceiling=ceiling)
        )
    return passed(message("rules_project_money.management_within_share.passed", management=management, ceiling=ceiling))


@rule(
    "B-FIN-08",
    figures=("P.B.mgmt_share",),
    reading="Q-16",
    source="S001 1.3/Atbalsts, /Pienākumi",
)
def largest_management(other_costs: Money, *, figures: Figures) -> Answer[Money]:
    """The largest management costs (EUR) beside these other costs: share / (1 - share) of them, cut."""
    share = figures.share("P.B.mgmt_share")
    if share == 1:
        raise BadInput("P.B.mgmt_share is 1; a share of the whole sets no limit, correct the parameter")
    largest = cut(other_costs * share / (1 - share))
    return computed(
        largest,
        message(
            "rules_project_money.largest_management.computed",
            other=other_costs,
            largest=largest,
            total=other_costs + largest,
        ),
    )


@rule(
    "B-FIN-14",
    reference="cost_day",
    figures=("P.B.elig_end",),
    covers=("B-DL-02",),
    source="S001 1.3/Atbalsts, /Pienākumi, 3",
)
def cost_in_eligible_time(arose_on: Day, applied_on: Day, preparatory: bool, *, figures: Figures) -> Check:
    """A cost arose from the day of the application to the end of eligibility, both included.

    `preparatory`: acts that are no start of works (Reg. 651/2014 2(23)) may lie before the application.
    """
    end = figures.date("P.B.elig_end")
    days = {"arose_on": arose_on, "applied_on": applied_on, "end": end}
    if arose_on > end:
        return failed(message("rules_project_money.cost_in_eligible_time.too_late", **days))
    if arose_on < applied_on and not preparatory:
        return failed(message("rules_project_money.cost_in_eligible_time.too_early", **days))
    return passed(message("rules_project_money.cost_in_eligible_time.passed", **days))


@rule("B-FIN-06", figures=("P.B.advance_share",), reading="Q-37", source="S001 3 pt 6")
def advance_room(
    project_amount: Money, advances_paid: Money, advances_cleared: Money, *, figures: Figures
) -> Answer[Money]:
    """What may still be paid in advance (EUR): the ceiling less all advances not yet cleared.

    Raises BadInput when more is cleared than was paid.
    """
    if advances_cleared > advances_paid:
        raise BadInput(
            f"advances_cleared {advances_cleared} exceeds advances_paid {advances_paid}; correct one of them"
        )
    ceiling = part(project_amount, figures.share("P.B.advance_share"))
    uncleared = advances_paid - advances_cleared
    room = max(ceiling - uncleared, ZERO)
    text = "rules_project_money.advance_room.computed"
    return computed(room, message(text, ceiling=ceiling, uncleared=uncleared, room=room))


@rule(
    "B-FIN-12",
    figures=("P.B.platform_de_minimis",),
    reading="Q-17",
    covers=("B-FIN-10", "B-FIN-11", "B-REG-02", "B-FIN-15"),
    source="S001 1.3/komercdarbības nosacījumi, /Pienākumi",
)
def recipient_de_minimis(
    management: Money,
    management_procured: bool,
    information: Money,
    platform: Money = ZERO,
    *,
    figures: Figures,
) -> Answer[Money]:
    """The recipient's own de minimis aid (EUR): information measures and management that is not procured.

    Platform, translation and subscriptions join only where the switch says so (Q-55).
    """
    managed = ZERO if management_procured else management
    hosted = platform if figures.flag("P.B.platform_de_minimis") else ZERO
    own = managed + information + hosted
    text = "rules_project_money.recipient_de_minimis.computed"
    return computed(own, message(text, own=own, management=managed, information=information + hosted))


@rule(
    "B-FIN-12",
    figures=("P.B.mgmt_share",),
    reading="Q-17",
    source="S001 1.3/komercdarbības nosacījumi, /Pienākumi",
)
def management_limit(
    total_costs: Money, management_procured: bool, information: Money, headroom: Money, *, figures: Figures
) -> Answer[Money]:
    """The binding limit of management costs (EUR): their share, or the recipient's headroom if lower.

    `headroom` is the recipient's own on the day of the award; procured management does not use it.
    """
    share = part(total_costs, figures.share("P.B.mgmt_share"))
    left = max(headroom - information, ZERO)
    limit = share if management_procured else min(share, left)
    text = "rules_project_money.management_limit.computed"
    return computed(limit, message(text, limit=limit, share=share, left=left))
