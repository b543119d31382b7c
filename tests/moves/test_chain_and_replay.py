"""The chain of events, and replay from the record alone, whatever has been published since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseflow.calendar import Calendars
from caseflow.calendar.packaged import calendars
from caseflow.calendar.table import DayOff, Kind
from caseflow.calendar.workdays import amended
from caseflow.db.values import read_uuid
from caseflow.engine.answers import LiveAnswers
from caseflow.engine.codec import canonical
from caseflow.engine.workflow import Workflow
from caseflow.moves.replay import Replayed, replay
from caseflow.moves.sweep import sweep
from caseflow.programmes.folder import files_of
from caseflow.programmes.publish import publish
from caseflow.words.language import Text
from tests.moves.reading import assert_chained, bodies, case, events, letters, number_of, replayed
from tests.world import HOME, START, World

PROGRAMME = "enterprise-skills"
LIMIT = '- {key: P.tax.limit, type: money, value: "150.00", source:'


@dataclass(frozen=True)
class Ask:
    """One thing that somebody may try, fit or not."""

    who: str
    trigger: str
    form: Mapping[str, Any] = field(default_factory=dict)
    days: int = 0
    debt: str | None = None


ASKS = [
    Ask("officer", "submit"),
    Ask("officer", "record_clarification", {"aid_asked": "300.00"}, days=1),
    Ask("officer", "record_tax_check", debt="150.00"),
    Ask("officer", "record_tax_check", debt="150.01", days=2),
    Ask("head", "record_tax_check", debt="9000.00"),
    Ask("head", "return_refusal", days=1),
    Ask("head", "sign_refusal"),
    Ask("officer", "suspend", days=1),
    Ask("officer", "resume", days=3),
    Ask("officer", "correct", {"location": "Valmiera"}),
    Ask("officer", "extend", {"deadline": "decision", "to": "3 months"}),
    Ask("officer", "assign", {"assignee": None}),
    Ask("officer", "withdraw_before_dispatch"),
    Ask("officer", "withdraw"),
    Ask("head", "reopen", days=4),
]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(ASKS), min_size=4, max_size=9))
def test_any_journey_is_chained_and_replays_without_a_difference(world: World, asks: list[Ask]) -> None:
    world.clock.set(START)
    ref = world.submitted()
    for ask in asks:
        world.clock.advance(timedelta(days=ask.days))
        form = world.tax_form(ask.debt) if ask.debt else ask.form
        world.ask(ask.who, ask.trigger, ref, form=form, reason="Iemesls lietā.")
    assert_chained(world, ref)
    again = replayed(world, ref)
    assert [(step.seq, step.difference) for step in again] == [(n, None) for n in range(1, len(again) + 1)]
    assert case(world, ref)["seq"] == len(again)


def test_taking_back_a_move_that_ended_two_deadlines_replays(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=1))
    world.do("officer", "record_clarification", ref, form={"aid_asked": "300.00"})
    world.do("officer", "withdraw_before_dispatch", ref, reason="Precizējums attiecas uz citu lietu.")
    ended = [each["how"] for each in events(world, ref)[-2]["outcome"]["ended"]]
    assert ended == ["restarted", "restarted"]
    assert [step.difference for step in replayed(world, ref)] == [None] * 4


def test_suspending_a_case_whose_deadlines_the_clock_has_touched_replays(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=2))
    assert sweep(world.office).moves == 1  # the tax check has opened: its row has been written again
    world.do("officer", "suspend", ref, reason="Komersants to lūdz.")
    assert [each["name"] for each in events(world, ref)[-1]["outcome"]["ended"]] == ["decision", "tax_check"]
    assert all(step.difference is None for step in replayed(world, ref))


def test_the_stored_text_is_canonical(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("384.37"))
    for body in bodies(world, ref):
        event = json.loads(body)
        assert canonical(event) == body
        assert canonical(dict(reversed(event.items()))) == body
        assert list(event) == sorted(event)
    assert "ē" in bodies(world, ref)[0]  # UTF-8 as it is, no escapes


def test_amounts_are_text_and_instants_have_six_digits(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("384.37"))
    event = events(world, ref)[-1]
    assert event["at"] == "2024-03-04T08:00:00.000000Z"
    assert event["form"]["total_debt"] == {"=": "384.37"}
    assert event["outcome"]["changed"]["tax_net"] == [None, "384.37"]


def _workflow(world: World, ref: str) -> tuple[Workflow, list[str]]:
    office = world.office
    with office.database.read() as tx:
        ((version,),) = tx.fetchall("SELECT workflow_version_id FROM case_record WHERE ref = ?", (ref,))
        return office.in_force.workflow(tx, read_uuid(version)), bodies(world, ref)


def _recomputed(world: World, ref: str, days: Calendars) -> list[Replayed]:
    workflow, found = _workflow(world, ref)
    with world.office.database.read() as tx:
        figures = world.office.in_force.parameters(tx, PROGRAMME)
    return replay(workflow, found, LiveAnswers(figures, days))


CHANGES: dict[str, tuple[str, str, str]] = {
    "the amount": ('"=":"384.37"', '"=":"384.38"', "on record"),
    "the new state": ('"to":"refusal_proposed"', '"to":"tax_checked"', "to: tax_checked is now refusal_proposed"),
    "the hash before": ('"prev":"', '"prev":"0', "as the hash before it"),
    "a role": ('"roles":["officer"]', '"roles":["auditor"]', "refused"),
    "an answer": ('"outcome":"failed"', '"outcome":"passed"', "to: refusal_proposed is now tax_checked"),
}


def test_replay_says_what_somebody_has_changed(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("384.37"))
    workflow, found = _workflow(world, ref)
    for what, (old, new, difference) in CHANGES.items():
        assert old in found[-1], what
        again = replay(workflow, [*found[:-1], found[-1].replace(old, new, 1)])
        assert [step.difference for step in again[:-1]] == [None, None]
        assert difference in (again[-1].difference or ""), what


def publish_changed(world: World, name: str, old: str, new: str) -> None:
    """One file of the programme goes on record with a change."""
    (file,) = (f for f in files_of(HOME, PROGRAMME) if f.name == name)
    assert old in file.text
    with world.office.database.write() as tx:
        publish(tx, [replace(file, text=file.text.replace(old, new))], "tests", START)


def publish_a_limit_of_200(world: World, since: date) -> None:
    """P.tax.limit becomes 200 EUR from a day on."""
    day_before = since - timedelta(days=1)
    rows = (
        f'- {{key: P.tax.limit, type: money, value: "150.00", to: {day_before}, source: "S001 1.3"}}\n'
        f'- {{key: P.tax.limit, type: money, value: "200.00", from: {since}, source:'
    )
    publish_changed(world, "parameters.yaml", LIMIT, rows)


def refused_for_180(world: World) -> str:
    """A case whose debt of 180 EUR was over the limit of 150 EUR on 4 March 2024."""
    ref = world.submitted()
    assert world.do("officer", "record_tax_check", ref, form=world.tax_form("180.00")).state == "refusal_proposed"
    return ref


def test_a_new_limit_does_not_change_what_the_record_says_and_recomputing_lists_the_difference(world: World) -> None:
    ref = refused_for_180(world)
    publish_a_limit_of_200(world, date(2024, 3, 1))
    new = world.submitted()
    assert world.do("officer", "record_tax_check", new, form=world.tax_form("180.00")).state == "tax_checked"
    assert [step.difference for step in replayed(world, ref)] == [None] * 3
    differences = [step.difference for step in _recomputed(world, ref, calendars())]
    assert differences[:2] == [None, None]
    assert "to: refusal_proposed is now tax_checked" in (differences[2] or "")


def test_a_limit_that_begins_after_the_reference_day_changes_no_decision_in_recomputing_either(world: World) -> None:
    ref = refused_for_180(world)
    publish_a_limit_of_200(world, date(2024, 3, 5))
    world.submitted()  # the office has noticed
    assert [step.difference for step in replayed(world, ref)] == [None] * 3
    difference = _recomputed(world, ref, calendars())[-1].difference or ""
    assert "is now tax_checked" not in difference
    assert "'value': {'=': '200.00'}" not in difference


def test_a_new_holiday_moves_no_recorded_deadline_and_recomputing_lists_it(world: World) -> None:
    ref = world.submitted()
    day = DayOff(date(2024, 3, 6), Text("Sēru diena", "Day of mourning"), Kind.ONE_OFF, "tests")
    changed = amended(calendars(), f"{calendars().version}9", (day,))
    assert [step.difference for step in replayed(world, ref)] == [None] * 2
    difference = _recomputed(world, ref, changed)[-1].difference or ""
    assert "2024-03-06" in difference
    assert "2024-03-07" in difference


def test_a_changed_letter_changes_no_replay_and_later_letters_name_its_hash(world: World) -> None:
    ref = world.submitted()
    before = events(world, ref)[-1]["templates"]["receipt"]
    publish_changed(world, "receipt.typ", "Apmācības nedrīkst sākt", "Apmācības vēl nedrīkst sākt")
    assert replayed(world, ref)[-1].difference is None
    assert events(world, world.submitted())[-1]["templates"]["receipt"] != before
    assert letters(world, ref) == [("receipt", "L-X-01", "drafted")]
    assert number_of(world, "letter") == 2


def test_a_new_version_of_the_workflow_leaves_open_cases_with_theirs(world: World) -> None:
    ref = world.submitted()
    publish_changed(world, "beneficiary", "version: 1\n", "version: 2\n")
    done = world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00"))
    assert events(world, done.ref)[-1]["workflow"] == f"{PROGRAMME}/beneficiary@1"
    assert events(world, world.opened())[-1]["workflow"] == f"{PROGRAMME}/beneficiary@2"
    assert all(step.difference is None for step in replayed(world, ref))
