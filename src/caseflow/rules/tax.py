"""Tax debt of a merchant on its reference day (B-TAX)."""

from __future__ import annotations

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, computed, failed, manual, passed
from caseflow.rules.figures import Figures
from caseflow.rules.money import total
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message

_SOURCE = "S001 1.3/komercdarbības nosacījumi"


class Extension(Record):
    """The part of the debt (EUR) whose payment term the tax authority extended by a decision of that day."""

    amount: Money
    decided_on: Day


@rule("B-TAX-04", reference="tax_reference_day", source=_SOURCE)
def tax_reference_day(submitted_on: Day, clarified_on: list[Day]) -> Answer[Day]:
    """The day whose tax debt counts: of the application, or of its last clarification (Riga dates, X-TIM-01).

    Paying afterwards does not heal. Raises BadInput for a clarification before the application.
    """
    last = max(clarified_on, default=submitted_on)
    if early := [day for day in clarified_on if day < submitted_on]:
        raise BadInput(
            f"clarified_on {early[0]} lies before submitted_on {submitted_on}; correct one of them",
            message("rules_unfit.clarified_early", clarified=early[0], submitted=submitted_on),
        )
    source = "clarification" if clarified_on else "application"
    return computed(last, message(f"rules_tax.tax_reference_day.{source}", day=last))


@rule("B-TAX-02", reference="tax_reference_day", source=_SOURCE)
def net_tax_debt(total_debt: Money, extensions: list[Extension], reference_day: Day) -> Answer[Money]:
    """EUR of all debts the tax authority administers, less those it had extended by the reference day.

    Raises BadInput when the extended parts exceed the total that they must be part of.
    """
    in_time = total(each.amount for each in extensions if each.decided_on <= reference_day)
    late = total(each.amount for each in extensions if each.decided_on > reference_day)
    if in_time > total_debt:
        raise BadInput(
            f"extensions {in_time} exceed total_debt {total_debt}; enter only the extended part of that debt",
            message("rules_unfit.extended_too_much", extended=in_time, debt=total_debt),
        )
    net = total_debt - in_time
    reasons = [message("rules_tax.net_tax_debt.computed", net=net, total=total_debt, extended=in_time)]
    if late:
        reasons.append(message("rules_tax.net_tax_debt.too_late", late=late, day=reference_day))
    return computed(net, *reasons)


@rule(
    "B-TAX-01",
    reference="tax_reference_day",
    figures=("P.tax.limit",),
    reading="Q-19",
    covers=("B-TAX-07",),
    source=_SOURCE,
)
def tax_debt_within_limit(net_tax_debt: Money, *, figures: Figures) -> Check:
    """No aid above the limit; a debt equal to it is allowed (X-MON-05)."""
    limit = figures.money("P.tax.limit")
    if net_tax_debt > limit:
        return failed(message("rules_tax.tax_debt_within_limit.failed", debt=net_tax_debt, limit=limit))
    return passed(message("rules_tax.tax_debt_within_limit.passed", debt=net_tax_debt, limit=limit))


@rule("B-TAX-03", reference="tax_reference_day", covers=("B-TAX-05",), source=_SOURCE)
def tax_check_fits(application: str, reference_day: Day, checked_application: str, checked_reference_day: Day) -> Check:
    """Each award has its own check: for this application and for its present reference day, never reused."""
    if checked_application != application:
        return failed(message("rules_tax.tax_check_fits.other_application", checked=checked_application))
    if checked_reference_day != reference_day:
        return failed(message("rules_tax.tax_check_fits.other_day", checked=checked_reference_day, day=reference_day))
    return passed(message("rules_tax.tax_check_fits.passed", day=reference_day))


@rule("B-TAX-06", reference="tax_reference_day", reading="Q-34", source=_SOURCE)
def tax_data_usable(data_date: Day, reference_day: Day) -> Check:
    """Data older than the reference day proves nothing: a statement or a new query is needed."""
    if data_date < reference_day:
        return manual(message("rules_tax.tax_data_usable.manual", data_date=data_date, day=reference_day))
    return passed(message("rules_tax.tax_data_usable.passed", data_date=data_date, day=reference_day))
