"""From what a merchant claims to what its decision says of each position (B-CLM, B-INT-06)."""

from __future__ import annotations

from typing import Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.claims import CheckedLine, ClaimLine, Fault
from caseflow.rules.money import ZERO, total
from caseflow.rules.registry import rule
from caseflow.rules.results import AwardedLine, LineResult
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message

Ground = Literal[Fault, "no_proof"]
"""Why a position is not eligible: the fault that the rules find, or papers that were asked for and never came."""

_SOURCE = "S001 1.3/Pirmā kārta"


class AskedLine(Record):
    """One position as the merchant claims it (EUR), and the day on which its proof says that it paid."""

    line: str
    title: str
    net: Money
    vat: Money
    paid_on: Day | None = None


class FoundLine(Record):
    """What the hub finds in the papers of a position; True for a proof only where it is there and convincing."""

    line: str
    in_roadmap: bool
    duplicate: bool
    completion_proven: bool
    payment_proven: bool


class MissingPaper(Record):
    """A paper of a position that was asked for: what is unclear or missing, and what is to be handed in."""

    line: str
    gap: str
    wanted: str


class Position(Record):
    """What the decision says of a position (EUR): asked and eligible net, and why the rest is not eligible."""

    line: str
    title: str
    asked: Money
    eligible: Money
    grounds: list[Ground]


@rule("B-CLM", covers=("B-INT-06", "B-R1-05"), source=_SOURCE)
def claimed_lines(
    asked: list[AskedLine],
    found: list[FoundLine],
    award: list[AwardedLine],
    results: list[LineResult],
    unproven: list[str] | None,
) -> Answer[list[ClaimLine]]:
    """The positions as `checked_lines` takes them: days from the case's own record, proofs as the hub found them.

    For the lines in `unproven` the papers did not come in time: nothing is proven of them. Raises BadInput when a
    position stands twice, or when the findings are not on exactly the positions of the claim.
    """
    names = [each.line for each in asked]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadInput(
            f"asked: {', '.join(twice)} stands twice; claim each line once",
            message("rules_unfit.claimed_twice", lines=list(twice)),
        )
    if sorted(names) != sorted(each.line for each in found):
        raise BadInput(
            f"found: say of each position of the claim once what was found; they are {', '.join(names)}",
            message("rules_unfit.each_position_once", names=list(names)),
        )
    findings = {each.line: each for each in found}
    awarded = {each.line for each in award}
    done = {each.line: each for each in results if each.completed}
    lines = []
    for each in asked:
        finding, result = findings[each.line], done.get(each.line)
        open_proof = each.line in (unproven or ())
        completed = result.ended_on if result and finding.completion_proven and not open_proof else None
        lines.append(
            ClaimLine(
                line=each.line,
                net=each.net,
                vat=each.vat,
                in_award=each.line in awarded,
                in_roadmap=finding.in_roadmap,
                duplicate=finding.duplicate,
                started_on=result.started_on if result else None,
                completed_on=completed,
                paid_on=each.paid_on if finding.payment_proven and not open_proof else None,
            )
        )
    return computed(lines, message("rules_claim_positions.claimed_lines.computed", n=len(lines)))


@rule("B-CLM", covers=("B-INT-06",), source=_SOURCE)
def claim_positions(
    asked: list[AskedLine], checked: list[CheckedLine], unproven: list[str] | None
) -> Answer[list[Position]]:
    """What the decision says of each position, in the order of the claim."""
    of_line = {each.line: each for each in checked}
    found = [
        Position(
            line=each.line,
            title=each.title,
            asked=each.net,
            eligible=of_line[each.line].eligible,
            grounds=_grounds(of_line[each.line], unproven),
        )
        for each in asked
    ]
    return computed(found, message("rules_claim_positions.claim_positions.computed", n=len(found)))


def _grounds(line: CheckedLine, unproven: list[str] | None) -> list[Ground]:
    if line.fault is None:
        return []
    return (
        ["no_proof"] if line.line in (unproven or ()) and line.fault in ("not_completed", "not_paid") else [line.fault]
    )


@rule("B-CLM", source=_SOURCE)
def lines_asked_for(papers: list[MissingPaper], asked: list[AskedLine]) -> Answer[list[str]]:
    """The positions whose papers are asked for. Raises BadInput for one that is not claimed."""
    names = {each.line for each in asked}
    if unknown := [each.line for each in papers if each.line not in names]:
        raise BadInput(
            f"papers: {', '.join(unknown)} is not claimed; the claim has {', '.join(sorted(names))}",
            message("rules_unfit.not_claimed", unknown=list(unknown), names=sorted(names)),
        )
    found = list(dict.fromkeys(each.line for each in papers))
    return computed(found, message("rules_claim_positions.lines_asked_for.computed", lines=found))


@rule("B-CLM", covers=("B-FIN-07",), source=_SOURCE)
def asked_sum(asked: list[AskedLine]) -> Answer[Money]:
    """What is claimed without VAT (EUR)."""
    found = total(each.net for each in asked)
    return computed(found, message("rules_claim_positions.asked_sum.computed", asked=found))


@rule("B-INT-07", source="S001 1.3/komercdarbības nosacījumi")
def award_left(award: Money, aid: Money) -> Answer[Money]:
    """What of the award is not used (EUR) and goes back to the agreement; never below 0.00."""
    left = max(award - aid, ZERO)
    return computed(left, message("rules_claim_positions.award_left.computed", award=award, aid=aid, left=left))
