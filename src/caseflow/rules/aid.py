"""Amounts of aid: the largest permitted share by size, one cut on the sum, other aid for the same costs (B-INT)."""

from __future__ import annotations

from typing import Literal

from caseflow.rules.answer import Answer, Check, Reason, because, computed, failed, manual, passed
from caseflow.rules.figures import Figures
from caseflow.rules.money import ZERO, part
from caseflow.rules.registry import rule
from caseflow.rules.types import Money, Share
from caseflow.words import message

Size = Literal["micro", "small", "medium", "large"]

SHARES = ("P.int.micro_small", "P.int.medium", "P.int.large")
_SOURCE = "S001 1.3/komercdarbības nosacījumi"


def largest_share(size: Size, figures: Figures) -> Share:
    """The largest permitted share of aid for an enterprise of this size at the award."""
    if size == "large":
        return figures.share("P.int.large")
    return figures.share("P.int.medium" if size == "medium" else "P.int.micro_small")


@rule("B-INT-01", figures=SHARES, covers=("B-INT-02", "B-INT-03"), source=_SOURCE)
def aid_share(size: Size, *, figures: Figures) -> Answer[Share]:
    """The largest permitted share, under the block exemption and de minimis alike."""
    share = largest_share(size, figures)
    return computed(share, message(f"rules_aid.aid_share.{size}", percent=share * 100))


@rule("B-INT-07", figures=SHARES, source=_SOURCE)
def share_within_maximum(agreed_share: Share, size: Size, *, figures: Figures) -> Check:
    """A lower share may be agreed, a higher one never."""
    largest = largest_share(size, figures)
    percents = {"agreed": agreed_share * 100, "largest": largest * 100}
    if agreed_share > largest:
        return failed(message("rules_aid.share_within_maximum.failed", **percents))
    return passed(message("rules_aid.share_within_maximum.passed", **percents))


@rule("B-INT-04", figures=SHARES, covers=("X-MON-02",), reading="Q-63", source=_SOURCE)
def aid_amount(
    eligible_net: Money, size: Size, agreed_share: Share | None = None, *, figures: Figures
) -> Answer[Money]:
    """Aid (EUR) for the sum of eligible net costs, cut once on the sum; the remainder is the merchant's own part.

    In full unless a lower share is agreed; `failed` when the agreed one is above the largest (B-INT-07).
    """
    share = granted_share(size, agreed_share, figures)
    if isinstance(share, Reason):
        return failed(share)
    aid = part(eligible_net, share)
    amounts = {"eligible": eligible_net, "exact": eligible_net * share, "aid": aid, "own": eligible_net - aid}
    return computed(aid, message("rules_aid.aid_amount.computed", percent=share * 100, **amounts))


def granted_share(size: Size, agreed: Share | None, figures: Figures) -> Share | Reason:
    """The agreed share or else the largest; a reason of B-INT-07 where the agreed one is higher."""
    largest = largest_share(size, figures)
    if agreed is not None and agreed > largest:
        percents = {"agreed": agreed * 100, "largest": largest * 100}
        return because("B-INT-07", message("rules_aid.share_within_maximum.failed", **percents))
    return largest if agreed is None else agreed


@rule("B-INT-05", figures=("P.int.topup",), reading="Q-12", source="S001 5.4")
def topup_allowed(topup_asked: bool, *, figures: Figures) -> Check:
    """No top-up for disadvantaged workers or workers with disabilities while the switch is off."""
    if not topup_asked:
        return passed(message("rules_aid.topup_allowed.passed"))
    if figures.flag("P.int.topup"):
        return manual(message("rules_aid.topup_allowed.manual"))
    return failed(message("rules_aid.topup_allowed.failed"))


@rule("B-DM-04", figures=SHARES, source=_SOURCE)
def aid_beside_other_aid(
    net_costs: Money, size: Size, other_aid_same_costs: Money, *, figures: Figures
) -> Answer[Money]:
    """What may still be granted (EUR) when the same costs already have other aid, de minimis included.

    Aid for other costs does not reduce it; never below 0.00.
    """
    largest = part(net_costs, largest_share(size, figures))
    room = max(largest - other_aid_same_costs, ZERO)
    return computed(
        room,
        message("rules_aid.aid_beside_other_aid.computed", largest=largest, other=other_aid_same_costs, room=room),
    )
