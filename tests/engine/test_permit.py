"""Who may make a move and when: roles, four eyes, suspension, legal dates, reasons and overrides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from caseflow.engine.facts import ActorView, Move, Override
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.words import say
from tests.engine.cases import (
    CLOCK,
    COLLEAGUE,
    HEAD,
    OFFICER,
    STRANGER,
    Case,
    changed,
    codes,
    live,
    load,
    morning,
    permit,
    submitted,
)

AMOUNT = {"amount": Decimal("500.00")}
SIGNER = replace(HEAD, id="another")


def draft(day: str = "2024-03-04", text: str | None = None) -> Case:
    case = Case(load(text) if text else permit(), morning(day))
    case.do("open", {"remark": None})
    return case


@pytest.mark.parametrize("actor", [STRANGER, CLOCK, replace(OFFICER, roles=frozenset())])
def test_refuses_whoever_has_no_role_for_the_move(actor: ActorView) -> None:
    refusal = draft().ask("submit", AMOUNT, actor)
    assert codes(refusal) == ["role"]
    assert isinstance(refusal, Refusal)
    assert "Reģistrēt iesniegumu" in say(refusal.reasons[0].message, "lv")


def test_the_clock_makes_only_the_moves_of_the_scheduler_and_nobody_else_makes_them() -> None:
    case = submitted("2024-03-04")
    case.do("ask", reason="trūkst")
    assert codes(case.ask("lapse", actor=HEAD)) == ["role"]
    assert isinstance(case.ask("lapse", actor=CLOCK), Outcome)


def test_a_user_with_the_role_name_of_the_clock_is_still_no_clock() -> None:
    case = submitted("2024-03-04")
    assert codes(case.ask("ask", actor=replace(CLOCK, roles=frozenset({"officer"})), reason="x")) == ["role"]


def test_a_move_that_needs_a_tell_is_refused_to_everyone_who_asks_for_it() -> None:
    refusal = submitted("2024-03-04").ask("drop", actor=SIGNER)
    assert isinstance(refusal, Refusal)
    assert [r.message.id for r in refusal.reasons] == ["engine.no_role"]


def test_only_a_transition_that_says_so_can_be_told() -> None:
    case = submitted("2024-03-04")
    assert isinstance(case.ask("drop", actor=replace(STRANGER, id="another"), told_by="close"), Outcome)
    assert codes(case.ask("ask", told_by="close", reason="x")) == ["not-told"]


def test_whoever_made_the_earlier_move_may_not_make_the_one_that_checks_it() -> None:
    case = draft()
    case.do("submit", AMOUNT, actor=HEAD)
    refusal = case.ask("grant", actor=HEAD)
    assert codes(refusal) == ["four-eyes"]
    assert isinstance(case.ask("grant", actor=SIGNER), Outcome)


def test_telling_a_move_is_no_way_around_four_eyes() -> None:
    case = submitted("2024-03-04")
    assert codes(case.ask("drop", actor=OFFICER, told_by="close")) == ["four-eyes"]


def test_a_deputy_counts_as_the_natural_person() -> None:
    case = draft()
    case.do("submit", AMOUNT, actor=replace(HEAD, deputy_for="the director"))
    assert codes(case.ask("grant", actor=HEAD)) == ["four-eyes"]


def test_four_eyes_look_at_the_latest_of_the_earlier_moves() -> None:
    case = submitted("2024-03-04")
    case.state = case.state.with_(facts=case.facts.with_(acted={**case.facts.acted, "submit": HEAD.id}))
    assert codes(case.ask("grant", actor=HEAD)) == ["four-eyes"]
    assert isinstance(case.ask("grant", actor=SIGNER), Outcome)


def test_a_suspended_case_takes_only_what_is_marked_for_it() -> None:
    case = submitted("2024-03-04")
    case.do("ask", reason="trūkst")
    case.do("suspend", reason="tiesa")
    assert codes(case.ask("lapse", actor=CLOCK)) == ["suspended"]
    assert isinstance(case.ask("answer", AMOUNT), Outcome)


@pytest.mark.parametrize("reason", [None, "", " \n"])
def test_refuses_a_move_without_the_reason_that_it_needs(reason: str | None) -> None:
    refusal = submitted("2024-03-04").ask("ask", reason=reason)
    assert codes(refusal) == ["reason-missing"]
    assert isinstance(refusal, Refusal)
    assert refusal.reasons[0].field == "reason"


@pytest.mark.parametrize(
    ("day", "reason", "expected"),
    [
        ("2024-03-04", None, []),
        ("2024-03-05", "kļūda", ["future"]),
        ("2024-03-03", None, ["reason-missing", "before-last"]),
        ("2024-03-03", "pasts", ["before-last"]),
    ],
)
def test_a_legal_date_is_at_most_today_and_not_before_the_last_move(
    day: str, reason: str | None, expected: list[str]
) -> None:
    answer = draft().ask("submit", AMOUNT, on=date.fromisoformat(day), reason=reason)
    assert (codes(answer) if isinstance(answer, Refusal) else []) == expected


def test_paper_of_friday_is_entered_on_monday_with_a_reason() -> None:
    case = draft("2024-03-01").on("2024-03-04")
    friday = date(2024, 3, 1)
    assert codes(case.ask("submit", AMOUNT, on=friday)) == ["reason-missing"]
    outcome = case.do("submit", AMOUNT, on=friday, reason="saņemts piektdien")
    assert outcome.on == friday
    assert outcome.changed["received_on"] == (None, friday)
    assert case.deadline("decision").anchor == friday


def test_a_move_that_is_not_marked_for_it_takes_no_earlier_date() -> None:
    case = submitted("2024-03-01").on("2024-03-04")
    assert codes(case.ask("ask", on=date(2024, 3, 1), reason="x")) == ["backdated"]


def test_the_clock_may_give_the_riga_date_of_its_due_instant() -> None:
    case = submitted("2024-03-04")
    case.do("ask", reason="trūkst")
    outcome = case.on("2024-03-25").ask("lapse", actor=CLOCK, on=date(2024, 3, 19))
    assert isinstance(outcome, Outcome)
    assert outcome.on == date(2024, 3, 19)


REMARKED = {"remark": "x"}


def remarked() -> Case:
    """A case whose `requires` does not hold for granting on its first day."""
    case = Case(permit(), morning("2024-03-04"))
    case.do("open", REMARKED)
    case.do("submit", AMOUNT)
    return case


def test_a_head_passes_a_guard_with_a_written_reason_and_the_event_names_it() -> None:
    case = remarked()
    assert codes(case.ask("grant", actor=SIGNER)) == ["requires"]  # two ways, told as one choice
    outcome = case.ask("grant", actor=SIGNER, override=Override("requires", "tiesas spriedums"))
    assert isinstance(outcome, Outcome)
    assert outcome.overridden == "requires"
    assert outcome.record()["overridden"] == "requires"


@pytest.mark.parametrize(
    ("actor", "override", "expected"),
    [
        (COLLEAGUE, Override("requires", "jo"), ["role", "role"]),
        (SIGNER, Override("requires", " "), ["reason-missing"]),
        (SIGNER, Override("demands", "jo"), ["no-such-guard"]),
        (SIGNER, Override("role", "jo"), ["no-such-guard"]),
        (SIGNER, Override("not_by", "jo"), ["requires"]),
    ],
)
def test_an_override_needs_a_head_a_reason_and_a_guard_that_there_is(
    actor: ActorView, override: Override, expected: list[str]
) -> None:
    assert codes(remarked().ask("grant", actor=actor, override=override)) == expected


def test_an_override_of_four_eyes_lets_a_lone_head_sign() -> None:
    case = draft()
    case.do("submit", AMOUNT, actor=HEAD)
    assert isinstance(case.ask("grant", actor=HEAD, override=Override("not_by", "citu nav")), Outcome)


def test_a_move_without_guards_has_nothing_to_override() -> None:
    refusal = submitted("2024-03-04").ask("ask", actor=HEAD, reason="x", override=Override("requires", "jo"))
    assert isinstance(refusal, Refusal)
    assert [r.message.id for r in refusal.reasons] == ["engine.no_guards"]


def test_passing_a_guard_that_a_later_clause_rests_on_is_a_refusal_and_not_a_crash() -> None:
    resting = "    requires: received_on is not None\n    demands: received_on <= on\n"
    case = draft(text=changed("    demands: amount > 0\n", resting))
    move = Move("submit", AMOUNT, override=Override("requires", "jo"))
    assert codes(case.step(move, HEAD, live())) == ["bad-input"]


def test_several_obstacles_are_all_named_at_once() -> None:
    case = submitted("2024-03-04")
    case.do("suspend", reason="tiesa")
    assert codes(case.ask("ask", actor=STRANGER, on=date(2024, 3, 1))) == [
        "role",
        "suspended",
        "reason-missing",
        "backdated",
        "before-last",
    ]
