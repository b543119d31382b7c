"""When a letter counts as delivered, and how long it may be contested (Z-NOT, Z-ADM-03)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from caseflow.calendar.reckoning import Due, due, with_preface
from caseflow.calendar.terms import Term, Unit
from caseflow.calendar.workdays import Calendar
from caseflow.errors import BadInput
from caseflow.words.message import message


class Channel(StrEnum):
    """How a letter goes out."""

    E_ADDRESS = "e_address"
    SECURE_EMAIL = "secure_email"
    REGISTERED_MAIL = "registered_mail"
    ORDINARY_MAIL = "ordinary_mail"
    IN_PERSON = "in_person"


# Z-NOT-06: a presumption in days is not moved; one in working days ends on a working day by construction.
_UNITS = {
    Channel.E_ADDRESS: Unit.WORKING_DAY,
    Channel.SECURE_EMAIL: Unit.WORKING_DAY,
    Channel.REGISTERED_MAIL: Unit.DAY,
    Channel.ORDINARY_MAIL: Unit.DAY,
}


def deemed_delivery(channel: str, sent_on: date, number: int, calendar: Calendar) -> Due:
    """The day on which a letter counts as delivered: from `starts_at` of `due_on` (Z-NOT-01..06).

    `sent_on` is the day of sending, of handing over to the post, of registration for ordinary mail, or of
    signature in person. `number` is the dated parameter of the channel, in working days for the electronic
    channels and in days for the post; 0 in person. Presumptions count in `LV-STAT`, whichever calendar is
    given (X-TIM-03). Raises `BadInput` for an unknown channel or a number that does not fit it.
    """
    if channel not in list(Channel):
        raise BadInput(f"there is no channel {channel!r}: use one of {', '.join(Channel)}")
    sent_by = Channel(channel)
    if sent_by is Channel.IN_PERSON:
        if number:
            raise BadInput(f"a letter handed over in person is delivered that day: number must be 0, not {number}")
        term = Term.fixed(sent_on)
    else:
        term = Term(_UNITS[sent_by], number, rolls=False)
    opening = message("calendar.delivery", channel=message(f"calendar.channel.{sent_by}"), sent_on=sent_on)
    return with_preface(due(term, sent_on, calendar.statutory), opening)


def contest_window(
    delivered_on: date, calendar: Calendar, *, with_clause: Term, without_clause: Term, has_clause: bool
) -> Due:
    """Until when an act may be contested (Z-ADM-03).

    It takes effect on the day of delivery. An act that says where and within what term to contest it has the
    term `with_clause` (one month), another `without_clause` (one year); both bind a private person, so
    `LV-STAT`.
    """
    term = with_clause if has_clause else without_clause
    opening = message("calendar.contest.with_clause" if has_clause else "calendar.contest.without_clause")
    return with_preface(due(term, delivered_on, calendar.statutory), opening)
