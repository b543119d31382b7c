"""What is left of an application after all rules on its lines (B-DUP-05, B-INT-06)."""

from __future__ import annotations

from caseflow.rules.answer import Answer, Check, computed, failed, manual, passed
from caseflow.rules.lines import CourseLine, LineVerdict, by_name, verdict_on
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message

_SOURCE = "S001 1.3/priekšnosacījumi, /komercdarbības nosacījumi"


class GrantedLine(Record):
    """A line as the decision grants it (EUR); the aid is cut once, on the sum of all lines (Q-63)."""

    line: str
    course: str
    title: str
    provider: str
    net: Money
    starts_on: Day
    ends_on: Day


class ApplicationLine(Record):
    """The mark of a line as the application writes it; None where it wrote none."""

    line: str | None


@rule("B-FORM", reference="application_day", source="rulebook 5.4")
def lines_in_application(lines: list[CourseLine], application: list[ApplicationLine]) -> Check:
    """Every line that is judged stands in the application, once: its employee is named nowhere else.

    And every line of the application is judged: one left aside would be refused without a reason (Z-ADM-01).
    """
    marks = [each.line for each in application]
    if wrong := [each.line for each in lines if marks.count(each.line) != 1]:
        return failed(message("rules_line_results.lines_in_application.failed", lines=wrong))
    judged = {each.line for each in lines}
    if left := [mark for mark in marks if mark is not None and mark not in judged]:
        return failed(message("rules_line_results.lines_in_application.left_aside", lines=left))
    return passed(message("rules_line_results.lines_in_application.passed", n=len(lines)))


@rule("B-DUP-05", source=_SOURCE)
def combined_lines(
    courses: list[LineVerdict], roadmap: list[LineVerdict], duplicates: list[LineVerdict]
) -> Answer[list[LineVerdict]]:
    """One verdict for each line out of those on its course, the roadmap and duplicates, the worst winning."""
    given = [*courses, *roadmap, *duplicates]
    found = []
    for line in dict.fromkeys(each.line for each in given):
        own = [each for each in given if each.line == line]
        failures = [fault for each in own if each.outcome == "failed" for fault in each.faults]
        doubts = [fault for each in own if each.outcome == "manual" for fault in each.faults]
        warnings = [warning for each in own for warning in each.warnings]
        found.append(verdict_on(line, failures, doubts, warnings))
    return computed(found, message("rules_line_results.combined_lines.computed", n=len(found)))


@rule("B-INT-06", source=_SOURCE)
def accepted_lines(lines: list[CourseLine], verdicts: list[LineVerdict]) -> Answer[list[CourseLine]]:
    """The lines that no verdict refuses or leaves open. Raises BadInput when a line stands twice."""
    closed = {each.line for each in verdicts if each.outcome != "passed"}
    found = [each for name, each in by_name(lines).items() if name not in closed]
    return computed(found, message("rules_line_results.accepted_lines.computed", accepted=len(found), n=len(lines)))


@rule("B-DUP-05", source=_SOURCE)
def some_line_remains(verdicts: list[LineVerdict]) -> Check:
    """A refused line leaves the application alive as long as another one stays; an open line needs a person."""
    refused = [each.line for each in verdicts if each.outcome == "failed"]
    if len(refused) == len(verdicts):
        return failed(message("rules_line_results.some_line_remains.failed"))
    if doubtful := [each.line for each in verdicts if each.outcome == "manual"]:
        return manual(message("rules_line_results.some_line_remains.manual", lines=doubtful))
    values = {"n": len(verdicts) - len(refused), "refused": len(refused)}
    return passed(message("rules_line_results.some_line_remains.passed", **values))


@rule("B-INT-06", reading="Q-63", source=_SOURCE)
def granted_lines(lines: list[CourseLine]) -> Answer[list[GrantedLine]]:
    """The accepted lines as a decision lists them; who takes a course stands in the application."""
    found = [
        GrantedLine(
            line=each.line,
            course=each.course,
            title=each.title,
            provider=each.provider,
            net=each.net,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
        )
        for each in lines
    ]
    return computed(found, message("rules_line_results.granted_lines.computed", n=len(found)))
