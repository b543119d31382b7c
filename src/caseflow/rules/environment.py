"""Do no significant harm: activities that get no aid, and when a permit opens them (B-DNSH)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from caseflow.errors import BadInput
from caseflow.rules.answer import Check, Reason, because, verdict
from caseflow.rules.registry import rule
from caseflow.rules.types import Record
from caseflow.words import Message, message

Harm = Literal["1", "2a", "2b", "3", "4", "5", "6", "7"]

NACE_VERSION: Final = "2"
"""The list names classes of NACE Rev. 2; in later versions the same numbers mean other activities."""
WASTE_CLASSES: Final = ("38.21", "38.22")
_WASTE_DIVISION: Final = "38"
_CODE: Final = re.compile(r"[0-9]{2}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class _Row:
    """What a permit does to an activity that is listed: opens it, sends it to a person, or nothing."""

    permit: Literal["opens", "to_a_person", "does_nothing"]


ROWS: Final[dict[Harm, _Row]] = {
    "1": _Row("opens"),
    "2a": _Row("opens"),
    "2b": _Row("does_nothing"),
    "3": _Row("does_nothing"),
    "4": _Row("opens"),
    "5": _Row("to_a_person"),
    "6": _Row("opens"),
    "7": _Row("opens"),
}


class HarmfulActivity(Record):
    """An activity of the list that the merchant carries on, and whether it holds a permit for it."""

    harm: Harm
    permit: bool


class ActivityCode(Record):
    """A NACE code of the merchant with the version it belongs to, and whether it holds a permit for it."""

    code: str
    version: str
    permit: bool


@rule(
    "B-DNSH-1",
    reading="Q-22",
    covers=("B-DNSH", *(f"B-DNSH-{harm}" for harm in ROWS), "B-DNSH-8", "B-DNSH-9", "Z-NAC-01", "Q-68"),
    source="S001 1.3/DNSH",
)
def does_no_significant_harm(activities: list[HarmfulActivity], codes: list[ActivityCode]) -> Check:
    """Each activity by itself: a listed one without the permit that opens it gets no aid.

    Classes 38.21 and 38.22 of NACE Rev. 2 are harm 5; waste codes of another version go to a person. Raises
    BadInput for a code that is no NACE code.
    """
    failures: list[Message | Reason] = []
    doubts: list[Message | Reason] = []
    for each in activities:
        _judge(each.harm, each.permit, failures, doubts)
    for code in codes:
        _judge_code(code, failures, doubts)
    return verdict(failures, doubts, message("rules_environment.does_no_significant_harm.passed"))


def _judge(harm: Harm, permit: bool, failures: list[Message | Reason], doubts: list[Message | Reason]) -> None:
    row, name = ROWS[harm], message(f"rules_environment.harm.h{harm}")
    if permit and row.permit == "opens":
        return
    if permit and row.permit == "to_a_person":
        doubts.append(because(f"B-DNSH-{harm}", message("rules_environment.activity.manual", harm=name)))
        return
    case = "never" if row.permit == "does_nothing" else "no_permit"
    failures.append(because(f"B-DNSH-{harm}", message(f"rules_environment.activity.{case}", harm=name)))


def _judge_code(given: ActivityCode, failures: list[Message | Reason], doubts: list[Message | Reason]) -> None:
    if not _CODE.fullmatch(given.code):
        raise BadInput(
            f"codes: {given.code!r} is no NACE code; write it as 38.21, with its version apart",
            message("rules_unfit.no_nace", code=given.code),
        )
    if not given.code.startswith(_WASTE_DIVISION):
        return
    values = {"code": given.code, "version": given.version}
    if given.version != NACE_VERSION:
        doubts.append(because("B-DNSH-8", message("rules_environment.code.other_version", **values)))
    elif given.code not in WASTE_CLASSES and any(each.startswith(given.code) for each in WASTE_CLASSES):
        doubts.append(because("B-DNSH-5", message("rules_environment.code.too_broad", **values)))
    elif given.code in WASTE_CLASSES:
        case, where = ("permit", doubts) if given.permit else ("blocked", failures)
        where.append(because("B-DNSH-5", message(f"rules_environment.code.{case}", **values)))
