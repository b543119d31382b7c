"""The signature of an award: what is judged once more, whom the letter names, and what may be corrected afterwards."""

from __future__ import annotations

from tests.journeys.award import agree, approved, proposed
from tests.journeys.ways import letter_text, maturity_tested
from tests.moves.reading import codes
from tests.world import LINE, MERCHANT, World


def test_other_aid_that_is_found_after_the_proposal_keeps_the_award_from_being_signed(world: World) -> None:
    """B-DM-04 is judged on the day of grant as well."""
    agree(world)
    ref = proposed(world)
    world.do("officer", "correct", ref, form={"other_aid": "0.01"}, reason="Ievades kļūda.")
    assert codes(world.ask("head", "sign_award", ref)) == ["demands"]
    world.do("officer", "correct", ref, form={"other_aid": "0.00"}, reason="Ievades kļūda.")
    world.do("head", "sign_award", ref)


def test_the_award_names_who_prepared_it_and_not_who_signs(world: World) -> None:
    agree(world)
    text = letter_text(world, approved(world))
    assert "Officer, tālr." in text
    assert "Head, tālr." not in text


def test_what_a_signed_award_rests_on_is_no_slip_any_more(world: World) -> None:
    agree(world)
    ref = maturity_tested(world)
    world.do("officer", "correct", ref, form={"lines": [{**LINE, "employee": "Anna Kalna"}]}, reason="Uzvārds.")
    other = approved(world)
    again = {"lines": [{**LINE, "employee": "Anna Kalna"}]}
    assert codes(world.ask("officer", "correct", other, form=again, reason="Uzvārds.")) == ["signed-field"]
    assert codes(world.ask("officer", "correct", other, form={"years": []}, reason="x")) == ["rested-on-field"]
    party = {"applicant": {**MERCHANT, "name": "SIA “Cita”"}}
    assert codes(world.ask("officer", "correct", other, form=party, reason="x")) == ["identity-field"]
    world.do("officer", "correct", other, form={"needs": "Cits teksts"}, reason="Drukas kļūda.")
