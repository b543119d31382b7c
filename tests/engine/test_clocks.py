"""Deadlines of a case: when they begin, go on, begin again and end, and when the clock must wake."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caseflow.engine import clocks
from caseflow.engine.outcome import Outcome
from tests.engine.cases import CLOCK, HEAD, PERMIT, Case, changed, codes, live, load, morning, permit, submitted


def how(outcome: Outcome) -> dict[str, str]:
    return {e.deadline.name: e.how for e in outcome.ended}


def test_coming_to_a_state_starts_its_deadlines_and_no_others() -> None:
    case = submitted("2023-03-14")
    assert {d.name: d.due_on for d in case.facts.deadlines} == {
        "decision": date(2023, 4, 27),
        "contact": date(2023, 4, 13),
        "programme_end": date(2026, 6, 30),
    }
    assert {d.id for d in case.facts.deadlines} == {"decision.2", "contact.2", "programme_end.2"}
    assert {d.calendar_version for d in case.facts.deadlines} != {""}


def test_leaving_the_states_of_a_deadline_meets_it() -> None:
    case = submitted("2023-03-14")
    case.do("ask", reason="trūkst")
    outcome = case.on("2023-03-20").do("answer")
    assert how(outcome) == {"reply": "met", "decision": "resumed"}
    assert "reply" not in {d.name for d in case.facts.deadlines}


def test_a_deadline_whose_end_fires_the_move_has_fired_and_is_not_met() -> None:
    case = submitted("2023-03-14")
    case.do("ask", reason="trūkst")
    outcome = case.on("2023-03-29").do("lapse", actor=CLOCK, fired_by=case.deadline("reply").id)
    assert how(outcome)["reply"] == "fired"
    assert how(outcome)["contact"] == "met"


def test_a_move_inside_the_states_of_a_deadline_leaves_it_alone() -> None:
    case = submitted("2023-03-14")
    contact = case.deadline("contact")
    outcome = case.on("2023-03-20").do("ask", reason="trūkst")
    assert contact.id not in {e.deadline.id for e in outcome.ended}
    assert case.deadline("contact") == contact


ENTERED = load(changed('    let: {received_on: "on"}\n', "", "edits: [amount, rows]", "edits: [amount, received_on]"))
"""The workflow with a day of receipt that is entered and may be corrected, not computed."""


def entered(day: str) -> Case:
    case = Case(ENTERED, morning(day))
    case.do("open", {"remark": None})
    case.do("submit", {"amount": Decimal("500.00"), "received_on": date.fromisoformat(day)})
    return case


def test_another_day_0_ends_the_run_and_starts_a_new_one() -> None:
    case = entered("2023-03-14").on("2023-03-20")
    outcome = case.do("correct", {"received_on": date(2023, 3, 16)}, reason="pārrakstīts")
    assert how(outcome) == {"decision": "restarted", "contact": "restarted"}
    assert (case.deadline("decision").anchor, case.due("decision")) == (date(2023, 3, 16), date(2023, 5, 2))


def test_another_day_0_while_the_deadline_was_left_starts_a_new_run_too() -> None:
    case = entered("2023-03-14")
    case.do("ask", reason="trūkst")
    case.on("2023-03-20").do("correct", {"received_on": date(2023, 3, 16)}, reason="pārrakstīts")
    outcome = case.do("answer")
    assert how(outcome) == {"reply": "met", "decision": "restarted"}
    assert (case.deadline("decision").intervals, case.due("decision")) == ((), date(2023, 5, 2))


def test_a_deadline_whose_day_0_is_taken_away_is_undone() -> None:
    case = entered("2023-03-14")
    facts = case.facts.with_(data={**case.facts.data, "received_on": None})
    case.state = case.state.with_(facts=facts)
    outcome = case.do("correct", {"amount": Decimal("7.00")}, reason="kļūda")
    assert how(outcome) == {"decision": "undone", "contact": "undone"}


def test_a_deadline_that_resumes_keeps_what_was_left_of_it() -> None:
    case = submitted("2024-09-02", permit("10 working days"))
    assert case.due("decision") == date(2024, 9, 16)
    left = case.on("2024-09-05").do("ask", reason="trūkst")
    assert how(left) == {"decision": "suspended"}
    assert (case.deadline("decision").status, case.due("decision")) == ("left", None)
    case.on("2024-09-11").do("answer")
    assert (case.deadline("decision").status, case.due("decision")) == ("running", date(2024, 9, 20))  # as E-0202


def test_a_deadline_that_is_left_twice_adds_up_its_stops() -> None:
    case = submitted("2022-10-03", permit("15 working days"))
    for left, back in (("2022-10-06", "2022-10-11"), ("2022-10-20", "2022-10-25")):
        case.on(left).do("ask", reason="trūkst")
        case.on(back).do("answer")
    assert case.due("decision") == date(2022, 11, 1)  # as E-0206


def test_each_run_has_its_own_id_so_that_none_is_written_twice() -> None:
    case = submitted("2024-09-02")
    for _ in range(3):
        case.do("ask", reason="trūkst")
        case.do("answer")
    begun = [d.id for outcome in case.outcomes for d in outcome.started]
    ended = [e.deadline.id for outcome in case.outcomes for e in outcome.ended]
    assert len(begun) == len(set(begun))
    assert len(ended) == len(set(ended))
    assert set(ended) <= set(begun)


def test_an_extension_survives_leaving_and_coming_back() -> None:
    case = submitted("2023-03-14")
    case.do("extend", {"deadline": "decision", "to": "45 working days"}, HEAD, reason="sarežģīts")
    case.on("2023-03-20").do("ask", reason="trūkst")
    case.on("2023-03-20").do("answer")
    assert case.due("decision") == date(2023, 5, 22)


def test_leaving_while_suspended_and_coming_back_later_stops_it_for_the_union_of_both() -> None:
    case = submitted("2024-09-02", permit("10 working days"))
    case.on("2024-09-04").do("ask", reason="trūkst")
    case.on("2024-09-05").do("suspend", reason="tiesa")
    case.on("2024-09-09").do("answer")
    assert case.due("decision") is None
    case.on("2024-09-11").do("resume")
    assert case.due("decision") == date(2024, 9, 23)  # 05.-11.09 once: five working days more than 16.09
    case.do("ask", reason="vēlreiz")
    case.do("answer")
    assert case.due("decision") == date(2024, 9, 23)


def test_a_deadline_that_begins_while_the_case_is_suspended_stands_still_too() -> None:
    case = entered("2024-09-02").on("2024-09-05")
    case.do("suspend", reason="tiesa")
    case.on("2024-09-06").do("correct", {"received_on": date(2024, 9, 3)}, reason="kļūda")
    assert (case.deadline("decision").anchor, case.due("decision")) == (date(2024, 9, 3), None)
    assert case.due("contact") == date(2024, 10, 1)  # it runs through suspensions
    case.on("2024-09-11").do("resume")
    assert case.due("decision") == date(2024, 10, 21)  # 30 working days from 03.09, four of them skipped


def test_a_suspension_before_day_0_does_not_count() -> None:
    case = submitted("2024-09-02", permit("10 working days"))
    case.on("2024-09-03").do("suspend", reason="tiesa")
    case.on("2024-09-04").do("resume")
    case.do("ask", reason="x")
    reply = case.deadline("reply")
    assert (reply.intervals, reply.due_on) == ((), date(2024, 9, 18))


def test_retention_and_a_fixed_day_are_what_the_calendar_says_and_never_move() -> None:
    case = submitted("2024-04-10")
    case.do("grant", actor=replace(HEAD, id="another"))
    assert case.due("keep") == date(2034, 4, 10)  # E-0138: Easter Monday of 2034
    assert {d.name for d in case.facts.deadlines if d.status == "running"} == {"keep"}


def test_a_cap_and_a_term_may_rest_on_dated_figures() -> None:
    text = PERMIT.replace("term: 30 working days", "term: P.appeal.decision_months months").replace(
        "cap: 60 working days", "cap: P.appeal.decision_months.max months"
    )
    case = submitted("2023-10-31", load(text))
    assert case.due("decision") == date(2023, 11, 30)  # E-0215
    extended = case.do("extend", {"deadline": "decision", "to": "fixed 2024-02-29"}, HEAD, reason="sarežģīts")
    assert how(extended) == {"decision": "extended"}
    assert case.due("decision") == date(2024, 2, 29)
    beyond = case.ask("extend", {"deadline": "decision", "to": "fixed 2024-03-01"}, HEAD, reason="sarežģīts")
    assert codes(beyond) == ["beyond-cap"]


def test_the_clock_wakes_for_the_first_edge_of_a_running_deadline() -> None:
    case = submitted("2023-03-14")
    assert clocks.wake_at(case.facts.deadlines) == datetime(2023, 4, 13, 21, tzinfo=UTC)
    assert clocks.next_due_on(case.facts.deadlines) == date(2023, 4, 13)
    edges = dict((what, at) for at, what in case.deadline("decision").edges)
    assert edges["warn 0"] == datetime(2023, 4, 19, 21, tzinfo=UTC)
    assert edges["expire"] == datetime(2023, 4, 27, 21, tzinfo=UTC)


def test_a_case_without_deadlines_never_wakes() -> None:
    assert clocks.wake_at(()) is None
    assert clocks.next_due_on(()) is None


@pytest.mark.parametrize(("kind", "due"), [("LV-STAT", "2025-01-06"), ("LV-INST", "2025-01-07")])
def test_the_calendar_is_the_one_that_the_definition_names(kind: str, due: str) -> None:
    case = submitted("2024-12-16", permit("10 working days", kind))  # E-0115
    assert case.due("decision") == date.fromisoformat(due)


@pytest.mark.parametrize(("organisation", "due"), [("association", "2025-01-06"), ("ministry", "2025-01-07")])
def test_actor_means_the_calendar_of_the_organisation_that_must_act(organisation: str, due: str) -> None:
    case = submitted("2024-12-16", permit("10 working days", "actor"), organisation=organisation)
    assert case.due("decision") == date.fromisoformat(due)


REPEATING = (
    "during: [waiting]\n    term: 10 working days",
    "during: [waiting]\n    repeats: {}\n    term: 10 working days",
    "to: [{state: refused}]\n\n  - trigger: drop",
    "to: [{state: waiting}]\n\n  - trigger: drop",
)


@pytest.mark.parametrize(("repeats", "due"), [("each", "2024-10-02"), ("latest", "2024-12-12")])
def test_a_deadline_that_repeats_counts_on_from_its_own_end(repeats: str, due: str) -> None:
    text = changed(*(part.replace("{}", repeats) for part in REPEATING))
    case = submitted("2024-09-03", load(text)).on("2024-09-04")
    case.do("ask", reason="x")
    assert case.due("reply") == date(2024, 9, 18)
    case.on("2024-12-02")
    outcome = case.do("lapse", actor=CLOCK, on=date(2024, 9, 19), fired_by=case.deadline("reply").id)
    assert how(outcome) == {"reply": "fired"}
    assert case.due("reply") == date.fromisoformat(due)


def test_a_deadline_that_fires_without_leaving_its_states_fires_once() -> None:
    case = submitted("2024-09-03", load(changed(*REPEATING[2:])))
    case.on("2024-09-04").do("ask", reason="x")
    outcome = case.on("2024-09-19").do("lapse", actor=CLOCK, fired_by=case.deadline("reply").id)
    assert [(d.name, edge) for d, edge in outcome.passed] == [("reply", "expire")]
    assert case.deadline("reply").edges == ()


def test_answers_are_asked_for_dates_only_when_a_deadline_is_counted() -> None:
    case = submitted("2024-09-03")
    answers = live()
    case.ask("ask", reason="x")
    assert answers.record == []
    assert [e.get("term") for e in case.do("ask", reason="x").answers] == ["10 working days"]


def test_morning_is_the_same_day_in_riga() -> None:
    assert Case(permit(), morning("2024-12-31")).facts.today == date(2024, 12, 31)
