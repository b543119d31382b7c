"""How the house reads the law where its sources contradict themselves or leave a choice, by rulebook ID (Q)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

READINGS: Final[Mapping[str, str]] = {
    "Q-10": "The aid shares bind both rounds: a hub reimburses the share, an association pays the course and charges "
    "the merchant the rest.",
    "Q-12": "There is no top-up of the share; the figure that would allow one is switched off.",
    "Q-13": "An undertaking in difficulty may not have aid under the block exemption; de minimis stays open to it.",
    "Q-14": "A merchant counts once for every course run that it has completed, in both rounds; persons are counted "
    "apart.",
    "Q-15": "The first and the third milestone count without removing repeats, for the investment as a whole and not "
    "by round.",
    "Q-16": "The management share is taken of the total costs approved in the application; the monthly amount is a "
    "hint only.",
    "Q-17": "Management costs end at the smaller of their share and the recipient's own de minimis headroom, unless "
    "the management is procured.",
    "Q-18": "A commitment before the application refuses everything; between application and decision a course may "
    "be agreed, at the merchant's risk, but may not begin.",
    "Q-19": "The limit holds in both paragraphs that speak of debts, and the check is due on the second working day "
    "after the reference day.",
    "Q-20": "Where the text and the table of exclusions agree, the ground refuses; where not, a person decides.",
    "Q-21": "No ground of exclusion lapses with time until a figure says so; each ground is asked as the table has it.",
    "Q-22": "The permit excuses landfills only; classes 38.21 and 38.22 are closed, and with a permit a person "
    "decides.",
    "Q-23": "An applicant hands in one project application over both rounds together.",
    "Q-24": "Ties are broken by the criteria in the order in which they are written, then by the earlier submission.",
    "Q-25": "Each project has the target of its formula; a sum of targets below that of the round raises a warning.",
    "Q-26": "A project of less money has an interim target in the same proportion as its full one.",
    "Q-27": "A course counts as taken twice unless it belonged to the earlier measure and lies far enough back: both "
    "are needed.",
    "Q-29": "The old de minimis regulation is used up to its last day, the new one from the day after.",
    "Q-31": "Courses of round 1 are online only, until an amendment widens the figure.",
    "Q-33": "A course is basic up to the sixth level of DigComp.",
    "Q-34": "The date of the tax data is kept; data older than the reference day do not do, and the officer checks "
    "again or asks for a statement.",
    "Q-36": "The ministry selects and grants, the agency concludes the contract; aid is granted on the day of the "
    "ministry's decision.",
    "Q-37": "The share for advances bounds all advances together that are not yet cleared.",
    "Q-38": "Members of a cluster may train and be trained; whoever is in conflict does not decide.",
    "Q-56": "Merchants are asked about all grounds of exclusion, recipients about the same ones when their project is "
    "decided; a figure switches that off.",
    "Q-57": "The duty of the second test begins with the payment; a test taken earlier counts if the last course was "
    "over.",
    "Q-58": "A foreign merchant's branch may apply when it is registered in Latvia and does business here.",
    "Q-59": "The topics of round 2 are a closed list, which a figure can widen.",
    "Q-60": "Persons trained are counted once for the whole investment, by person code; participations stand beside "
    "that.",
    "Q-63": "Aid is cut to the cent on the sum of a decision or claim, never line by line.",
    "Q-64": "A course must be both completed and paid for by the end of eligibility; a figure switches the second off.",
    "Q-66": "Within a broken year interest runs by actual days, it compounds at each full year and is cut once; "
    "repayments reduce interest before principal.",
    "Q-67": "Funding stops at the first application in the ranking that the money does not cover; nobody is passed "
    "over.",
    "Q-68": "An activity classed by another version of NACE goes to a person.",
    "Q-69": "Two courses are the same when provider and catalogue code agree, or a person finds so; equal titles only "
    "warn.",
    "Q-70": "The fiscal years of the undertaking that applies make the window for its whole group.",
    "Q-71": "A partner's linked enterprises join in full before the proportion is taken; after two years the smaller "
    "of the two classes reached counts.",
}
"""One sentence for each reading that a rule names; `docs/rules.md` shows them."""
