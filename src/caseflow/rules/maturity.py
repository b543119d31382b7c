"""Maturity test, roadmap and second test (B-MAT)."""

from __future__ import annotations

from caseflow.rules.answer import Answer, Check, because, computed, failed, passed
from caseflow.rules.lines import CourseLine, LineVerdict, by_name, verdict_on
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Percent
from caseflow.words import message

_SOURCE = "S001 1.3/priekšnosacījumi"


@rule("B-MAT-01", source=_SOURCE)
def maturity_known(tested_by_hub: bool, tested_on: Day | None, roadmap_on: Day | None) -> Check:
    """A test carried out by a hub, and its roadmap, go before any aid in both rounds."""
    if tested_on is None or not tested_by_hub:
        return failed(message("rules_maturity.maturity_known.no_test"))
    if roadmap_on is None:
        return failed(message("rules_maturity.maturity_known.no_roadmap", tested_on=tested_on))
    text = "rules_maturity.maturity_known.passed"
    return passed(message(text, tested_on=tested_on, roadmap_on=roadmap_on))


@rule("B-MAT-02", covers=("B-GEN-06",), source=_SOURCE)
def roadmap_recommends_training(recommends_training: bool) -> Check:
    """Only a roadmap that recommends improving the employees' skills opens the way."""
    if recommends_training:
        return passed(message("rules_maturity.roadmap_recommends_training.passed"))
    return failed(message("rules_maturity.roadmap_recommends_training.failed"))


@rule("B-TRN-03", covers=("B-MAT-02", "B-GEN-06"), source="S001 1.3/priekšnosacījumi, demarcation")
def lines_in_roadmap(
    lines: list[CourseLine], test_areas: list[str], roadmap_areas: list[str]
) -> Answer[list[LineVerdict]]:
    """Only areas that both the test's result and the roadmap name can be aided.

    Raises BadInput when a line stands twice.
    """
    open_areas = set(test_areas) & set(roadmap_areas)
    outside = [name for name, line in by_name(lines).items() if line.area not in open_areas]
    verdicts = [verdict_on(each.line, ["outside_roadmap"] if each.line in outside else []) for each in lines]
    text = message("rules_maturity.lines_in_roadmap.computed", good=len(lines) - len(outside), n=len(lines))
    reasons = [because("B-MAT-02", message("rules_maturity.lines_in_roadmap.outside", line=name)) for name in outside]
    return computed(verdicts, text, *reasons)


@rule("B-MAT-03", reading="Q-57", source=_SOURCE)
def retest_counts(retested_on: Day | None, last_line_completed_on: Day | None) -> Check:
    """The second test counts when taken after the last completed line, even before the aid is received."""
    if last_line_completed_on is None:
        return failed(message("rules_maturity.retest_counts.not_trained"))
    if retested_on is None:
        return failed(message("rules_maturity.retest_counts.missing"))
    days = {"retested_on": retested_on, "completed_on": last_line_completed_on}
    if retested_on < last_line_completed_on:
        return failed(message("rules_maturity.retest_counts.too_early", **days))
    return passed(message("rules_maturity.retest_counts.passed", **days))


@rule("B-MAT-04", covers=("B-MAT-05",), source=_SOURCE)
def maturity_improved(first_result: Percent, second_result: Percent) -> Check:
    """Development is a higher result than in the first test; an equal one is none. Aid paid is not touched."""
    values = {"first": first_result, "second": second_result}
    if second_result > first_result:
        return passed(message("rules_maturity.maturity_improved.passed", **values))
    return failed(message("rules_maturity.maturity_improved.failed", **values))
