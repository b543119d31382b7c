"""The values that one step's expressions see, and the day whose figures each of its rules reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from caseflow.calendar import Term
from caseflow.engine.answers import Answers, Dates
from caseflow.engine.codec import encode
from caseflow.engine.expression import evaluate
from caseflow.engine.facts import Facts, Interval, Move
from caseflow.engine.fields import typed
from caseflow.engine.workflow import Path, Workflow
from caseflow.rules import Answer, rule_by_name

OWN = ("on", "form", "P", "case", "actor", "deadline", "due", "extension")
"""Names beside the case's fields: the legal day, the form, figures, the case, who acts, its deadlines as the move finds
them, their last days as it leaves them, an extension."""


@lru_cache(maxsize=1024)
def _roots(reads: frozenset[Path]) -> tuple[str, ...]:
    return tuple(sorted({path[0] for path in reads}))


class Asking:
    """One step's conversation with `Answers`; case fields change while the step computes them."""

    def __init__(
        self, workflow: Workflow, facts: Facts, move: Move, reads: frozenset[Path], on: date, answers: Answers
    ) -> None:
        self.workflow, self.facts, self.move, self.on, self.answers = workflow, facts, move, on, answers
        self._before: dict[str, Any] = {}
        self._roots = _roots(reads)
        self.values: dict[str, Any] = {
            "on": on,
            "form": move.form,
            "case": self._case(),
            "actor": {"id": facts.actor.id},
            "deadline": {each.name: {"due_on": each.due_on} for each in facts.deadlines},
        }
        for root in self._roots:
            if root in workflow.fields:
                self.values[root] = self.before(root)
            elif root not in OWN:
                self.values[root] = facts.related.get(root, {})

    def _case(self) -> dict[str, Any]:
        facts = self.facts
        return {
            "ref": facts.ref,
            "opened_on": facts.opened_on,
            "today": facts.today,
            "came_from": facts.came_from,
        }

    def before(self, name: str) -> Any:
        """The case field as it was before the move."""
        if name not in self._before:
            self._before[name] = typed(self.workflow.fields[name], self.facts.data.get(name))
        return self._before[name]

    def enter(self, names: Iterable[str]) -> None:
        """The case fields that the form gives, as entered; one that it does not give stays as it is."""
        for name in names:
            if name in self.move.form:
                self.set(name, self.move.form[name])

    def set(self, name: str, value: Any) -> None:
        """The case field as the move leaves it; the clauses that follow see it."""
        self.values[name] = value

    def read(self) -> dict[str, Any]:
        """What the clauses could see of the case and its relations, for the event; the form stands there itself."""
        seen = {name: self._before[name] for name in self._roots if name in self._before}
        others = {name: self.values[name] for name in self._roots if name not in seen and name not in OWN}
        return {name: encode(value) for name, value in {**seen, **others}.items()}

    @property
    def record(self) -> list[Mapping[str, Any]]:
        """The answers given so far."""
        return list(getattr(self.answers, "record", ()))

    # What the expression language asks ------------------------------------------------------------

    def rule(self, name: str, args: Mapping[str, Any]) -> Answer[Any]:
        """Apply a rule with the figures of its own reference date (X-PAR-01)."""
        return self.answers.rule(name, args, self._day(rule_by_name(name).reference))

    def parameter(self, key: str) -> Any:
        """A figure on the reference date of the rules that rest on it, else on the legal day of the move."""
        return self.answers.figure(key, self._day(self.workflow.figure_reference.get(key, "decision_day")))

    def _day(self, reference: str) -> date:
        clause = self.workflow.reference_dates.get(reference)
        if clause is None:
            return self.on
        day = evaluate(clause.expression, self.values, self)
        return day if isinstance(day, date) else self.on

    def dates(
        self,
        term: Term,
        anchor: date,
        calendar: str,
        intervals: tuple[Interval, ...] = (),
        extended_to: Term | None = None,
        edges: tuple[str, ...] = (),
        not_before: date | None = None,
    ) -> Dates:
        """The legal dates of a term."""
        return self.answers.dates(term, anchor, calendar, intervals, extended_to, edges, not_before)
