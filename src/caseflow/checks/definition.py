"""What a proof looks at: one compiled workflow with the places of its parts, its programme and its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseflow.engine.findings import Finding
from caseflow.engine.programme_model import ProgrammeModel
from caseflow.engine.reader import Document
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import SCHEDULER, Branch, DeadlineSpec, LetterUse, Transition, Workflow
from caseflow.errors import NotFound, Place
from caseflow.letters import Library, Template
from caseflow.words.message import Message

Known = frozenset[tuple[str, ...]]
"""Paths that are certainly given."""


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A workflow that compiles. `library` is None while its letters have faults of their own."""

    workflow: Workflow
    document: Document
    programme: ProgrammeModel
    library: Library | None

    def finding(self, steps: Steps, code: str, **args: object) -> Finding:
        """A finding at the value that stands at `steps`."""
        return finding(self.document.place(steps), code, **args)

    def finding_at_key(self, steps: Steps, code: str, **args: object) -> Finding:
        """A finding at the key of that value: for states and letters, which are named by their key."""
        return finding(self.document.key_place(steps), code, **args)

    def transitions(self) -> Iterator[tuple[Steps, Transition]]:
        """Every transition with the steps to it in the file."""
        for transition in self.workflow.transitions:
            yield ("transitions", transition.number), transition

    def branches(self) -> Iterator[tuple[Steps, Transition, Branch]]:
        """Every branch with the steps to it in the file."""
        for steps, transition in self.transitions():
            for branch in transition.branches:
                yield (*steps, "to", branch.number), transition, branch

    def deadlines(self) -> Iterator[tuple[Steps, DeadlineSpec]]:
        """Every deadline with the steps to it in the file."""
        for number, deadline in enumerate(self.workflow.deadlines.values()):
            yield ("deadlines", number), deadline

    def template(self, use: LetterUse) -> Template | None:
        """The letter's template; None where there is none, or where the letters have faults."""
        try:
            return self.library.template(self.workflow.programme, use.template) if self.library else None
        except NotFound:
            return None


def finding(place: Place, code: str, **args: object) -> Finding:
    """A finding whose sentence stands in the catalogue `checks` under its code (`dead-end`)."""
    return Finding(place, code, Message(f"checks.{code.replace('-', '_')}", args))


def by_clock_alone(transition: Transition) -> bool:
    """Whether nobody but the clock may make this move."""
    return transition.roles == {SCHEDULER} and not transition.told
