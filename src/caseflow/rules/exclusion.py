"""Exclusion of a merchant for what it or its officers did (B-EXC)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from caseflow.calendar import later_than_years
from caseflow.errors import BadInput
from caseflow.rules.answer import Check, Reason, because, passed, verdict
from caseflow.rules.exclusion_table import GROUNDS, Act, Decision, Ground, Persons, Row, row_of
from caseflow.rules.figures import Figures
from caseflow.rules.registry import rule
from caseflow.rules.types import Day, Record
from caseflow.words import Message, Text, message

Role = Literal[
    "merchant",
    "board_member",
    "council_member",
    "procuration_holder",
    "branch_representative",
    "shareholder",
    "employee",
]
Status = Literal["active", "suspended", "discontinued", "in_liquidation"]
Effect = Literal["refuse", "manual", "none"]

_PROVISION: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?(\([0-9]{1,2}\)){0,2}")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNCHECKED: Final[frozenset[Role]] = frozenset({"shareholder", "employee"})


class Finding(Record):
    """What a register or decision says of the merchant or a person (no names: Z-DAT-04).

    `provision` as in the query table: `79.1`, `184(3)`, `68.4(2)`. `final_on` is the day it became
    incontestable, None while it is not. `ground` is given by an officer for what was found by other means and
    has no row. `marked` and `lenient` concern competition: the register's mark, the fine waived or reduced.
    """

    role: Role
    act: Act
    provision: str
    decision: Decision
    final_on: Day | None
    proceedings_opened_on: Day | None = None
    ground: Ground | None = None
    marked: bool = False
    lenient: bool = False


@rule(
    "B-EXC-90",
    reference="check_day",
    figures=("P.exc.s322_before", "P.exc.lookback", "P.exc.recipients"),
    reading="Q-20",
    covers=("B-EXC", *GROUNDS, "B-EXC-40", "B-EXC-91", "B-EXC-92", "B-DL-09", "Q-21", "Q-56"),
    source="S001 1.3 (exclusion list, query table)",
)
def not_excluded(
    findings: list[Finding],
    status: Status,
    check_day: Day,
    checked: Literal["merchant", "recipient"] = "merchant",
    *,
    figures: Figures,
) -> Check:
    """Failed for a finding that fits text and query table, manual for one that fits only one of them.

    Only final findings count; shareholders and employees are not checked. Raises BadInput for a provision
    written otherwise.
    """
    if checked == "recipient" and not figures.flag("P.exc.recipients"):
        return passed(message("rules_exclusion.not_excluded.recipients_off"))
    failures: list[Message | Reason] = []
    doubts: list[Message | Reason] = []
    if status != "active":
        failures.append(because("B-EXC-40", message(f"rules_exclusion.status.{status}")))
    for each in findings:
        effect, ground, case = _judged(each, check_day, figures)
        if effect != "none":
            reason = because(ground, _said(each, ground, case))
            (failures if effect == "refuse" else doubts).append(reason)
    return verdict(failures, doubts, message("rules_exclusion.not_excluded.passed", day=check_day))


def _judged(finding: Finding, day: date, figures: Figures) -> tuple[Effect, Ground, str]:
    """The effect of one finding, the ground it rests on, and which sentence says so."""
    if not _PROVISION.fullmatch(finding.provision):
        raise BadInput(
            f"findings: provision {finding.provision!r}; write it as 79.1, 184(3) or 68.4(2)",
            message("rules_unfit.no_provision", given=finding.provision),
        )
    row = row_of(finding.act, finding.provision)
    nothing: tuple[Effect, Ground, str] = ("none", "B-EXC-11", "")
    if not _counts(finding, day, figures):
        return nothing
    if row is None or (finding.act == "competition_law" and not finding.marked):
        fits = finding.ground is not None and _fits_text(finding, finding.ground)
        return ("manual", finding.ground, "no_row") if finding.ground and fits else nothing
    if finding.act == "criminal_law" and row.provision == "322":
        if finding.proceedings_opened_on is None:
            return "manual", row.grounds[0], "s322_unknown"
        if finding.proceedings_opened_on >= figures.date("P.exc.s322_before"):
            return nothing
    return _by_text_and_table(finding, row)


def _counts(finding: Finding, day: date, figures: Figures) -> bool:
    if finding.role in _UNCHECKED or finding.final_on is None or finding.final_on > day:
        return False
    if finding.act == "competition_law" and finding.lenient:
        return False
    lookback = figures.find("P.exc.lookback")
    if lookback is None or lookback.value is None:
        return True
    return not later_than_years(finding.final_on, figures.integer("P.exc.lookback"), day)


def _by_text_and_table(finding: Finding, row: Row) -> tuple[Effect, Ground, str]:
    in_table = _persons(finding.role) in row.persons
    fitting = [ground for ground in row.grounds if _fits_text(finding, ground)]
    if fitting and in_table:
        return "refuse", fitting[0], "refuse"
    if fitting:
        return "manual", fitting[0], "text_only"
    return ("manual", row.grounds[0], "table_only") if in_table else ("none", row.grounds[0], "")


def _fits_text(finding: Finding, ground: Ground) -> bool:
    text = GROUNDS[ground]
    return _persons(finding.role) in text.persons and finding.decision in text.decisions


def _persons(role: Role) -> Persons:
    return "merchant" if role == "merchant" else "officer"


def _said(finding: Finding, ground: Ground, case: str) -> Message:
    act, number = finding.act, ground.removeprefix("B-EXC-")
    return message(
        f"rules_exclusion.finding.{case}",
        act=message(f"rules_exclusion.act.{act}"),
        provision=_cited(finding.provision),
        ground=message(f"rules_exclusion.ground.g{number}"),
    )


def _cited(provision: str) -> Message:
    """The provision as lawyers cite it: in Latvian `79.1` is written with a raised number."""
    number, *inner = re.findall(r"[0-9]+(?:\.[0-9]+)?", provision)
    whole, _, added = number.partition(".")
    shape = ("section", "part", "item")[len(inner)]
    section = Text(lv=f"{whole}.{added.translate(_RAISED)}", en=number)
    return message(
        f"rules_exclusion.provision.{shape}", section=section, **dict(zip(("part", "item"), inner, strict=False))
    )
