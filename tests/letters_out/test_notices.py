"""When letters count as delivered and until when acts may be contested: the examples E-0301 to E-0312."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from caseflow.calendar.packaged import calendars
from caseflow.clock import riga_date
from caseflow.db import Database
from caseflow.engine import notices
from caseflow.engine.answers import LiveAnswers, RecordedAnswers
from caseflow.engine.facts import ActorView, Facts, Move, Running
from caseflow.engine.load import load_workflow
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.engine.step import step
from caseflow.moves.correspondence import record_signature, report_return
from caseflow.moves.registration import register
from caseflow.moves.sending import Sent, send
from caseflow.programmes.parameters import parameters_of
from caseflow.worker.rounds import work_off
from tests.letters_out.house import MATTER, later, letter_of, make_house, open_tasks, signed
from tests.letters_out.test_sending import with_doors
from tests.moves.reading import assert_chained, case, deadlines, events, replayed
from tests.world import HOME, World

FIGURES = parameters_of({"p": (HOME / "workflows/_shared/parameters.yaml").read_text(encoding="utf-8")})
WORKFLOW = load_workflow(MATTER, "matter.yaml", "trial", FIGURES, {})
CLOCK = ActorView("system", frozenset(), system=True)
LETTER = "11111111-1111-4111-8111-111111111111"


def facts(today: date, deadlines: tuple[Running, ...] = (), actor: ActorView = CLOCK) -> Facts:
    at = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    return Facts(
        "c", "REF-1", 7, "begun", None, {}, at, today, today, actor, {}, {"kind": "hub"}, {}, deadlines=deadlines
    )


def made(move: Move, today: date, deadlines: tuple[Running, ...] = ()) -> Outcome:
    if move.trigger in notices.NEED_REASON:
        move = replace(move, reason="Adresāts aizgājis.")
    outcome = step(WORKFLOW, facts(today, deadlines), move, LiveAnswers(FIGURES, calendars()))
    assert isinstance(outcome, Outcome), outcome
    return outcome


def sent(channel: str, on: date, **form: object) -> Running:
    """The notice that begins when a letter has gone out."""
    (notice,) = made(Move(notices.SENT, {"letter": LETTER, "channel": channel, **form}, on), on).started
    return notice


def effective(notice: Running) -> Running | None:
    """The time to contest that begins when the notice has come to its end, if one does."""
    assert notice.due_on is not None
    outcome = made(Move(notices.EFFECTIVE, {}, notice.due_on, fired_by=notice.id), notice.due_on, (notice,))
    assert [(ended.deadline, ended.how) for ended in outcome.ended] == [(notice, "fired")]
    return outcome.started[0] if outcome.started else None


@pytest.mark.parametrize(
    ("channel", "on", "clause", "delivered", "contest"),
    [
        pytest.param("e_address", "2023-05-02", True, "2023-05-05", "2023-06-05", id="E-0301"),
        pytest.param("e_address", "2024-11-17", True, "2024-11-20", "2024-12-20", id="E-0302"),
        pytest.param("secure_email", "2026-12-31", True, "2027-01-05", "2027-02-05", id="E-0303"),
        pytest.param("registered_mail", "2024-06-17", True, "2024-06-24", "2024-07-24", id="E-0304"),
        pytest.param("ordinary_mail", "2023-11-23", True, "2023-12-01", "2024-01-02", id="E-0305"),
        pytest.param("in_person", "2023-03-31", True, "2023-03-31", "2023-05-02", id="E-0306"),
        pytest.param("in_person", "2024-02-29", False, "2024-02-29", "2025-02-28", id="E-0308"),
    ],
)
def test_an_act_counts_as_delivered_by_its_channel_and_may_then_be_contested(
    channel: str, on: str, clause: bool, delivered: str, contest: str
) -> None:
    notice = sent(channel, date.fromisoformat(on), act=True, clause=clause)
    assert str(notice.due_on) == delivered
    (edge,) = notice.edges
    assert riga_date(edge[0]).isoformat() == delivered  # from the first moment of that day
    assert riga_date(edge[0] - timedelta(microseconds=1)) < riga_date(edge[0])
    window = effective(notice)
    assert window is not None
    assert str(window.due_on) == contest


def test_a_letter_of_a_private_body_has_the_same_presumption_but_no_time_to_contest() -> None:  # E-0307
    notice = sent("e_address", date(2025, 6, 19))
    assert str(notice.due_on) == "2025-06-25"
    assert effective(notice) is None


def test_the_time_to_contest_lasts_until_midnight_in_riga() -> None:  # E-0309
    window = effective(sent("e_address", date(2024, 11, 17), act=True, clause=True))
    assert window is not None
    assert window.due_at == datetime(2024, 12, 20, 22, tzinfo=UTC)


def test_an_ordinary_letter_counts_from_its_registration_not_from_the_day_it_was_posted() -> None:
    move = Move(
        notices.SENT,
        {"letter": LETTER, "channel": "ordinary_mail", "from": date(2023, 11, 23)},
        date(2023, 11, 25),
    )
    (notice,) = made(move, date(2023, 11, 25)).started
    assert (notice.anchor, str(notice.due_on)) == (date(2023, 11, 23), "2023-12-01")


def test_a_letter_that_was_not_delivered_starts_nothing() -> None:  # E-0310
    notice = sent("e_address", date(2024, 11, 18), act=True, clause=True)
    outcome = made(Move(notices.RETURNED, {"letter": LETTER}), date(2024, 11, 19), (notice,))
    assert [(ended.deadline.id, ended.how) for ended in outcome.ended] == [(notice.id, "undone")]
    assert outcome.became == ((LETTER, "returned"),)
    assert [task.spec.name for task in outcome.tasks] == [f"delivery_failed:{LETTER}"]
    again = sent("e_address", date(2024, 11, 25), act=True, clause=True)
    assert str(again.due_on) == "2024-11-27"


def test_another_letters_notice_is_left_alone_by_a_return() -> None:
    notice = sent("e_address", date(2024, 11, 18))
    other = "22222222-2222-4222-8222-222222222222"
    assert made(Move(notices.RETURNED, {"letter": other}), date(2024, 11, 19), (notice,)).ended == ()


@pytest.mark.parametrize("channel", ["pigeon", ""])
def test_an_unknown_channel_is_refused(channel: str) -> None:
    move = Move(notices.SENT, {"letter": LETTER, "channel": channel})
    refused = step(WORKFLOW, facts(date(2024, 3, 4)), move, LiveAnswers(FIGURES, calendars()))
    assert isinstance(refused, Refusal)


@pytest.mark.parametrize("trigger", sorted(notices.BY_MACHINE))
def test_what_the_machine_does_no_person_does(trigger: str) -> None:
    person = ActorView("u", frozenset({"head", "officer"}))
    move = Move(trigger, {"letter": LETTER})
    refused = step(WORKFLOW, facts(date(2024, 3, 4), actor=person), move, LiveAnswers(FIGURES, calendars()))
    assert isinstance(refused, Refusal)
    assert [reason.code for reason in refused.reasons] == ["clock-only"]


def test_replay_takes_the_dates_from_the_record() -> None:
    live = LiveAnswers(FIGURES, calendars())
    move = Move(notices.SENT, {"letter": LETTER, "channel": "secure_email"}, date(2026, 12, 31))
    first = step(WORKFLOW, facts(date(2026, 12, 31)), move, live)
    recorded = RecordedAnswers(live.record)
    assert step(WORKFLOW, facts(date(2026, 12, 31)), move, recorded) == first
    assert recorded.unasked() == []


def test_a_notice_is_nobodys_last_day(database: Database, tmp_path: Path) -> None:
    house, ref, _ = _sent_act(database, tmp_path)
    row = case(house, ref)
    assert row["next_due_on"] is None
    assert row["wake_at"] == datetime(2024, 3, 5, 22, tzinfo=UTC)


def test_an_act_that_is_sent_becomes_effective_by_the_clock_and_then_incontestable(
    database: Database, tmp_path: Path
) -> None:
    house, ref, letter = _sent_act(database, tmp_path)
    house.clock.set(datetime(2024, 3, 5, 21, 59, 59, tzinfo=UTC))
    work_off(house.office)
    assert letter_of(house, ref)["status"] == "sent"
    house.clock.set(datetime(2024, 3, 5, 22, tzinfo=UTC))
    work_off(house.office)
    assert letter_of(house, ref)["status"] == "effective"
    assert deadlines(house, ref)[-1] == (f"contest:{letter}", "running", "2024-04-08")  # 6 April is a Saturday
    house.clock.set(datetime(2024, 4, 8, 21, tzinfo=UTC))  # summer time: the day ends an hour earlier in UTC
    work_off(house.office)
    assert [event["trigger"] for event in events(house, ref)][-3:] == [
        "notice_sent",
        "notice_effective",
        "contest_ended",
    ]
    assert [status for _, status, _ in deadlines(house, ref)] == ["fired", "fired"]
    assert case(house, ref)["wake_at"] is None
    assert case(house, ref)["state"] == "decided"
    assert_chained(house, ref)
    assert [each.difference for each in replayed(house, ref) if each.difference] == []


def test_a_standstill_of_the_worker_moves_no_day(database: Database, tmp_path: Path) -> None:
    house, ref, _ = _sent_act(database, tmp_path)
    house.clock.set(datetime(2024, 6, 1, tzinfo=UTC))
    work_off(house.office)
    assert [(event["trigger"], event["on"]) for event in events(house, ref)][-2:] == [
        ("notice_effective", "2024-03-06"),
        ("contest_ended", "2024-04-09"),
    ]


def test_a_return_after_delivery_ends_the_time_to_contest(database: Database, tmp_path: Path) -> None:
    house, ref, letter = _sent_act(database, tmp_path)
    house.clock.set(datetime(2024, 3, 7, 8, tzinfo=UTC))
    work_off(house.office)
    report_return(house.office, letter, house.users["officer"], "Atgriezta")
    assert [status for _, status, _ in deadlines(house, ref)] == ["fired", "undone"]
    assert (letter_of(house, ref)["status"], open_tasks(house, ref)) == ("returned", ["delivery_failed"])


def test_a_day_outside_the_calendar_leaves_a_task_and_holds_up_no_other_letter(
    database: Database, tmp_path: Path
) -> None:
    house = with_doors(make_house(database, signs="outside, recorded"), tmp_path)
    house.clock.set(datetime(2030, 12, 31, 8, tzinfo=UTC))
    with house.office.database.write() as tx:
        tx.execute("UPDATE role_grant SET valid_to = NULL")
    ref = signed(house)
    later(house)
    register(house.office)
    record_signature(house.office, str(letter_of(house, ref)["id"]), house.users["head"])
    assert send(house.office) == Sent(1, 0)
    assert letter_of(house, ref)["status"] == "failed"
    assert "sent, but not counted" in letter_of(house, ref)["failure"]
    assert open_tasks(house, ref) == ["letter_failed"]


def _sent_act(database: Database, folder: Path) -> tuple[World, str, str]:
    """A signed act that went out by secure e-mail on Monday, 4 March 2024: the house, its case, the letter's id."""
    house = with_doors(make_house(database, signs="outside, recorded"), folder)
    ref = signed(house)
    with house.office.database.write() as tx:
        tx.execute("UPDATE letter SET act = ?, clause = ?", (True, True))
    later(house)
    register(house.office)
    letter = str(letter_of(house, ref)["id"])
    record_signature(house.office, letter, house.users["head"])
    assert send(house.office) == Sent(1, 0)
    return house, ref, letter
