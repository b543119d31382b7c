"""One case as it stands, and who may see it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from caseflow.app.case_json import case_json
from caseflow.app.json_text import json_text
from caseflow.cases.values import Named, Sealed
from caseflow.cases.view import CaseView
from caseflow.errors import NotFound
from caseflow.words import Text
from tests.cases.looking import give, seen
from tests.world import LINE, MERCHANT, World


def value(view: CaseView, name: str) -> object:
    return next(each.value for each in view.fields if each.field.name == name)


def test_shows_state_data_clocks_and_letters(world: World) -> None:
    ref = world.submitted()
    view = seen(world, ref)
    assert (view.ref, view.state, view.kind, view.label) == (ref, "submitted", "open", Text("Iesniegts", "Submitted"))
    assert (view.version, view.seq) == (2, 2)
    assert view.organisation == "association"
    assert (value(view, "aid_asked"), value(view, "reference_day")) == (Decimal("336.00"), date(2024, 3, 4))
    assert [(clock.name, clock.due_on) for clock in view.deadlines] == [
        ("tax_check", date(2024, 3, 6)),
        ("decision", date(2024, 4, 4)),
    ]
    assert [letter.name for letter in view.letters] == ["receipt"]
    assert view.next_due_on == date(2024, 3, 6)
    assert not view.suspended


def test_a_party_is_shown_by_name_and_number(world: World) -> None:
    applicant = value(seen(world, world.opened()), "applicant")
    assert isinstance(applicant, Named)
    assert (applicant.name, applicant.registration_number) == (MERCHANT["name"], MERCHANT["registration_number"])


def test_personal_values_stay_sealed_and_their_digests_stay_inside(world: World) -> None:
    view = seen(world, world.opened())
    lines = value(view, "lines")
    assert isinstance(lines, tuple)
    assert isinstance(lines[0]["employee"], Sealed)
    assert isinstance(lines[0]["person_code"], Sealed)
    everything = json_text(case_json(view, "lv"))
    for secret in ("Anna", "Kalniņa", LINE["person_code"], "32000000017", "digest", "commitment"):
        assert secret not in everything


def test_a_case_is_found_by_its_id_too(world: World) -> None:
    view = seen(world, world.opened())
    assert seen(world, str(view.id)).ref == view.ref


def test_says_that_a_suspended_case_stands_still(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "suspend", ref, reason="Lūgums.")
    view = seen(world, ref)
    assert view.suspended
    assert view.suspensions == ((date(2024, 3, 4), None),)
    assert {clock.due_on for clock in view.deadlines} == {None}


@pytest.mark.parametrize("case", ["PUA-2024-999", str(UUID(int=7)), "", "' OR 1 = 1 --", "PUA-2024-001%"])
def test_a_case_that_is_not_there_is_not_found(world: World, case: str) -> None:
    world.opened()
    with pytest.raises(NotFound):
        seen(world, case)


def test_nobody_learns_of_a_case_where_they_hold_no_role(world: World) -> None:
    ref = world.opened()
    with pytest.raises(NotFound, match=ref):
        seen(world, ref, "stranger")


def test_a_role_in_another_organisation_shows_nothing(world: World) -> None:
    ref = world.opened()
    with world.office.database.read() as tx:
        row = tx.fetchone("SELECT id FROM organisation WHERE slug = 'hub'")
    assert row is not None
    give(world, "hubert", organisation=UUID(str(row[0])))
    with pytest.raises(NotFound):
        seen(world, ref, "hubert")


def test_a_role_everywhere_shows_every_case(world: World) -> None:
    give(world, "inspector", "auditor")
    assert seen(world, world.opened(), "inspector").kind == "open"


def test_the_system_sees_every_case(world: World) -> None:
    assert seen(world, world.opened(), "clock").state == "draft"


@pytest.mark.parametrize(("first", "last"), [(0, None), (0, 0), (-5, 0), (-5, 9)])
def test_a_role_shows_cases_from_its_first_day_to_its_last(world: World, first: int, last: int | None) -> None:
    give(world, "temp", organisation=world.organisation, first=first, last=last)
    assert seen(world, world.opened(), "temp").state == "draft"


@pytest.mark.parametrize(("first", "last"), [(1, None), (-5, -1)])
def test_a_role_of_another_day_shows_nothing(world: World, first: int, last: int | None) -> None:
    give(world, "temp", organisation=world.organisation, first=first, last=last)
    ref = world.opened()
    with pytest.raises(NotFound):
        seen(world, ref, "temp")


def test_a_role_in_one_programme_shows_its_cases_only(world: World) -> None:
    give(world, "skills", organisation=world.organisation, programme="enterprise-skills")
    give(world, "mentors", organisation=world.organisation, programme="public-mentors")
    ref = world.opened()
    assert seen(world, ref, "skills").ref == ref
    with pytest.raises(NotFound):
        seen(world, ref, "mentors")
