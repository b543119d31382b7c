"""Earlier de minimis aid after mergers and splits (Z-DM-04)."""

from __future__ import annotations

from collections.abc import Iterable

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.de_minimis import Grant
from caseflow.rules.money import CENT, cut, total
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Money, Record
from caseflow.words import message


class Merger(Record):
    """On a day enterprises become one, or one takes over others: all their earlier aid counts for it."""

    on: Day
    absorbed: list[str]
    into: str


class SplitPart(Record):
    """A successor with the book value of its equity (EUR) on the day of the split."""

    undertaking: str
    equity: Money


class AidUse(Record):
    """Which successor uses the activities that a grant has aided."""

    grant: str
    user: str


class Split(Record):
    """On a day an enterprise becomes several: aid follows its use, else the equity of the parts."""

    on: Day
    source: str
    parts: list[SplitPart]
    uses: list[AidUse]


@rule("Z-DM-04", source="Reg. 1407/2013 3(8)(9), Reg. 2023/2831 3(8)(9)")
def grants_after_changes(grants: list[Grant], mergers: list[Merger], splits: list[Split]) -> Answer[list[Grant]]:
    """Give earlier aid to those for whom it counts now, change by change in the order of days.

    Day and sum stay, so aid lawfully granted stays lawful and no cent is lost; a grant shared out in a split
    comes as one grant per part. Raises BadInput for a split without equity or with a use by a stranger.
    """
    changes: list[Merger | Split] = sorted([*mergers, *splits], key=lambda change: change.on)
    current = list(grants)
    for change in changes:
        current = list(_merged(current, change) if isinstance(change, Merger) else _split(current, change))
    text = message(
        "rules_succession.grants_after_changes.computed", n=len(changes), sum=total(g.amount for g in grants)
    )
    return computed(current, text)


def _merged(grants: list[Grant], change: Merger) -> Iterable[Grant]:
    for each in grants:
        moves = each.undertaking in change.absorbed and each.granted_on <= change.on
        yield each.model_copy(update={"undertaking": change.into}) if moves else each


def _split(grants: list[Grant], change: Split) -> Iterable[Grant]:
    names = {part.undertaking for part in change.parts}
    users = {use.grant: use.user for use in change.uses}
    if strangers := sorted(set(users.values()) - names):
        raise BadInput(f"splits: {', '.join(strangers)} uses aid but is no part of the split; add it to `parts`")
    for each in grants:
        if each.undertaking != change.source or each.granted_on > change.on:
            yield each
        elif each.id in users:
            yield each.model_copy(update={"undertaking": users[each.id]})
        else:
            yield from _shared_out(each, change)


def _shared_out(grant: Grant, change: Split) -> Iterable[Grant]:
    equity = total(part.equity for part in change.parts)
    if equity == 0:
        raise BadInput(f"splits: the parts of {change.source} have no equity; say in `uses` who uses {grant.id}")
    amounts = [cut(grant.amount * part.equity / equity) for part in change.parts]
    # The cents that cutting leaves over go to the parts one by one, the largest first.
    left = int((grant.amount - total(amounts)) / CENT)
    largest = sorted(range(len(amounts)), key=lambda i: change.parts[i].equity, reverse=True)
    for index in largest[:left]:
        amounts[index] += CENT
    for part, amount in zip(change.parts, amounts, strict=True):
        yield grant.model_copy(
            update={"id": f"{grant.id}/{part.undertaking}", "undertaking": part.undertaking, "amount": amount}
        )
