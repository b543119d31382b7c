"""Suspending and resuming a case: what stops, what never stops, and the last days of the worked examples (SUS)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.cases import HEAD, Case, codes, permit, submitted

SIGNER = replace(HEAD, id="another")


def suspended_and_resumed(term: str, anchor: str, stops: list[tuple[str, str]], calendar: str = "LV-STAT") -> Case:
    case = submitted(anchor, permit(term, calendar))
    for begun, ended in stops:
        case.on(begun).do("suspend", reason="gaida tiesu")
        case.on(ended).do("resume")
    return case


@pytest.mark.parametrize(
    ("example", "term", "anchor", "stops", "due"),
    [
        ("E-0201", "10 working days", "2024-09-02", [("2024-09-05", "2024-09-05")], "2024-09-16"),
        ("E-0202", "10 working days", "2024-09-02", [("2024-09-05", "2024-09-11")], "2024-09-20"),
        ("E-0203", "10 working days", "2024-09-02", [("2024-09-06", "2024-09-08")], "2024-09-16"),
        ("E-0204", "10 working days", "2024-09-02", [("2024-09-07", "2024-09-09")], "2024-09-17"),
        ("E-0205", "10 working days", "2024-04-29", [("2024-05-02", "2024-05-07")], "2024-05-17"),
        (
            "E-0206",
            "15 working days",
            "2022-10-03",
            [("2022-10-06", "2022-10-11"), ("2022-10-20", "2022-10-25")],
            "2022-11-01",
        ),
        ("E-0211", "1 month", "2025-01-15", [("2025-01-20", "2025-01-23")], "2025-02-18"),
        ("E-0212", "3 months", "2022-08-12", [("2022-09-05", "2022-09-13")], "2022-11-21"),
    ],
)
def test_suspensions_move_the_last_day_as_in_the_worked_examples(
    example: str, term: str, anchor: str, stops: list[tuple[str, str]], due: str
) -> None:
    assert suspended_and_resumed(term, anchor, stops).due("decision") == date.fromisoformat(due), example


def test_e_0208_days_worked_by_institutions_are_skipped_in_their_calendar() -> None:
    case = suspended_and_resumed("15 working days", "2024-12-02", [("2024-12-13", "2024-12-16")], "LV-INST")
    assert case.due("decision") == date(2024, 12, 28)


def test_e_0210_while_suspended_there_is_no_last_day_and_nothing_fires() -> None:
    case = submitted("2024-09-02", permit("10 working days"))
    outcome = case.on("2024-09-05").do("suspend", reason="gaida atbildi")
    assert [(e.deadline.name, e.how) for e in outcome.ended] == [("decision", "suspended")]
    stopped = case.on("2024-09-13").deadline("decision")
    assert (stopped.due_on, stopped.due_at, stopped.edges) == (None, None, ())
    assert outcome.suspensions == ((date(2024, 9, 5), None),)


def test_fixed_days_and_deadlines_that_run_through_are_not_touched_by_a_suspension() -> None:
    case = submitted("2024-09-02")
    before = {d.name: d for d in case.facts.deadlines}
    case.on("2024-09-05").do("suspend", reason="tiesa")
    case.on("2024-10-05").do("resume")
    after = {d.name: d for d in case.facts.deadlines}
    assert after["contact"] == before["contact"]
    assert after["programme_end"] == before["programme_end"]
    assert after["decision"].due_on != before["decision"].due_on


def test_retention_is_not_touched_by_a_suspension() -> None:
    case = submitted("2024-09-02")
    case.do("grant", actor=SIGNER)
    kept = case.deadline("keep")
    case.do("suspend", reason="tiesa")
    assert case.deadline("keep") == kept


def test_a_suspension_may_be_entered_with_the_day_of_the_event_and_a_reason() -> None:
    case = submitted("2024-09-02", permit("10 working days")).on("2024-09-06")
    outcome = case.do("suspend", on=date(2024, 9, 5), reason="tiesas lēmums saņemts vakar")
    assert outcome.suspensions == ((date(2024, 9, 5), None),)
    case.on("2024-09-12")
    assert codes(case.ask("resume", on=date(2024, 9, 11))) == ["reason-missing"]
    assert codes(case.ask("resume", on=date(2024, 9, 4), reason="x")) == ["before-last"]
    case.do("resume", on=date(2024, 9, 11), reason="spriedums saņemts vakar")
    assert case.due("decision") == date(2024, 9, 20)


def test_a_suspended_case_is_not_suspended_again_and_a_running_one_not_resumed() -> None:
    case = submitted("2024-09-02")
    assert codes(case.ask("resume")) == ["not-suspended"]
    case.do("suspend", reason="tiesa")
    assert codes(case.ask("suspend", reason="vēlreiz")) == ["suspended"]
    assert codes(case.ask("extend", {"deadline": "decision", "to": "45 working days"}, reason="x")) == ["suspended"]
