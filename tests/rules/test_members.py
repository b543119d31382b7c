"""Who is one undertaking with the applicant, as the register of de minimis aid takes it (B-DM-03)."""

from __future__ import annotations

from .conftest import Ask

HELD = {"holder": "P", "held": "A", "capital": "55", "votes": "55"}


def test_the_register_is_told_of_every_other_member_of_the_undertaking(ask: Ask) -> None:
    holdings = [HELD, {**HELD, "held": "Q", "votes": "80"}, {**HELD, "holder": "Q", "held": "R", "votes": "50"}]
    members = ask("undertaking_members", {"applicant": "A", "holdings": holdings}).value
    assert [(each.registration_number, each.name) for each in members] == [("P", "P"), ("Q", "Q")]
    assert ask("undertaking_members", {"applicant": "A", "holdings": []}).value == []
