"""B-MAT-03 to B-MAT-05: the second test called, taken, repeated, late or never; the opinion; the end of the case."""

from __future__ import annotations

import pytest

from caseflow.moves import Refused
from tests.journeys import aid
from tests.journeys.ways import differences, open_tasks, until
from tests.moves.reading import case, codes, deadlines, events, letters
from tests.world import World


@pytest.fixture(autouse=True)
def _staffed(world: World) -> None:
    aid.staffed(world)


def called(world: World) -> str:
    """The number of a case called to the second test on Monday 15 April 2024."""
    ref = aid.settled(world)
    world.do("officer", "call_retest", ref)
    return ref


def overdue(world: World) -> str:
    """The number of a case whose second test was due on Monday 15 July 2024."""
    ref = called(world)
    until(world, "2024-07-15T21:00:00")
    return ref


def test_the_merchant_is_called_and_has_three_months(world: World) -> None:
    ref = called(world)
    assert case(world, ref)["state"] == "retest_due"
    assert letters(world, ref)[-1] == ("retest_invitation", "L-B-15", "drafted")
    assert ("retest", "running", "2024-07-15") in deadlines(world, ref)


def test_the_clock_calls_the_merchant_when_nobody_has(world: World) -> None:
    ref = aid.settled(world)
    until(world, "2024-04-22T21:00:00")
    assert (case(world, ref)["state"], events(world, ref)[-1]["actor"]["id"]) == ("retest_due", "system")
    assert letters(world, ref)[-1][0] == "retest_invitation"
    assert differences(world, ref) == []


def test_a_higher_result_brings_an_opinion_that_another_signs_and_the_case_closes(world: World) -> None:
    ref = called(world)
    world.do("expert", "record_retest", ref, form=aid.retest())
    assert (case(world, ref)["state"], letters(world, ref)[-1]) == (
        "opinion_proposed",
        ("retest_opinion", "L-B-17", "drafted"),
    )
    assert "role" in codes(world.ask("expert", "sign_opinion", ref))
    world.do("head", "sign_opinion", ref)
    assert case(world, ref)["state"] == "retested"
    world.do("officer", "close_case", ref)
    assert (case(world, ref)["state"], case(world, ref)["data"]["closing"]) == ("closed", "completed")
    assert letters(world, ref)[-1] == ("case_closed", "L-B-19", "drafted")
    assert differences(world, ref) == []


def test_whoever_recorded_the_test_does_not_sign_the_opinion(world: World) -> None:
    ref = called(world)
    world.do("head", "record_retest", ref, form=aid.retest())
    assert codes(world.ask("head", "sign_opinion", ref)) == ["four-eyes"]


def test_an_opinion_comes_back_unsigned_and_the_term_begins_anew(world: World) -> None:
    ref = called(world)
    world.do("expert", "record_retest", ref, form=aid.retest())
    aid.at(world, "2024-04-17")
    world.do("head", "return_opinion", ref, reason="Rādītāji nav pilnīgi.")
    assert (case(world, ref)["state"], letters(world, ref)[-1][2]) == ("retest_due", "cancelled")
    assert ("retest", "running", "2024-07-17") in deadlines(world, ref)
    assert differences(world, ref) == []


@pytest.mark.parametrize("outcome", ["41.5", "41.4"])
def test_an_equal_or_lower_result_is_no_development_and_may_be_repeated_without_limit(
    world: World, outcome: str
) -> None:
    ref = called(world)
    world.do("expert", "record_retest", ref, form=aid.retest(outcome))
    assert letters(world, ref)[-1] == ("retest_not_improved", "L-B-18", "drafted")
    for _ in range(2):
        world.do("expert", "repeat_retest", ref)
        assert case(world, ref)["state"] == "retest_due"
        world.do("expert", "record_retest", ref, form=aid.retest(outcome))
        assert case(world, ref)["state"] == "not_improved"
    assert case(world, ref)["data"]["aid_received"] == "933.48"  # B-MAT-05: not touched
    world.do("expert", "record_retest", ref, form=aid.retest("41.6"))
    assert case(world, ref)["state"] == "opinion_proposed"
    assert differences(world, ref) == []


def test_without_another_test_the_case_closes_with_an_opinion_that_says_so(world: World) -> None:
    ref = called(world)
    world.do("expert", "record_retest", ref, form=aid.retest("41.5"))
    until(world, "2024-05-15T21:00:00")
    assert open_tasks(world, ref) == {"overdue_retest_choice"}
    world.do("officer", "end_retests", ref)
    world.do("head", "sign_opinion", ref)
    assert (case(world, ref)["state"], case(world, ref)["data"]["closing"]) == ("closed", "completed")
    assert [name for name, _, _ in letters(world, ref)[-2:]] == ["retest_opinion", "case_closed"]
    assert differences(world, ref) == []


def test_a_test_taken_before_it_is_called_counts_but_not_one_before_the_last_course(world: World) -> None:
    ref = aid.settled(world)
    refused = world.ask("expert", "record_retest", ref, form=aid.retest(on="2024-04-11"))
    assert isinstance(refused, Refused)
    assert [reason.rule for reason in refused.reasons] == ["B-MAT-03"]
    world.do("expert", "record_retest", ref, form=aid.retest(on="2024-04-12"))
    assert case(world, ref)["state"] == "opinion_proposed"


def test_a_test_that_is_not_taken_brings_a_reminder_with_a_last_day(world: World) -> None:
    ref = called(world)
    until(world, "2024-07-15T20:59:59")
    assert case(world, ref)["state"] == "retest_due"
    until(world, "2024-07-15T21:00:00")
    assert case(world, ref)["state"] == "retest_overdue"
    assert letters(world, ref)[-1] == ("retest_reminder", "L-B-16", "drafted")
    assert ("retest_grace", "running", "2024-08-16") in deadlines(world, ref)
    until(world, "2024-08-16T21:00:00")
    assert open_tasks(world, ref) == {"overdue_retest_grace"}
    assert differences(world, ref) == []


def test_a_late_test_is_taken_in_all_the_same(world: World) -> None:
    ref = overdue(world)
    aid.at(world, "2024-08-01")
    world.do("expert", "record_retest", ref, form=aid.retest(on="2024-07-30"))
    assert case(world, ref)["state"] == "opinion_proposed"
    assert ("retest_grace", "left", None) in deadlines(world, ref)
    assert differences(world, ref) == []


def test_a_head_closes_with_the_breach_noted_and_the_aid_stays(world: World) -> None:
    ref = overdue(world)
    assert codes(world.ask("head", "note_breach", ref)) == ["reason-missing"]
    world.do("head", "note_breach", ref, reason="Komersants uz atgādinājumiem neatbild.")
    assert (case(world, ref)["state"], case(world, ref)["data"]["closing"]) == ("closed", "breach_noted")
    assert aid.money(world, "r2") == ("933.48", "933.48")
    assert differences(world, ref) == []
