"""B-FB takes longer than a month: the decision's term is extended for a reason, and the merchant is told (L-X-15)."""

from __future__ import annotations

import pytest

from tests.journeys.award import agree, proposed
from tests.journeys.test_letters import read
from tests.journeys.ways import differences, tax_checked, unanswered
from tests.moves.reading import case, codes, deadlines, letters
from tests.world import World

REASON = "Nav saņemta atbilde no Uzņēmumu reģistra."


def running(world: World, ref: str) -> list[str | None]:
    return [due for name, status, due in deadlines(world, ref) if name == "decision" and status == "running"]


def test_the_decision_may_take_longer_and_the_letter_says_until_when(world: World) -> None:
    ref = tax_checked(world)
    assert "reason-missing" in codes(world.ask("officer", "extend_decision", ref, form={"months": 2}))
    world.do("officer", "extend_decision", ref, form={"months": 2}, reason=REASON)
    assert (case(world, ref)["state"], running(world, ref)) == (
        "tax_checked",
        ["2024-05-07"],
    )  # 4 May: Saturday
    assert letters(world, ref)[-1] == ("decision_extended", "L-X-15", "drafted")
    said = read(world, ref)
    for text in ("2024. gada 4. aprīlim", "07.05.2024", "2024. gada 4. jūlijam", "Uzņēmumu reģistra"):
        assert text in said
    assert differences(world, ref) == []


@pytest.mark.parametrize(("months", "taken"), [(4, True), (5, False), (1, False)])
def test_no_extension_goes_beyond_four_months_of_the_reference_day(world: World, months: int, taken: bool) -> None:
    """Z-ADM-02, SUS-6: counted from the original day; one that is no longer is none."""
    ref = tax_checked(world)
    result = world.ask("officer", "extend_decision", ref, form={"months": months}, reason=REASON)
    if taken:
        assert running(world, ref) == ["2024-07-04"]
        return
    assert codes(result) == ["beyond-cap" if months > 4 else "not-longer"]
    assert letters(world, ref)[-1][0] != "decision_extended"


def test_a_proposed_decision_may_still_be_extended_but_not_one_that_waits_for_the_merchant(world: World) -> None:
    agree(world)
    ref = proposed(world)
    world.do("officer", "extend_decision", ref, form={"months": 3}, reason=REASON)
    assert case(world, ref)["state"] == "award_proposed"
    world.do("head", "sign_award", ref)
    assert codes(world.ask("officer", "extend_decision", unanswered(world), form={"months": 3}, reason=REASON)) == [
        "not-from-here"
    ]
