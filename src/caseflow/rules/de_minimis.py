"""De minimis: the window of three years, the headroom of a single undertaking, the request (B-DM, Z-DM)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from caseflow.calendar import anniversary
from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, computed, failed, passed
from caseflow.rules.figures import Figures
from caseflow.rules.money import ZERO, total
from caseflow.rules.regime import Regime
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message

Regulation = Literal["dm1407", "dm2831"]

LONGEST_FISCAL_YEAR_DAYS: Final = 550
"""A first fiscal year may last up to 18 months; a longer gap means that a start is missing."""

_SOURCE = "S001 1.3; Reg. 1407/2013 3(2), Reg. 2023/2831 3(2)"


class Grant(Record):
    """De minimis aid of one undertaking (EUR), granted or reserved on a day (Z-DM-08); `id` tells grants apart."""

    id: str
    undertaking: str
    granted_on: Day
    amount: Money


@rule("B-DM-01", source="S001 1.3; Reg. 1407/2013 3(2)", figures=("P.dm.years",))
def fiscal_year_starts(award_day: Day, month: int, day: int, *, figures: Figures) -> Answer[list[Day]]:
    """First days of the current and the preceding fiscal years that count, oldest first.

    For fiscal years of twelve months that always begin on the same day. Raises BadInput for a day that some
    year does not have.
    """
    try:
        starts = [date(award_day.year - back, month, day) for back in range(figures.integer("P.dm.years") + 1)]
    except ValueError:
        raise BadInput(
            f"day {day} of month {month} is no day of every year; give the fiscal year's first day",
            message("rules_unfit.no_fiscal_day", day=day, month=month),
        ) from None
    counted = [start for start in starts if start <= award_day][: figures.integer("P.dm.years")]
    counted.reverse()
    return computed(counted, message("rules_de_minimis.fiscal_year_starts.computed", day=counted[0]))


@rule(
    "Z-DM-02",
    figures=("P.dm.years",),
    reading="Q-70",
    covers=("Z-DM-01", "B-DM-01"),
    source=_SOURCE,
)
def de_minimis_since(
    regulation: Regulation, award_day: Day, fiscal_years: list[Day], *, figures: Figures
) -> Answer[Day]:
    """First day of the window that ends on the award day: fiscal years of the applicant (1407), or three years.

    `fiscal_years` are first days of the applicant's fiscal years up to the award day, short ones included;
    2831 does not need them. Raises BadInput when one that counts is missing.
    """
    years = figures.integer("P.dm.years")
    if regulation == "dm1407":
        first = _first_fiscal_day(award_day, fiscal_years, years)
    else:
        first = anniversary(award_day, -years)
    text = message(f"rules_de_minimis.de_minimis_since.{regulation}", first=first, last=award_day)
    return computed(first, text)


def _first_fiscal_day(award_day: date, fiscal_years: list[date], years: int) -> date:
    starts = sorted({start for start in fiscal_years if start <= award_day})[-years:]
    gaps = zip(starts, [*starts[1:], award_day], strict=True)
    if len(starts) < years or any((end - start).days > LONGEST_FISCAL_YEAR_DAYS for start, end in gaps):
        needed = f"each of the {years} fiscal years up to {award_day}, the current included"
        raise BadInput(
            f"fiscal_years: give the first day of {needed}",
            message("rules_unfit.fiscal_years", years=years, day=award_day),
        )
    return starts[0]


@rule(
    "B-DM-02",
    figures=("P.dm1407.ceiling", "P.dm1407.road", "P.dm2831.ceiling"),
    covers=("B-DM-01", "B-DM-03", "B-DM-05", "Z-DM-08"),
    source=_SOURCE,
)
def de_minimis_headroom(
    regulation: Regulation,
    since: Day,
    award_day: Day,
    undertakings: list[str],
    grants: list[Grant],
    road_freight_for_hire: bool,
    *,
    figures: Figures,
) -> Answer[Money]:
    """What the single undertaking may still be granted (EUR): the ceiling less all its aid in the window.

    The window runs from `since` to `award_day`, both included; never below 0.00. `road_freight_for_hire`
    concerns 1407 only: False when the haulier's other activities are separated. Raises BadInput when a grant
    stands twice.
    """
    ceiling = _ceiling(regulation, road_freight_for_hire, figures)
    counted = _counted(since, award_day, undertakings, grants)
    headroom = max(ceiling - counted, ZERO)
    amounts = {"sum": counted, "ceiling": ceiling, "headroom": headroom}
    text = message("rules_de_minimis.de_minimis_headroom.computed", first=since, last=award_day, **amounts)
    return computed(headroom, text)


@rule("B-DM-03", covers=("B-DM-02", "Z-DM-08"), source=_SOURCE)
def de_minimis_counted(since: Day, award_day: Day, undertakings: list[str], grants: list[Grant]) -> Answer[Money]:
    """All aid of the single undertaking (EUR) in the window from `since` to `award_day`, both included.

    Raises BadInput when a grant stands twice.
    """
    counted = _counted(since, award_day, undertakings, grants)
    text = message("rules_de_minimis.de_minimis_counted.computed", first=since, last=award_day, sum=counted)
    return computed(counted, text)


@rule("Z-DM-01", figures=("P.dm1407.ceiling", "P.dm1407.road", "P.dm2831.ceiling"), source=_SOURCE)
def de_minimis_ceiling(regulation: Regulation, road_freight_for_hire: bool, *, figures: Figures) -> Answer[Money]:
    """The most (EUR) that a single undertaking may be granted within the window; road freight concerns 1407 only."""
    ceiling = _ceiling(regulation, road_freight_for_hire, figures)
    return computed(ceiling, message("rules_de_minimis.de_minimis_ceiling.computed", ceiling=ceiling))


@rule("B-DM-05", covers=("Z-DM-05", "B-DM-02"), source=_SOURCE)
def de_minimis_request_fits(requested: Money, headroom: Money) -> Check:
    """The whole request is de minimis or none of it; the merchant may reduce it by a clarification."""
    if requested > headroom:
        return failed(
            message("rules_de_minimis.de_minimis_request_fits.failed", requested=requested, headroom=headroom)
        )
    return passed(message("rules_de_minimis.de_minimis_request_fits.passed", requested=requested, headroom=headroom))


@rule(
    "Z-DM-05",
    figures=("P.dm.years", "P.dm1407.ceiling", "P.dm1407.road", "P.dm2831.ceiling"),
    covers=("B-DM-02", "B-DM-05"),
    source="Reg. 1407/2013 3(7), Reg. 2023/2831 3(7)",
)
def de_minimis_allows(
    regulation: Regime,
    requested: Money,
    award_day: Day,
    fiscal_years: list[Day],
    undertakings: list[str],
    grants: list[Grant],
    road_freight_for_hire: bool,
    *,
    figures: Figures,
) -> Check:
    """Whether the aid fits in what the single undertaking may still be granted on the award day.

    Window, ceiling and sum are those of `de_minimis_since` and `de_minimis_headroom`; aid under 651/2014 has none.
    """
    if regulation == "gber":
        return passed(message("rules_de_minimis.de_minimis_allows.other"))
    if figures.find(f"P.{regulation}.ceiling") is None:
        return failed(message(f"rules_de_minimis.de_minimis_allows.not_in_force_{regulation}", day=award_day))
    since = de_minimis_since(regulation, award_day, fiscal_years, figures=figures)
    assert since.value is not None
    window = (regulation, since.value, award_day)
    headroom = de_minimis_headroom(*window, undertakings, grants, road_freight_for_hire, figures=figures)
    assert headroom.value is not None
    fits = de_minimis_request_fits(requested, headroom.value)
    return replace(fits, reasons=(*fits.reasons, *headroom.reasons))


def _ceiling(regulation: Regulation, road_freight_for_hire: bool, figures: Figures) -> Decimal:
    road = regulation == "dm1407" and road_freight_for_hire
    return figures.money("P.dm1407.road" if road else f"P.{regulation}.ceiling")


def _counted(since: date, award_day: date, undertakings: list[str], grants: list[Grant]) -> Decimal:
    _refuse_repeated(grants)
    return total(
        each.amount for each in grants if each.undertaking in undertakings and since <= each.granted_on <= award_day
    )


def _refuse_repeated(grants: list[Grant]) -> None:
    ids = [each.id for each in grants]
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise BadInput(f"grants: {', '.join(twice)} stands twice; give each grant once")
