"""A paper that came in time and was entered late: before the clock came by, and after it had moved the case."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseflow.moves import Done
from caseflow.moves.sweep import sweep
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.moves.reading import assert_chained, case, codes, deadlines, events, replayed
from tests.world import START, World

PAPER = """
workflow: paper
version: 1
title: &A
case_number: "{prefix}-W-{year}-{number:03}"
case:
  answered_on: date
states:
  begun: {kind: open, label: &A, public: &A}
  waiting: {kind: waiting, label: &A, public: &A}
  answered: {kind: open, label: &A, public: &A}
  proposed: {kind: open, label: &A, public: &A}
transitions:
  - {trigger: open, label: &A, from: [], roles: [officer], to: [{state: begun}]}
  - {trigger: ask, label: &A, from: [begun], roles: [officer], to: [{state: waiting}]}
  - trigger: answer
    label: &A
    from: [waiting, proposed]
    roles: [officer]
    backdated: true
    let: {answered_on: "on"}
    to: [{state: answered}]
  - {trigger: propose, label: &A, from: [waiting], roles: [scheduler], to: [{state: proposed}]}
  - {trigger: note, label: &A, from: [proposed], roles: [officer], backdated: true, to: [{state: proposed}]}
deadlines:
  - name: reply
    label: &A
    rule: "[P]"
    during: [waiting]
    term: 10 working days
    calendar: LV-STAT
    warns: [{before: 3 working days, task: {task: soon, label: &A, role: officer}}]
    at_end: {trigger: propose}
""".replace("&A", "{lv: A, en: A}")
REF = "PUA-W-2024-001"
LAST = date(2024, 3, 18)


@pytest.fixture(autouse=True)
def _asked(world: World) -> None:
    """A case that waits since Monday, 4 March 2024, till Monday, 18 March."""
    with world.office.database.write() as tx:
        publish(tx, [File("workflow", "invented", "paper", "workflows/invented/paper.yaml", PAPER)], "tests", START)
    world.do("officer", "open", workflow="invented/paper", organisation="association")
    world.do("officer", "ask", REF)


def go_to(world: World, day: date) -> None:
    world.clock.set(datetime.fromisoformat(f"{day}T08:00:00+00:00"))


def proposed(world: World) -> None:
    """On Wednesday, after the clock has come by."""
    go_to(world, LAST + timedelta(days=2))
    sweep(world.office)
    assert case(world, REF)["state"] == "proposed"


def test_a_paper_of_the_last_day_meets_the_term_although_the_clock_was_there_first(world: World) -> None:
    proposed(world)
    done = world.do("officer", "answer", REF, on=LAST, reason="Pasta zīmogs.")
    assert (done.state, case(world, REF)["data"]["answered_on"]) == ("answered", "2024-03-18")
    assert ("reply", "fired", "2024-03-18") in deadlines(world, REF)
    assert_chained(world, REF)
    assert [step.difference for step in replayed(world, REF)] == [None] * len(events(world, REF))


def test_a_paper_of_the_last_day_meets_the_term_before_the_clock_comes_by(world: World) -> None:
    go_to(world, LAST + timedelta(days=2))
    done = world.do("officer", "answer", REF, on=LAST, reason="Pasta zīmogs.")
    assert done.state == "answered"
    assert [event["trigger"] for event in events(world, REF)] == ["open", "ask", "deadline_warned", "answer"]
    assert ("reply", "met", "2024-03-18") in deadlines(world, REF)


def test_a_warning_of_the_clock_does_not_stand_before_a_paper_of_an_earlier_day(world: World) -> None:
    go_to(world, LAST - timedelta(days=1))
    sweep(world.office)
    assert events(world, REF)[-1]["trigger"] == "deadline_warned"
    assert world.do("officer", "answer", REF, on=date(2024, 3, 5), reason="Pasta zīmogs.").state == "answered"


def test_no_paper_is_earlier_than_what_people_did(world: World) -> None:
    proposed(world)
    assert codes(world.ask("officer", "answer", REF, on=date(2024, 3, 1), reason="x")) == ["before-last"]
    assert world.do("officer", "note", REF, on=date(2024, 3, 20)).state == "proposed"
    assert codes(world.ask("officer", "answer", REF, on=LAST, reason="x")) == ["before-last"]


def test_what_could_not_be_done_before_the_clock_moved_the_case_is_not_dated_before_it(world: World) -> None:
    proposed(world)
    assert codes(world.ask("officer", "note", REF, on=LAST, reason="x")) == ["before-clock"]
    assert world.do("officer", "note", REF, on=LAST + timedelta(days=1), reason="x").state == "proposed"


def test_a_letters_or_an_assignments_day_orders_no_papers(world: World) -> None:
    go_to(world, date(2024, 3, 12))
    world.do("head", "assign", REF, form={"assignee": "officer"})
    done = world.ask("officer", "answer", REF, on=date(2024, 3, 6), reason="Pasta zīmogs.")
    assert isinstance(done, Done)
