"""Worked examples of deemed delivery and of the time for contesting (Z-NOT, Z-ADM-03)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from caseflow.calendar import Calendar, Term, contest_window, deemed_delivery, due, extend
from caseflow.calendar.packaged import calendars
from caseflow.errors import BadInput

BOTH = calendars()
STAT, INST = BOTH.statutory, BOTH.institutional
D = date.fromisoformat
MONTH, YEAR = Term.parse("1 month"), Term.parse("1 year")
NUMBERS = {"e_address": 2, "secure_email": 2, "registered_mail": 7, "ordinary_mail": 8, "in_person": 0}

DELIVERIES = [
    ("E-0301", "e_address", "2023-05-02", "2023-05-05", "2023-06-05"),
    ("E-0302", "e_address", "2024-11-17", "2024-11-20", "2024-12-20"),
    ("E-0303", "secure_email", "2026-12-31", "2027-01-05", "2027-02-05"),
    ("E-0304", "registered_mail", "2024-06-17", "2024-06-24", "2024-07-24"),
    ("E-0305", "ordinary_mail", "2023-11-23", "2023-12-01", "2024-01-02"),
    ("E-0306", "in_person", "2023-03-31", "2023-03-31", "2023-05-02"),
    ("E-0307", "e_address", "2025-06-19", "2025-06-25", "2025-07-25"),
]


@pytest.mark.parametrize("calendar", [STAT, INST], ids=str)
@pytest.mark.parametrize(("example", "channel", "sent", "delivered", "contest"), DELIVERIES)
def test_a_letter_counts_as_delivered_by_channel_and_may_be_contested_for_a_month(
    example: str, channel: str, sent: str, delivered: str, contest: str, calendar: Calendar
) -> None:
    arrived = deemed_delivery(channel, D(sent), NUMBERS[channel], calendar)
    assert arrived.due_on == D(delivered), example
    window = contest_window(D(delivered), calendar, with_clause=MONTH, without_clause=YEAR, has_clause=True)
    assert window.due_on == D(contest), example


def test_delivery_takes_effect_at_the_start_of_the_day() -> None:
    arrived = deemed_delivery("registered_mail", D("2024-06-17"), 7, STAT)
    assert arrived.starts_at == datetime.fromisoformat("2024-06-23T21:00:00Z")


def test_an_act_without_contest_clause_may_be_contested_for_a_year() -> None:
    """E-0308."""
    window = contest_window(D("2024-02-29"), STAT, with_clause=MONTH, without_clause=YEAR, has_clause=False)
    assert window.due_on == D("2025-02-28")


@pytest.mark.parametrize(("received", "in_time"), [("2024-12-20T21:59:59Z", True), ("2024-12-20T22:00:00Z", False)])
def test_the_last_day_for_contesting_ends_at_midnight_in_riga(received: str, in_time: bool) -> None:
    """E-0309."""
    window = contest_window(D("2024-11-20"), STAT, with_clause=MONTH, without_clause=YEAR, has_clause=True)
    assert window.in_time(datetime.fromisoformat(received)) is in_time


def test_a_new_sending_after_a_failed_delivery_has_a_date_of_its_own() -> None:
    """E-0310, as far as dates go."""
    first = deemed_delivery("e_address", D("2024-11-17"), 2, STAT)
    second = deemed_delivery("e_address", D("2024-11-19"), 2, STAT)
    assert (first.due_on, second.due_on) == (D("2024-11-20"), D("2024-11-21"))


def test_a_contest_is_decided_within_a_month_and_at_most_four() -> None:
    """E-0311."""
    received, cap = D("2024-10-31"), Term.parse("4 months")
    assert due(MONTH, received, INST).due_on == D("2024-12-02")
    assert extend(MONTH, received, INST, wanted=cap, cap=cap).latest == D("2025-02-28")


@pytest.mark.parametrize(
    ("sent", "delivered", "runs_to"),
    [("2024-03-15", "2024-03-19", "2024-04-05"), ("2024-03-22", "2024-03-26", "2024-04-11")],
)
def test_a_clarification_runs_to_the_later_of_the_stated_date_and_the_one_from_delivery(
    sent: str, delivered: str, runs_to: str
) -> None:
    """E-0312: planned Monday 18.03.2024, so the letter states 05.04.2024."""
    term = Term.parse("10 working days")
    planned = deemed_delivery("e_address", D("2024-03-18"), 2, STAT)
    assert planned.due_on is not None
    stated = due(term, planned.due_on, STAT).due_on
    assert stated == D("2024-04-05")
    arrived = deemed_delivery("e_address", D(sent), 2, STAT)
    assert arrived.due_on == D(delivered)
    assert due(term, arrived.due_on, STAT, not_before=stated).due_on == D(runs_to)


def test_refuses_an_unknown_channel_and_a_number_of_days_in_person() -> None:
    with pytest.raises(BadInput, match="no channel 'pigeon': use one of e_address"):
        deemed_delivery("pigeon", D("2024-03-18"), 2, STAT)
    with pytest.raises(BadInput, match="must be 0, not 1"):
        deemed_delivery("in_person", D("2024-03-18"), 1, STAT)
