"""Undertaking in difficulty, assessed on the day of the decision (B-UID, Z-GBER-02)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from caseflow.calendar import anniversary
from caseflow.rules.answer import Answer, Check, computed, failed, passed
from caseflow.rules.figures import Figures
from caseflow.rules.regime import Regime
from caseflow.rules.registry import rule
from caseflow.rules.types import Balance, Day, Money, Record
from caseflow.words import Message, message


class YearBooks(Record):
    """One year of a large enterprise (EUR): debt, equity, earnings before interest, taxes and depreciation."""

    year: int
    debt: Money
    equity: Balance
    ebitda: Balance
    interest: Money


@rule(
    "Z-GBER-02",
    figures=("P.uid.*",),
    covers=("B-UID-01",),
    source="Reg. 651/2014 2(18); S001 1.3/komercdarbības nosacījumi",
)
def undertaking_in_difficulty(
    decision_day: Day,
    liability: Literal["limited", "unlimited"],
    sme: bool,
    founded_on: Day,
    capital: Money,
    premium: Money,
    reserves: Balance,
    losses: Money,
    insolvent: bool,
    rescue_aid_open: bool,
    last_years: list[YearBooks],
    *,
    figures: Figures,
) -> Answer[bool]:
    """Is any of the five criteria met? Each that is met gives a reason.

    From the balance sheet (EUR): subscribed capital and share premium (of an unlimited company the capital
    shown in the accounts), reserves with other own funds, accumulated losses. `insolvent` includes meeting
    the criteria for insolvency at the creditors' request; `rescue_aid_open` is rescue aid not repaid or a
    restructuring plan still running; `last_years` concerns large enterprises.
    """
    # 2(18)(a)(b): an SME younger than three years may lose its capital.
    young = sme and decision_day < anniversary(founded_on, figures.integer("P.uid.young_years"))
    found = [
        *([] if young else _capital_lost(liability, capital + premium, losses - reserves, figures)),
        *([message("rules_difficulty.criterion.insolvent")] if insolvent else []),
        *([message("rules_difficulty.criterion.rescue_aid")] if rescue_aid_open else []),
        *([] if sme else _overindebted(last_years, figures)),
    ]
    if not found:
        return computed(False, message("rules_difficulty.undertaking_in_difficulty.no", day=decision_day))
    return computed(True, *found)


def _capital_lost(liability: str, capital: Decimal, gap: Decimal, figures: Figures) -> Iterator[Message]:
    if gap > capital * figures.share("P.uid.capital_share"):
        yield message(f"rules_difficulty.criterion.capital_{liability}", gap=gap, capital=capital)


def _overindebted(years: list[YearBooks], figures: Figures) -> Iterator[Message]:
    needed = figures.integer("P.uid.ratio_years")
    last = sorted(years, key=lambda each: each.year)[-needed:]
    ratio, cover = figures.number("P.uid.debt_equity"), figures.number("P.uid.interest_cover")
    bad = [each for each in last if each.debt > each.equity * ratio and each.ebitda < each.interest * cover]
    if len(bad) == needed:
        yield message("rules_difficulty.criterion.overindebted", ratio=ratio, cover=cover, n=needed)


@rule("B-UID-01", reading="Q-13", covers=("Z-DM-06",), source="S001 1.3/komercdarbības nosacījumi")
def difficulty_allows_regime(in_difficulty: bool, regime: Regime) -> Check:
    """Difficulty closes the block exemption only; de minimis stays open."""
    if in_difficulty and regime == "gber":
        return failed(message("rules_difficulty.difficulty_allows_regime.failed"))
    case = "de_minimis" if in_difficulty else "passed"
    return passed(message(f"rules_difficulty.difficulty_allows_regime.{case}"))
