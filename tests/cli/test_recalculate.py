"""`caseflow deadline recalculate`: what a new holiday moves, looked at first and then done."""

from __future__ import annotations

from tests.cli.desk import Desk
from tests.moves.test_recalculate import declare_a_holiday


def test_a_preview_names_the_days_that_move_and_changes_nothing(desk: Desk) -> None:
    ref = desk.world.submitted()
    declare_a_holiday(desk.world, "2024-03-06")
    words = ("deadline", "recalculate", "--preview", "--as", "administrator")
    found = desk.json(*words)
    assert [(m["ref"], m["deadline"], m["now"], m["then"]) for m in found["moved"]] == [
        (ref, "tax_check", "2024-03-06", "2024-03-07")
    ]
    assert "no 06.03.2024. pārceļas uz 07.03.2024." in desk(*words).out
    assert [d["due_on"] for d in desk.json("deadline", "list", ref)] == ["2024-03-06", "2024-04-04"]


def test_an_administrator_moves_them_for_a_reason(desk: Desk) -> None:
    ref = desk.world.submitted()
    declare_a_holiday(desk.world, "2024-03-06")
    words = ("deadline", "recalculate", "--as", "administrator")
    assert desk(*words).code == 1  # without a reason every case refuses
    assert desk(*words, "--reason", "Jauna brīvdiena").code == 0
    assert [d["due_on"] for d in desk.json("deadline", "list", ref)] == ["2024-03-07", "2024-04-04"]
    assert "Neviena pēdējā diena nemainās" in desk(*words, "--reason", "Vēlreiz").out


def test_an_officer_may_not(desk: Desk) -> None:
    desk.world.submitted()
    declare_a_holiday(desk.world, "2024-03-06")
    assert desk("deadline", "recalculate", "--as", "officer", "--reason", "Gribu").code == 1
