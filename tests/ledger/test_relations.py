"""Links that end, mergers and splits: entered with day and reason, and read by the moves that rest on the register."""

from __future__ import annotations

import pytest

from caseflow.moves import Done
from tests.cli.conftest import desk
from tests.cli.desk import Desk
from tests.ledger.aid import OTHERS, asked, linked, merchant, prior, proposed, publish_vouchers, register
from tests.world import START

__all__ = ["desk"]
A, B, C = merchant()["registration_number"], OTHERS["B"], OTHERS["C"]
WHY = ("--reason", "Uzņēmumu reģistra izraksts", "--as", "officer")


@pytest.fixture(autouse=True)
def _vouchers(desk: Desk) -> None:
    publish_vouchers(desk.world, START)


def has_headroom(desk: Desk, amount: str, of: str = "A") -> bool:
    """Whether aid of that amount could be reserved for the undertaking now."""
    return isinstance(desk.world.ask("officer", "propose", asked(desk.world, amount, of)), Done)


def entered(desk: Desk, amount: str, of: str, reference: str = "UZ-1") -> None:
    """Aid that somebody else has granted."""
    ref = asked(desk.world, "1.00", of)
    desk.world.do("officer", "note_aid", ref, form={"prior": [prior(amount, "2024-02-01", of, reference)]})


MERGE = ("de-minimis", "merge", "--absorbed", f"{B}=B", "--into", f"{A}=A", "--on", "2024-03-01", *WHY)


def split(*more: str) -> tuple[str, ...]:
    parts = ("--part", f"{B}=B=300000.00", "--part", f"{C}=C=100000.00")
    return ("de-minimis", "split", "--source", f"{A}=A", *parts, "--on", "2024-03-01", *WHY, *more)


def test_an_enterprise_that_has_left_its_group_has_its_own_ceiling_again(desk: Desk) -> None:
    proposed(desk.world, "300000.00")
    ref = asked(desk.world, "1.00", "B")
    desk.world.do("officer", "note_aid", ref, form={"group": linked("A", "B"), "prior": []})
    assert not has_headroom(desk, "0.01", "B")
    assert desk("de-minimis", "leave", B, "--last-day", "2024-03-05", *WHY).code == 2
    assert desk("de-minimis", "leave", B, "--last-day", "2024-03-03", *WHY).code == 1  # they were not one yet
    left = desk("de-minimis", "leave", B, "--last-day", "2024-03-04", *WHY)
    assert (left.code, B in left.out) == (0, True)
    assert desk("de-minimis", "leave", B, "--last-day", "2024-03-04", *WHY).code == 1
    assert not has_headroom(desk, "0.01", "B")  # the last day still counts
    assert len(desk.json("de-minimis", "show", A, "--as", "officer")["members"]) == 1
    assert desk.json("de-minimis", "show", A, "--on", "2024-03-05", "--as", "officer")["members"] == []
    with desk.world.office.database.read() as tx:
        row = tx.fetchone("SELECT ended_why, ended_by FROM undertaking_member WHERE ended_at IS NOT NULL")
    assert row == ("Uzņēmumu reģistra izraksts", str(desk.world.users["officer"].user))


def test_all_aid_of_whom_was_absorbed_counts_after_a_merger_until_it_is_taken_back(desk: Desk) -> None:
    entered(desk, "250000.00", "B")
    made = desk.json(*MERGE)
    assert desk(*MERGE).code == 1
    assert not has_headroom(desk, "50000.01")
    ref = asked(desk.world, "50000.00")
    desk.world.do("officer", "look", ref)
    assert desk.json("case", "show", ref)["data"]["headroom"] == "50000.00"
    shown = desk.json("de-minimis", "show", A, "--as", "officer")
    assert [each["amount"] for each in shown["counted"]] == ["250000.00"]
    said = desk("de-minimis", "show", A, "--as", "officer").out
    assert "Apvienošana 2024. gada 1. martā" in said or "Apvienošana 01.03.2024." in said
    assert desk("de-minimis", "withdraw-change", made["id"], *WHY).code == 0
    assert desk("de-minimis", "withdraw-change", made["id"], *WHY).code == 1
    assert has_headroom(desk, "300000.00")
    assert desk.json("case", "replay", ref)["differences"] == []
    assert register(desk.world)


def test_aid_of_what_was_split_follows_its_use_or_the_equity(desk: Desk) -> None:
    entered(desk, "200000.00", "A")
    entered(desk, "40000.00", "A", "UZ-2")
    assert desk(*split("--use", f"UZ-9={B}")).code == 1
    assert desk(*split("--use", f"UZ-2={A}")).code == 2
    desk.json(*split("--use", f"UZ-2={B}"))
    counted = {
        number: sum(float(each["amount"]) for each in desk.json("de-minimis", "show", number, *WHY[2:])["counted"])
        for number in (A, B, C)
    }
    assert counted == {A: 0.0, B: 190000.0, C: 50000.0}
    assert not has_headroom(desk, "110000.01", "B")
    assert has_headroom(desk, "110000.00", "B")
    assert has_headroom(desk, "250000.00", "C")
    assert has_headroom(desk, "300000.00", "A")


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "--absorbed", f"{A}=A", "--into", f"{A}=A", "--on", "2024-03-01"),
        ("merge", "--absorbed", f"{B}=B", "--into", f"{A}=A", "--on", "2024-03-05"),
        ("merge", "--absorbed", "1=B", "--into", f"{A}=A", "--on", "2024-03-01"),
        ("merge", "--absorbed", B, "--into", f"{A}=A", "--on", "2024-03-01"),
        ("split", "--source", f"{A}=A", "--part", f"{B}=B=1.00", "--on", "2024-03-01"),
        ("split", "--source", f"{A}=A", "--part", f"{B}=B=0", "--part", f"{C}=C=0", "--on", "2024-03-01"),
        ("split", "--source", f"{A}=A", "--part", f"{B}=B=x", "--part", f"{C}=C=1", "--on", "2024-03-01"),
        ("split", "--source", f"{A}=A", "--part", f"{B}", "--part", f"{C}=C=1", "--on", "2024-03-01"),
        ("withdraw-change", "no-id"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_entered(desk: Desk, words: tuple[str, ...]) -> None:
    said = desk("de-minimis", *words, *WHY)
    assert (said.code, bool(said.err.strip())) == (2, True)
    assert desk("de-minimis", *words, "--reason", "x", "--as", "auditor").code in (1, 2)
    with desk.world.office.database.read() as tx:
        assert tx.fetchall("SELECT id FROM undertaking_change") == []
