"""Time in law: versioned calendars, terms, and the one function that finds every due date and tells how."""

from caseflow.calendar.edges import Edge, EdgeKind
from caseflow.calendar.extensions import Extension, extend, term_until
from caseflow.calendar.notices import Channel, contest_window, deemed_delivery
from caseflow.calendar.reckoning import Due, due, later_of
from caseflow.calendar.retention import anniversary, later_than_years, retention_end
from caseflow.calendar.suspensions import Suspension
from caseflow.calendar.table import DayOff, HolidayTable, Kind, Transfer
from caseflow.calendar.terms import Term, Unit, parse_day
from caseflow.calendar.workdays import (
    Calendar,
    CalendarName,
    Calendars,
    OutsideCalendar,
    amended,
    calendar_for,
    load,
)

__all__ = [
    "Calendar",
    "CalendarName",
    "Calendars",
    "Channel",
    "DayOff",
    "Due",
    "Edge",
    "EdgeKind",
    "Extension",
    "HolidayTable",
    "Kind",
    "OutsideCalendar",
    "Suspension",
    "Term",
    "Transfer",
    "Unit",
    "amended",
    "anniversary",
    "calendar_for",
    "contest_window",
    "deemed_delivery",
    "due",
    "extend",
    "later_of",
    "later_than_years",
    "load",
    "parse_day",
    "retention_end",
    "term_until",
]
