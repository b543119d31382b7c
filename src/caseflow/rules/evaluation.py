"""Who may evaluate: declarations of objectivity, signed before looking, without a conflict (B-COI)."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, Reason, computed, failed, passed
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Record, User
from caseflow.words import Message, message

_SOURCE: Final = "S001 1.3/Pienākumi"

Part = Literal["commission_member", "expert", "observer", "recipient_staff", "hub_expert"]


class Assignment(Record):
    """Whom a head assigns, and as what; `person` is an opaque digest or a user's id, never a name."""

    person: User
    part: Part


class Evaluator(Record):
    """One person on the deciding side; `person` is an opaque digest or a user's id, never a name.

    `declared_on` is the day the declaration was signed, `looked_on` the day the person first opened the file;
    None is not yet. `conflict`: declared or found; `own_case`: the person belongs to the merchant or trains it.
    """

    person: User
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
    source=_SOURCE,
)
def evaluators_clear(evaluators: list[Evaluator]) -> Check:
    """Everyone on the deciding side has signed before looking, and nobody is in conflict.

    At least one evaluator is needed. Reasons say how many, not who. Raises BadInput for a person named twice.
    """
    _refuse_twice([each.person for each in evaluators])
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


@rule("B-COI-01", reading="Q-38", source=_SOURCE)
def evaluators_assigned(assigned: list[Assignment], before: list[Evaluator] | None = None) -> Answer[list[Evaluator]]:
    """The evaluators from now on: who stays keeps the declaration made, who is new has yet to make one.

    Raises BadInput for a person named twice.
    """
    _refuse_twice([each.person for each in assigned])
    known = {each.person: each for each in before or []}
    found = [
        known[each.person].model_copy(update={"part": each.part})
        if each.person in known
        else Evaluator(person=each.person, part=each.part, declared_on=None)
        for each in assigned
    ]
    return computed(found, message("rules_evaluation.evaluators_assigned.computed", n=len(found)))


@rule("B-COI-01", source=_SOURCE)
def declaration_awaited(evaluators: list[Evaluator], person: User) -> Check:
    """This person is assigned and has declared nothing yet; each declares for himself only."""
    own = _own(evaluators, person)
    if own is None:
        return failed(message("rules_evaluation.declaration_awaited.not_assigned"))
    if own.declared_on is not None or own.conflict or own.own_case:
        return failed(message("rules_evaluation.declaration_awaited.made"))
    return passed(message("rules_evaluation.declaration_awaited.passed"))


@rule("B-COI-01", covers=("B-COI-02",), source=_SOURCE)
def declaration_made(
    evaluators: list[Evaluator], person: User, declared_on: Day | None, conflict: bool = False, own_case: bool = False
) -> Answer[list[Evaluator]]:
    """The evaluators with this person's declaration: signed on a day, or of a conflict (then no day).

    Raises BadInput for somebody who is not assigned.
    """
    if _own(evaluators, person) is None:
        raise BadInput(
            "this person is not assigned as an evaluator; let a head assign it first",
            message("rules_unfit.no_evaluator"),
        )
    said = {"declared_on": declared_on, "conflict": conflict, "own_case": own_case}
    found = [each.model_copy(update=said) if each.person == person else each for each in evaluators]
    return computed(found, message("rules_evaluation.declaration_made.computed"))


@rule("B-COI-01", source=_SOURCE)
def evaluator_clear(evaluators: list[Evaluator], person: User) -> Check:
    """This person is assigned, has signed the declaration and is in no conflict: who is not, is barred."""
    own = _own(evaluators, person)
    if own is None:
        return failed(message("rules_evaluation.evaluator_clear.not_assigned"))
    if own.declared_on is None or own.conflict or own.own_case:
        return failed(message("rules_evaluation.evaluator_clear.barred"))
    return passed(message("rules_evaluation.evaluator_clear.passed"))


@rule("B-COI-01", source=_SOURCE)
def evaluation_part(evaluators: list[Evaluator], person: User) -> Answer[Part]:
    """As what this person takes part. Raises BadInput for somebody who is not assigned."""
    own = _own(evaluators, person)
    if own is None:
        raise BadInput(
            "this person is not assigned as an evaluator; let a head assign it first",
            message("rules_unfit.no_evaluator"),
        )
    return computed(own.part, message("rules_evaluation.evaluation_part.computed"))


def _own(evaluators: list[Evaluator], person: User) -> Evaluator | None:
    return next((each for each in evaluators if each.person == person), None)


def _refuse_twice(people: list[str]) -> None:
    if len(set(people)) < len(people):
        raise BadInput("evaluators: a person stands twice; give each once", message("rules_unfit.evaluator_twice"))
