"""The packaged table, its hash and versions, what a faulty file is told, and who counts by which calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseflow.calendar import DayOff, Kind, OutsideCalendar, Term, Transfer, amended, calendar_for, due, load
from caseflow.calendar.packaged import calendars, versions
from caseflow.errors import BadInput
from caseflow.words import Text

BOTH = calendars()
D = date.fromisoformat
SMALL = """
country: LV
version: "1"
years: {first: 2024, last: 2024}
transfers_known_until: 2024
sources: {law: The law}
names:
  ligo: {lv: Līgo diena, en: Midsummer Eve}
days_off:
  - {day: 2024-06-23, name: ligo, kind: holiday, source: law}
transfers:
  - {free: 2024-12-23, worked: 2024-12-14, source: law}
"""


def test_every_entry_names_its_source() -> None:
    table = BOTH.table
    assert all(entry.source for entry in (*table.days_off, *table.expected))
    assert all(entry.source for entry in table.transfers)
    assert (table.first_year, table.last_year, table.transfers_known_until) == (2018, 2030, 2026)


def test_the_expected_festival_is_noted_and_not_loaded() -> None:
    assert [entry.day for entry in BOTH.table.expected] == [D("2028-07-10")]
    assert BOTH.statutory.is_working(D("2028-07-10"))


def test_each_year_has_the_same_fifteen_holidays_of_the_law() -> None:
    names = {
        year: [
            entry.name.en
            for entry in BOTH.table.days_off
            if entry.day.year == year and entry.kind is Kind.HOLIDAY and "Festival" not in entry.name.en
        ]
        for year in range(2018, 2031)
    }
    assert {len(found) for found in names.values()} == {15}
    assert len({tuple(sorted(found)) for found in names.values()}) == 1


def test_only_the_holidays_that_the_law_names_get_a_substitute() -> None:
    """Z-CAL-02."""
    replaced = {entry.of for entry in BOTH.table.days_off if entry.of is not None}
    weekend = {
        entry.day
        for entry in BOTH.table.days_off
        if entry.day.weekday() >= 5
        and ((entry.day.month, entry.day.day) in {(5, 4), (11, 18)} or "Festival" in entry.name.en)
    }
    assert replaced == weekend


def test_the_newest_version_is_the_default() -> None:
    assert calendars().version == versions()[-1]
    assert calendars(versions()[0]).version == versions()[0]
    with pytest.raises(BadInput, match=r"no calendar version '1999\.1': use one of"):
        calendars("1999.1")


def test_the_hash_is_of_the_content_and_not_of_its_spelling() -> None:
    written = load(SMALL)
    assert load(SMALL.replace("years: {", "years:   {") + "# a remark\n").content_hash == written.content_hash
    assert load(SMALL.replace("2024-12-14", "2024-12-28")).content_hash != written.content_hash
    assert written.statutory == load(SMALL).statutory
    assert written.statutory != written.institutional


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("country: LV", "country: [", "is not YAML"),
        ("country: LV", "land: LV", "country: Field required; land: Extra inputs"),
        ("2024-06-23", "2024-06-31", r"days_off\.0\.day: "),
        ("2024-06-23", "2025-06-23", "2025-06-23 lies outside 2024 to 2024"),
        ("name: ligo", "name: jani", "named 'jani', which `names` does not define"),
        ("kind: holiday, source: law", "kind: holiday, source: rumour", "source 'rumour' is used"),
        ("kind: holiday", "kind: substitute", "a substitute, and only a substitute"),
        ("kind: holiday", "kind: substitute, of: 2024-06-22", "2024-06-22 is not a holiday on a Saturday"),
        ("worked: 2024-12-14", "worked: 2024-12-15", "moves to a Saturday of the same week or month"),
        ("worked: 2024-12-14", "worked: 2024-11-30", "moves to a Saturday of the same week or month"),
        ("free: 2024-12-23", "free: 2024-06-23", "2024-06-23 stands twice"),
    ],
)
def test_a_faulty_file_is_refused_with_what_and_where(old: str, new: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        load(SMALL.replace(old, new), "lv-1.yaml")


def test_an_amended_calendar_is_another_version_with_another_hash() -> None:
    extra = DayOff(D("2024-09-02"), Text("īpaša diena", "special day"), Kind.ONE_OFF, "a law")
    later = amended(BOTH, "2026.2", days_off=(extra,), transfers=(Transfer(D("2027-11-19"), D("2027-11-13"), "order"),))
    assert (later.version, BOTH.version) == ("2026.2", "2026.1")
    assert later.content_hash != BOTH.content_hash
    assert BOTH.statutory.is_working(D("2024-09-02"))
    assert not later.statutory.is_working(D("2024-09-02"))
    assert later.institutional.is_working(D("2027-11-13"))
    assert later.statutory.is_working(D("2027-11-19"))


def test_an_amendment_needs_a_new_version_and_new_days() -> None:
    extra = DayOff(D("2024-09-02"), Text("īpaša diena", "special day"), Kind.ONE_OFF, "a law")
    with pytest.raises(BadInput, match=r"version 2026\.1 is taken"):
        amended(BOTH, "2026.1", days_off=(extra,))
    with pytest.raises(BadInput, match="2024-11-18 stands twice"):
        amended(BOTH, "2026.2", days_off=(replace(extra, day=D("2024-11-18")),))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("state_institution", "LV-INST"),
        ("ministry", "LV-INST"),
        ("agency", "LV-INST"),
        ("hub", "LV-STAT"),
        ("association", "LV-STAT"),
        ("merchant", "LV-STAT"),
        ("university", "LV-STAT"),
        ("partner", "LV-STAT"),
        ("person", "LV-STAT"),
        ("both_sides", "LV-STAT"),
        ("delivery", "LV-STAT"),
    ],
)
def test_the_calendar_follows_who_must_act(kind: str, name: str) -> None:
    """X-TIM-03."""
    assert calendar_for(kind) == name
    assert BOTH.for_actor(kind).name == name


def test_refuses_unknown_actors_and_calendars() -> None:
    with pytest.raises(BadInput, match="'mayor' is not a kind of actor: use one of state_institution"):
        BOTH.for_actor("mayor")
    with pytest.raises(BadInput, match="use LV-STAT or LV-INST"):
        BOTH.named("LV")


@pytest.mark.parametrize("day", ["2017-12-31", "2031-01-01"])
def test_a_working_day_outside_the_table_is_not_guessed(day: str) -> None:
    with pytest.raises(OutsideCalendar, match=rf"{day} is not in the calendar LV-STAT 2026\.1, which knows"):
        BOTH.statutory.is_working(D(day))


def test_the_edges_of_the_table_are_inside() -> None:
    assert not BOTH.statutory.is_working(D("2018-01-01"))
    assert not BOTH.statutory.is_working(D("2030-12-31"))
    assert BOTH.statutory.next_working_day(D("2030-12-28")) == D("2030-12-30")
    assert due(Term.parse("1 working day"), D("2017-12-31"), BOTH.statutory).due_on == D("2018-01-02")


@pytest.mark.parametrize(
    ("term", "anchor"),
    [
        ("1 working day", "2017-12-30"),
        ("1 working day", "2030-12-30"),
        ("10 days", "2030-12-25"),
        ("1 day", "2030-12-30"),
        ("1 month", "2017-11-15"),
    ],
)
def test_a_term_that_needs_a_day_outside_the_table_is_refused(term: str, anchor: str) -> None:
    with pytest.raises(OutsideCalendar, match="choose a day inside or load a newer calendar"):
        due(Term.parse(term), D(anchor), BOTH.statutory)


@pytest.mark.parametrize(("term", "anchor"), [("9000 years", "2024-01-15"), ("31 days", "9999-12-15")])
def test_a_term_that_ends_after_the_last_year_of_dates_is_refused(term: str, anchor: str) -> None:
    with pytest.raises(BadInput, match="after the year 9999"):
        due(Term.parse(term, rolls=False), D(anchor), BOTH.statutory)
