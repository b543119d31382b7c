"""What may be done next with a case, and why the rest may not: the same judgement as `step`, without a move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from caseflow.cases.view import no_case
from caseflow.engine import built_in
from caseflow.engine.answers import LiveAnswers
from caseflow.engine.asking import Asking
from caseflow.engine.facts import Move
from caseflow.engine.fields import Field
from caseflow.engine.outcome import Reason
from caseflow.engine.permit import HEAD, guards_of, offered
from caseflow.engine.workflow import SCHEDULER, Label, Transition
from caseflow.moves.de_minimis import with_register
from caseflow.moves.evidence import with_evidence
from caseflow.moves.facts import Gathered, gather
from caseflow.moves.office import Office
from caseflow.moves.postings import with_agreement
from caseflow.moves.request import Actor


@dataclass(frozen=True, slots=True)
class Offer:
    """One trigger in the present state; it may be made when `reasons` is empty.

    `overridable` are the guards that this actor, as a head, may pass with a written reason.
    """

    trigger: str
    label: Label
    form: Mapping[str, Field]
    needs_reason: bool
    backdated: bool
    built_in: bool
    reasons: tuple[Reason, ...]
    overridable: tuple[str, ...] = ()


def offers(office: Office, case: str, actor: Actor) -> list[Offer]:
    """All triggers that the definition has in the case's state, and the built-in ones. Raises NotFound."""
    with office.database.read() as tx:
        office.in_force.refresh(tx)
        found = gather(tx, lambda id: office.in_force.workflow(tx, id), [case], actor, office.clock.now())
        if not found or not found[0].visible:
            raise no_case(case)
        state = with_evidence(tx, with_agreement(tx, found[0].state))
        gathered = replace(found[0], state=with_register(tx, state, found[0].party, state.facts.today))
        workflow = gathered.state.workflow
        answers = LiveAnswers(office.in_force.parameters(tx, workflow.programme), office.in_force.calendars())
    ways = [t for t in workflow.offered(gathered.state.facts.state) if t.roles - {SCHEDULER}]
    return [*(_offer(gathered, t, answers) for t in ways), *_built_in(gathered)]


def _offer(gathered: Gathered, transition: Transition, answers: LiveAnswers) -> Offer:
    facts = gathered.state.facts
    asking = Asking(gathered.state.workflow, facts, Move(transition.trigger), transition.reads, facts.today, answers)
    return Offer(
        transition.trigger,
        transition.label,
        transition.form,
        transition.reason == "required",
        transition.backdated,
        False,
        tuple(offered(transition, facts, asking)),
        tuple(guards_of(transition)) if HEAD in facts.actor.roles else (),
    )


def _built_in(gathered: Gathered) -> list[Offer]:
    workflow, facts = gathered.state.workflow, gathered.state.facts
    return [
        Offer(
            trigger,
            built_in.LABELS[trigger],
            built_in.form_of(workflow, trigger, {}),
            trigger in built_in.NEED_REASON,
            trigger in built_in.BACKDATED,
            True,
            tuple(built_in.offered(workflow, facts, trigger)),
        )
        for trigger in built_in.ROLES
        if trigger != built_in.CLOSE_TASK or gathered.tasks
    ]
