"""The size of an enterprise: thresholds, and the rule of two years (Z-SME-01, Z-SME-04)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

from caseflow.errors import BadInput
from caseflow.rules.aid import Size
from caseflow.rules.answer import Answer, computed
from caseflow.rules.figures import Figures
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Number, Record
from caseflow.words import message

THRESHOLDS: Final = ("P.sme.micro.*", "P.sme.small.*", "P.sme.medium.*")
_SIZES: Final[tuple[Size, ...]] = ("micro", "small", "medium", "large")


class Period(Record):
    """One accounting period with its figures, those of partner and linked enterprises included.

    `staff` in annual work units, money in EUR; `approved_on` the day the accounts were approved, None for an
    estimate in good faith of a new enterprise.
    """

    ended_on: Day
    approved_on: Day | None = None
    staff: Number
    turnover: Money
    balance: Money


@rule("Z-SME-01", figures=THRESHOLDS, source="Reg. 651/2014 annex I 2")
def size_class(staff: Number, turnover: Money, balance: Money, *, figures: Figures) -> Answer[Size]:
    """The class of one year's figures: staff must keep its threshold, of turnover and balance one."""
    found = _class(staff, turnover, balance, figures)
    text = message(f"rules_size.size_class.{found}", staff=staff, turnover=turnover, balance=balance)
    return computed(found, text)


@rule("Z-SME-04", figures=THRESHOLDS, reading="Q-71", source="Reg. 651/2014 annex I 4")
def enterprise_size(
    periods: list[Period],
    award_day: Day,
    publicly_held: bool,
    previous: Size | None = None,
    *,
    figures: Figures,
) -> Answer[Size]:
    """The size on the award day: a class changes only after two consecutive approved periods beyond its line.

    `previous` is the class before the first of these periods; without it the first period begins. A jump over
    two classes goes as far as both years went. An enterprise that public bodies hold is large (Z-SME-03).
    Raises BadInput when there is neither an approved period nor an estimate.
    """
    if publicly_held:
        return computed("large", message("rules_size.enterprise_size.public"))
    counted = [each for each in periods if each.approved_on is not None and each.approved_on <= award_day]
    if not counted:
        counted = [each for each in periods if each.approved_on is None][-1:]
    if not counted and previous is None:
        raise BadInput(
            f"periods: none is approved by {award_day}; give approved accounts or an estimate",
            message("rules_unfit.no_period", day=award_day),
        )
    counted.sort(key=lambda each: each.ended_on)
    classes = [_SIZES.index(_class(each.staff, each.turnover, each.balance, figures)) for each in counted]
    status = classes[0] if previous is None else _SIZES.index(previous)
    for earlier, later in pairwise(classes):
        status = _after_two_years(status, earlier, later)
    found = _SIZES[status]
    return computed(found, message(f"rules_size.enterprise_size.{found}", n=len(counted), day=award_day))


def _after_two_years(status: int, earlier: int, later: int) -> int:
    if min(earlier, later) > status:
        return min(earlier, later)
    if max(earlier, later) < status:
        return max(earlier, later)
    return status


def _class(staff: Decimal, turnover: Decimal, balance: Decimal, figures: Figures) -> Size:
    small: tuple[Size, Size] = ("micro", "small")
    for size in small:
        limit = figures.money(f"P.sme.{size}.money")
        if staff < figures.number(f"P.sme.{size}.staff") and min(turnover, balance) <= limit:
            return size
    kept = turnover <= figures.money("P.sme.medium.turnover") or balance <= figures.money("P.sme.medium.balance")
    return "medium" if staff < figures.number("P.sme.medium.staff") and kept else "large"
