"""Where `step` gets rules, figures and legal dates: computed and recorded live, read from the event in replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from caseflow.calendar import Calendar, Calendars, Term, due
from caseflow.engine.codec import decode, encode, instant_text
from caseflow.engine.facts import Interval
from caseflow.errors import CaseflowError
from caseflow.rules import Answer, FigureUse, MissingFigure, ParameterTable, call, rule_by_name
from caseflow.rules import Reason as RuleReason


@dataclass(frozen=True, slots=True)
class Dates:
    """What a running term answers: its last day, its end as an instant, and the instants of its edges (UTC)."""

    due_on: date | None
    due_at: datetime | None
    edges: tuple[datetime | None, ...]
    calendar_version: str


class Answers(Protocol):
    """All that `step` may ask. The order of the questions is part of the record."""

    def rule(self, name: str, inputs: Mapping[str, Any], day: date) -> Answer[Any]:
        """Apply the rule with the figures valid on `day`."""

    def figure(self, key: str, day: date) -> Any:
        """The value of a dated parameter on `day`."""

    def dates(
        self,
        term: Term,
        anchor: date,
        calendar: str,
        intervals: tuple[Interval, ...],
        extended_to: Term | None,
        edges: tuple[str, ...],
        not_before: date | None = None,
    ) -> Dates:
        """The legal dates of a term: the only way `step` gets one."""


class LiveAnswers:
    """Computes with the parameters and calendars in force, and keeps the record of what it answered."""

    def __init__(self, parameters: ParameterTable, calendars: Calendars) -> None:
        self._parameters, self._calendars = parameters, calendars
        self.record: list[dict[str, Any]] = []

    def rule(self, name: str, inputs: Mapping[str, Any], day: date) -> Answer[Any]:
        """See `Answers.rule`."""
        rule = rule_by_name(name)
        answer = call(rule, inputs, self._parameters.on(day))
        self.record.append(
            {
                "rule": rule.id,
                "name": name,
                "revision": rule.revision,
                "day": day.isoformat(),
                "in": encode(inputs),
                "outcome": answer.outcome,
                "value": encode(answer.value),
                "reasons": [{"rule": r.rule, "message": encode(r.message)} for r in answer.reasons],
                "figures": [_figure_record(use) for use in answer.figures],
            }
        )
        return answer

    def figure(self, key: str, day: date) -> Any:
        """See `Answers.figure`."""
        parameter = self._parameters.find(key, day)
        if parameter is None:
            raise MissingFigure(f"{key} has no value on {day}; load a version of the parameter for that day")
        self.record.append(
            {"figure": key, "day": day.isoformat(), "value": encode(parameter.value), "id": parameter.id}
        )
        return parameter.value

    def dates(
        self,
        term: Term,
        anchor: date,
        calendar: str,
        intervals: tuple[Interval, ...],
        extended_to: Term | None,
        edges: tuple[str, ...],
        not_before: date | None = None,
    ) -> Dates:
        """See `Answers.dates`."""
        named = self._calendars.named(calendar)
        answer = _counted(term, anchor, named, intervals, extended_to, edges, not_before)
        self.record.append(
            {**_question(term, anchor, calendar, intervals, extended_to, edges, not_before), **_dates_record(answer)}
        )
        return answer


@lru_cache(maxsize=4096)  # many cases of one day count the same term from the same anchor
def _counted(
    term: Term,
    anchor: date,
    calendar: Calendar,
    intervals: tuple[Interval, ...],
    extended_to: Term | None,
    edges: tuple[str, ...],
    not_before: date | None,
) -> Dates:
    found = due(term, anchor, calendar, suspensions=intervals, extended_to=extended_to, not_before=not_before)
    return Dates(found.due_on, found.due_at, tuple(found.opens_at(e) for e in edges), calendar.version)


class Difference(CaseflowError):
    """A replay that asks, or answers, something else than the event has on record."""


class RecordedAnswers:
    """Answers from an event, in call order; a question that is not on record is a `Difference`."""

    def __init__(self, record: Iterable[Mapping[str, Any]]) -> None:
        self._left = list(record)
        self.record: list[Mapping[str, Any]] = []

    def _next(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self._left:
            raise Difference(f"not on record: {question}")
        entry = self._left.pop(0)
        asked = {name: entry.get(name) for name in question}
        if asked != dict(question):
            raise Difference(f"on record {asked}, asked {dict(question)}")
        self.record.append(entry)
        return entry

    def unasked(self) -> list[Mapping[str, Any]]:
        """What is on record and was never asked."""
        return list(self._left)

    def rule(self, name: str, inputs: Mapping[str, Any], day: date) -> Answer[Any]:
        """See `Answers.rule`."""
        entry = self._next({"name": name, "day": day.isoformat(), "in": encode(inputs)})
        figures = tuple(_figure_use(use) for use in entry["figures"])
        reasons = tuple(RuleReason(decode(r["message"]), r["rule"], figures) for r in entry["reasons"])
        return Answer(entry["outcome"], decode(entry["value"]), reasons, figures)

    def figure(self, key: str, day: date) -> Any:
        """See `Answers.figure`."""
        value = decode(self._next({"figure": key, "day": day.isoformat()})["value"])
        return tuple(value) if isinstance(value, list) else value

    def dates(
        self,
        term: Term,
        anchor: date,
        calendar: str,
        intervals: tuple[Interval, ...],
        extended_to: Term | None,
        edges: tuple[str, ...],
        not_before: date | None = None,
    ) -> Dates:
        """See `Answers.dates`."""
        entry = self._next(_question(term, anchor, calendar, intervals, extended_to, edges, not_before))
        return Dates(
            None if entry["due_on"] is None else date.fromisoformat(entry["due_on"]),
            _instant(entry["due_at"]),
            tuple(_instant(at) for at in entry["at"]),
            entry["version"],
        )


def _question(
    term: Term,
    anchor: date,
    calendar: str,
    intervals: tuple[Interval, ...],
    extended_to: Term | None,
    edges: tuple[str, ...],
    not_before: date | None,
) -> dict[str, Any]:
    floor = {"not_before": not_before.isoformat()} if not_before else {}
    return {
        **floor,
        "term": str(term),
        "anchor": anchor.isoformat(),
        "calendar": calendar,
        "intervals": [[a.isoformat(), b.isoformat() if b else None] for a, b in intervals],
        "extended_to": str(extended_to) if extended_to else None,
        "edges": list(edges),
    }


def _dates_record(answer: Dates) -> dict[str, Any]:
    return {
        "due_on": answer.due_on.isoformat() if answer.due_on else None,
        "due_at": instant_text(answer.due_at) if answer.due_at else None,
        "at": [instant_text(at) if at else None for at in answer.edges],
        "version": answer.calendar_version,
    }


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _figure_record(use: FigureUse) -> dict[str, Any]:
    return {
        "key": use.key,
        "value": encode(use.value),
        "from": use.valid_from.isoformat() if use.valid_from else None,
        "to": use.valid_to.isoformat() if use.valid_to else None,
        "source": use.source,
    }


def _figure_use(entry: Mapping[str, Any]) -> FigureUse:
    return FigureUse(
        entry["key"],
        decode(entry["value"]),
        date.fromisoformat(entry["from"]) if entry["from"] else None,
        date.fromisoformat(entry["to"]) if entry["to"] else None,
        entry["source"],
    )
