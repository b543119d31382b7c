"""What counts as a result: merchants per course run, unique merchants, persons (B-CNT)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.registry import rule
from caseflow.rules.types import Count, Day, Record
from caseflow.words import message


class Participation(Record):
    """One employee in one course run of a merchant; persons are opaque digests.

    `counts` is False for a case that ended refused, withdrawn or was recovered (B-CNT-04).
    """

    merchant: str
    course_run: str
    person: str
    sex: Literal["female", "male"]
    completed_on: Day | None = None
    counts: bool = True


class Counts(Record):
    """Results up to a day: `non_unique` is one per merchant and course run with a completion."""

    non_unique: Count
    unique_merchants: Count
    persons: Count
    women: Count
    men: Count
    participations: Count


@rule(
    "B-CNT-01",
    reference="milestone_day",
    reading="Q-14",
    covers=("B-CNT-02", "B-CNT-03", "B-CNT-04", "Q-60"),
    source="S001 1.3/Rādītāji",
)
def count_results(participations: list[Participation], until: Day | None = None) -> Answer[Counts]:
    """Count completions up to and on `until`. Raises BadInput for a person recorded with two sexes."""
    done = [each for each in participations if _counts(each, until)]
    sexes = _sexes(done)
    women = sum(1 for sex in sexes.values() if sex == "female")
    found = Counts(
        non_unique=len({(each.merchant, each.course_run) for each in done}),
        unique_merchants=len({each.merchant for each in done}),
        persons=len(sexes),
        women=women,
        men=len(sexes) - women,
        participations=len(done),
    )
    text = "rules_counting.count_results.computed"
    return computed(
        found,
        message(text, merchants=found.non_unique, unique=found.unique_merchants, persons=found.persons),
    )


def _counts(each: Participation, until: Day | None) -> bool:
    return each.counts and each.completed_on is not None and (until is None or each.completed_on <= until)


def _sexes(done: Iterable[Participation]) -> dict[str, str]:
    sexes: dict[str, str] = {}
    for each in done:
        if sexes.setdefault(each.person, each.sex) != each.sex:
            raise BadInput(f"participations: {each.person} stands with both sexes; correct one record")
    return sexes
