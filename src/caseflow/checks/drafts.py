"""Proofs about letters that wait for a signature: what is signed was drafted, and no draft is left lying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseflow.checks.definition import Definition, Known
from caseflow.checks.flow import along_paths
from caseflow.engine.expression import reads
from caseflow.engine.findings import Finding
from caseflow.engine.workflow import Branch, Transition

BY_SIGNATORY = "by signatory"
DECISIONS = ("decision", "administrative_act")
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pending:
    """Drafts that wait on some way to a state (`maybe`), and on every way (`surely`)."""

    maybe: frozenset[str]
    surely: frozenset[str]

    def met_with(self, other: Pending) -> Pending:
        """What waits when the case came one way or the other."""
        return Pending(self.maybe | other.maybe, self.surely & other.surely)


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one workflow; `signatory` names its letters that a person must sign."""

    definition: Definition
    signatory: frozenset[str]

    def after(self, transition: Transition, branch: Branch, before: Pending) -> Pending:
        """What waits after a branch: less what the move signs or discards, and what it drafts unsigned."""
        gone = {*transition.signs, *transition.discards}
        drafted = {use.name for use in branch.letters if use.name in self.signatory} - set(transition.signs)
        return Pending((before.maybe - gone) | drafted, (before.surely - gone) | drafted)

    def by_state(self) -> dict[str, Pending]:
        """What waits on entering each state that can be reached."""
        return along_paths(self.definition.workflow, Pending(_NOTHING, _NOTHING), self.after, Pending.met_with)


def drafts_of(definition: Definition) -> Drafts:
    """Which letters of the workflow are released by a signatory, as their templates say."""
    uses = {use.name: use for _, _, branch in definition.branches() for use in branch.letters}
    templates = {name: definition.template(use) for name, use in uses.items()}
    signatory = (name for name, found in templates.items() if found and found.front.release == BY_SIGNATORY)
    return Drafts(definition, frozenset(signatory))


def signatures_without_draft(definition: Definition) -> Iterator[Finding]:
    """A letter signed where some way leaves it undrafted, or discarded where no way drafts it."""
    drafts = drafts_of(definition)
    pending = drafts.by_state()
    for steps, transition in definition.transitions():
        sources = [state for state in transition.sources if state in pending]
        drafted = [{use.name for use in branch.letters} for branch in transition.branches]
        for number, letter in enumerate(transition.signs):
            lacking = [state for state in sources if letter not in pending[state].surely]
            if _automatic(drafts, letter):
                yield definition.finding((*steps, "signs", number), "signs-automatic", letter=letter)
            elif lacking and not all(letter in names for names in drafted):
                states = ", ".join(lacking)
                yield definition.finding((*steps, "signs", number), "signs-undrafted", letter=letter, states=states)
        for number, letter in enumerate(transition.discards):
            if sources and not any(letter in pending[state].maybe for state in sources):
                yield definition.finding((*steps, "discards", number), "discards-undrafted", letter=letter)


def _automatic(drafts: Drafts, letter: str) -> bool:
    used = {use.name for _, _, branch in drafts.definition.branches() for use in branch.letters}
    return letter in used and letter not in drafts.signatory


def drafts_left_open(definition: Definition) -> Iterator[Finding]:
    """A closed state that some way enters with a letter neither signed nor discarded."""
    drafts = drafts_of(definition)
    pending = drafts.by_state()
    states = definition.workflow.states
    for steps, transition, branch in definition.branches():
        ways = [s for s in transition.sources if s in pending and not (s in states and states[s].kind == "closed")]
        left: frozenset[str] = _NOTHING.union(*(drafts.after(transition, branch, pending[s]).maybe for s in ways))
        if states[branch.state].kind == "closed" and left:
            letters = ", ".join(sorted(left))
            yield definition.finding(
                steps, "draft-left-open", trigger=transition.trigger, state=branch.state, letters=letters
            )


def dates_before_signing(definition: Definition) -> Iterator[Finding]:
    """A letter whose text names a deadline's last day and is drafted before the day of its signature is known.

    It would tell a day counted from the draft; the move that signs it must draft it.
    """
    signatory = drafts_of(definition).signatory
    for steps, transition, branch in definition.branches():
        for use in branch.letters:
            if use.name not in signatory or use.name in transition.signs:
                continue
            read: Known = frozenset().union(*(reads(clause.expression) for clause in use.variables.values()))
            if any(path[0] == "due" for path in read):
                yield definition.finding(
                    (*steps, "letter"), "date-before-signing", letter=use.name, trigger=transition.trigger
                )


def decisions_without_signature(definition: Definition) -> Iterator[Finding]:
    """A decision that goes out by itself: no person would have made it, and four eyes could not be asked for."""
    for steps, transition, branch in definition.branches():
        for use in branch.letters:
            template = definition.template(use)
            if template and template.kind in DECISIONS and template.front.release != BY_SIGNATORY:
                yield definition.finding(
                    (*steps, "letter"), "decision-unsigned", letter=use.name, trigger=transition.trigger
                )
