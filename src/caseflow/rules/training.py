"""Which courses and trainers are supported (B-TRN, B-R1, B-R2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from caseflow.calendar import later_than_years
from caseflow.rules.answer import Answer, Check, Reason, because, computed, failed, passed
from caseflow.rules.figures import Figures
from caseflow.rules.lines import CourseLine, LineVerdict, by_name, verdict_on
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Record
from caseflow.words import message

Round = Literal["r1", "r2"]

_RULES: Final[dict[str, str]] = {
    "level_too_high": "B-TRN-01",
    "mandatory": "B-TRN-02",
    "mode_closed_r1": "B-R1-01",
    "mode_closed_r2": "B-R2-01",
    "topic_closed": "B-R2-02",
    "not_in_catalogue": "B-R1-08",
    "catalogue_unknown": "B-R1-08",
    "university_not_ranked": "B-R1-03",
    "university_unknown": "B-R1-03",
}
_DOUBTS: Final = frozenset({"catalogue_unknown", "university_unknown"})


class Trainer(Record):
    """A trainer of a course: in the sector without a break since a day, and an officer's finding on proofs.

    `qualification_proven`: copies prove a qualification not lower than the one the employees get.
    """

    course: str
    in_sector_since: Day
    course_starts_on: Day
    qualification_proven: bool


@rule(
    "B-TRN-01",
    figures=("P.digcomp.max", "P.r1.modes", "P.r2.modes", "P.r2.topics"),
    reading="Q-59",
    covers=(
        *("B-TRN-02", "B-TRN-04", "B-TRN-05", "B-R1-01", "B-R1-03", "B-R1-08", "B-R2-01", "B-R2-02"),
        *("Q-31", "Q-33"),
    ),
    source="S001 1.3, 1.3/Pirmā kārta, /Otrā kārta, 5.4",
)
def courses_supported(round: Round, lines: list[CourseLine], *, figures: Figures) -> Answer[list[LineVerdict]]:
    """Judge each line's course: level, content, way of teaching; catalogue and ranking (r1), topic (r2).

    What an officer has not looked up yet leaves the line `manual`.
    """
    verdicts, reasons = [], []
    for name, line in by_name(lines).items():
        faults = [*_common(line, round, figures), *(_round_1(line) if round == "r1" else _round_2(line, figures))]
        failures = [fault for fault in faults if fault not in _DOUBTS]
        doubts = [fault for fault in faults if fault in _DOUBTS]
        verdicts.append(verdict_on(name, failures, doubts))
        reasons += [_reason(name, fault) for fault in faults]
    good = sum(1 for each in verdicts if each.outcome == "passed")
    text = message("rules_training.courses_supported.computed", good=good, n=len(verdicts))
    return computed(verdicts, text, *reasons)


def _common(line: CourseLine, round: Round, figures: Figures) -> Iterator[str]:
    if line.level > figures.integer("P.digcomp.max"):
        yield "level_too_high"
    if line.mandatory:
        yield "mandatory"
    if line.mode not in figures.words(f"P.{round}.modes"):
        yield f"mode_closed_{round}"


def _round_1(line: CourseLine) -> Iterator[str]:
    if not line.in_catalogue:
        yield "catalogue_unknown" if line.in_catalogue is None else "not_in_catalogue"
    if line.from_university and not line.university_ranked:
        yield "university_unknown" if line.university_ranked is None else "university_not_ranked"


def _round_2(line: CourseLine, figures: Figures) -> Iterator[str]:
    if line.topic not in figures.words("P.r2.topics"):
        yield "topic_closed"


def _reason(line: str, fault: str) -> Reason:
    return because(_RULES[fault], message(f"rules_training.line.{fault}", line=line))


@rule("B-R2-04", figures=("P.trainer.years",), reference="course_start", source="S001 1.3/Otrā kārta")
def trainers_qualified(trainers: list[Trainer], *, figures: Figures) -> Check:
    """Every trainer has more than the required years in the sector by the course start, and the qualification.

    Exactly the required years are not enough (X-TIM-07).
    """
    years = figures.integer("P.trainer.years")
    faults = [
        message(f"rules_training.trainers_qualified.{fault}", course=each.course, n=years)
        for each in trainers
        for fault in _trainer_faults(each, years)
    ]
    return failed(*faults) if faults else passed(message("rules_training.trainers_qualified.passed", n=years))


def _trainer_faults(trainer: Trainer, years: int) -> Iterator[str]:
    if not later_than_years(trainer.in_sector_since, years, trainer.course_starts_on):
        yield "experience"
    if not trainer.qualification_proven:
        yield "qualification"
