"""Proofs about deadlines that count from a letter: on each way into their states the letter is written and signed."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.checks.definition import Definition
from caseflow.checks.drafts import drafts_of
from caseflow.engine.findings import Finding


def deadlines_without_letter(definition: Definition) -> Iterator[Finding]:
    """A way into a deadline's states that does not write, or does not sign, the letter from which it counts."""
    signatory = drafts_of(definition).signatory
    for _, deadline in definition.deadlines():
        if deadline.letter is None:
            continue
        for steps, transition, branch in definition.branches():
            if branch.state not in deadline.during or set(transition.sources) <= deadline.during:
                continue
            signed = deadline.letter in transition.signs
            written = signed or deadline.letter in {use.name for use in branch.letters}
            names = {"deadline": deadline.name, "letter": deadline.letter, "trigger": transition.trigger}
            if not written:
                yield definition.finding((*steps, "state"), "counted-letter-missing", **names)
            elif deadline.letter in signatory and not signed:
                yield definition.finding((*steps, "letter"), "counted-letter-unsigned", **names)


def effects_of_no_act(definition: Definition) -> Iterator[Finding]:
    """A deadline that counts from the effect of a letter that is no act, so that nothing takes effect with it."""
    uses = {use.name: use for _, _, branch in definition.branches() for use in branch.letters}
    for steps, deadline in definition.deadlines():
        if deadline.letter is None or not definition.document.text((*steps, "from")).value.startswith("effective."):
            continue
        template = definition.template(uses[deadline.letter]) if deadline.letter in uses else None
        if template is not None and not template.front.is_act:
            yield definition.finding((*steps, "from"), "effect-of-no-act", letter=deadline.letter)
