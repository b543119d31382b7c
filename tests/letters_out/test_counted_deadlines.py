"""Deadlines that count from a letter, from its draft to its sending, return and second sending, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from caseflow.db.json_text import write_json
from caseflow.deadlines.live import explain
from caseflow.moves.correspondence import hand_over, report_return, retry
from caseflow.moves.registration import register
from caseflow.moves.sweep import sweep
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from caseflow.words import say
from tests.cases.looking import reading, viewer
from tests.letters_out.house import MATTER, PROFILE
from tests.moves.reading import assert_chained, case, deadlines, events, replayed, rows
from tests.world import MERCHANT, START, World

ASKED = """\
  asked: {kind: waiting, label: {lv: Lūgta, en: Asked}, public: {lv: Sākta, en: Begun}}
  silent: {kind: open, label: {lv: Klusē, en: Silent}, public: {lv: Sākta, en: Begun}}
transitions:
  - {trigger: ask, label: {lv: Lūgt, en: Ask}, from: [begun], roles: [officer],
     to: [{state: asked, letter: request}]}
  - {trigger: note, label: {lv: Atzīmēt, en: Note}, from: [asked], roles: [officer], to: [{state: asked}]}
  - {trigger: fall_silent, label: {lv: Klusē, en: Silent}, from: [asked], roles: [scheduler], to: [{state: silent}]}
"""
DEADLINES = """\
  request: {template: information, variables: {teksts: case.ref}}
deadlines:
  - name: reply
    label: {lv: Atbilde, en: Reply}
    rule: "[P]"
    during: [asked]
    term: 10 working days
    calendar: LV-STAT
    from: delivered.request
    at_end: {trigger: fall_silent}
"""
TEXT = MATTER.replace("version: 1", "version: 2").replace("transitions:\n", ASKED) + DEADLINES
REF = "PUA-M-2024-001"


@pytest.fixture
def asked(house: World) -> World:
    """A house that writes by ordinary registered mail, and a case that has asked on Monday, 4 March 2024."""
    with house.office.database.write() as tx:
        publish(tx, [File("workflow", "trial", "matter", "workflows/trial/matter.yaml", TEXT)], "tests", START)
        profile: dict[str, Any] = {**PROFILE, "channel": "post"}
        tx.execute("UPDATE organisation SET profile = ?", (write_json(profile),))
    form = {"applicant": MERCHANT}
    house.do("officer", "open", workflow="trial/matter", organisation="association", form=form)
    house.do("officer", "ask", REF)
    return house


def reply(world: World) -> tuple[str, str]:
    """Day 0 and last day of the live deadline."""
    ((anchor, due),) = rows(world, "SELECT anchor, due_on FROM deadline WHERE name = 'reply' AND status = 'running'")
    return str(anchor), str(due)


def letter(world: World) -> str:
    ((id,),) = rows(world, "SELECT id FROM letter WHERE name = 'request'")
    return str(UUID(str(id)))


def why(world: World, lang: Any) -> list[str]:
    with reading(world) as tx:
        found = explain(tx, world.office.in_force, REF, "reply", viewer(world, "officer"))
    return [say(sentence, lang) for sentence in found.derivation]


def registered(world: World, days: int) -> None:
    world.clock.advance(timedelta(days=days))
    assert register(world.office).registered == 1


def test_a_letter_handed_over_later_than_planned_moves_the_last_day(asked: World) -> None:
    assert reply(asked) == ("2024-03-11", "2024-03-25")  # registered mail: the seventh day
    assert why(asked, "en")[0].startswith("The letter has not gone out yet")
    assert why(asked, "lv")[0].startswith("Vēstule vēl nav nosūtīta")
    registered(asked, 1)
    hand_over(asked.office, letter(asked), asked.users["officer"], date(2024, 3, 5))
    assert reply(asked) == ("2024-03-12", "2024-03-26")
    assert why(asked, "en")[0].startswith("Counted from Tuesday 12 March 2024, when letter No 1-5/1, sent on 5 March")
    assert "12.03.2024" in why(asked, "lv")[0]
    assert any("25.03.2024" in sentence for sentence in why(asked, "lv"))  # the stated day changes nothing
    assert events(asked, REF)[-1]["form"]["newest_of"] == "request"
    assert case(asked, REF)["next_due_on"] == date(2024, 3, 26)


def test_a_returned_letter_is_expected_anew_and_its_second_sending_counts(asked: World) -> None:
    registered(asked, 0 + 1)
    hand_over(asked.office, letter(asked), asked.users["officer"], date(2024, 3, 5))
    asked.clock.advance(timedelta(days=13))
    report_return(asked.office, letter(asked), asked.users["officer"], "Adresāts nav atrasts.")
    assert reply(asked) == ("2024-03-26", "2024-04-11")
    assert why(asked, "en")[0].startswith("The letter has not gone out yet, or was not delivered")
    retry(asked.office, letter(asked), asked.users["officer"])
    asked.clock.advance(timedelta(days=2))
    hand_over(asked.office, letter(asked), asked.users["officer"], date(2024, 3, 20))
    assert reply(asked) == ("2024-03-27", "2024-04-12")
    assert_chained(asked, REF)
    assert [step.difference for step in replayed(asked, REF)] == [None] * len(events(asked, REF))


def test_the_clock_waits_for_the_later_day_and_then_fires(asked: World) -> None:
    registered(asked, 1)
    hand_over(asked.office, letter(asked), asked.users["officer"], date(2024, 3, 5))
    asked.clock.advance(timedelta(days=21))  # 26 March, the last day
    sweep(asked.office)
    assert case(asked, REF)["state"] == "asked"
    asked.clock.advance(timedelta(days=1))
    sweep(asked.office)
    assert case(asked, REF)["state"] == "silent"
    assert ("reply", "fired", "2024-03-26") in deadlines(asked, REF)
    assert [step.difference for step in replayed(asked, REF)] == [None] * len(events(asked, REF))


def test_moves_inside_the_state_and_a_standstill_keep_the_count(asked: World) -> None:
    asked.do("officer", "note", REF)
    assert reply(asked) == ("2024-03-11", "2024-03-25")
    asked.clock.advance(timedelta(days=10))
    asked.do("head", "suspend", REF, reason="Lūgums.")
    asked.clock.advance(timedelta(days=4))
    asked.do("head", "resume", REF)
    assert reply(asked) == ("2024-03-11", "2024-03-27")
    assert [step.difference for step in replayed(asked, REF)] == [None] * len(events(asked, REF))
