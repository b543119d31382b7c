"""The single undertaking: which enterprises share one de minimis ceiling (Z-DM-03, B-DM-03)."""

from __future__ import annotations

from caseflow.rules.answer import Answer, computed
from caseflow.rules.figures import Figures
from caseflow.rules.holdings import COMPANIES, Holding, controlled_groups
from caseflow.rules.registry import rule
from caseflow.rules.types import Record
from caseflow.words import message


class Member(Record):
    """An enterprise that is one undertaking with the applicant; both fields hold the name that the holdings use."""

    registration_number: str
    name: str


@rule(
    "Z-DM-03",
    figures=("P.dm.majority",),
    covers=("B-DM-03",),
    source="Reg. 1407/2013 2(2), Reg. 2023/2831 2(2)",
)
def single_undertaking(applicant: str, holdings: list[Holding], *, figures: Figures) -> Answer[list[str]]:
    """The enterprises that are one undertaking with the applicant, itself first, then by name.

    Majority of votes, appointment of the board, dominant influence and control by agreement link, also
    through other enterprises; persons, public bodies and partner enterprises do not.
    """
    groups = controlled_groups(holdings, figures.share("P.dm.majority"))
    names = {each.held for each in holdings}
    names |= {each.holder for each in holdings if each.holder_kind in COMPANIES}
    others = sorted(name for name in names if name != applicant and groups.same(name, applicant))
    text = "rules_undertaking.single_undertaking.group" if others else "rules_undertaking.single_undertaking.alone"
    return computed([applicant, *others], message(text, applicant=applicant, others=others))


@rule("B-DM-03", figures=("P.dm.majority",), source="Reg. 1407/2013 2(2), Reg. 2023/2831 2(2)")
def undertaking_members(applicant: str, holdings: list[Holding], *, figures: Figures) -> Answer[list[Member]]:
    """Who is one undertaking with the applicant, as the register takes it; the applicant is left out."""
    _, *others = single_undertaking(applicant, holdings, figures=figures).value or [applicant]
    found = [Member(registration_number=name, name=name) for name in others]
    return computed(found, message("rules_undertaking.undertaking_members.computed", n=len(found)))
