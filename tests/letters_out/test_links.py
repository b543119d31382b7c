"""Signed links: the mail carries one where the organisation wants it, and opening it keeps a receipt, once."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from caseflow.app.organisations import LetterLinks
from caseflow.db import Database
from caseflow.errors import NotFound
from caseflow.letters.links import read_link, sign
from caseflow.letters.outbox import Outgoing
from caseflow.moves.correspondence import report_return, void
from caseflow.moves.receipts import Linked, OpenedLetter, look_at_letter, open_letter
from caseflow.moves.registration import register
from caseflow.moves.sending import send
from caseflow.parties.keys import Keys
from tests.letters_out.house import informed, later, letter_of, make_house, open_tasks
from tests.moves.reading import assert_chained, events, replayed
from tests.world import KEYS, World

LINKS = {"address": "https://lietas.example/", "days": 30}


@pytest.fixture
def linking(database: Database, tmp_path: Path) -> World:
    """The house, where the organisation wants links in its mails."""
    house = make_house(database, letter_links=LINKS)
    house.office = replace(house.office, outgoing=Outgoing(tmp_path))
    return house


def mailed(house: World, folder: Path) -> tuple[str, str]:
    """A case whose letter is sent, and the token in its mail."""
    ref = informed(house)
    later(house)
    register(house.office)
    send(house.office)
    (file,) = (folder / "outbox" / "association").glob("*.eml")
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    (line,) = (line for line in body.get_content().splitlines() if line.startswith("https://"))
    assert line.startswith("https://lietas.example/letter/")
    return ref, line.rpartition("/")[2]


def test_opening_a_letter_keeps_one_receipt_without_saying_who(linking: World, tmp_path: Path) -> None:
    ref, token = mailed(linking, tmp_path)
    assert look_at_letter(linking.office, token).opened_at is None
    before = len(events(linking, ref))
    first = open_letter(linking.office, token)
    opened_at = linking.clock.now()
    later(linking)
    again = open_letter(linking.office, token)
    assert isinstance(first, OpenedLetter)
    assert isinstance(again, OpenedLetter)
    assert first.pdf == again.pdf
    assert first.pdf.startswith(b"%PDF")
    (receipt,) = events(linking, ref)[before:]
    assert receipt["trigger"] == "letter_opened"
    assert set(receipt["form"]) == {"letter", "code", "number"}
    assert look_at_letter(linking.office, token).opened_at == opened_at
    assert letter_of(linking, ref)["status"] == "sent"
    assert_chained(linking, ref)
    assert [each for each in replayed(linking, ref) if each.difference] == []


def test_looking_keeps_nothing(linking: World, tmp_path: Path) -> None:
    ref, token = mailed(linking, tmp_path)
    before = len(events(linking, ref))
    linked = look_at_letter(linking.office, token)
    assert (linked.standing, linked.number, linked.case) == ("open", "1-5/1", ref)
    assert linked.last_day == date(2024, 3, 4) + timedelta(days=30)
    assert len(events(linking, ref)) == before


def test_a_link_ends_with_its_last_day(linking: World, tmp_path: Path) -> None:
    ref, token = mailed(linking, tmp_path)
    linking.clock.advance(timedelta(days=30))
    assert isinstance(open_letter(linking.office, token), OpenedLetter)
    linking.clock.advance(timedelta(days=1))
    before = len(events(linking, ref))
    over = open_letter(linking.office, token)
    assert isinstance(over, Linked)
    assert over.standing == "expired"
    assert len(events(linking, ref)) == before


def test_a_voided_letter_is_not_opened_any_more(linking: World, tmp_path: Path) -> None:
    ref, token = mailed(linking, tmp_path)
    letter = str(letter_of(linking, ref)["id"])
    report_return(linking.office, letter, linking.users["officer"], "no such mailbox")
    assert isinstance(open_letter(linking.office, token), OpenedLetter)
    assert open_tasks(linking, ref) == ["delivery_failed"]  # a receipt does no officer's work
    void(linking.office, letter, linking.users["officer"], "wrong addressee")
    assert look_at_letter(linking.office, token).standing == "void"
    assert isinstance(open_letter(linking.office, token), Linked)


@pytest.mark.parametrize("token", ["", "nonsense", "W10.AAAA", "ā", "x" * 5000])
def test_a_link_that_nobody_signed_leads_nowhere(house: World, token: str) -> None:
    with pytest.raises(NotFound):
        look_at_letter(house.office, token)
    with pytest.raises(NotFound):
        open_letter(house.office, token)


def test_only_the_same_secret_reads_a_link(linking: World, tmp_path: Path) -> None:
    _, token = mailed(linking, tmp_path)
    link = read_link(KEYS, token)
    assert link is not None
    assert read_link(Keys.derive("another secret that is long enough, too"), token) is None
    assert read_link(KEYS, sign(KEYS, link.letter, link.last_day)[:-1]) is None


@pytest.mark.parametrize("wrong", [{"address": "lietas.example"}, {"address": "https://x.example?a=b"}, {"days": 0}])
def test_a_profile_names_an_address_and_a_number_of_days(wrong: dict[str, Any]) -> None:
    assert LetterLinks.model_validate(LINKS).days == 30
    with pytest.raises(ValidationError):
        LetterLinks.model_validate({**LINKS, **wrong})


def test_an_organisation_without_the_wish_sends_no_link(house: World, tmp_path: Path) -> None:
    house.office = replace(house.office, outgoing=Outgoing(tmp_path))
    informed(house)
    later(house)
    register(house.office)
    send(house.office)
    (file,) = (tmp_path / "outbox" / "association").glob("*.eml")
    assert b"/letter/" not in file.read_bytes()
