"""Live deadlines and the way to each last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseflow.deadlines.live import DerivationError, Explanation, explain, list_deadlines
from caseflow.errors import NotFound
from caseflow.moves.sweep import sweep
from caseflow.words import say
from tests.cases.looking import reading, viewer
from tests.moves.test_recalculate import declare_a_holiday
from tests.world import World


def explained(world: World, case: str, name: str, who: str = "officer") -> Explanation:
    with reading(world) as tx:
        return explain(tx, world.office.in_force, case, name, viewer(world, who))


def test_lists_the_live_deadlines_of_a_case_nearest_first(world: World) -> None:
    ref = world.submitted()
    with reading(world) as tx:
        found = list_deadlines(tx, world.office.in_force, viewer(world, "officer"), ref)
    assert [(each.name, each.due_on, each.rule) for each in found] == [
        ("tax_check", date(2024, 3, 6), "B-TAX-05"),
        ("decision", date(2024, 4, 4), "[P] P.proposed.beneficiary_decision_months"),
    ]


def test_lists_those_of_the_worklist_without_a_case(world: World) -> None:
    refs = {world.submitted(), world.submitted()}
    world.opened()
    with reading(world) as tx:
        found = list_deadlines(tx, world.office.in_force, viewer(world, "officer"))
        assert {each.case for each in found} == refs
        assert len(found) == 4
        assert list_deadlines(tx, world.office.in_force, viewer(world, "stranger")) == []


def test_explains_a_last_day_as_the_row_has_it(world: World) -> None:
    found = explained(world, world.submitted(), "tax_check")
    assert found.deadline.due_on == date(2024, 3, 6)
    said = [say(sentence, "lv") for sentence in found.derivation]
    assert any("2 darba dienas" in sentence for sentence in said)
    assert [(task.name, task.open) for task in found.tasks] == [("tax_check", False)]


def test_explains_with_the_published_calendars_that_a_deadline_was_counted_with(world: World) -> None:
    declare_a_holiday(world, "2024-03-06")
    ref = world.submitted()
    declared = explained(world, ref, "tax_check")
    assert (declared.deadline.due_on, declared.deadline.calendar_version) == (date(2024, 3, 7), "2026.2")
    assert any("2024" in say(sentence, "lv") for sentence in declared.derivation)


def test_says_which_task_is_open(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=2))
    sweep(world.office)
    assert [task.open for task in explained(world, ref, "tax_check").tasks] == [True]


def test_explains_what_is_left_of_a_suspended_deadline(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=1))  # the first of two working days passes, and is counted
    world.do("officer", "suspend", ref, reason="Lūgums.")
    found = explained(world, ref, "tax_check")
    assert (found.deadline.due_on, found.left) == (None, 1)


def test_explains_a_deadline_with_its_suspension_and_extension(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "extend", ref, form={"deadline": "decision", "to": "2 months"}, reason="Sarežģīta lieta.")
    world.do("officer", "suspend", ref, reason="Lūgums.")
    world.clock.advance(timedelta(days=10))
    world.do("officer", "resume", ref)
    found = explained(world, ref, "decision")
    assert found.deadline.extended_to == "2 months"
    assert found.deadline.due_on is not None
    assert found.deadline.due_on > date(2024, 5, 4)


def test_a_row_that_was_changed_behind_caseflows_back_is_not_explained_away(world: World) -> None:
    ref = world.submitted()
    with world.office.database.write() as tx:
        tx.execute("UPDATE deadline SET due_on = ? WHERE name = 'tax_check'", (date(2024, 3, 9),))
    with pytest.raises(DerivationError, match="2024-03-09"):
        explained(world, ref, "tax_check")


def test_a_deadline_that_does_not_run_is_not_found(world: World) -> None:
    ref = world.submitted()
    with pytest.raises(NotFound, match="tax_check"):
        explained(world, ref, "appeal")
    with pytest.raises(NotFound):
        explained(world, ref, "tax_check", "stranger")


def test_explains_that_a_term_was_reopened_with_the_case(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    world.do("head", "sign_refusal", ref)
    world.clock.advance(timedelta(days=100))
    world.do("head", "reopen", ref, reason="Sūdzība apmierināta.")
    sweep(world.office)
    found = explained(world, ref, "decision")
    assert found.deadline.anchor == date(2024, 3, 4)
    assert found.deadline.due_on == date(2024, 7, 12)
    assert say(found.derivation[0], "lv").startswith("Lieta atsākta")
    assert say(found.derivation[0], "en").startswith("The case was reopened")
    assert any("12.07.2024" in say(sentence, "lv") for sentence in found.derivation)
