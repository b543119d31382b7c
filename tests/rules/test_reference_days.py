"""Instants, reference days and the day of the tax check together (E-0404 to E-0407, E-0509, E-0614)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from caseflow.calendar import Term, Unit, due
from caseflow.calendar.packaged import calendars
from caseflow.clock import riga_date
from caseflow.rules import ParameterTable

from .conftest import Ask


@pytest.mark.parametrize(
    ("submitted", "clarified", "check_due"),
    [
        pytest.param("2022-09-14T09:00:00Z", [], "2022-09-16", id="E-0404 first check"),
        pytest.param("2022-09-14T09:00:00Z", ["2022-09-15T09:00:00Z"], "2022-09-19", id="E-0404 moved"),
        pytest.param("2023-02-06T09:00:00Z", [], "2023-02-08", id="E-0405 first"),
        pytest.param("2023-02-06T09:00:00Z", ["2023-02-14T09:00:00Z"], "2023-02-16", id="E-0405 second"),
        pytest.param(
            "2023-02-06T09:00:00Z", ["2023-02-14T09:00:00Z", "2023-02-21T09:00:00Z"], "2023-02-23", id="E-0405 third"
        ),
        pytest.param("2022-09-14T21:30:00Z", [], "2022-09-19", id="E-0406 half past midnight in Riga"),
        pytest.param("2021-10-08T09:00:00Z", [], "2021-10-12", id="E-0407"),
        pytest.param("2024-10-01T09:00:00Z", ["2024-10-09T09:00:00Z"], "2024-10-11", id="E-0614"),
    ],
)
def test_the_tax_check_is_due_two_working_days_after_the_reference_day(
    ask: Ask, table: ParameterTable, submitted: str, clarified: list[str], check_due: str
) -> None:
    days = [riga_date(datetime.fromisoformat(instant)) for instant in (submitted, *clarified)]
    reference_day = ask("tax_reference_day", {"submitted_on": days[0], "clarified_on": days[1:]}).value
    term = Term(Unit.WORKING_DAY, table.on(reference_day).integer("P.tax.check_wd"))
    assert due(term, reference_day, calendars().statutory).due_on == date.fromisoformat(check_due)


@pytest.mark.parametrize(
    ("stamped", "state"),
    [
        pytest.param("2026-06-30T20:59:59Z", "claim_approved", id="E-0509 last second"),
        pytest.param("2026-06-30T21:00:00Z", "claim_rejected", id="E-0509 a second later"),
    ],
)
def test_a_certificate_counts_by_its_day_in_riga(ask: Ask, stamped: str, state: str) -> None:
    line = {
        "line": "K1",
        "net": "100.00",
        "in_award": True,
        "in_roadmap": True,
        "duplicate": False,
        "completed_on": riga_date(datetime.fromisoformat(stamped)),
        "paid_on": "2026-06-29",
    }
    lines = ask("checked_lines", {"lines": [line], "award_day": "2026-03-02", "round": "r1"}).value
    assert ask("claim_state", {"lines": lines}).value == state
