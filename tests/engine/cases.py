"""Cases in memory for tests of the engine: a small workflow, the real one, and a way to make moves on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from caseflow.calendar.packaged import calendars
from caseflow.clock import riga_date
from caseflow.engine.answers import Answers, LiveAnswers
from caseflow.engine.facts import ActorView, Facts, Move, Running
from caseflow.engine.load import load_workflow
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.engine.step import step
from caseflow.engine.workflow import NEW, Workflow
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.state import CaseState, Organisation
from caseflow.programmes.parameters import load_parameters
from caseflow.rules import ParameterTable

HOME = Path(__file__).resolve().parents[2]
PERMIT = (Path(__file__).parent / "permit.yaml").read_text(encoding="utf-8")
OFFICER = ActorView("11111111-0000-4000-8000-000000000001", frozenset({"officer"}))
COLLEAGUE = ActorView("11111111-0000-4000-8000-000000000002", frozenset({"officer"}))
HEAD = ActorView("11111111-0000-4000-8000-000000000003", frozenset({"head", "officer"}))
STRANGER = ActorView("11111111-0000-4000-8000-000000000004", frozenset({"auditor"}))
CLOCK = ActorView("system", frozenset(), system=True)


@cache
def parameters() -> ParameterTable:
    """The figures of programme B."""
    return load_parameters(HOME, "enterprise-skills")


def load(text: str, path: str = "permit.yaml") -> Workflow:
    """A workflow from its text."""
    return load_workflow(text, path, "enterprise-skills", parameters(), NAMESPACES)


@cache
def permit(term: str = "30 working days", calendar: str = "LV-STAT") -> Workflow:
    """The small workflow, with another term or calendar for its decision."""
    return load(
        changed("term: 30 working days", f"term: {term}", "calendar: LV-STAT # decision", f"calendar: {calendar}")
    )


def changed(*pairs: str) -> str:
    """The small workflow's text with exact replacements: old, new, old, new ..."""
    text = PERMIT
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in permit.yaml"
        text = text.replace(old, new)
    return text


@cache
def beneficiary() -> Workflow:
    """The real workflow of a merchant's case."""
    path = HOME / "workflows/enterprise-skills/beneficiary.yaml"
    return load(path.read_text(encoding="utf-8"), "beneficiary.yaml")


@cache
def claim() -> Workflow:
    """The real workflow of its claim."""
    path = HOME / "workflows/enterprise-skills/claim.yaml"
    return load(path.read_text(encoding="utf-8"), "claim.yaml")


def morning(day: date | str) -> datetime:
    """Eight o'clock UTC of a day: the same day in Riga, summer and winter."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def facts_of(at: datetime, organisation: str = "association") -> Facts:
    """A case that does not exist yet, at an instant."""
    day = riga_date(at)
    return Facts(
        case_id="",
        ref="PUA-2024-001",
        seq=0,
        state=NEW,
        came_from=None,
        data={},
        at=at,
        today=day,
        opened_on=day,
        actor=OFFICER,
        acted={},
        organisation={"kind": organisation},
        related={},
    )


@dataclass
class Case:
    """One case in memory; each move is stepped and, when it is let through, made."""

    workflow: Workflow
    at: datetime
    organisation: str = "association"
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        nowhere = Organisation(UUID(int=0), "association", self.organisation, "PUA", {})
        facts = facts_of(self.at, self.organisation)
        self.state = CaseState(UUID(int=1), nowhere, UUID(int=2), self.workflow, 0, "", None, None, facts, True)

    @property
    def facts(self) -> Facts:
        """The case as it stands now."""
        return self.state.facts

    def facts_for(self, actor: ActorView) -> Facts:
        """What a move by `actor` sees now."""
        return self.facts.with_(actor=actor, at=self.at, today=riga_date(self.at))

    def ask(
        self, trigger: str, form: Mapping[str, Any] | None = None, actor: ActorView = OFFICER, **parts: Any
    ) -> Outcome | Refusal:
        """Step one move without making it."""
        return self.step(Move(trigger, form or {}, **parts), actor, live())

    def step(self, move: Move, actor: ActorView, answers: Answers) -> Outcome | Refusal:
        """Step one move with given answers, without making it."""
        return step(self.workflow, self.facts_for(actor), move, answers)

    def do(
        self, trigger: str, form: Mapping[str, Any] | None = None, actor: ActorView = OFFICER, **parts: Any
    ) -> Outcome:
        """Make one move, which must be let through."""
        outcome = self.ask(trigger, form, actor, **parts)
        assert isinstance(outcome, Outcome), outcome
        self.make(outcome, actor)
        return outcome

    def make(self, outcome: Outcome, actor: ActorView) -> None:
        """The case as `outcome` leaves it."""
        before = CaseState(**{**_parts(self.state), "facts": self.facts_for(actor)})
        self.state = before.after(outcome, self.at, "", {draft.name: draft.name for draft in outcome.letters})
        self.outcomes.append(outcome)

    def on(self, day: date | str) -> Case:
        """The same case, on the morning of another day."""
        self.at = morning(day)
        return self

    def deadline(self, name: str) -> Running:
        """The live run of a deadline."""
        (found,) = [d for d in self.facts.deadlines if d.name == name]
        return found

    def due(self, name: str) -> date | None:
        """The last day of a deadline, None while it stands still."""
        return self.deadline(name).due_on


def _parts(state: CaseState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in CaseState.__struct_fields__}


def live() -> LiveAnswers:
    """Answers computed with the packaged calendars and the programme's figures."""
    return LiveAnswers(parameters(), calendars())


def submitted(day: str, workflow: Workflow | None = None, amount: str = "500.00", **parts: Any) -> Case:
    """A case of the small workflow, submitted on that day."""
    case = Case(workflow or permit(), morning(day), **parts)
    case.do("open", {"remark": None})
    case.do("submit", {"amount": Decimal(amount)})
    return case


def codes(answer: Outcome | Refusal) -> list[str]:
    """The codes of a refusal's reasons."""
    assert isinstance(answer, Refusal), answer
    return [reason.code for reason in answer.reasons]
