"""What became of each line of an award: completed or dropped, and its worth in kind (B-R1-05, B-R2-06)."""

from __future__ import annotations

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, Check, computed, failed, passed
from caseflow.rules.claims import CheckedLine, ClaimLine
from caseflow.rules.figures import Figures
from caseflow.rules.money import total
from caseflow.rules.registry import rule
from caseflow.rules.types import Count, Day, Money, Record
from caseflow.words import message

_SOURCE = "S001 1.3/Pirmā kārta, 1.3/Atbalsts"


class AwardedLine(Record):
    """One employee's course as the decision grants it; money is EUR, persons stand elsewhere."""

    line: str
    course: str
    title: str
    provider: str
    net: Money
    aid: Money | None = None
    starts_on: Day
    ends_on: Day


class LineResult(Record):
    """How one line ended: completed with proof, or dropped; `hours` are academic hours."""

    line: str
    completed: bool
    started_on: Day | None = None
    ended_on: Day
    hours: Count | None = None


class DeliveredCourse(Record):
    """A course with at least one completion: how many employees completed it, and its net value (EUR)."""

    title: str
    employees: Count
    net: Money


@rule("B-R1-08", covers=("B-CNT-01",), source="S001 1.3")
def results_with(
    award: list[AwardedLine],
    earlier: list[LineResult] | None,
    line: str,
    completed: bool,
    started_on: Day | None,
    ended_on: Day,
    hours: Count | None,
) -> Answer[list[LineResult]]:
    """The results with this one; it takes the place of an earlier one of the same line.

    Raises BadInput for a line that the award does not have, and for a completed one that lacks its start or hours.
    """
    names = [each.line for each in award]
    if line not in names:
        raise BadInput(
            f"line: {line!r} is not in the award; it has {', '.join(names)}",
            message("rules_unfit.line_not_awarded", line=line, names=list(names)),
        )
    if completed and (started_on is None or not hours):
        raise BadInput(
            f"line {line}: a completed course needs its first day and its academic hours",
            message("rules_unfit.course_incomplete", line=line),
        )
    if started_on is not None and started_on > ended_on:
        raise BadInput(
            f"line {line}: ended on {ended_on}, before it started on {started_on}",
            message("rules_unfit.course_ends_early", line=line, ended=ended_on, started=started_on),
        )
    new = LineResult(line=line, completed=completed, started_on=started_on, ended_on=ended_on, hours=hours)
    found = sorted(
        [*(each for each in earlier or [] if each.line != line), new], key=lambda each: names.index(each.line)
    )
    return computed(found, message("rules_results.results_with.computed", n=len(found), all=len(names)))


@rule("B-FIN-14", figures=("P.B.elig_end",), covers=("B-DL-02", "X-TIM-01"), source="S001 1.3/Atbalsts, 3")
def completed_in_time(completed_on: Day, *, figures: Figures) -> Check:
    """A course is completed by the end of eligibility, that day included."""
    values = {"day": completed_on, "end": figures.date("P.B.elig_end")}
    if completed_on > values["end"]:
        return failed(message("rules_results.completed_in_time.failed", **values))
    return passed(message("rules_results.completed_in_time.passed", **values))


@rule("B-INC-03", covers=("B-R1-05",), source="S001 1.3/Pirmā kārta")
def started_after_award(started_on: Day, award_day: Day) -> Check:
    """No course starts before the day of the decision on the aid."""
    values = {"day": started_on, "award_day": award_day}
    if started_on < award_day:
        return failed(message("rules_results.started_after_award.failed", **values))
    return passed(message("rules_results.started_after_award.passed", **values))


@rule("B-R1-05", source=_SOURCE)
def every_line_ended(award: list[AwardedLine], results: list[LineResult]) -> Check:
    """Each line of the award is completed or dropped."""
    ended = {each.line for each in results}
    if still := [each.line for each in award if each.line not in ended]:
        return failed(message("rules_results.every_line_ended.failed", lines=still))
    return passed(message("rules_results.every_line_ended.passed", n=len(award)))


@rule("B-R1-05", source=_SOURCE)
def some_line_completed(results: list[LineResult] | None) -> Check:
    """At least one line was completed."""
    done = sum(1 for each in results or [] if each.completed)
    if not done:
        return failed(message("rules_results.some_line_completed.failed"))
    return passed(message("rules_results.some_line_completed.passed", n=done))


@rule("B-CNT-01", covers=("B-CNT-02",), reading="Q-14", source="S001 1.3/Rādītāji")
def lines_completed(results: list[LineResult] | None) -> Answer[Count]:
    """How many lines, one employee's course each, were completed."""
    done = sum(1 for each in results or [] if each.completed)
    return computed(done, message("rules_results.lines_completed.computed", n=done))


@rule("B-CNT-01", covers=("B-CNT-02", "B-CNT-03"), reading="Q-14", source="S001 1.3/Rādītāji")
def runs_completed(award: list[AwardedLine], results: list[LineResult] | None) -> Answer[Count]:
    """How many course runs of the merchant have a completion: one provider's course with the same planned days."""
    done = {each.line for each in results or [] if each.completed}
    runs = {(each.provider, each.course, each.starts_on, each.ends_on) for each in award if each.line in done}
    return computed(len(runs), message("rules_results.runs_completed.computed", n=len(runs)))


@rule("B-MAT-03", reading="Q-57", source="S001 1.3/priekšnosacījumi")
def last_completion(results: list[LineResult]) -> Answer[Day]:
    """The day of the last completion; `failed` where nothing was completed."""
    days = [each.ended_on for each in results if each.completed]
    if not days:
        return failed(message("rules_results.some_line_completed.failed"))
    return computed(max(days), message("rules_results.last_completion.computed", day=max(days)))


@rule("B-R2-06", covers=("B-INT-06",), source="S001 1.3/Atbalsts")
def delivered_lines(award: list[AwardedLine], results: list[LineResult]) -> Answer[list[ClaimLine]]:
    """The completed lines as `checked_lines` takes them in round 2: at the price of the award."""
    done = {each.line: each for each in results if each.completed}
    found = [
        ClaimLine(
            line=each.line,
            net=each.net,
            in_award=True,
            in_roadmap=True,
            duplicate=False,
            started_on=done[each.line].started_on,
            completed_on=done[each.line].ended_on,
        )
        for each in award
        if each.line in done
    ]
    return computed(found, message("rules_results.lines_completed.computed", n=len(found)))


@rule("B-R2-06", source="S001 1.3/Atbalsts")
def delivered_courses(award: list[AwardedLine], checked: list[CheckedLine]) -> Answer[list[DeliveredCourse]]:
    """The eligible lines by course, in the order of the award."""
    good = {each.line: each.eligible for each in checked if each.fault is None}
    titles = dict.fromkeys(each.title for each in award if each.line in good)
    found = [
        DeliveredCourse(
            title=title,
            employees=sum(1 for each in award if each.title == title and each.line in good),
            net=total(good[each.line] for each in award if each.title == title and each.line in good),
        )
        for title in titles
    ]
    return computed(found, message("rules_results.delivered_courses.computed", n=len(found)))


@rule("B-INT-06", source="S001 1.3/komercdarbības nosacījumi")
def eligible_sum(checked: list[CheckedLine]) -> Answer[Money]:
    """The eligible net costs (EUR) of all lines together."""
    found = total(each.eligible for each in checked)
    text = message("rules_results.eligible_sum.computed", eligible=found)
    return computed(found, text)
