"""Who holds whom: links of control between enterprises, through others and through persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final, Literal

from caseflow.rules.types import Percent, Record, Share

HolderKind = Literal[
    "company",
    "venture_capital",
    "institutional_investor",
    "person",
    "public_body",
    "municipality",
    "university",
]
COMPANIES: Final[frozenset[HolderKind]] = frozenset({"company", "venture_capital", "institutional_investor"})

NOTHING: Final = Decimal(0)


class Holding(Record):
    """What one holder has in one enterprise: per cent of capital and votes, and other means of control.

    `appoints_majority`: may appoint or remove most of the board; `dominant_influence`: by contract or
    articles; `controls_by_agreement`: alone holds most votes by agreement with other shareholders.
    Persons who act together are one holder. A venture capital company or institutional investor is named as
    such only where it meets annex I 3(2) of Reg. 651/2014.
    """

    holder: str
    held: str
    capital: Percent = NOTHING
    votes: Percent = NOTHING
    appoints_majority: bool = False
    dominant_influence: bool = False
    controls_by_agreement: bool = False
    holder_kind: HolderKind = "company"

    @property
    def controls_otherwise(self) -> bool:
        """Control without a majority of votes."""
        return self.appoints_majority or self.dominant_influence or self.controls_by_agreement


class Groups:
    """Enterprises joined into groups; the name of a group is any one of its members."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The group that `name` belongs to, itself when it is joined to none."""
        parent = self._parents.get(name, name)
        return name if parent == name else self.of(parent)

    def same(self, one: str, other: str) -> bool:
        """Are the two in one group?"""
        return self.of(one) == self.of(other)

    def join(self, one: str, other: str) -> bool:
        """Make one group of two; False when they were one already."""
        first, second = sorted((self.of(one), self.of(other)))
        self._parents[second] = first
        return first != second


def controlled_groups(holdings: Iterable[Holding], majority: Share) -> Groups:
    """Join every enterprise with the company that controls it, alone or together with its group.

    A majority of votes is more than `majority`; votes of one group in an enterprise are added up. Links
    through persons and public bodies do not count here.
    """
    company = [each for each in holdings if each.holder_kind in COMPANIES]
    groups = Groups()
    for each in company:
        if each.controls_otherwise:
            groups.join(each.holder, each.held)
    while _join_by_votes(groups, company, majority):
        pass
    return groups


def _join_by_votes(groups: Groups, holdings: list[Holding], majority: Share) -> bool:
    votes = shares(holdings, groups, lambda each: each.votes)
    controlling = [pair for pair, share in votes.items() if share > majority]
    return any([groups.join(holder, held) for holder, held in controlling])


def shares(
    holdings: Iterable[Holding], groups: Groups, measure: Callable[[Holding], Decimal]
) -> dict[tuple[str, str], Decimal]:
    """Add up the share (0 to 1) that each group has in each enterprise, by (group, enterprise)."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for each in holdings:
        found[groups.of(each.holder), each.held] += measure(each) / 100
    return found
