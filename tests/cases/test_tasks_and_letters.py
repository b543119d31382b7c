"""Open tasks for one's roles, and letters with their sealed text."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from caseflow.cases.letters import find_letter, list_letters
from caseflow.cases.tasks import OpenTask, list_tasks
from caseflow.errors import BadInput, NotFound
from caseflow.moves.sweep import sweep
from tests.cases.looking import reading, viewer
from tests.world import World


def tasks(world: World, who: str, *, every_role: bool = False) -> list[OpenTask]:
    with reading(world) as tx:
        return list_tasks(tx, viewer(world, who), every_role=every_role)


def test_tasks_are_shown_to_those_who_hold_the_role(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=2))
    sweep(world.office)
    (task,) = tasks(world, "officer")
    assert (task.case, task.name, task.role) == (ref, "tax_check", "officer")
    assert "record_tax_check" in task.closes_on
    assert tasks(world, "auditor") == []
    assert tasks(world, "auditor", every_role=True) == [task]
    assert tasks(world, "stranger", every_role=True) == []


def test_a_task_is_gone_once_the_move_it_waits_for_is_made(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(timedelta(days=2))
    sweep(world.office)
    world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00"))
    assert tasks(world, "officer") == []


def test_letters_are_listed_newest_first_and_by_case(world: World) -> None:
    first = world.submitted()
    world.clock.advance(timedelta(hours=1))
    second = world.submitted()
    with reading(world) as tx:
        found = list_letters(tx, viewer(world, "officer"))
        assert [letter.case for letter in found] == [second, first]
        assert [letter.case for letter in list_letters(tx, viewer(world, "officer"), first)] == [first]
        assert list_letters(tx, viewer(world, "stranger")) == []


def test_the_text_of_a_letter_comes_sealed(world: World) -> None:
    letter = world.do("officer", "submit", world.opened()).letters[0]
    with reading(world) as tx:
        found = find_letter(tx, str(letter), viewer(world, "auditor"))
        assert (found.letter.code, found.key_id) == ("L-X-01", world.office.keys.id)
        assert b"Par pieteikuma" not in found.sealed
        with pytest.raises(NotFound):
            find_letter(tx, str(letter), viewer(world, "stranger"))
        with pytest.raises(NotFound):
            find_letter(tx, str(UUID(int=3)), viewer(world, "officer"))
        with pytest.raises(BadInput, match="letter list"):
            find_letter(tx, "3", viewer(world, "officer"))
