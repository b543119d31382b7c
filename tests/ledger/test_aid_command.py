"""`caseflow de-minimis` and `caseflow verify`: entering, correcting, groups, looking, and who may."""

from __future__ import annotations

import pytest

from caseflow.moves import Done
from tests.cli.conftest import desk
from tests.cli.desk import Desk
from tests.ledger.aid import OTHERS, asked, merchant, proposed, publish_vouchers
from tests.world import START

__all__ = ["desk"]
A = merchant()["registration_number"]
AID = {
    "--name": "SIA “A”",
    "--grantor": "Attīstības iestāde",
    "--reference": "UZ-1",
    "--regulation": "dm2831",
    "--granted-on": "2024-02-01",
    "--amount": "100000.00",
    "--reason": "Sistēmas izdruka",
    "--as": "officer",
}


def enter(number: str = A, **changes: str) -> tuple[str, ...]:
    parts = AID | {f"--{name.replace('_', '-').rstrip('-')}": value for name, value in changes.items()}
    return ("de-minimis", "enter", number, *(word for part in parts.items() for word in part))


@pytest.fixture(autouse=True)
def _vouchers(desk: Desk) -> None:
    publish_vouchers(desk.world, START)


def test_aid_of_others_is_entered_corrected_and_counts(desk: Desk) -> None:
    assert desk.json(*enter())["granted"] == "100000.00"
    assert desk(*enter()).code != 0
    ref = asked(desk.world, "200000.01")
    assert not isinstance(desk.world.ask("officer", "propose", ref), Done)
    words = ("de-minimis", "correct", A, "--reference", "UZ-1", "--reason", "Labots", "--as", "officer", "--amount")
    assert desk.json(*words, "99999.99")["granted"] == "99999.99"
    assert desk(*words, "99999.99").code != 0
    desk.world.do("officer", "propose", ref)
    shown = desk.json("de-minimis", "show", A, "--as", "auditor")
    assert [aid["granted"] for aid in shown["aid"]] == ["99999.99", "0.00"]
    assert desk("verify").code == 0


def test_a_group_entered_at_the_desk_shares_the_ceiling(desk: Desk) -> None:
    proposed(desk.world, "300000.00")
    words = ("de-minimis", "group", "--member", f"{A}=A", "--member", f"{OTHERS['B']}=B", "--reason", "Valdījums")
    assert len(desk.json(*words, "--as", "officer")["members"]) == 1
    assert not isinstance(desk.world.ask("officer", "propose", asked(desk.world, "0.01", "B")), Done)
    said = desk("de-minimis", "show", A, "--as", "officer")
    assert "SIA “B”" not in said.out
    assert "B, reģistrācijas Nr." in said.out


@pytest.mark.parametrize(
    "words",
    [
        enter("123"),
        enter(as_="auditor"),
        enter(reason=" "),
        enter(regulation="gber"),
        enter(granted_on="2024-03-05"),
        enter(amount="0.00"),
        enter(amount="much"),
        ("de-minimis", "correct", A, "--reference", "?", "--reason", "x", "--amount", "1.00", "--as", "officer"),
        ("de-minimis", "group", "--member", f"{A}=A", "--reason", "x", "--as", "officer"),
        ("de-minimis", "show", A, "--as", "officer"),
        ("de-minimis", "show", A, "--as", "stranger"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(desk: Desk, words: tuple[str, ...]) -> None:
    said = desk(*words)
    assert said.code in (1, 2)
    assert said.err.strip()


def test_verify_finds_an_altered_sum(desk: Desk) -> None:
    proposed(desk.world, "1.00")
    with desk.world.office.database.write() as tx:
        tx.execute("UPDATE de_minimis_aid SET reserved = 101")
    said = desk("verify", "--json")
    assert said.code == 1
    assert [fault["column"] for fault in said.json["aid"]] == ["reserved"]
