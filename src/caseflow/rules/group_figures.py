"""Staff, turnover and balance together with partner and linked enterprises (Z-SME-02)."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from caseflow.errors import BadInput
from caseflow.rules.answer import Answer, computed
from caseflow.rules.figures import Figures
from caseflow.rules.holdings import COMPANIES, NOTHING, Groups, Holding, controlled_groups, shares
from caseflow.rules.money import CENT
from caseflow.rules.registry import rule
from caseflow.rules.size import Period
from caseflow.rules.types import Day, Money, Number, Record
from caseflow.words import message


class EnterpriseYear(Record):
    """One enterprise's own figures that count for one period of the applicant: annual work units, EUR.

    `ended_on` is the end of the applicant's period. `adjacent_market`: by an officer's finding the enterprise
    acts in the same market as the applicant or an adjacent one.
    """

    name: str
    ended_on: Day
    approved_on: Day | None = None
    staff: Number
    turnover: Money
    balance: Money
    adjacent_market: bool = False


@rule(
    "Z-SME-02",
    figures=("P.sme.linked_share", "P.sme.partner_share"),
    reading="Q-71",
    source="Reg. 651/2014 annex I 3, 6",
)
def periods_with_group(
    applicant: str, years: list[EnterpriseYear], holdings: list[Holding], *, figures: Figures
) -> Answer[list[Period]]:
    """Add linked enterprises in full, and partners in proportion to the higher of capital and votes.

    A partner's own linked enterprises join it before the proportion is taken; its partners do not. A link
    through persons needs the same or an adjacent market. Parts of a cent round up, so that no threshold is
    kept by rounding. Raises BadInput when an enterprise has no figures for a period.
    """
    market = {applicant, *(each.name for each in years if each.adjacent_market)}
    groups = _linked_groups(market, holdings, figures)
    names = {applicant, *(each.name for each in years), *(each.held for each in holdings)}
    names |= {each.holder for each in holdings if each.holder_kind in COMPANIES}
    parts = {name: Decimal(1) for name in names if groups.same(name, applicant)}
    linked = len(parts) - 1
    for head, share in _partners(applicant, groups, holdings, figures).items():
        parts |= {name: share for name in names if groups.of(name) == head}
    periods = [_period(own, years, parts) for own in years if own.name == applicant]
    text = "rules_group_figures.periods_with_group.computed"
    return computed(periods, message(text, linked=linked, partners=len(parts) - 1 - linked, n=len(periods)))


def _period(own: EnterpriseYear, years: list[EnterpriseYear], parts: dict[str, Decimal]) -> Period:
    known = {each.name: each for each in years if each.ended_on == own.ended_on}
    if missing := sorted(set(parts) - set(known)):
        period = f"the period that ended on {own.ended_on}"
        raise BadInput(
            f"years: {', '.join(missing)} has no figures for {period}; give staff, turnover and balance",
            message("rules_unfit.no_figures", names=missing, ended=own.ended_on),
        )
    turnover = sum((share * known[name].turnover for name, share in parts.items()), NOTHING)
    balance = sum((share * known[name].balance for name, share in parts.items()), NOTHING)
    return Period(
        ended_on=own.ended_on,
        approved_on=own.approved_on,
        staff=sum((share * known[name].staff for name, share in parts.items()), NOTHING),
        turnover=turnover.quantize(CENT, rounding=ROUND_UP),
        balance=balance.quantize(CENT, rounding=ROUND_UP),
    )


def _linked_groups(market: set[str], holdings: list[Holding], figures: Figures) -> Groups:
    majority = figures.share("P.sme.linked_share")
    groups = controlled_groups(holdings, majority)
    persons = [each for each in holdings if each.holder_kind == "person"]
    for person in sorted({each.holder for each in persons}):
        heads = {
            groups.of(each.held)
            for each in persons
            if each.holder == person and (each.votes > majority * 100 or each.controls_otherwise)
        }
        held = sorted(name for name in market if groups.of(name) in heads)
        for name in held[1:]:
            groups.join(held[0], name)
    return groups


def _partners(applicant: str, groups: Groups, holdings: list[Holding], figures: Figures) -> dict[str, Decimal]:
    """Groups that hold, or are held by, the applicant's group to at least the partner share, with that share."""
    own, found = groups.of(applicant), dict[str, Decimal]()
    # Exempt investors up to half are no partners; above half they are linked already.
    company = [each for each in holdings if each.holder_kind == "company"]
    for measure in (lambda each: each.capital, lambda each: each.votes):
        for (holder, held), share in shares(company, groups, measure).items():
            pair = {holder, groups.of(held)}
            if own in pair and len(pair) == 2 and share >= figures.share("P.sme.partner_share"):
                other = (pair - {own}).pop()
                found[other] = max(share, found.get(other, NOTHING))
    return found
