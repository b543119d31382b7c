"""What a clerical correction may reach, and what a move knows of the deadlines that it finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caseflow.engine.correction import out_of_reach
from caseflow.engine.facts import Facts
from caseflow.engine.workflow import Workflow
from tests.engine.cases import CLOCK, Case, beneficiary, changed, claim, load, morning, submitted
from tests.engine.test_clocks import how

PROPOSED = (
    "open",
    "submit",
    "record_tax_check",
    "record_maturity",
    "record_evaluation",
    "assess_award",
    "propose_award",
)


def reach(workflow: Workflow, name: str, *made: str) -> str:
    """Why the field may not be corrected after these moves; empty where it may."""
    facts: Facts = submitted("2024-03-04").facts.with_(acted=dict.fromkeys(made, "somebody"))
    reason = out_of_reach(workflow, facts, name)
    return reason.code if reason else ""


@pytest.mark.parametrize(
    ("field", "made", "code"),
    [
        ("location", PROPOSED, ""),
        ("applicant", ("open",), "identity-field"),
        ("reference_day", ("open",), "computed-field"),
        ("years", ("open", "submit"), ""),
        ("years", PROPOSED, "rested-on-field"),  # the size is computed from it: evaluate anew
        ("other_aid", PROPOSED, ""),  # judged again on signing
        ("other_aid", (*PROPOSED, "sign_award"), "signed-field"),
        ("lines", PROPOSED, ""),
        ("lines", (*PROPOSED, "sign_award"), "signed-field"),  # the award names the employees
        ("exclusion", ("open", "submit", "invite_views"), ""),
        (
            "exclusion",
            ("open", "submit", "invite_views", "sign_refusal"),
            "signed-field",
        ),  # said by the letter it signs
        ("needs", (*PROPOSED, "sign_award"), ""),
    ],
)
def test_a_slip_is_what_nothing_rests_on(field: str, made: tuple[str, ...], code: str) -> None:
    assert reach(beneficiary(), field, *made) == code


@pytest.mark.parametrize(
    ("field", "made", "code"),
    [
        ("aid_granted", ("open",), "handed-over-field"),
        ("account", ("open",), ""),
        ("account", ("open", "approve_claim"), "signed-field"),
    ],
)
def test_what_another_case_handed_over_is_corrected_there(field: str, made: tuple[str, ...], code: str) -> None:
    assert reach(claim(), field, *made) == code


KEEPS_THE_DAY = changed(
    "    roles: [scheduler]\n    to: [{state: refused}]",
    "    roles: [scheduler]\n    let: {received_on: deadline.reply.due_on}\n    to: [{state: refused}]",
)


def waiting() -> Case:
    """A case that waits for an answer, its decision standing still; the clock keeps the day on which it gives up."""
    case = Case(load(KEEPS_THE_DAY), morning("2024-03-04"))
    case.do("open", {"remark": None})
    case.do("submit", {"amount": Decimal("500.00"), "rows": None})
    case.do("ask", reason="trūkst")
    return case


def test_a_move_may_keep_the_last_day_of_a_deadline_that_it_ends() -> None:
    """The day is the deadline's own, with its extensions and later delivery: nothing else reckons it."""
    case = waiting()
    due = case.due("reply")
    outcome = case.on("2024-03-19").do("lapse", actor=CLOCK)
    assert due == date(2024, 3, 18)
    assert outcome.changed["received_on"] == (date(2024, 3, 4), due)


def test_a_closed_case_leaves_no_deadline_standing_still() -> None:
    case = waiting()
    assert case.deadline("decision").status == "left"
    assert how(case.on("2024-03-19").do("lapse", actor=CLOCK))["decision"] == "met"
    assert {d.status for d in case.facts.deadlines} <= {"running"}
