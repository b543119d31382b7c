"""The history of a case, told in words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from caseflow.app.case_json import entry_json
from caseflow.app.json_text import json_text
from caseflow.cases.history import HistoryEntry, record
from caseflow.engine.facts import Override
from caseflow.errors import NotFound
from caseflow.moves.sweep import sweep
from caseflow.words import Text, say
from tests.cases.looking import reading, seen, told, viewer
from tests.world import World


def clocks(entry: HistoryEntry) -> dict[str, tuple[str, date | None, date | None]]:
    return {clock.name: (clock.what, clock.before, clock.after) for clock in entry.clocks}


def test_tells_every_event_with_who_when_and_what(world: World) -> None:
    ref = world.submitted()
    opened, submitted = told(world, ref)
    assert (opened.seq, opened.source, opened.target) == (1, None, Text("Melnraksts", "Draft"))
    assert (submitted.actor, submitted.at, submitted.on) == ("Officer", world.clock.now(), date(2024, 3, 4))
    assert submitted.label == Text("Reģistrēt iesniegto pieteikumu", "Register the submitted application")
    assert (submitted.source, submitted.target) == (opened.target, Text("Iesniegts", "Submitted"))
    assert [letter.name for letter in submitted.letters] == ["receipt"]
    assert clocks(submitted) == {
        "decision": ("started", None, date(2024, 4, 4)),
        "tax_check": ("started", None, date(2024, 3, 6)),
    }


def test_tells_changed_fields_before_and_after_in_the_order_of_the_definition(world: World) -> None:
    ref = world.opened()
    world.do("officer", "edit", ref, form={"location": "Valmiera", "aid_asked": "300.00"})
    edited = told(world, ref)[-1]
    assert [(c.field.name, c.before, c.after) for c in edited.changes] == [
        ("location", "Cēsis", "Valmiera"),
        ("aid_asked", Decimal("336.00"), Decimal("300.00")),
    ]


def test_tells_what_the_law_said_and_which_deadline_was_met(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    checked = told(world, ref)[-1]
    limit = next(rule for rule in checked.rules if rule.rule == "B-TAX-01")
    assert limit.outcome == "failed"
    assert "150,01\u00a0EUR" in say(limit.reasons[0], "lv")
    assert clocks(checked) == {"tax_check": ("met", date(2024, 3, 6), None)}


def test_tells_how_a_clarification_moved_the_deadlines(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=1))
    world.do("officer", "record_clarification", ref, form={"location": "Valmiera"})
    clarified = told(world, ref)[-1]
    assert clocks(clarified) == {
        "tax_check": ("restarted", date(2024, 3, 6), date(2024, 3, 7)),
        "decision": ("restarted", date(2024, 4, 4), date(2024, 4, 5)),
    }


def test_tells_reasons_and_that_the_clocks_stopped_and_went_on(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "suspend", ref, reason="Lūgums.")
    world.clock.advance(timedelta(days=2))
    world.do("officer", "resume", ref)
    suspended, resumed = told(world, ref)[-2:]
    assert suspended.reason == "Lūgums."
    assert clocks(suspended)["tax_check"] == ("stopped", date(2024, 3, 6), None)
    assert clocks(resumed)["tax_check"] == ("resumed", None, date(2024, 3, 8))


def test_tells_the_earlier_legal_date(world: World) -> None:
    ref = world.opened()
    world.clock.advance(timedelta(days=1))
    world.do("officer", "submit", ref, on=date(2024, 3, 4), reason="Pasts pienāca vakar.")
    submitted = told(world, ref)[-1]
    assert (submitted.on, submitted.at.date()) == (date(2024, 3, 4), date(2024, 3, 5))
    assert submitted.reason == "Pasts pienāca vakar."


def test_tells_who_got_the_case(world: World) -> None:
    ref = world.opened()
    world.do("head", "assign", ref, form={"assignee": "colleague"})
    world.do("head", "assign", ref, form={})
    given, taken = told(world, ref)[-2:]
    assert (given.assignee, taken.assignee) == ((None, "Colleague"), ("Colleague", None))


def test_tells_which_guard_a_head_passed(world: World) -> None:
    ref = world.submitted()
    world.do("head", "record_tax_check", ref, form=world.tax_form("900.00"))
    world.do("head", "sign_refusal", ref, override=Override("not_by", "Otra vadītāja nav."))
    signed = told(world, ref)[-1]
    assert signed.override == ("not_by", "Otra vadītāja nav.")
    assert signed.signed == ("refusal_tax_debt",)


def test_tells_that_a_draft_was_discarded(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("900.00"))
    world.do("head", "return_refusal", ref, reason="Cita izdruka.")
    assert told(world, ref)[-1].discarded == ("refusal_tax_debt",)


def test_tells_what_the_clock_did_by_itself(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=3))
    assert sweep(world.office).moves == 2
    opened, escalated = told(world, ref)[-2:]
    assert (opened.actor, opened.trigger, escalated.trigger) == (None, "deadline_opened", "deadline_escalated")
    assert clocks(escalated) == {"tax_check": ("reached", date(2024, 3, 6), date(2024, 3, 6))}
    assert opened.tasks == (Text("Pārbaudīt nodokļu parādu", "Check the tax debt"),)


def test_personal_values_stay_sealed(world: World) -> None:
    entries = told(world, world.opened())
    everything = json_text([entry_json(entry, "lv") for entry in entries])
    assert '"vault"' in everything
    for secret in ("Anna", "32000000017", "commitment", "digest"):
        assert secret not in everything


def test_nobody_reads_the_history_of_a_case_they_may_not_see(world: World) -> None:
    ref = world.opened()
    with pytest.raises(NotFound):
        told(world, ref, "stranger")


def test_the_record_is_the_text_that_was_hashed(world: World) -> None:
    ref = world.submitted()
    with reading(world) as tx:
        workflow, bodies = record(tx, world.office.in_force, ref, viewer(world, "auditor"))
    assert workflow.slug == "enterprise-skills/beneficiary"
    assert [entry.seq for entry in told(world, ref)] == [1, 2] == list(range(1, len(bodies) + 1))
    assert told(world, ref)[-1].hash == seen(world, ref).head
