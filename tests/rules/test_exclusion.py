"""Exclusion: persons, finality, provisions, text against table (examples, chapter 9)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseflow.errors import BadInput
from caseflow.rules import ParameterTable, call, rule_by_name
from caseflow.rules.exclusion_table import GROUNDS, ROWS
from caseflow.words.catalogue import say

from .conftest import Ask

FINDING = {
    "role": "board_member",
    "act": "criminal_law",
    "provision": "177",
    "decision": "judgment",
    "final_on": "2022-05-05",
}


def finding(**changed: Any) -> dict[str, Any]:
    return FINDING | changed


def check(ask: Ask, *findings: dict[str, Any], day: str = "2023-12-01", **more: Any) -> Any:
    inputs = {"findings": findings, "status": "active", "check_day": day} | more
    return ask("not_excluded", inputs, on=day)


@pytest.mark.parametrize(
    ("changed", "day", "outcome", "ground"),
    [
        pytest.param({"role": "council_member", "provision": "198"}, "2023-12-01", "failed", "B-EXC-12", id="E-0901"),
        pytest.param(
            {"role": "branch_representative", "provision": "190.1", "decision": "penal_order"},
            "2023-12-01",
            "failed",
            "B-EXC-17",
            id="E-0902",
        ),
        pytest.param({"role": "employee", "provision": "179"}, "2023-12-01", "passed", None, id="E-0903"),
        pytest.param({"role": "shareholder"}, "2023-12-01", "passed", None, id="shareholders are not checked"),
        pytest.param({"role": "procuration_holder", "provision": "184(2)"}, "2023-12-01", "passed", None, id="E-0904"),
        pytest.param({"provision": "184(3)"}, "2023-12-01", "failed", "B-EXC-11", id="extortion, part three"),
        pytest.param(
            {"provision": "322", "proceedings_opened_on": "2019-11-05"}, "2023-12-01", "failed", "B-EXC-12", id="E-0905"
        ),
        pytest.param(
            {"provision": "322", "proceedings_opened_on": "2022-06-01"}, "2023-12-01", "passed", None, id="E-0905 later"
        ),
        pytest.param(
            {"provision": "322", "proceedings_opened_on": "2022-05-03"},
            "2023-12-01",
            "failed",
            "B-EXC-12",
            id="last day",
        ),
        pytest.param(
            {"provision": "322", "proceedings_opened_on": "2022-05-04"},
            "2023-12-01",
            "passed",
            None,
            id="that day is out",
        ),
        pytest.param({"provision": "322"}, "2023-12-01", "manual", "B-EXC-12", id="322 without its day"),
        pytest.param({"provision": "177.1", "final_on": "2024-01-15"}, "2023-12-01", "passed", None, id="E-0906"),
        pytest.param(
            {"provision": "177.1", "final_on": "2024-01-15"}, "2024-02-01", "failed", "B-EXC-13", id="E-0906 final"
        ),
        pytest.param(
            {"provision": "177.1", "final_on": "2024-01-15"}, "2024-01-15", "failed", "B-EXC-13", id="final that day"
        ),
        pytest.param({"final_on": None}, "2023-12-01", "passed", None, id="not final"),
        pytest.param({"provision": "89.1", "final_on": "2006-03-01"}, "2023-12-01", "failed", "B-EXC-11", id="E-0907"),
        pytest.param(
            {"act": "immigration_law", "provision": "68.4(1)", "decision": "authority_decision"},
            "2023-12-01",
            "manual",
            "B-EXC-21",
            id="E-0908",
        ),
        pytest.param(
            {"role": "merchant", "act": "immigration_law", "provision": "68.4(4)", "ground": "B-EXC-21"},
            "2023-12-01",
            "manual",
            "B-EXC-21",
            id="E-0909",
        ),
        pytest.param(
            {"role": "merchant", "act": "competition_law", "provision": "11(1)", "marked": True, "lenient": True},
            "2023-12-01",
            "passed",
            None,
            id="E-0910",
        ),
        pytest.param(
            {"role": "merchant", "act": "competition_law", "provision": "11(1)", "marked": True},
            "2023-12-01",
            "failed",
            "B-EXC-30",
            id="cartel marked in the register",
        ),
        pytest.param(
            {"role": "merchant", "act": "competition_law", "provision": "11(1)(4)", "marked": True},
            "2023-12-01",
            "failed",
            "B-EXC-30",
            id="any item of the part",
        ),
        pytest.param(
            {"role": "merchant", "act": "competition_law", "provision": "11(1)"},
            "2023-12-01",
            "passed",
            None,
            id="not marked as a ground",
        ),
        pytest.param(
            {"act": "competition_law", "provision": "11(1)", "marked": True},
            "2023-12-01",
            "manual",
            "B-EXC-30",
            id="competition, text names officers",
        ),
        pytest.param(
            {"act": "tax_law", "provision": "142(2)", "decision": "authority_decision"},
            "2023-12-01",
            "manual",
            "B-EXC-50",
            id="tax declaration, table names officers",
        ),
        pytest.param(
            {"role": "merchant", "act": "tax_law", "provision": "142(2)", "decision": "authority_decision"},
            "2023-12-01",
            "failed",
            "B-EXC-50",
            id="tax declaration of the merchant",
        ),
        pytest.param(
            {"role": "merchant", "act": "labour_law", "provision": "158"},
            "2023-12-01",
            "failed",
            "B-EXC-22",
            id="no written contract",
        ),
        pytest.param(
            {"act": "labour_law", "provision": "158"}, "2023-12-01", "passed", None, id="neither text nor table"
        ),
        pytest.param(
            {"decision": "authority_decision"}, "2023-12-01", "manual", "B-EXC-13", id="a crime by an authority"
        ),
        pytest.param({"provision": "180"}, "2023-12-01", "passed", None, id="a provision of neither"),
        pytest.param(
            {"provision": "180", "ground": "B-EXC-22"}, "2023-12-01", "passed", None, id="a ground not for officers"
        ),
    ],
)
def test_a_finding_refuses_where_text_and_table_agree(
    ask: Ask, changed: dict[str, Any], day: str, outcome: str, ground: str | None
) -> None:
    answer = check(ask, finding(**changed), day=day)
    assert answer.outcome == outcome
    assert [reason.rule for reason in answer.reasons] == [ground or "B-EXC-90"]


@pytest.mark.parametrize(("status"), ["suspended", "discontinued", "in_liquidation"])
def test_a_business_that_stops_is_excluded_by_register_data(ask: Ask, status: str) -> None:
    answer = check(ask, status=status)  # E-0911
    assert (answer.outcome, answer.reasons[0].rule) == ("failed", "B-EXC-40")


def test_one_refusal_outweighs_a_doubt_and_both_are_named(ask: Ask) -> None:
    answer = check(ask, finding(provision="322"), finding())
    assert answer.outcome == "failed"
    assert [reason.rule for reason in answer.reasons] == ["B-EXC-13", "B-EXC-12"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.act} {row.provision}")
def test_every_row_of_the_query_table_refuses_the_merchant(ask: Ask, row: Any) -> None:
    decision = sorted(GROUNDS[row.grounds[0]].decisions & {"judgment"})[0]
    given = finding(
        role="merchant", act=row.act, provision=row.provision, decision=decision, marked=True,
        proceedings_opened_on="2020-01-01",
    )  # fmt: skip
    answer = check(ask, given)
    assert answer.outcome == "failed"
    assert answer.reasons[0].rule in row.grounds


def test_the_query_table_has_the_rows_of_the_source() -> None:
    provisions = (
        "79.1 79.2 79.3 79.4 79.5 79.6 89.1 154.1 177 177.1 178 179 184(3) 190.1 195 198 199 218 320 321 322 "
        "323 326 326.1 326.2 326.3 142(2) 11(1) 68.4(1) 68.4(2) 68.4(3) 158"
    )
    assert [row.provision for row in ROWS] == provisions.split()


def test_a_lookback_figure_would_be_kept(rows: list[Any]) -> None:
    changed = [(row | {"value": "5"} if row["key"] == "P.exc.lookback" else row, where) for row, where in rows]
    table = ParameterTable.from_rows(changed)
    for final_on, outcome in (("2018-12-01", "failed"), ("2018-11-30", "passed")):
        inputs = {"findings": [finding(final_on=final_on)], "status": "active", "check_day": "2023-12-01"}
        answer = call(rule_by_name("not_excluded"), inputs, table.on(date(2023, 12, 1)))
        assert answer.outcome == outcome


def test_recipients_are_checked_while_the_switch_is_on(ask: Ask, rows: list[Any]) -> None:
    assert check(ask, finding(), checked="recipient").outcome == "failed"
    off = [(row | {"value": "false"} if row["key"] == "P.exc.recipients" else row, at) for row, at in rows]
    figures = ParameterTable.from_rows(off).on(date(2023, 12, 1))
    inputs = {"findings": [FINDING], "status": "active", "check_day": "2023-12-01"}
    rule = rule_by_name("not_excluded")
    assert call(rule, inputs | {"checked": "recipient"}, figures).outcome == "passed"
    assert call(rule, inputs | {"checked": "merchant"}, figures).outcome == "failed"


@pytest.mark.parametrize(
    ("provision", "latvian", "english"),
    [
        ("198", "Krimināllikuma 198. pants – ", "Criminal Law, s. 198: "),
        ("79.1", "Krimināllikuma 79.¹ pants – ", "Criminal Law, s. 79.1: "),
        ("184(3)", "Krimināllikuma 184. panta 3. daļa – ", "Criminal Law, s. 184(3): "),
        ("184(3)(1)", "Krimināllikuma 184. panta 3. daļas 1. punkts – ", "Criminal Law, s. 184(3)(1): "),
    ],
)
def test_cites_the_provision_as_lawyers_do(ask: Ask, provision: str, latvian: str, english: str) -> None:
    (reason,) = check(ask, finding(provision=provision)).reasons
    assert say(reason.message, "lv").replace("\u00a0", " ").startswith(latvian)
    assert say(reason.message, "en").startswith(english)


@pytest.mark.parametrize("provision", ["s. 198", "198.", "184 (3)", ""])
def test_refuses_a_provision_written_otherwise(ask: Ask, provision: str) -> None:
    with pytest.raises(BadInput, match=r"write it as 79\.1, 184\(3\) or 68\.4\(2\)"):
        check(ask, finding(provision=provision))
