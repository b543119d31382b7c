"""Claims line by line and settlements in kind (examples E-0504, E-0506 to E-0509)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask

GOOD = {
    "line": "K1",
    "net": "480.00",
    "in_award": True,
    "in_roadmap": True,
    "duplicate": False,
    "started_on": "2024-03-04",
    "completed_on": "2026-05-20",
    "paid_on": "2024-03-11",
}


def checked(ask: Ask, *lines: dict[str, Any], round_: str = "r1") -> Any:
    inputs = {"lines": lines, "award_day": "2024-03-04", "round": round_}
    return ask("checked_lines", inputs)


def payable(ask: Ask, lines: Any, award: str = "9999.00", size: str = "medium", **more: Any) -> Any:
    return ask("payable_aid", {"lines": lines, "award": award, "size": size} | more)


def state(ask: Ask, lines: Any) -> str:
    return str(ask("claim_state", {"lines": lines}).value)


def test_vat_is_never_eligible_and_stays_with_the_merchant(ask: Ask) -> None:
    lines = checked(ask, GOOD | {"net": "1200.00", "vat": "252.00"}).value  # E-0504
    aid = payable(ask, lines).value
    own = ask("own_share", {"lines": lines, "aid": aid}).value
    assert (lines[0].eligible, aid, own) == (Decimal("1200.00"), Decimal("720.00"), Decimal("480.00"))
    assert own + lines[0].borne == Decimal("732.00")


@pytest.mark.parametrize(
    ("net", "aid"),
    [
        pytest.param("1900.00", "1100.40", id="E-0506 cut to the award"),
        pytest.param("1700.00", "1020.00", id="E-0506 less invoice, less aid"),
        pytest.param("1834.00", "1100.40", id="as planned"),
    ],
)
def test_pays_what_the_invoice_gives_but_never_above_the_award(ask: Ask, net: str, aid: str) -> None:
    lines = checked(ask, GOOD | {"net": net}).value
    answer = payable(ask, lines, award="1100.40")
    assert answer.value == Decimal(aid)
    assert state(ask, lines) == "claim_approved"
    assert len(answer.reasons) == (2 if net == "1900.00" else 1)


def test_checks_a_claim_line_by_line(ask: Ask) -> None:
    answer = checked(
        ask,
        GOOD,
        GOOD | {"line": "K2", "net": "515.50", "completed_on": "2026-07-09"},
        GOOD | {"line": "K3", "net": "300.00", "in_award": False},
        GOOD | {"line": "K4", "net": "560.30", "completed_on": None},
    )  # E-0507
    assert {each.line: each.fault for each in answer.value} == {
        "K1": None,
        "K2": "completed_late",
        "K3": "not_in_award",
        "K4": "not_completed",
    }
    assert [reason.rule for reason in answer.reasons] == ["B-CLM", "B-FIN-14", "B-INT-06", "B-R1-05"]
    assert payable(ask, answer.value, award="933.48").value == Decimal("288.00")
    assert state(ask, answer.value) == "claim_partly_approved"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"completed_on": "2026-06-30"}, None, id="E-0509 stamped on the last day"),
        pytest.param({"completed_on": "2026-07-01"}, "completed_late", id="E-0509 a second later"),
        pytest.param({"paid_on": "2026-06-30"}, None, id="paid on the last day"),
        pytest.param({"paid_on": "2026-07-01"}, "paid_late", id="paid a day later"),
        pytest.param({"paid_on": None}, "not_paid", id="no proof of payment"),
        pytest.param({"started_on": "2024-03-03"}, "started_early", id="started before the award"),
        pytest.param({"started_on": None}, None, id="start not proven, completion is"),
        pytest.param({"in_roadmap": False}, "outside_roadmap", id="outside the roadmap"),
        pytest.param({"duplicate": True}, "duplicate", id="duplicate"),
        pytest.param({"in_award": False}, "not_in_award", id="not awarded"),
        pytest.param({"completed_on": None}, "not_completed", id="no certificate"),
    ],
)
def test_each_condition_of_a_line_counts_by_itself(ask: Ask, changed: dict[str, Any], fault: str | None) -> None:
    answer = checked(ask, GOOD | changed)
    (line,) = answer.value
    assert line.fault == fault
    assert (line.eligible, line.borne) == ((Decimal("480.00"), 0) if fault is None else (0, Decimal("480.00")))
    assert len(answer.reasons) == (1 if fault is None else 2)
    assert state(ask, answer.value) == ("claim_approved" if fault is None else "claim_rejected")


def test_every_fault_of_a_line_is_named(ask: Ask) -> None:
    answer = checked(ask, GOOD | {"duplicate": True, "paid_on": None})
    assert answer.value[0].fault == "duplicate"
    assert [reason.rule for reason in answer.reasons] == ["B-CLM", "B-DUP-05", "B-R1-05"]


def test_cuts_once_on_the_sum_of_three_lines(ask: Ask) -> None:
    lines = checked(ask, *(GOOD | {"line": f"K{n}", "net": "333.35"} for n in range(3))).value
    assert payable(ask, lines, size="small").value == Decimal("700.03")  # E-0503, not 3 x 233.34


def test_uses_the_agreed_share_and_refuses_a_higher_one(ask: Ask) -> None:
    lines = checked(ask, GOOD).value
    assert payable(ask, lines, agreed_share="0.5").value == Decimal("240.00")
    answer = payable(ask, lines, agreed_share="0.6001")
    assert (answer.outcome, answer.reasons[0].rule) == ("failed", "B-INT-07")


def test_refuses_a_line_that_is_claimed_twice(ask: Ask) -> None:
    with pytest.raises(BadInput, match="K1 stands twice"):
        checked(ask, GOOD, GOOD)


def test_an_empty_claim_is_rejected(ask: Ask) -> None:
    assert state(ask, []) == "claim_rejected"


def test_settles_round_two_in_kind_without_a_payment_by_the_merchant(ask: Ask) -> None:
    line = {**GOOD, "net": "185.00", "paid_on": None}
    given = [line | {"line": f"E{n}", "completed_on": None if n == 6 else "2024-05-03"} for n in range(1, 7)]
    lines = checked(ask, *given, round_="r2").value  # E-0508
    aid = payable(ask, lines, award="666.00").value
    own = ask("own_share", {"lines": lines, "aid": aid})
    assert (aid, own.value) == (Decimal("555.00"), Decimal("370.00"))
    assert own.reasons[0].message.args["value"] == Decimal("925.00")
    with pytest.raises(BadInput, match=r"aid 925\.01 exceeds the eligible 925\.00"):
        ask("own_share", {"lines": lines, "aid": "925.01"})
