"""The same course taken twice by the same employee (B-DUP)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from pydantic import Field

from caseflow.calendar import later_than_years
from caseflow.rules.answer import Answer, Reason, because, computed
from caseflow.rules.figures import Figures
from caseflow.rules.lines import CourseLine, LineVerdict, by_name, verdict_on
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Record
from caseflow.words import message

Programme = Literal["investment", "op_2014_2020", "cohesion_2021_2027", "none"]

_RULES: Final[dict[str, str]] = {
    "taken_in_investment": "B-DUP-01",
    "twice_in_application": "B-DUP-01",
    "too_soon_after_2014_2020": "B-DUP-02",
    "end_of_2014_2020_unknown": "B-DUP-02",
    "taken_in_2021_2027": "B-DUP-03",
    "same_title": "B-DUP-04",
}


class EarlierCourse(Record):
    """A course that a person took or is taking elsewhere; `finished_on` None while it is not known to be over.

    `same_as` names the lines whose content a person has found to be one and the same.
    """

    person: str
    provider: str
    course: str
    title: str
    programme: Programme
    finished_on: Day | None = None
    same_as: list[str] = Field(default_factory=list)


@rule(
    "B-DUP-01",
    reference="course_start",
    figures=("P.dup.years",),
    reading="Q-69",
    covers=("B-DUP", "B-DUP-02", "B-DUP-03", "B-DUP-04", "B-DL-08", "Q-27"),
    source="S001 1.3/Otrā kārta, /komercdarbības nosacījumi, 8.1.13",
)
def duplicate_lines(
    lines: list[CourseLine], earlier: list[EarlierCourse], *, figures: Figures
) -> Answer[list[LineVerdict]]:
    """Refuse each line whose employee already took that very course, whoever the employer is.

    One and the same is the same provider and code, or a person's finding; a title alone only warns. A course
    of 2014-2020 measures stands in the way until more than P.dup.years have passed; of the same course twice
    in one application the first line stays. Raises BadInput when a line stands twice.
    """
    verdicts: list[LineVerdict] = []
    reasons: list[Reason] = []
    years, seen = figures.integer("P.dup.years"), set[tuple[str, str, str]]()
    for name, line in by_name(lines).items():
        own = [each for each in earlier if each.person == line.person]
        faults = [fault for each in own if same_course(line, each) for fault in _obstacles(line.starts_on, each, years)]
        key = (line.person, _plain(line.provider), _plain(line.course))
        if key in seen:
            faults.append("twice_in_application")
        seen.add(key)
        failures = [fault for fault in faults if fault != "end_of_2014_2020_unknown"]
        doubts = [fault for fault in faults if fault == "end_of_2014_2020_unknown"]
        warnings = ["same_title"] if any(_only_title(line, each) for each in own) else []
        verdicts.append(verdict_on(name, failures, doubts, warnings))
        reasons += [_reason(name, fault) for fault in (*faults, *warnings)]
    good = sum(1 for each in verdicts if each.outcome == "passed")
    text = message("rules_duplicates.duplicate_lines.computed", good=good, n=len(verdicts))
    return computed(verdicts, text, *reasons)


def same_course(line: CourseLine, earlier: EarlierCourse) -> bool:
    """Whether the earlier course is one and the same: by provider and code, or as a person has found (Q-69)."""
    same_code = (_plain(line.provider), _plain(line.course)) == (_plain(earlier.provider), _plain(earlier.course))
    return same_code or line.line in earlier.same_as


def _only_title(line: CourseLine, earlier: EarlierCourse) -> bool:
    return _plain(line.title) == _plain(earlier.title) and not same_course(line, earlier)


def _obstacles(starts_on: date, earlier: EarlierCourse, years: int) -> Iterator[str]:
    if earlier.programme == "investment":
        yield "taken_in_investment"
    elif earlier.programme == "cohesion_2021_2027":
        yield "taken_in_2021_2027"
    elif earlier.programme == "op_2014_2020":
        if earlier.finished_on is None:
            yield "end_of_2014_2020_unknown"
        elif not later_than_years(earlier.finished_on, years, starts_on):
            yield "too_soon_after_2014_2020"


def _plain(text: str) -> str:
    """Capitals and spaces make no other course."""
    return " ".join(text.casefold().split())


def _reason(line: str, fault: str) -> Reason:
    return because(_RULES[fault], message(f"rules_duplicates.line.{fault}", line=line))
