"""What people add to a case beside its moves: notes, and tasks closed by hand."""

from __future__ import annotations

from datetime import timedelta

from caseflow.moves.sweep import sweep
from tests.cli.desk import Desk


def waiting(desk: Desk) -> tuple[str, dict[str, str]]:
    """A case with one open task, which the clock has opened."""
    ref = desk.world.submitted()
    desk.world.clock.advance(timedelta(days=2))
    sweep(desk.world.office)
    (task,) = desk.json("task", "list")
    return ref, task


def test_a_note_stands_in_the_history_and_changes_nothing_else(desk: Desk) -> None:
    ref = desk.world.submitted()
    before = desk.json("case", "show", ref)
    letter = desk.file(b"%PDF-1.7 e-pasts", "epasts.pdf")
    done = desk.json("case", "note", ref, "Komersants zvanīja un precizēja kontaktus.", "--document", letter)
    after = desk.json("case", "show", ref)
    assert (after["version"], after["state"], after["data"]) == (before["version"], before["state"], before["data"])
    entry = desk.json("case", "history", ref)[-1]
    assert (entry["seq"], entry["trigger"]) == (done["seq"], "add_note")
    assert entry["reason"] == "Komersants zvanīja un precizēja kontaktus."
    assert "Pievienot piezīmi" in desk("case", "history", ref).out
    assert desk.json("case", "replay", ref)["differences"] == []
    assert desk("case", "note", ref, " ").code == 1
    assert desk("case", "note", ref, "Piezīme", "--as", "auditor").code == 1
    assert desk("case", "note", ref, "Piezīme", "--document", "no-such-file").code == 2


def test_a_task_is_closed_by_hand_once_with_its_reason(desk: Desk) -> None:
    ref, task = waiting(desk)
    version = desk.json("case", "show", ref)["version"]
    assert desk("task", "close", task["id"], "--reason", "").code == 1
    assert desk("task", "close", task["id"], "--reason", "Dara cits", "--as", "auditor").code == 1
    done = desk.json("task", "close", task["id"], "--reason", "Pārbaude atlikta līdz rītdienai.")
    assert (done["trigger"], done["version"]) == ("close_task", version)
    assert desk.json("task", "list", "--all") == []
    assert desk.json("case", "history", ref)[-1]["reason"] == "Pārbaude atlikta līdz rītdienai."
    again = desk("task", "close", task["id"], "--reason", "Vēlreiz", "--json")
    assert (again.code, again.json["reasons"][0]["code"]) == (1, "no-such-task")
    assert desk.json("case", "replay", ref)["differences"] == []


def test_a_task_of_another_case_is_not_closed_with_this_one(desk: Desk) -> None:
    _, task = waiting(desk)
    other = desk.world.submitted(description="Cits")
    form = desk.file({"task": task["id"]})
    wrong = desk("case", "move", other, "close_task", "--input", form, "--reason", "Kļūda", "--json")
    assert wrong.json["reasons"][0]["code"] == "no-such-task"
    assert desk("task", "close", "no-id", "--reason", "x").code == 2
    assert desk("task", "close", "00000000-0000-4000-8000-000000000000", "--reason", "x").code == 1
    assert [each["id"] for each in desk.json("task", "list")] == [task["id"]]
