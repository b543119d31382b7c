"""The lines of an application that an award leaves out, each with its reasons (Z-ADM-01, B-DUP-05)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from caseflow.rules.answer import Answer, Check, computed, failed, passed
from caseflow.rules.duplicates import EarlierCourse, same_course
from caseflow.rules.lines import CourseLine, LineVerdict, by_name
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Record
from caseflow.words import message

LineFault = Literal[
    "level_too_high",
    "mandatory",
    "mode_closed_r1",
    "mode_closed_r2",
    "topic_closed",
    "not_in_catalogue",
    "catalogue_unknown",
    "university_not_ranked",
    "university_unknown",
    "outside_roadmap",
    "taken_in_investment",
    "twice_in_application",
    "too_soon_after_2014_2020",
    "end_of_2014_2020_unknown",
    "taken_in_2021_2027",
]
"""All that the rules on courses, the roadmap and duplicates find wrong with a line."""

Cause = Literal["course", "roadmap", "earlier"]
"""What a fault of a line lies in: the course itself, the roadmap, or a course taken before or asked for twice."""
_EARLIER = ("taken_in", "twice_in", "too_soon", "end_of_2014")


class DroppedLine(Record):
    """One reason why a line is left out; `day` is when the earlier course was finished, where that is known."""

    line: str
    fault: LineFault
    day: Day | None = None


@rule("B-DUP-05", covers=("Z-ADM-01",), source="S001 1.3/priekšnosacījumi, /komercdarbības nosacījumi")
def dropped_lines(
    lines: list[CourseLine], verdicts: list[LineVerdict], earlier: list[EarlierCourse]
) -> Answer[list[DroppedLine]]:
    """Every fault of every line that did not pass, in the order of the lines: a refused part needs its reasons too."""
    known = by_name(lines)
    found = [
        DroppedLine.model_validate({"line": each.line, "fault": fault, "day": _day(fault, known[each.line], earlier)})
        for each in verdicts
        if each.outcome != "passed"
        for fault in dict.fromkeys(each.faults)
    ]
    dropped = len({each.line for each in found})
    return computed(found, message("rules_dropped_lines.dropped_lines.computed", n=dropped))


@rule("B-DUP-05", covers=("Z-ADM-01",), source="S001 1.3/priekšnosacījumi, /komercdarbības nosacījumi")
def lines_not_lost_to(cause: Cause, verdicts: list[LineVerdict]) -> Check:
    """Failed where no line remains and one of them falls for that cause: then a refusal rests on it."""
    lost = [each for each in verdicts if each.outcome == "failed"]
    named = [each.line for each in lost if any(_cause(fault) == cause for fault in each.faults)]
    if named and len(lost) == len(verdicts):
        return failed(message("rules_dropped_lines.lines_not_lost_to.failed", lines=named))
    return passed(message("rules_dropped_lines.lines_not_lost_to.passed"))


def _cause(fault: str) -> Cause:
    if fault == "outside_roadmap":
        return "roadmap"
    return "earlier" if fault.startswith(_EARLIER) else "course"


def _day(fault: str, line: CourseLine, earlier: list[EarlierCourse]) -> date | None:
    if not fault.startswith(("taken_in", "too_soon")):
        return None
    same = (each.finished_on for each in earlier if each.person == line.person and same_course(line, each))
    return max((day for day in same if day is not None), default=None)
