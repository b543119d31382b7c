"""A published workflow, compiled: what `step` reads. Immutable, and shared by all cases of its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from caseflow.calendar import Term
from caseflow.engine.expression import Expression
from caseflow.engine.field_types import Field, text_of
from caseflow.errors import Place
from caseflow.words.language import Text

Kind = Literal["open", "waiting", "decided", "closed"]
Label = Mapping[str, str]
Path = tuple[str, ...]

NEW = "new"
"""The state of a case that does not exist yet; a transition `from: []` starts here."""

SCHEDULER = "scheduler"
"""The role of the clock: it may fire what deadlines name, and decides nothing on the merits."""


@dataclass(frozen=True, slots=True)
class State:
    """A legal state of the case."""

    name: str
    kind: Kind
    label: Label
    public: Label


@dataclass(frozen=True, slots=True)
class Clause:
    """An expression of the definition with its place, so that a refusal can name it."""

    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """Work for a role, closed by the triggers it waits for (or by hand)."""

    name: str
    label: Label
    role: str
    closed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tell:
    """A move on a related case."""

    case: str
    trigger: str
    form: Mapping[str, Clause]


@dataclass(frozen=True, slots=True)
class Open:
    """A new child case."""

    workflow: str
    form: Mapping[str, Clause]


PostingKind = Literal["committed", "paid", "released", "corrected", "recovered"]


@dataclass(frozen=True, slots=True)
class PostingSpec:
    """Money that a branch books on an account; `amount` is an expression of money in EUR."""

    account: str
    kind: PostingKind
    amount: Clause


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of evidence that cases of the workflow keep; `fields` are those of its answer."""

    name: str
    label: Label
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class EvidenceSpec:
    """Evidence that a transition records: the expressions of what all evidence has, and of its answer."""

    kind: str
    own: Mapping[str, Clause]
    answer: Mapping[str, Clause]


DE_MINIMIS = "de_minimis"
"""The namespace of the register of de minimis aid."""


@dataclass(frozen=True, slots=True)
class DeMinimisSpec:
    """What a branch does in the register of de minimis aid; `amount` is money, with `enter` the rows of aid."""

    act: Literal["reserve", "confirm", "release", "correct", "enter"]
    amount: Clause | None = None
    regulation: Clause | None = None
    road_freight: Clause | None = None
    members: Clause | None = None
    years: Clause | None = None

    @property
    def clauses(self) -> tuple[Clause | None, ...]:
        """Every expression of it."""
        return (self.amount, self.regulation, self.road_freight, self.members, self.years)


@dataclass(frozen=True, slots=True)
class LetterUse:
    """A letter template and the expression behind each of its variables."""

    name: str
    template: str
    variables: Mapping[str, Clause]
    place: Place


@dataclass(frozen=True, slots=True)
class Branch:
    """One end of a transition."""

    number: int
    state: str
    when: Clause | None
    letters: tuple[LetterUse, ...]
    tasks: tuple[TaskSpec, ...]
    tells: tuple[Tell, ...]
    opens: tuple[Open, ...]
    postings: tuple[PostingSpec, ...]
    de_minimis: DeMinimisSpec | None
    place: Place
    erases: bool = False


@dataclass(frozen=True, slots=True)
class Extends:
    """A deadline that a move extends: to `amount` of `unit` (`months`), or `until` the day that `amount` gives."""

    deadline: str
    unit: str
    amount: Clause


@dataclass(frozen=True, slots=True)
class Section:
    """Fields of a form that belong together, under a heading."""

    title: Label
    help: Label | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transition:
    """One trigger from a set of states. `form` holds every field it asks for, the case's own included.

    `number` is its place among the transitions of the file: one that stays where it is is one for each state.
    """

    trigger: str
    label: Label
    sources: tuple[str, ...]
    roles: frozenset[str]
    told: bool
    requires: Clause | None
    demands: Clause | None
    not_by: tuple[str, ...]
    reason: Literal["none", "optional", "required"]
    backdated: bool
    while_suspended: bool
    form: Mapping[str, Field]
    edits: tuple[str, ...]
    let: Mapping[str, Clause]
    records: tuple[EvidenceSpec, ...]
    signs: tuple[str, ...]
    discards: tuple[str, ...]
    branches: tuple[Branch, ...]
    reads: frozenset[Path]
    place: Place
    number: int
    extends: Extends | None = None
    sections: tuple[Section, ...] = ()

    @property
    def title(self) -> Text:
        """What people call the trigger."""
        return text_of(self.label, self.trigger)


@dataclass(frozen=True, slots=True)
class TermSpec:
    """A term as written: a fixed one, one whose number is a dated figure, or a fixed day that is a figure."""

    text: str
    term: Term | None
    figure: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Warning:
    """A task that appears some time before the last day."""

    before: Term
    task: TaskSpec


@dataclass(frozen=True, slots=True)
class DeadlineSpec:
    """A term that runs while the case is in one of `during`; `letter` is the one from whose delivery it counts."""

    name: str
    label: Label
    rule: str
    during: frozenset[str]
    term: TermSpec
    cap: TermSpec | None
    calendar: str
    anchor: Clause
    kind: Literal["term", "fixed", "retention", "notice"]
    reentry: Literal["restart", "resume"]
    through_suspension: bool
    repeats: Literal["each", "latest"] | None
    opens_edge: str | None
    opens_task: TaskSpec | None
    warnings: tuple[Warning, ...]
    trigger: str | None
    escalate: str | None
    place: Place
    letter: str | None = None

    @property
    def title(self) -> Text:
        """What people call the deadline."""
        return text_of(self.label, self.name)


@dataclass(frozen=True, eq=False)  # no slots: what follows from the definition is kept once it is worked out
class Workflow:
    """One version of one workflow. `slug` is `programme/name`; `content_hash` pins its source."""

    programme: str
    name: str
    version: int
    content_hash: str
    title: Label
    case_number: str
    reference_dates: Mapping[str, Clause]
    fields: Mapping[str, Field]
    states: Mapping[str, State]
    transitions: tuple[Transition, ...]
    deadlines: Mapping[str, DeadlineSpec]
    built_in_roles: Mapping[str, frozenset[str]]
    index: Mapping[tuple[str, str], Transition]
    registered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each letter the case fields that get its `number` and `day` once it is registered."""
    figure_reference: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceKind] = field(default_factory=dict)
    overview: tuple[str, ...] = ()
    """The case fields that people see first."""

    @cached_property
    def counts_from_letters(self) -> bool:
        """Whether one of its deadlines counts from the delivery of a letter."""
        return any(deadline.letter for deadline in self.deadlines.values())

    @cached_property
    def party_fields(self) -> tuple[str, ...]:
        """The case fields that hold a party."""
        return tuple(name for name, field in self.fields.items() if field.type == "party")

    @cached_property
    def retentions(self) -> frozenset[str]:
        """The deadlines at whose end a case is erased: nobody's to-do."""
        return frozenset(name for name, spec in self.deadlines.items() if spec.kind == "retention")

    @cached_property
    def slug(self) -> str:
        """`programme/name`, as people and scripts write it."""
        return f"{self.programme}/{self.name}"

    def find(self, trigger: str, state: str) -> Transition | None:
        """The transition that `trigger` means in `state`, if the definition has one."""
        return self.index.get((trigger, state))

    def offered(self, state: str) -> list[Transition]:
        """Every transition out of `state`, in the order of the file."""
        return [t for t in self.transitions if state in t.sources]

    def trigger_title(self, trigger: str) -> Text:
        """What people call a trigger; the trigger itself where the definition has none of that name."""
        return next((t.title for t in self.transitions if t.trigger == trigger), Text(trigger, trigger))

    def state_title(self, state: str) -> Text:
        """What officers call a state."""
        found = self.states.get(state)
        return text_of(found.label if found else {}, state)

    def triggers(self) -> list[str]:
        """Every trigger, once, in the order of the file."""
        return list(dict.fromkeys(t.trigger for t in self.transitions))
