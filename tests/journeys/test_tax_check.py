"""B-TAX-05: the tax check belongs to the second working day after the application or its clarification."""

from __future__ import annotations

import pytest

from caseflow.moves import Refused
from caseflow.words.catalogue import say
from tests.journeys.ways import differences, until
from tests.moves.reading import case, codes, events
from tests.world import World


@pytest.mark.parametrize(("at", "taken"), [("2024-03-04", False), ("2024-03-05", False), ("2024-03-06", True)])
def test_the_check_waits_for_the_second_working_day(world: World, at: str, taken: bool) -> None:
    ref = world.submitted()  # on Monday 4 March
    until(world, f"{at}T08:30:00")
    result = world.ask("officer", "record_tax_check", ref, form=world.tax_form("0.00", early=None))
    if taken:
        assert case(world, ref)["state"] == "tax_checked"
        return
    assert isinstance(result, Refused)
    assert codes(result) == ["demands"] * len(result.reasons)
    said = " ".join(say(reason.message, "lv") for reason in result.reasons)
    assert "Nodokļu parāda pārbaude" in said
    assert "Kāpēc pārbauda pirms otrās darba dienas" in said


def test_an_earlier_check_says_why_on_the_record(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00", early="Komersants lūdz paātrināt."))
    assert events(world, ref)[-1]["form"]["early"] == "Komersants lūdz paātrināt."
    assert differences(world, ref) == []
