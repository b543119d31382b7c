"""The lines of an application: one employee's course each, and what the rules say of a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from caseflow.errors import BadInput
from caseflow.rules.money import ZERO
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message

Mode = Literal["online", "on_site", "hybrid"]
DigCompLevel = Annotated[int, Field(ge=1, le=8)]


class CourseLine(Record):
    """One employee in one planned course; the person is an opaque digest, money is EUR.

    `course` is the provider's code, `area` the area of the roadmap, `topic` a word of P.r2.topics. Findings of
    an officer: `mandatory` (training that national law demands), `in_catalogue`, `university_ranked`; None is
    not looked up yet.
    """

    line: str
    person: str
    provider: str
    course: str
    title: str
    level: DigCompLevel
    mode: Mode
    net: Money
    vat: Money = ZERO
    starts_on: Day
    ends_on: Day
    area: str | None = None
    topic: str | None = None
    mandatory: bool = False
    in_catalogue: bool | None = None
    from_university: bool = False
    university_ranked: bool | None = None


class LineVerdict(Record):
    """What one or more rules say of a line: the worst outcome, every fault, warnings that decide nothing."""

    line: str
    outcome: Literal["passed", "failed", "manual"]
    faults: list[str]
    warnings: list[str] = Field(default_factory=list)


def verdict_on(
    line: str, failures: Sequence[str], doubts: Sequence[str] = (), warnings: Sequence[str] = ()
) -> LineVerdict:
    """Failed for any failure, else manual for any doubt, else passed."""
    outcome: Literal["passed", "failed", "manual"] = "failed" if failures else "manual" if doubts else "passed"
    return LineVerdict(line=line, outcome=outcome, faults=[*failures, *doubts], warnings=list(warnings))


def by_name(lines: Sequence[CourseLine]) -> Mapping[str, CourseLine]:
    """The lines by their names. Raises BadInput when a name stands twice."""
    found = {each.line: each for each in lines}
    if len(found) < len(lines):
        names = [each.line for each in lines]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise BadInput(
            f"lines: {', '.join(twice)} stands twice; give each line its own name",
            message("rules_unfit.line_twice", lines=list(twice)),
        )
    return found
