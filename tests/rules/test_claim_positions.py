"""From what is claimed to what is decided of each position (E-0507, B-CLM)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask

NETS = {"K1": "480.00", "K2": "515.50", "K3": "300.00", "K4": "560.30"}
ASKED = [
    {"line": each, "title": each, "net": net, "vat": "0.00", "paid_on": "2026-05-20"} for each, net in NETS.items()
]
AWARD = [
    {
        "line": each,
        "course": each,
        "title": each,
        "provider": "SIA “Kursi”",
        "net": NETS[each],
        "starts_on": "2026-05-04",
        "ends_on": "2026-05-08",
    }
    for each in ("K1", "K2", "K4")
]
RESULTS = [
    {"line": each, "completed": True, "started_on": "2026-05-04", "ended_on": ended, "hours": 16}
    for each, ended in (("K1", "2026-05-08"), ("K2", "2026-07-09"), ("K4", "2026-05-08"))
]


def found(**changes: bool) -> list[dict[str, Any]]:
    good = {"in_roadmap": True, "duplicate": False, "completion_proven": True, "payment_proven": True}
    return [{"line": each, **good, **changes} for each in NETS]


def positions(ask: Ask, unproven: list[str] | None, findings: list[dict[str, Any]]) -> Any:
    inputs = {"asked": ASKED, "found": findings, "award": AWARD, "results": RESULTS, "unproven": unproven}
    lines = ask("claimed_lines", inputs).value
    checked = ask("checked_lines", {"lines": lines, "award_day": "2026-02-16", "round": "r1"}).value
    return ask("claim_positions", {"asked": ASKED, "checked": checked, "unproven": unproven}).value


def test_each_position_says_what_is_eligible_and_why_the_rest_is_not(ask: Ask) -> None:
    said = [(each.line, each.asked, each.eligible, each.grounds) for each in positions(ask, ["K4"], found())]
    assert said == [
        ("K1", Decimal("480.00"), Decimal("480.00"), []),
        ("K2", Decimal("515.50"), Decimal("0.00"), ["completed_late"]),
        ("K3", Decimal("300.00"), Decimal("0.00"), ["not_in_award"]),
        ("K4", Decimal("560.30"), Decimal("0.00"), ["no_proof"]),
    ]


@pytest.mark.parametrize(
    ("finding", "ground"),
    [
        ({"in_roadmap": False}, "outside_roadmap"),
        ({"duplicate": True}, "duplicate"),
        ({"completion_proven": False}, "not_completed"),
        ({"payment_proven": False}, "not_paid"),
    ],
)
def test_what_the_hub_finds_decides_on_a_position(ask: Ask, finding: dict[str, bool], ground: str) -> None:
    assert positions(ask, None, found(**finding))[0].grounds == [ground]


def test_papers_that_did_not_come_do_not_hide_another_fault(ask: Ask) -> None:
    assert positions(ask, ["K3"], found())[2].grounds == ["not_in_award"]


def test_findings_are_on_exactly_the_positions_claimed_each_once(ask: Ask) -> None:
    inputs = {"asked": ASKED, "found": found()[:3], "award": AWARD, "results": RESULTS, "unproven": None}
    with pytest.raises(BadInput, match="K1, K2, K3, K4"):
        ask("claimed_lines", inputs)
    with pytest.raises(BadInput, match="stands twice"):
        ask("claimed_lines", inputs | {"asked": [*ASKED, ASKED[0]], "found": found()})


def test_papers_are_asked_for_on_claimed_positions(ask: Ask) -> None:
    paper = {"line": "K4", "gap": "Nav apliecinājuma.", "wanted": "Apliecinājums."}
    assert ask("lines_asked_for", {"papers": [paper, paper], "asked": ASKED}).value == ["K4"]
    with pytest.raises(BadInput, match="K9"):
        ask("lines_asked_for", {"papers": [paper | {"line": "K9"}], "asked": ASKED})


def test_sums_are_without_vat_and_never_below_nothing(ask: Ask) -> None:
    assert ask("asked_sum", {"asked": ASKED}).value == Decimal("1855.80")
    assert ask("award_left", {"award": "933.48", "aid": "288.00"}).value == Decimal("645.48")
    assert ask("award_left", {"award": "933.48", "aid": "933.48"}).value == Decimal("0.00")
