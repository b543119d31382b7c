"""What is recovered after a breach: principal and compound interest (B-SAN-02, Z-REC-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.calendar import anniversary
from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.figures import Figures
from caseflow.rules.money import ZERO, cut, total
from caseflow.rules.regime import Regime
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Number, Record
from caseflow.words import message


class ProjectGrant(Record):
    """Aid of one project (EUR) under a regime, and whether the breach concerns it."""

    id: str
    regime: Regime
    amount: Money
    breached: bool


class Disposal(Record):
    """Aid (EUR) that was at the beneficiary's disposal from a day on."""

    amount: Money
    on: Day


class Repayment(Record):
    """Money (EUR) that came back on a day."""

    amount: Money
    on: Day


class BaseRate(Record):
    """The Commission's base rate in per cent, valid from a day until the next one begins."""

    valid_from: Day
    percent: Number


@rule("B-SAN-02", source="S001 1.3/komercdarbības nosacījumi")
def recovery_principal(grants: list[ProjectGrant]) -> Answer[Money]:
    """All de minimis aid of the project once one part of it is breached, and the block-exempted aid concerned."""
    de_minimis = [each for each in grants if each.regime != "gber"]
    recovered = de_minimis if any(each.breached for each in de_minimis) else []
    recovered += [each for each in grants if each.regime == "gber" and each.breached]
    principal = total(each.amount for each in recovered)
    return computed(principal, message("rules_recovery.recovery_principal.computed", principal=principal))


@rule(
    "Z-REC-01",
    reference="repayment_day",
    figures=("P.rec.margin", "P.rec.year_days"),
    reading="Q-66",
    covers=("Q-66",),
    source="Reg. 794/2004 9-11",
)
def recovery_interest(
    disposals: list[Disposal],
    until: Day,
    base_rates: list[BaseRate],
    repayments: list[Repayment],
    *,
    figures: Figures,
) -> Answer[Money]:
    """All interest up to a day (EUR): compound at each anniversary, linear inside a year, one cut.

    The rate is the base rate of the day of disposal, and again of each anniversary, plus a margin. Part
    repayments meet the oldest aid first, in each its interest before its principal. Interest runs on while
    the act is contested. Raises BadInput for a day without a base rate and for a repayment after `until`.
    """
    if late := [each.on for each in repayments if each.on > until]:
        raise BadInput(f"repayments: {late[0]} lies after until {until}; leave it out or choose a later day")
    rates = _Rates(base_rates, figures.share("P.rec.margin"), figures.integer("P.rec.year_days"))
    debts = [_Debt(each.amount, each.on) for each in sorted(disposals, key=lambda each: each.on) if each.on <= until]
    for repayment in sorted(repayments, key=lambda each: each.on):
        left = repayment.amount
        for debt in (each for each in debts if each.start <= repayment.on):
            debt.run(repayment.on, rates)
            left = debt.pay(left)
    for debt in debts:
        debt.run(until, rates)
    interest = cut(sum((debt.earned for debt in debts), ZERO))
    principal = total(each.amount for each in debts)
    text = message("rules_recovery.recovery_interest.computed", principal=principal, interest=interest, day=until)
    return computed(interest, text)


@dataclass(frozen=True, slots=True)
class _Rates:
    """The yearly rate of a day, and the days that a year has in a fraction."""

    base: list[BaseRate]
    margin: Decimal
    year_days: int

    def on(self, day: date) -> Decimal:
        known = [each for each in self.base if each.valid_from <= day]
        if not known:
            raise BadInput(f"base_rates: none is valid on {day}; add the Commission's rate of that day")
        return max(known, key=lambda each: each.valid_from).percent / 100 + self.margin


class _Debt:
    """One amount that bears interest: what is owed of it, and where its year stands."""

    def __init__(self, amount: Decimal, on: date) -> None:
        self.amount, self.start, self.day = amount, on, on
        self.principal, self.capitalised, self.accrued = amount, ZERO, ZERO
        self.earned = ZERO
        self.years, self.used = 0, ZERO

    def run(self, until: date, rates: _Rates) -> None:
        """Let interest grow up to a day, anniversary by anniversary."""
        for day, full in self._steps(until):
            # A year from anniversary to anniversary counts 1 whatever its days.
            fraction = 1 - self.used if full else Decimal((day - self.day).days) / rates.year_days
            rate = rates.on(anniversary(self.start, self.years))
            grown = (self.principal + self.capitalised) * rate * fraction
            self.accrued, self.earned = self.accrued + grown, self.earned + grown
            self.used, self.day = self.used + fraction, day
            if full:
                self.capitalised, self.accrued = self.capitalised + self.accrued, ZERO
                self.years, self.used = self.years + 1, ZERO

    def _steps(self, until: date) -> Iterator[tuple[date, bool]]:
        while (end := anniversary(self.start, self.years + 1)) <= until:
            yield end, True
        if self.day < until:
            yield until, False

    def pay(self, amount: Decimal) -> Decimal:
        """Take a repayment, interest first, and give back what is left of it."""
        accrued, capitalised = min(amount, self.accrued), min(max(amount - self.accrued, ZERO), self.capitalised)
        principal = min(amount - accrued - capitalised, self.principal)
        self.accrued, self.capitalised = self.accrued - accrued, self.capitalised - capitalised
        self.principal -= principal
        return amount - accrued - capitalised - principal
