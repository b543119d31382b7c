"""The moves that every workflow has: assign, extend, correct, reopen, and the undo before dispatch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.engine import built_in
from caseflow.engine.facts import LastMove
from caseflow.engine.fields import read_form
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.words import say
from tests.engine.cases import CLOCK, HEAD, OFFICER, STRANGER, Case, codes, permit, submitted

SIGNER = replace(HEAD, id="another")


@pytest.mark.parametrize(
    ("to", "due"),
    [("45 working days", "2023-05-22"), ("60 working days", "2023-06-13"), ("fixed 2023-05-02", "2023-05-02")],
)
def test_e_0216_an_extension_counts_from_the_original_day_up_to_the_cap(to: str, due: str) -> None:
    case = submitted("2023-03-14")
    case.on("2023-04-03").do("extend", {"deadline": "decision", "to": to}, reason="sarežģīta lieta")
    assert case.due("decision") == date.fromisoformat(due)
    assert case.deadline("decision").anchor == date(2023, 3, 14)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"deadline": "decision", "to": "61 working days"}, "beyond-cap"),
        ({"deadline": "decision", "to": "30 working days"}, "not-longer"),
        ({"deadline": "decision", "to": "2 working days"}, "not-longer"),
        ({"deadline": "decision", "to": "soon"}, "bad-term"),
        ({"deadline": "contact", "to": "45 working days"}, "not-extendable"),
        ({"deadline": "reply", "to": "45 working days"}, "no-such-deadline"),
        ({"deadline": "nonsense", "to": "45 working days"}, "no-such-deadline"),
    ],
)
def test_an_extension_is_refused_beyond_the_cap_backwards_or_of_nothing(form: dict[str, Any], code: str) -> None:
    refusal = submitted("2023-03-14").ask("extend", form, reason="sarežģīta lieta")
    assert codes(refusal) == [code]
    assert isinstance(refusal, Refusal)
    assert all(say(reason.message, lang) for reason in refusal.reasons for lang in ("lv", "en"))


def test_the_refusal_beyond_the_cap_names_the_latest_day() -> None:
    refusal = submitted("2023-03-14").ask("extend", {"deadline": "decision", "to": "61 working days"}, reason="x")
    assert isinstance(refusal, Refusal)
    text = say(refusal.reasons[0].message, "lv").replace("\u00a0", " ")
    assert "līdz 14.06.2023." in text
    assert "līdz 13.06.2023." in text


def test_an_extension_can_be_extended_and_survives_a_suspension() -> None:
    case = submitted("2023-03-14")
    case.do("extend", {"deadline": "decision", "to": "45 working days"}, reason="x")
    case.on("2023-03-20").do("suspend", reason="x")
    case.on("2023-03-21").do("resume")
    assert case.due("decision") == date(2023, 5, 23)
    case.do("extend", {"deadline": "decision", "to": "60 working days"}, reason="y")
    assert case.due("decision") == date(2023, 6, 14)


def test_without_a_running_deadline_there_is_nothing_to_extend() -> None:
    case = Case(permit(), submitted("2023-03-14").at)
    case.do("open", {"remark": None})
    assert codes(case.ask("extend", {"deadline": "decision", "to": "45 working days"}, reason="x")) == [
        "no-such-deadline"
    ]


def test_a_case_is_assigned_and_taken_back() -> None:
    case = submitted("2024-03-04")
    assert case.do("assign", {"assignee": OFFICER.id}).assignee == (None, OFFICER.id)
    assert case.do("assign", {"assignee": None}).assignee == (OFFICER.id, None)
    assert case.facts.state == "examined"


@pytest.mark.parametrize("trigger", sorted(built_in.TRIGGERS))
@pytest.mark.parametrize("actor", [STRANGER, CLOCK])
def test_built_in_moves_need_a_role(trigger: str, actor: Any) -> None:
    assert "role" in codes(submitted("2024-03-04").ask(trigger, {"deadline": "x", "to": "y"}, actor, reason="x"))


@pytest.mark.parametrize("trigger", sorted(built_in.NEED_REASON))
def test_built_in_moves_that_need_a_reason_say_so(trigger: str) -> None:
    assert "reason-missing" in codes(submitted("2024-03-04").ask(trigger, {"deadline": "x", "to": "y"}, HEAD))


def test_a_workflow_may_say_who_makes_a_built_in_move() -> None:
    only_head = replace(permit(), built_in_roles={"suspend": frozenset({"head"})})
    case = submitted("2024-03-04", only_head)
    assert codes(case.ask("suspend", reason="x")) == ["role"]
    assert isinstance(case.ask("suspend", actor=HEAD, reason="x"), Outcome)


def test_a_correction_changes_fields_and_nothing_else() -> None:
    case = submitted("2024-03-04")
    outcome = case.do("correct", {"amount": Decimal("7.00")}, reason="pārrakstīts")
    assert outcome.changed == {"amount": (Decimal("500.00"), Decimal("7.00"))}
    assert (outcome.state, outcome.started, outcome.ended) == ("examined", (), ())


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "nothing-changed"),
        ({"amount": Decimal("500.00")}, "nothing-changed"),
        ({"received_on": date(2024, 3, 1)}, "computed-field"),
    ],
)
def test_a_correction_of_nothing_or_of_a_computed_field_is_refused(form: dict[str, Any], code: str) -> None:
    assert codes(submitted("2024-03-04").ask("correct", form, reason="x")) == [code]


def test_a_correction_without_fields_asks_for_none_so_that_it_empties_none() -> None:
    fields = built_in.form_of(permit(), "correct", {})
    assert read_form(fields, {}) == ({}, [])


def test_a_correction_takes_the_fields_that_are_given_and_names_those_that_it_does_not_know() -> None:
    values, problems = read_form(built_in.form_of(permit(), "correct", {"amount": "7"}), {"amount": "7"})
    assert (values, problems) == ({"amount": Decimal("7.00")}, [])
    _, problems = read_form(built_in.form_of(permit(), "correct", {"amout": "7"}), {"amout": "7"})
    assert "amount – Summa" in say(problems[0].message, "lv")


def test_a_closed_case_goes_back_to_the_state_that_it_was_closed_from() -> None:
    case = submitted("2024-03-04")
    case.do("grant", actor=SIGNER)
    assert codes(case.ask("reopen", reason="tiesa")) == ["role"]
    outcome = case.do("reopen", actor=HEAD, reason="tiesas spriedums")
    assert (outcome.source, outcome.state) == ("granted", "examined")
    assert {e.deadline.name: e.how for e in outcome.ended} == {"keep": "met", "decision": "resumed"}


def lapsed() -> Case:
    """A case whose applicant did not answer, closed by the clock, with all its terms behind it, in June."""
    case = submitted("2024-03-04")
    case.do("ask", reason="jautājums")
    case.on("2024-03-19").do("lapse", actor=CLOCK, fired_by=case.deadline("reply").id)
    return case.on("2024-06-03")


def test_a_case_reopened_after_its_terms_ended_has_them_anew_from_that_day() -> None:
    case = lapsed()
    case.do("reopen", actor=HEAD, reason="atbilde bija laikus")
    assert (case.facts.state, case.due("reply")) == ("waiting", date(2024, 6, 17))
    contact = case.deadline("contact")  # 20 working days, counted from the day of receipt: over since April
    assert (contact.anchor, contact.due_on) == (date(2024, 3, 4), date(2024, 7, 2))
    assert contact.not_before == date(2024, 7, 2)
    assert case.due("programme_end") == submitted("2024-03-04").due("programme_end")
    assert all(at > case.at for d in case.facts.deadlines for at, _ in d.edges if d.name != "programme_end")


def test_the_moves_after_a_reopening_leave_the_new_run_alone() -> None:
    case = lapsed()
    case.do("reopen", actor=HEAD, reason="atbilde bija laikus")
    case.on("2024-06-05").do("answer", {"amount": Decimal("400.00")})
    case.do("suspend", reason="tiesa")
    case.on("2024-06-12").do("resume")
    assert case.due("contact") == date(2024, 7, 2)  # it runs through suspensions


def test_a_term_that_still_has_its_time_when_the_case_is_reopened_gets_no_less() -> None:
    case = submitted("2024-03-04")
    case.do("grant", actor=SIGNER)
    case.on("2024-03-05").do("reopen", actor=HEAD, reason="tiesas spriedums")
    assert case.due("contact") == date(2024, 4, 4)  # a day more, as if it had begun on the 5th


def test_an_open_case_is_not_reopened() -> None:
    assert codes(submitted("2024-03-04").ask("reopen", actor=HEAD, reason="x")) == ["not-closed"]


def last_of(outcome: Outcome) -> LastMove:
    record = outcome.record()
    return LastMove(
        trigger=outcome.trigger,
        source=outcome.source,
        branch=outcome.branch,
        by_clock=False,
        changed={name: tuple(pair) for name, pair in record.get("changed", {}).items()},
        started=tuple(d.id for d in outcome.started),
        ended=tuple(e.deadline for e in outcome.ended),
        letters=tuple(letter.name for letter in outcome.letters),
        put_back=(),
        letters_out=False,
        reaches_others=False,
    )


def granted(**parts: Any) -> tuple[Case, Case]:
    """A case before and after its last move, which it could take back unless `parts` say otherwise."""
    before, case = submitted("2024-03-04"), submitted("2024-03-04")
    outcome = case.do("grant", actor=SIGNER)
    case.state = case.state.with_(facts=case.facts.with_(last=replace(last_of(outcome), **parts)))
    return before, case


def test_the_undo_restores_state_data_and_deadlines_and_cancels_the_letter() -> None:
    before, case = granted()
    outcome = case.do("withdraw_before_dispatch", reason="nepareizā lieta")
    assert (outcome.state, outcome.discarded) == ("examined", ("award",))
    assert case.facts.data == before.facts.data
    live = {d.name: (d.status, d.anchor, d.due_on) for d in case.facts.deadlines}
    assert live == {d.name: (d.status, d.anchor, d.due_on) for d in before.facts.deadlines}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"by_clock": True}, "cannot-undo"),
        ({"reaches_others": True}, "cannot-undo"),
        ({"trigger": "suspend"}, "cannot-undo"),
        ({"branch": 2}, "cannot-undo"),
        ({"source": "draft"}, "cannot-undo"),
        ({"letters_out": True}, "letter-out"),
    ],
)
def test_the_undo_is_refused_for_the_clocks_moves_others_cases_and_letters_that_are_out(
    parts: dict[str, Any], code: str
) -> None:
    _, case = granted(**parts)
    assert codes(case.ask("withdraw_before_dispatch", reason="x")) == [code]


def test_a_case_whose_last_move_is_not_known_has_nothing_to_undo() -> None:
    assert codes(submitted("2024-03-04").ask("withdraw_before_dispatch", reason="x")) == ["cannot-undo"]
