"""`caseflow agreement` on the command line: entering, looking, changing the status, and who may."""

from __future__ import annotations

import pytest

from tests.cli.conftest import desk
from tests.cli.desk import Desk
from tests.ledger.grants import NUMBER, PROGRAMME, granted, publish_grants

__all__ = ["desk"]

PARTS = {
    "--organisation": "association",
    "--programme": PROGRAMME,
    "--round": "r1",
    "--amount": "1000.00",
    "--signed-on": "2024-01-15",
    "--as": "administrator",
}


def add(**changes: str) -> tuple[str, ...]:
    parts = PARTS | {f"--{name.replace('_', '-').rstrip('-')}": value for name, value in changes.items()}
    return ("agreement", "add", NUMBER, *(word for part in parts.items() for word in part))


@pytest.fixture(autouse=True)
def _grants(desk: Desk) -> None:
    publish_grants(desk.world)


def test_an_agreement_is_entered_looked_at_and_changed(desk: Desk) -> None:
    assert desk.json(*add())["status"] == "signed"
    granted(desk.world, "300.00")
    shown = desk.json("agreement", "show", NUMBER)
    assert (shown["amount"], shown["committed"], shown["paid"], shown["left"]) == (
        "1000.00",
        "300.00",
        "0.00",
        "700.00",
    )
    assert [each["number"] for each in desk.json("agreement", "list")] == [NUMBER]
    change = ("agreement", "status", NUMBER, "in_implementation", "--reason", "Projekts sākts", "--as", "administrator")
    changed = desk.json(*change, "--on", "2024-02-01")
    assert (changed["status"], changed["status_on"]) == ("in_implementation", "2024-02-01")


def test_people_read_it_in_their_language(desk: Desk) -> None:
    assert desk("agreement", "list").out == "Līgumu nav.\n"
    assert desk(*add()).out == f"Līgums Nr.\u00a0{NUMBER} ievadīts: 1\u00a0000,00\u00a0EUR.\n"
    shown = desk("agreement", "show", NUMBER).out
    assert "Statuss: Noslēgts (15.01.2024.)" in shown
    assert "Left: EUR\u00a01,000.00" in desk("agreement", "show", NUMBER, "--lang", "en").out
    assert "association" in desk("agreement", "list").out
    words = ("agreement", "status", NUMBER, "withdrawn", "--reason", "Atkāpšanās", "--as", "administrator")
    assert desk(*words).out == f"Līgums Nr.\u00a0{NUMBER}: Izbeigts kopš 2024.\u00a0gada 4.\u00a0marta.\n"
    assert "Pamatojums: Atkāpšanās" in desk("agreement", "show", NUMBER).out


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"as": "officer"}, 1),
        ({"as": "nobody"}, 1),
        ({"organisation": "nowhere"}, 1),
        ({"organisation": "hub"}, 1),
        ({"programme": "nothing"}, 2),
        ({"round": "r3"}, 2),
        ({"amount": "much"}, 2),
        ({"amount": "0.00"}, 2),
        ({"amount": "0.001"}, 2),
        ({"signed_on": "2024-03-05"}, 2),
        ({"signed_on": "tomorrow"}, 2),
        ({"lang": "fr"}, 2),
    ],
)
def test_what_cannot_be_entered_is_refused_and_leaves_nothing(desk: Desk, changes: dict[str, str], code: int) -> None:
    assert desk(*add(**changes)).code == code
    assert desk.json("agreement", "list", "--as", "auditor") == []


def test_a_second_agreement_for_the_round_is_refused(desk: Desk) -> None:
    desk.json(*add())
    assert desk(*add()).code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "unknown"), 1),
        (("show", NUMBER, "--as", "stranger"), 1),
        (("status", NUMBER, "completed", "--reason", "x", "--as", "officer"), 1),
        (("status", NUMBER, "draft", "--reason", "x", "--as", "administrator"), 1),
        (("status", "unknown", "completed", "--reason", "x", "--as", "administrator"), 1),
        (("status", NUMBER, "done", "--reason", "x", "--as", "administrator"), 2),
        (("status", NUMBER, "completed", "--as", "administrator"), 2),
        (("status", NUMBER, "completed", "--reason", " ", "--as", "administrator"), 2),
        (("status", NUMBER, "completed", "--reason", "x", "--on", "2024-01-14", "--as", "administrator"), 2),
    ],
)
def test_what_cannot_be_done_with_an_agreement_changes_nothing(desk: Desk, words: tuple[str, ...], code: int) -> None:
    desk.json(*add())
    assert desk("agreement", *words).code == code
    assert desk.json("agreement", "show", NUMBER)["status"] == "signed"


def test_an_amendment_keeps_what_was_before(desk: Desk) -> None:
    desk.json(*add())
    granted(desk.world, "300.00")
    words = ("agreement", "amend", NUMBER, "--as", "administrator", "--reason", "1. grozījumi")
    assert desk.json(*words, "--amount", "300.00")["left"] == "0.00"
    assert desk(*words, "--amount", "299.99").code != 0
    assert desk(*words, "--amount", "300.00").code != 0
    assert desk(*words[:4], "officer", *words[5:], "--amount", "400.00").code != 0
    changes = desk.json("agreement", "show", NUMBER)["changes"]
    assert [(change["amount"], change["reason"]) for change in changes] == [
        ("1000.00", None),
        ("300.00", "1. grozījumi"),
    ]
    desk.json("agreement", "status", NUMBER, "completed", "--reason", "Izpildīts", "--as", "administrator")
    assert len(desk.json("agreement", "show", NUMBER)["changes"]) == 3
    assert desk(*words, "--amount", "400.00").code != 0
