"""Who may evaluate: declarations of objectivity, signed before looking, without a conflict (B-COI)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Check, Reason, failed, passed
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Record
from caseflow.words import Message, message

Part = Literal["commission_member", "expert", "observer", "recipient_staff", "hub_expert"]


class Evaluator(Record):
    """One person on the deciding side; `person` is an opaque digest, never a name.

    `declared_on` is the day the declaration was signed, `looked_on` the day the person first opened the file;
    None is not yet. `conflict`: declared or found; `own_case`: the person belongs to the merchant or trains it.
    """

    person: str
    part: Part
    declared_on: Day | None
    looked_on: Day | None = None
    conflict: bool = False
    own_case: bool = False


@rule(
    "B-COI-01",
    reference="decision_day",
    reading="Q-38",
    covers=("B-COI-02", "B-COI-03", "B-R1-06"),
    source="S001 1.3/Pienākumi",
)
def evaluators_clear(evaluators: list[Evaluator]) -> Check:
    """Everyone on the deciding side has signed before looking, and nobody is in conflict.

    At least one evaluator is needed. Reasons say how many, not who. Raises BadInput for a person named twice.
    """
    people = [each.person for each in evaluators]
    if len(set(people)) < len(people):
        raise BadInput("evaluators: a person stands twice; give each once")
    if not evaluators:
        return failed(message("rules_evaluation.evaluators_clear.nobody"))
    counts = {
        "unsigned": sum(1 for each in evaluators if each.declared_on is None),
        "looked_first": sum(1 for each in evaluators if _looked_first(each.declared_on, each.looked_on)),
        "conflict": sum(1 for each in evaluators if each.conflict or each.own_case),
    }
    faults: list[Message | Reason] = [
        message(f"rules_evaluation.evaluators_clear.{fault}", n=n) for fault, n in counts.items() if n
    ]
    if faults:
        return failed(*faults)
    return passed(message("rules_evaluation.evaluators_clear.passed", n=len(evaluators)))


def _looked_first(declared_on: date | None, looked_on: date | None) -> bool:
    return declared_on is not None and looked_on is not None and looked_on < declared_on
