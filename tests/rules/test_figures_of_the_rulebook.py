"""Figures that deadlines, accounts and forms use: the values of rulebook chapter 8."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseflow.rules import ParameterTable

BASELINE: dict[str, Any] = {
    "P.reg.dm1407.last": "2023-12-31",
    "P.B.total": "20000000.00",
    "P.B.r1.total": "12200000.00",
    "P.B.r2.total": "7800000.00",
    "P.B.sani2_wd": "20",
    "P.tax.check_wd": "2",
    "P.ret.years": "10",
    "P.gber.publication_months": "6",
    "P.dec.months": "3",
    "P.dec.months.max": "6",
    "P.dec.warn_months": "2",
    "P.contract.wd": "30",
    "P.contract.wd.max": "60",
    "P.adm.decision_months": "1",
    "P.adm.decision_months.max": "4",
    "P.appeal.months": "1",
    "P.appeal.nonotice_years": "1",
    "P.appeal.forward_days": "7",
    "P.appeal.decision_months": "1",
    "P.appeal.decision_months.max": "4",
    "P.appeal.court_months": "1",
    "P.not.eaddress_wd": "2",
    "P.not.email_wd": "2",
    "P.not.registered_d": "7",
    "P.not.ordinary_d": "8",
    "P.proposed.clarification_wd": "10",
    "P.proposed.documents_wd": "10",
    "P.proposed.beneficiary_decision_months": "1",
    "P.proposed.maturity_test_months": "3",
    "P.proposed.claim_days": "30",
    "P.proposed.claim_check_wd": "20",
    "P.proposed.payment_check_wd": "20",
    "P.proposed.retest_months": "3",
    "P.proposed.hearing_wd": "10",
    "P.proposed.amendment_months": "1",
    "P.proposed.repayment_days": "30",
    "P.proposed.partner_contract_wd": "30",
    "P.proposed.partner_replacement_days": "30",
    "P.proposed.regime_warning_days": "60",
}


@pytest.mark.parametrize(("key", "value"), BASELINE.items())
def test_stands_as_in_the_rulebook(table: ParameterTable, key: str, value: str) -> None:
    found = table.find(key, date(2023, 11, 15))
    assert found is not None
    assert str(found.value) == value


@pytest.mark.parametrize(("day", "version"), [("2024-12-31", "2"), ("2025-01-01", "2.1")])
def test_nace_changes_with_the_year(table: ParameterTable, day: str, version: str) -> None:
    assert table.on(date.fromisoformat(day)).text("P.nace.version") == version


@pytest.mark.parametrize(("day", "known"), [("2004-01-31", False), ("2004-02-01", True)])
def test_contest_terms_begin_with_the_law(table: ParameterTable, day: str, known: bool) -> None:
    assert (table.find("P.appeal.months", date.fromisoformat(day)) is not None) == known


DATED: dict[str, tuple[tuple[str | None, str | None], ...]] = {
    **dict.fromkeys(
        ("P.reg.dm1407.last", "P.dm1407.ceiling", "P.dm1407.road", "P.sec.dm1407"),
        (("2014-01-01", "2023-12-31"),),
    ),
    **dict.fromkeys(("P.reg.dm2831", "P.dm2831.ceiling", "P.sec.dm2831"), (("2024-01-01", "2030-12-31"),)),
    **dict.fromkeys(("P.reg.gber", "P.sec.gber"), (("2014-07-01", "2026-12-31"),)),
    **dict.fromkeys(
        ("P.gber.training_max", "P.gber.publication_min", "P.sec.gber.review"),
        (("2014-07-01", "2023-06-30"), ("2023-07-01", "2026-12-31")),
    ),
    "P.nace.version": ((None, "2024-12-31"), ("2025-01-01", None)),
    **dict.fromkeys(
        ("P.dec.months", "P.dec.months.max", "P.contract.wd", "P.contract.wd.max"), (("2014-01-01", None),)
    ),
    **dict.fromkeys(
        (
            *("P.adm.decision_months", "P.adm.decision_months.max"),
            *("P.appeal.months", "P.appeal.nonotice_years", "P.appeal.forward_days"),
            *("P.appeal.decision_months", "P.appeal.decision_months.max", "P.appeal.court_months"),
        ),
        (("2004-02-01", None),),
    ),
}


def test_every_other_figure_is_the_baseline_and_these_have_their_days(table: ParameterTable) -> None:
    found = {
        key: [(each.valid_from, each.valid_to) for each in table.versions(key)]
        for key in table.keys
        if any(each.valid_from or each.valid_to for each in table.versions(key))
    }
    expected = {
        key: [(start and date.fromisoformat(start), end and date.fromisoformat(end)) for start, end in versions]
        for key, versions in DATED.items()
    }
    assert found == expected
