"""A claim line by line, what is payable, and the settlement of aid in kind (B-CLM, B-INT-06, B-R2-06)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from caseflow.errors import BadInput
from caseflow.rules.aid import SHARES, Size, granted_share
from caseflow.rules.answer import Answer, Reason, because, computed, failed
from caseflow.rules.figures import Figures
from caseflow.rules.money import ZERO, part, total
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Record, Share
from caseflow.words import message

Round = Literal["r1", "r2"]
Fault = Literal[
    "not_in_award",
    "outside_roadmap",
    "duplicate",
    "started_early",
    "not_completed",
    "completed_late",
    "not_paid",
    "paid_late",
]
ClaimState = Literal["claim_approved", "claim_partly_approved", "claim_rejected"]

_RULES: Final[dict[Fault, str]] = {
    "not_in_award": "B-INT-06",
    "outside_roadmap": "B-GEN-06",
    "duplicate": "B-DUP-05",
    "started_early": "B-INC-03",
    "not_completed": "B-R1-05",
    "completed_late": "B-FIN-14",
    "not_paid": "B-R1-05",
    "paid_late": "B-FIN-14",
}


class ClaimLine(Record):
    """One employee's course as claimed or delivered (EUR).

    `completed_on` and `paid_on` are the days that proofs show (Riga dates): None while there is no proof that
    the employee has completed the course, or that the merchant has paid it in full.
    """

    line: str
    net: Money
    vat: Money = ZERO
    in_award: bool
    in_roadmap: bool
    duplicate: bool
    started_on: Day | None = None
    completed_on: Day | None = None
    paid_on: Day | None = None


class CheckedLine(Record):
    """What of a line is eligible, what the merchant bears of it in any case (EUR), and the first fault if any.

    `borne` is VAT, which is never eligible (B-FIN-07), and the net price of a line with a fault.
    """

    line: str
    eligible: Money
    borne: Money
    fault: Fault | None = None


@rule(
    "B-CLM",
    reference="award_day",
    figures=("P.B.elig_end", "P.B.elig_end.payment"),
    reading="Q-64",
    covers=("B-INT-06", "B-FIN-07", "B-FIN-14", "B-R1-05"),
    source="S001 1.3/Pirmā kārta, /komercdarbības nosacījumi, /Pienākumi",
)
def checked_lines(
    lines: list[ClaimLine], award_day: Day, round: Round, *, figures: Figures
) -> Answer[list[CheckedLine]]:
    """Check each line: in the award and the roadmap's area, no duplicate, started not before the award.

    Completed with proof by the end of eligibility and, in round 1, paid by then. Every fault is a reason.
    Raises BadInput for a line that stands twice.
    """
    names = [each.line for each in lines]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadInput(
            f"lines: {', '.join(twice)} stands twice; claim each line once",
            message("rules_unfit.line_claimed_twice", lines=list(twice)),
        )
    checked: list[CheckedLine] = []
    reasons: list[Reason] = []
    for each in lines:
        faults = [*_faults(each, award_day, figures), *(_payment_faults(each, figures) if round == "r1" else ())]
        eligible = ZERO if faults else each.net
        borne, first = each.net + each.vat - eligible, next(iter(faults), None)
        checked.append(CheckedLine(line=each.line, eligible=eligible, borne=borne, fault=first))
        reasons += [because(_RULES[f], message(f"rules_claims.line.{f}", line=each.line)) for f in faults]
    good = sum(1 for each in checked if each.fault is None)
    text = message("rules_claims.checked_lines.computed", good=good, n=len(checked))
    return computed(checked, text, *reasons)


def _faults(line: ClaimLine, award_day: Day, figures: Figures) -> Iterator[Fault]:
    if not line.in_award:
        yield "not_in_award"
    if not line.in_roadmap:
        yield "outside_roadmap"
    if line.duplicate:
        yield "duplicate"
    if line.started_on is not None and line.started_on < award_day:
        yield "started_early"
    if line.completed_on is None:
        yield "not_completed"
    elif line.completed_on > figures.date("P.B.elig_end"):
        yield "completed_late"


def _payment_faults(line: ClaimLine, figures: Figures) -> Iterator[Fault]:
    if line.paid_on is None:
        yield "not_paid"
    elif line.paid_on > figures.date("P.B.elig_end") and figures.flag("P.B.elig_end.payment"):
        yield "paid_late"


@rule("B-CLM", reference="award_day", source="S001 1.3/Pirmā kārta")
def claim_state(lines: list[CheckedLine]) -> Answer[ClaimState]:
    """Approved when every line is eligible, partly when some are, rejected when none is."""
    good = sum(1 for each in lines if each.fault is None)
    state: ClaimState = "claim_approved" if good == len(lines) else "claim_partly_approved"
    if good == 0:
        state = "claim_rejected"
    return computed(state, message(f"rules_claims.claim_state.{state}", good=good, n=len(lines)))


@rule(
    "B-INT-06",
    reference="award_day",
    figures=SHARES,
    reading="Q-63",
    covers=("B-R2-06", "B-INT-07"),
    source="S001 1.3/komercdarbības nosacījumi",
)
def payable_aid(
    lines: list[CheckedLine], award: Money, size: Size, agreed_share: Share | None = None, *, figures: Figures
) -> Answer[Money]:
    """Aid (EUR) for the eligible lines together, cut once on their sum and never above the award.

    In round 2 it is aid in kind: no money moves. `failed` for an agreed share above the largest.
    """
    share = granted_share(size, agreed_share, figures)
    if isinstance(share, Reason):
        return failed(share)
    eligible = total(each.eligible for each in lines)
    aid = part(eligible, share)
    payable = min(aid, award)
    values = {"eligible": eligible, "percent": share * 100, "aid": aid, "payable": payable}
    reasons = [because("B-INT-04", message("rules_claims.payable_aid.computed", **values))]
    if aid > award:
        reasons.append(because("B-INT-07", message("rules_claims.payable_aid.cut", aid=aid, award=award)))
    return computed(payable, *reasons)


@rule("B-R2-06", reference="award_day", reading="Q-10", source="S001 1.3/Atbalsts")
def own_share(lines: list[CheckedLine], aid: Money) -> Answer[Money]:
    """The merchant's own part (EUR) of the eligible lines; in round 2 the association invoices it.

    Raises BadInput when the aid is above the eligible sum.
    """
    eligible = total(each.eligible for each in lines)
    if aid > eligible:
        raise BadInput(
            f"aid {aid} exceeds the eligible {eligible}; give the aid of these very lines",
            message("rules_unfit.aid_over_costs", aid=aid, eligible=eligible),
        )
    own = eligible - aid
    return computed(own, message("rules_claims.own_share.computed", value=eligible, aid=aid, own=own))
