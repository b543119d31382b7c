"""Ranking of the open selection and how far the money of the round reaches (B-APP-10, B-FIN-04)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.money import ZERO
from caseflow.rules.registry import rule
from caseflow.rules.types import Money, Number, Record
from caseflow.words import message


def _instant(value: object) -> str:
    """ISO text of an instant with its offset, brought to UTC so that texts compare as instants do."""
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        remedy = "an instant: write it with its offset, such as 2023-10-12T09:14:07+03:00"
        raise PydanticCustomError("bad_instant", "{shown} is not {remedy}", {"shown": repr(value), "remedy": remedy})
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


Instant = Annotated[str, BeforeValidator(_instant)]
"""An instant as text, ISO with offset."""


class Scored(Record):
    """A scored application: points in all, for merchants trained and for experience; when it came in."""

    application: str
    points: Number
    merchants_points: Number
    experience_points: Number
    submitted_at: Instant


class Ranked(Record):
    """An application in ranking order with the amount it asks for (EUR)."""

    application: str
    amount: Money


class Funded(Record):
    """Whether the money of the round reaches an application, and the running sum up to it (EUR)."""

    application: str
    running_sum: Money
    state: Literal["approved", "rejected_no_funds"]


@rule("B-APP-10", reading="Q-24", source="S001 1.3/Rādītāji")
def project_ranking(applications: list[Scored]) -> Answer[list[str]]:
    """Order by points, then merchants trained, then experience, each by itself; still equal: the earlier one.

    Raises BadInput when an application stands twice.
    """
    names = [each.application for each in applications]
    if len(set(names)) < len(names):
        raise BadInput("applications: one stands twice; give each once")
    ordered = sorted(applications, key=lambda each: (each.submitted_at, each.application))
    ordered.sort(key=lambda each: (each.points, each.merchants_points, each.experience_points), reverse=True)
    found = [each.application for each in ordered]
    return computed(found, message("rules_ranking.project_ranking.computed", order=found))


@rule("B-PR2", reading="Q-67", covers=("B-FIN-04",), source="S001 1.3/Atbalsts")
def funded_by_rank(ranked: list[Ranked], money: Money) -> Answer[list[Funded]]:
    """Fund in the order given while the running sum keeps the money; the first that does not fit ends it.

    Nobody overtakes in the ranking, and a failed condition later does not reopen it.
    """
    running, funded = ZERO, []
    for each in ranked:
        running += each.amount
        state: Literal["approved", "rejected_no_funds"] = "approved" if running <= money else "rejected_no_funds"
        funded.append(Funded(application=each.application, running_sum=running, state=state))
    good = sum(1 for each in funded if each.state == "approved")
    return computed(funded, message("rules_ranking.funded_by_rank.computed", money=money, good=good, n=len(funded)))


@rule("B-FIN-04", source="S001 1.3/Atbalsts")
def money_left(funded: list[Funded], money: Money) -> Answer[Money]:
    """What nobody got (EUR): it opens a new selection once the rounds have closed."""
    spent = max((each.running_sum for each in funded if each.state == "approved"), default=ZERO)
    left = max(money - spent, ZERO)
    return computed(left, message("rules_ranking.money_left.computed", money=money, spent=spent, left=left))
