"""Every due date again, counted on fingers: a slow oracle that walks from day to day and knows no arithmetic.

Its days off come from the `holidays` library, not from our table. The library lists the transferred working days of
institutions among the holidays, under a name of their own, and the Saturdays worked instead beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import holidays
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseflow.calendar import Calendar, Suspension, Term, Unit, due, extend
from caseflow.calendar.packaged import calendars

BOTH = calendars()
ONE_DAY = timedelta(days=1)
LIBRARY = holidays.country_holidays("LV", years=range(2018, 2031), language="lv")
TRANSFERRED = {day for day, name in LIBRARY.items() if name.startswith("Brīvdiena (pārcelta")}
OFF = set(LIBRARY) - TRANSFERRED
WORKED = set(LIBRARY.weekend_workdays)


def works(day: date, *, institution: bool) -> bool:
    if institution and day in WORKED:
        return True
    if institution and day in TRANSFERRED:
        return False
    return day.isoweekday() <= 5 and day not in OFF


def suspended(day: date, pauses: Sequence[Suspension]) -> bool:
    return any(begun < day and (ended is None or day <= ended) for begun, ended in pauses)


def is_stopped(day: date, pauses: Sequence[Suspension]) -> bool:
    return any(begun < day and ended is None for begun, ended in pauses)


def same_number(anchor: date, months: int) -> date:
    month = anchor
    for _ in range(months):
        month = month.replace(day=28) + timedelta(days=4)  # some day of the next month
    for number in range(anchor.day, 0, -1):
        try:
            return month.replace(day=number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def slow_due(term: Term, anchor: date, pauses: Sequence[Suspension], *, institution: bool) -> date | None:
    """Walk on until the days that count are used up, then on to a day on which the term may end."""
    left = term.number
    if term.unit is Unit.WEEK:
        left *= 7
    elif term.unit in (Unit.MONTH, Unit.YEAR):
        months = term.number * (12 if term.unit is Unit.YEAR else 1)
        left = (same_number(anchor, months) - anchor).days
    by_working_days = term.unit is Unit.WORKING_DAY
    day = anchor
    while left:
        day += ONE_DAY
        if is_stopped(day, pauses):
            return None
        if not suspended(day, pauses) and (not by_working_days or works(day, institution=institution)):
            left -= 1
    while term.rolls and not by_working_days:
        if is_stopped(day, pauses):
            return None
        if works(day, institution=False) and not suspended(day, pauses):
            break
        day += ONE_DAY
    return day


LONGEST = {Unit.WORKING_DAY: 120, Unit.DAY: 200, Unit.WEEK: 30, Unit.MONTH: 14, Unit.YEAR: 2}
ANCHORS = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    unit = draw(st.sampled_from(list(LONGEST)))
    return Term(unit, draw(st.integers(1, LONGEST[unit])), rolls=draw(st.booleans()))


@st.composite
def pauses_after(draw: st.DrawFn, anchor: date, *, may_be_open: bool = True) -> list[Suspension]:
    found: list[Suspension] = []
    for _ in range(draw(st.integers(0, 3))):
        begun = anchor + timedelta(days=draw(st.integers(-10, 150)))
        is_open = may_be_open and draw(st.integers(0, 4)) == 0
        ended = None if is_open else begun + timedelta(days=draw(st.integers(0, 40)))
        found.append(Suspension(begun, ended))
    return found


@given(data=st.data(), term=terms(), anchor=ANCHORS, institution=st.booleans())
@settings(deadline=None, max_examples=200)
def test_the_due_date_is_the_one_found_by_walking(
    data: st.DataObject, term: Term, anchor: date, institution: bool
) -> None:
    pauses = data.draw(pauses_after(anchor))
    found = due(term, anchor, counting(institution), suspensions=pauses)
    assert found.due_on == slow_due(term, anchor, pauses, institution=institution)
    assert (found.left is None) == (found.due_on is not None)


@given(data=st.data(), term=terms(), anchor=ANCHORS, institution=st.booleans())
@settings(deadline=None, max_examples=60)
def test_what_is_left_runs_on_after_the_day_of_resuming(
    data: st.DataObject, term: Term, anchor: date, institution: bool
) -> None:
    """SUS-5: a stopped term, resumed on day R, ends what was left after R."""
    begun = anchor + timedelta(days=data.draw(st.integers(0, 100)))
    ended = begun + timedelta(days=data.draw(st.integers(0, 60)))
    calendar = counting(institution)
    left = due(term, anchor, calendar, suspensions=[(begun, None)]).left
    if left is None:
        return
    resumed = due(term, anchor, calendar, suspensions=[(begun, ended)])
    if left:
        unit = Unit.WORKING_DAY if term.unit is Unit.WORKING_DAY else Unit.DAY
        assert resumed.due_on == due(Term(unit, left, rolls=term.rolls), ended, calendar).due_on
    else:  # the count was used up, only the move off the weekend was awaited
        assert resumed.due_on == slow_due(term, anchor, [Suspension(begun, ended)], institution=institution)


@given(term=terms(), anchor=ANCHORS, later=st.integers(0, 200), institution=st.booleans())
@settings(deadline=None, max_examples=60)
def test_never_ends_before_the_stated_date(term: Term, anchor: date, later: int, institution: bool) -> None:
    stated = anchor + timedelta(days=later)
    calendar = counting(institution)
    plain = due(term, anchor, calendar).due_on
    found = due(term, anchor, calendar, not_before=stated).due_on
    assert plain is not None
    assert found is not None
    assert found >= stated
    if plain >= stated:
        assert found == plain


@given(
    data=st.data(),
    anchor=ANCHORS,
    days=st.integers(32, 110),
)
@example(data=None, anchor=date(2023, 10, 31), days=121)
@settings(deadline=None, max_examples=60)
def test_an_extension_to_a_working_day_ends_on_it(data: st.DataObject | None, anchor: date, days: int) -> None:
    pauses = data.draw(pauses_after(anchor, may_be_open=False)) if data else []
    month, cap = Term.parse("1 month"), Term.parse("2 years")
    wanted = anchor + timedelta(days=days)
    answer = extend(month, anchor, BOTH.statutory, wanted=wanted, cap=cap, suspensions=pauses)
    if answer.due is not None and works(wanted, institution=False) and not suspended(wanted, pauses):
        assert answer.due.due_on == wanted


@given(after=ANCHORS, days=st.integers(0, 400), institution=st.booleans())
@settings(deadline=None, max_examples=60)
def test_counts_the_working_days_between_two_dates(after: date, days: int, institution: bool) -> None:
    until = after + timedelta(days=days)
    walked = sum(works(after + timedelta(days=step), institution=institution) for step in range(1, days + 1))
    assert counting(institution).working_days_between(after, until) == walked
    assert counting(institution).working_days_between(until, after) == -walked


def test_every_day_of_the_table_agrees_with_the_library() -> None:
    day = date(2018, 1, 1)
    while day.year <= 2030:
        assert BOTH.statutory.is_working(day) == works(day, institution=False), day
        assert BOTH.institutional.is_working(day) == works(day, institution=True), day
        day += ONE_DAY


def counting(institution: bool) -> Calendar:
    return BOTH.institutional if institution else BOTH.statutory
