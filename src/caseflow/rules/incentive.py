"""Incentive effect: a complete application before work starts, decision and contract before the course (B-INC)."""

from __future__ import annotations

from typing import Literal, get_args

from caseflow.rules.answer import Check, Reason, because, failed, passed
from caseflow.rules.figures import Figures
from caseflow.rules.lines import CourseLine
from caseflow.rules.registry import rule
from caseflow.rules.types import Day
from caseflow.words import Message, message

Item = Literal["name_and_size", "description_with_dates", "location", "cost_list", "aid_type_and_amount"]

_SOURCE = "S001 1.3/Pienākumi; Reg. 651/2014 6(2)"


@rule("B-INC-01", reference="application_day", covers=("Z-GBER-03",), source=_SOURCE)
def application_has_all_items(given: list[Item]) -> Check:
    """The application carries all five items of the block exemption; one missing makes it invalid."""
    missing: list[Item] = [item for item in get_args(Item) if item not in given]
    if missing:
        names = [message(f"rules_incentive.item.{item}") for item in missing]
        return failed(message("rules_incentive.application_has_all_items.failed", missing=names))
    return passed(message("rules_incentive.application_has_all_items.passed"))


@rule("B-INC-02", reference="application_day", reading="Q-18", source=_SOURCE)
def work_not_started(
    applied_on: Day, started_on: Day | None = None, first_binding_order_on: Day | None = None
) -> Check:
    """Nothing had begun before the application: no activity, no binding order; else no regime can help.

    Buying land and preparatory work do not count; an order between application and decision is at own risk.
    """
    faults: list[Message | Reason] = []
    if started_on is not None and started_on < applied_on:
        faults.append(message("rules_incentive.work_not_started.started", day=started_on, applied_on=applied_on))
    if first_binding_order_on is not None and first_binding_order_on < applied_on:
        values = {"day": first_binding_order_on, "applied_on": applied_on}
        faults.append(message("rules_incentive.work_not_started.ordered", **values))
    if faults:
        return failed(*faults)
    return passed(message("rules_incentive.work_not_started.passed", applied_on=applied_on))


@rule(
    "B-INC-03",
    figures=("P.B.elig_end",),
    reading="Q-18",
    covers=("B-R1-05", "B-FIN-14", "B-DL-02"),
    source="S001 1.3/Pirmā kārta, /Pienākumi, 3",
)
def courses_in_time(lines: list[CourseLine], decision_day: Day, *, figures: Figures) -> Check:
    """Every course starts on the decision day or later and is over by the end of eligibility."""
    end = figures.date("P.B.elig_end")
    faults: list[Message | Reason] = []
    for each in lines:
        values = {"line": each.line, "starts_on": each.starts_on, "ends_on": each.ends_on}
        if each.starts_on < decision_day:
            faults.append(message("rules_incentive.courses_in_time.too_early", day=decision_day, **values))
        if each.ends_on > end:
            late = message("rules_incentive.courses_in_time.too_late", day=end, **values)
            faults.append(because("B-FIN-14", late))
        if each.ends_on < each.starts_on:
            faults.append(message("rules_incentive.courses_in_time.reversed", **values))
    if faults:
        return failed(*faults)
    return passed(message("rules_incentive.courses_in_time.passed", day=decision_day, end=end))


@rule("B-INC-03", covers=("B-R1-05",), source="S001 1.3/Pirmā kārta")
def contract_before_course(contract_signed_on: Day | None, course_starts_on: Day) -> Check:
    """When the course starts the contract must be signed; on the same day is in time."""
    if contract_signed_on is None:
        return failed(message("rules_incentive.contract_before_course.unsigned", starts_on=course_starts_on))
    values = {"signed_on": contract_signed_on, "starts_on": course_starts_on}
    if contract_signed_on > course_starts_on:
        return failed(message("rules_incentive.contract_before_course.failed", **values))
    return passed(message("rules_incentive.contract_before_course.passed", **values))
