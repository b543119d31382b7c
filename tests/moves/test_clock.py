"""The clock: openings, warnings, ends, repetition and catch-up, each once and in legal order."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseflow.db.values import read_instant
from caseflow.engine.answers import Answers
from caseflow.engine.facts import Facts, Move
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.engine.step import step
from caseflow.engine.workflow import Workflow
from caseflow.moves import Request, Stale, tree
from caseflow.moves.sweep import sweep
from tests.moves.clockwork import asked, publish_clockwork
from tests.moves.reading import assert_chained, case, deadlines, events, replayed, rows
from tests.world import World


def at(world: World, text: str) -> None:
    """Set the clock to a Riga wall time of winter (UTC+2) or summer, given as UTC."""
    world.clock.set(datetime.fromisoformat(f"{text}+00:00"))


def tasks(world: World, ref: str) -> list[tuple[str, bool]]:
    """Name of every task of the case, and whether it is still open."""
    found = rows(
        world,
        "SELECT t.name, t.closed_at FROM task t JOIN case_record c ON c.id = t.case_id WHERE c.ref = ? "
        "ORDER BY t.opened_at",
        ref,
    )
    return [(name, closed is None) for name, closed in found]


def story(world: World, ref: str) -> list[tuple[str, str]]:
    """Trigger and legal date of every event after the opening."""
    return [(event["trigger"], event["on"]) for event in events(world, ref)[1:]]


@pytest.fixture
def clocked(world: World) -> World:
    """The world with the programme of time."""
    publish_clockwork(world)
    return world


def test_the_tax_check_opens_at_the_start_of_the_second_working_day_and_not_before(world: World) -> None:
    ref = world.submitted()  # Monday 2024-03-04
    at(world, "2024-03-05T21:59:59")
    assert sweep(world.office).moves == 0
    at(world, "2024-03-05T22:00:00")
    assert sweep(world.office).moves == 1
    assert tasks(world, ref) == [("tax_check", True)]
    assert sweep(world.office).moves == 0  # once


def test_the_tax_check_is_overdue_at_the_end_of_that_day_and_goes_to_a_head(world: World) -> None:
    ref = world.submitted()
    at(world, "2024-03-06T22:00:00")
    assert sweep(world.office).moves == 2
    assert tasks(world, ref) == [("tax_check", True), ("overdue_tax_check", True)]
    world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00", data_date="2024-03-06"))
    assert tasks(world, ref) == [("tax_check", False), ("overdue_tax_check", False)]


def test_a_task_that_is_opened_and_closed_within_one_batch_is_closed(world: World) -> None:
    ref, other = world.submitted(), world.submitted()
    at(world, "2024-03-06T22:00:00")  # nobody has swept: the opening and the end fire with the move itself
    form = world.tax_form("0.00", data_date="2024-03-06")
    world.ask_all("officer", [Request("record_tax_check", ref, form=form), Request("withdraw", other)])
    for each in (ref, other):
        assert sorted(tasks(world, each)) == [("overdue_tax_check", False), ("tax_check", False)]
        found = rows(
            world,
            "SELECT t.opened_at, t.closed_at FROM task t JOIN case_record c ON c.id = t.case_id WHERE c.ref = ?",
            each,
        )
        assert all(read_instant(closed) == world.clock.now() == read_instant(opened) for opened, closed in found)


def test_an_opened_task_leaves_an_open_form_good(world: World) -> None:
    ref = world.submitted()
    version = case(world, ref)["version"]
    at(world, "2024-03-05T22:00:00")
    sweep(world.office)
    form = world.tax_form("0.00", data_date="2024-03-05")
    assert world.do("officer", "record_tax_check", ref, form=form, version=version).state == "tax_checked"


def test_an_end_fires_its_trigger_on_the_riga_day_of_its_instant(clocked: World) -> None:
    (ref,) = asked(clocked)  # 10 working days of 4 March 2024: Monday 18 March
    at(clocked, "2024-03-18T21:59:59")
    sweep(clocked.office)
    assert case(clocked, ref)["state"] == "asked"
    at(clocked, "2024-03-18T22:00:00")
    sweep(clocked.office)
    assert case(clocked, ref)["state"] == "proposed"
    assert story(clocked, ref)[-1] == ("silence", "2024-03-19")
    assert deadlines(clocked, ref)[0] == ("answer", "fired", "2024-03-18")
    assert tasks(clocked, ref) == [("answer_soon", True)]


def test_after_a_standstill_everything_fires_in_legal_order_with_its_own_dates(clocked: World) -> None:
    (ref,) = asked(clocked)
    at(clocked, "2024-12-02T08:00:00")
    sweep(clocked.office)
    assert story(clocked, ref) == [
        ("deadline_warned", "2024-03-14"),  # two working days before Monday 18 March
        ("silence", "2024-03-19"),
        ("lapse", "2024-04-20"),  # one month of 19 March ends on Friday 19 April
    ]
    assert case(clocked, ref)["state"] == "lapsed"
    assert case(clocked, ref)["wake_at"] is None


def test_a_repeated_deadline_fires_every_missed_occurrence_once_in_its_turn(clocked: World) -> None:
    (ref,) = asked(clocked)
    clocked.do("officer", "answer", ref)  # three months of 4 March 2024
    at(clocked, "2025-01-10T08:00:00")
    sweep(clocked.office)
    reminders = [on for trigger, on in story(clocked, ref) if trigger == "remind"]
    assert reminders == ["2024-06-05", "2024-09-05", "2024-12-05"]
    assert sweep(clocked.office).moves == 0


def test_a_fixed_day_ends_at_its_midnight_and_retention_is_never_moved(clocked: World) -> None:
    (ref,) = asked(clocked)
    clocked.do("officer", "answer", ref)
    at(clocked, "2026-06-30T20:59:59")
    sweep(clocked.office)
    assert case(clocked, ref)["state"] == "watched"
    at(clocked, "2026-06-30T21:00:00")
    sweep(clocked.office)
    assert case(clocked, ref)["state"] == "done"
    assert deadlines(clocked, ref)[-1] == ("retention", "running", "2036-07-01")
    at(clocked, "2036-07-01T21:00:00")
    sweep(clocked.office)
    assert case(clocked, ref)["state"] == "archived"


def test_what_is_due_fires_before_a_persons_move_and_makes_the_open_form_stale(clocked: World) -> None:
    (ref,) = asked(clocked)
    version = case(clocked, ref)["version"]
    at(clocked, "2024-03-19T08:00:00")
    assert isinstance(clocked.ask("officer", "answer", ref, version=version), Stale)
    assert case(clocked, ref)["state"] == "proposed"


def test_an_earlier_legal_date_that_is_allowed_meets_the_deadline_after_its_end(clocked: World) -> None:
    (ref,) = asked(clocked)
    at(clocked, "2024-03-19T08:00:00")  # no sweep has come by yet
    clocked.do("officer", "answer", ref, on=date(2024, 3, 18), reason="Vēstule saņemta piektdien")
    assert case(clocked, ref)["state"] == "watched"
    assert deadlines(clocked, ref)[0] == ("answer", "met", "2024-03-18")


def test_an_earlier_date_after_the_end_does_not_meet_it(clocked: World) -> None:
    (ref,) = asked(clocked)
    at(clocked, "2024-03-21T08:00:00")
    clocked.do("officer", "answer", ref, on=date(2024, 3, 19), reason="Vēstule saņemta otrdien")
    assert [trigger for trigger, _ in story(clocked, ref)] == ["deadline_warned", "silence", "answer"]


def test_a_suspended_case_stands_still_and_goes_on_with_what_was_left(clocked: World) -> None:
    (ref,) = asked(clocked)
    at(clocked, "2024-03-07T08:00:00")
    clocked.do("officer", "suspend", ref, reason="Sūdzība")
    assert case(clocked, ref)["wake_at"] is None
    at(clocked, "2024-06-03T08:00:00")
    assert sweep(clocked.office).moves == 0
    clocked.do("officer", "resume", ref)
    assert deadlines(clocked, ref)[-1] == ("answer", "running", "2024-06-12")  # 3 days used up, 7 left


def test_every_timed_journey_replays(clocked: World) -> None:
    (ref,) = asked(clocked)
    at(clocked, "2024-03-14T22:30:00")
    sweep(clocked.office)
    clocked.do("officer", "extend", ref, form={"deadline": "answer", "to": "15 working days"}, reason="Lūgums")
    at(clocked, "2024-03-20T08:00:00")
    clocked.do("officer", "answer", ref)
    at(clocked, "2037-01-10T08:00:00")
    sweep(clocked.office)
    assert [r.difference for r in replayed(clocked, ref) if r.difference] == []
    assert case(clocked, ref)["state"] == "archived"


def test_a_sweep_of_many_cases_fires_each_once(clocked: World) -> None:
    refs = asked(clocked, 450)
    at(clocked, "2024-03-19T08:00:00")
    total = 0
    while swept := sweep(clocked.office).moves:
        total += swept
    assert total == 2 * 450  # the warning and the end of each
    assert {case(clocked, ref)["state"] for ref in refs[::50]} == {"proposed"}


def test_a_case_that_cannot_go_on_is_parked_with_a_task_and_holds_up_nobody(
    clocked: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = asked(clocked, 5)
    at(clocked, "2024-03-19T08:00:00")

    def faulty(workflow: Workflow, facts: Facts, move: Move, answers: Answers) -> Outcome | Refusal:
        if facts.ref == refs[2] and move.trigger not in faultless:
            raise ZeroDivisionError("planted")
        return step(workflow, facts, move, answers)

    faultless = {"clock_parked"}
    monkeypatch.setattr(tree, "step", faulty)
    sweep(clocked.office)
    assert [case(clocked, ref)["state"] for ref in refs] == ["proposed", "proposed", "asked", "proposed", "proposed"]
    assert [name for name, _ in tasks(clocked, refs[2])] == ["clock_fault"]
    assert sweep(clocked.office).cases == 0
    parking = events(clocked, refs[2])[-1]
    assert (parking["trigger"], parking["reason"]) == ("clock_parked", "ZeroDivisionError: planted")
    assert parking["outcome"]["parked"] == "2024-03-19T09:00:00.000000Z"
    clocked.clock.advance(timedelta(hours=1))
    sweep(clocked.office)
    assert [event["trigger"] for event in events(clocked, refs[2])][-2:] == ["clock_parked"] * 2
    assert [name for name, _ in tasks(clocked, refs[2])] == ["clock_fault"]  # a head is told once
    assert_chained(clocked, refs[2])

    monkeypatch.undo()
    clocked.clock.advance(timedelta(hours=1))
    sweep(clocked.office)
    assert case(clocked, refs[2])["state"] == "proposed"
    assert [step.difference for step in replayed(clocked, refs[2]) if step.difference] == []


def test_a_case_that_cannot_even_be_put_off_in_a_move_still_holds_up_nobody(
    clocked: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = asked(clocked, 3)
    at(clocked, "2024-03-19T08:00:00")

    def faulty(workflow: Workflow, facts: Facts, move: Move, answers: Answers) -> Outcome | Refusal:
        if facts.ref == refs[1]:
            raise ZeroDivisionError("planted")
        return step(workflow, facts, move, answers)

    monkeypatch.setattr(tree, "step", faulty)
    sweep(clocked.office)
    assert [case(clocked, ref)["state"] for ref in refs] == ["proposed", "asked", "proposed"]
    assert sweep(clocked.office).cases == 0
