"""Sending: each channel's files and mails, leases and pauses, and what the case hears of it."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.db.values import read_instant
from caseflow.letters import outbox
from caseflow.letters.channels import smtp
from caseflow.letters.channels.parcel import PDF, ChannelFault, ChannelRefusal, Parcel
from caseflow.letters.outbox import Outgoing
from caseflow.moves import Refused
from caseflow.moves.registration import register
from caseflow.moves.sending import Sent, send
from caseflow.worker.letters import Letters
from caseflow.worker.rounds import work_off
from tests.letters_out.house import informed, later, letter_of, make_house, open_tasks
from tests.moves.reading import assert_chained, deadlines, events, replayed
from tests.world import MERCHANT, World


def with_doors(house: World, folder: Path, smtp_url: str | None = None) -> World:
    """The house with a folder for its channels."""
    house.office = replace(house.office, outgoing=Outgoing(folder, smtp_url))
    return house


def registered(house: World) -> str:
    """The number of a case whose letter is registered."""
    ref = informed(house)
    later(house)
    register(house.office)
    return ref


def try_again_now(house: World) -> None:
    """As if the pause, or the lease, were over."""
    with house.office.database.write() as tx:
        tx.execute(
            "UPDATE letter SET send_at = ? WHERE send_at IS NOT NULL", (MachineClock().now() - timedelta(seconds=1),)
        )


class Postbox:
    """A mail server's hands: keeps what comes, refuses when told to."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.answer


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def mail_server(postbox: Postbox) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


def test_without_a_mail_server_letter_and_mail_lie_side_by_side_in_the_outbox(house: World, tmp_path: Path) -> None:
    ref = registered(with_doors(house, tmp_path))
    assert send(house.office) == Sent(1, 0)
    folder = tmp_path / "outbox" / "association"
    assert sorted(file.name for file in folder.iterdir()) == ["2024_1-5_1.eml", "2024_1-5_1.pdf"]
    letter = letter_of(house, ref)
    assert hashlib.sha256((folder / "2024_1-5_1.pdf").read_bytes()).hexdigest() == letter["pdf"]
    mail = email.message_from_bytes((folder / "2024_1-5_1.eml").read_bytes(), policy=email.policy.default)
    assert mail["To"] == MERCHANT["email"]
    assert mail["Message-ID"] == f"<{letter['id']}@asociacija.example>"
    assert letter["status"] == "sent"


def test_a_mail_carries_the_letter_under_a_subject_with_its_number(
    house: World, tmp_path: Path, postbox: Postbox, mail_server: str
) -> None:
    ref = registered(with_doors(house, tmp_path, mail_server))
    assert send(house.office) == Sent(1, 0)
    (mail,) = postbox.mails
    assert mail["Subject"] == "Par lietu (Nr. 1-5/1)"
    (attachment,) = mail.iter_attachments()
    assert attachment.get_filename() == "2024_1-5_1.pdf"
    assert hashlib.sha256(attachment.get_content()).hexdigest() == letter_of(house, ref)["pdf"]
    assert not (tmp_path / "outbox").exists()


def test_what_was_sent_is_not_sent_again(house: World, tmp_path: Path, postbox: Postbox, mail_server: str) -> None:
    registered(with_doors(house, tmp_path, mail_server))
    assert [send(house.office), send(house.office)] == [Sent(1, 0), Sent(0, 0)]
    assert len(postbox.mails) == 1


def test_a_worker_killed_after_the_mail_went_out_sends_it_again_under_the_same_message_id(
    house: World, tmp_path: Path, postbox: Postbox, mail_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = registered(with_doors(house, tmp_path, mail_server))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "record", killed)
    with pytest.raises(KeyboardInterrupt):
        send(house.office)
    monkeypatch.undo()
    assert send(house.office) == Sent(0, 0)  # the lease lasts
    try_again_now(house)
    assert send(house.office) == Sent(1, 0)
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1
    assert len(postbox.mails) == 2
    assert [event["trigger"] for event in events(house, ref)].count("notice_sent") == 1


def test_a_mail_server_that_is_busy_is_tried_again_later(
    house: World, tmp_path: Path, postbox: Postbox, mail_server: str
) -> None:
    ref = registered(with_doors(house, tmp_path, mail_server))
    postbox.answer = "451 come back later"
    assert send(house.office) == Sent(0, 0)
    letter = letter_of(house, ref)
    assert (letter["status"], letter["attempts"], letter["failure"]) == ("registered", 1, None)
    wait = read_instant(letter["send_at"]) - MachineClock().now()
    assert timedelta(minutes=1) < wait <= timedelta(minutes=2)
    postbox.answer = "250 OK"
    try_again_now(house)
    assert send(house.office) == Sent(1, 0)


def test_pauses_double_up_to_four_hours() -> None:
    minutes = [outbox.pause(attempt).total_seconds() / 60 for attempt in range(1, 10)]
    assert minutes == [2, 4, 8, 16, 32, 64, 128, 240, 240]


def test_after_the_last_try_an_officer_has_the_task(
    house: World, tmp_path: Path, postbox: Postbox, mail_server: str
) -> None:
    ref = registered(with_doors(house, tmp_path, mail_server))
    postbox.answer = "451 come back later"
    for _ in range(outbox.MOST_ATTEMPTS - 1):
        assert send(house.office) == Sent(0, 0)
        try_again_now(house)
    assert send(house.office) == Sent(0, 1)
    letter = letter_of(house, ref)
    assert (letter["status"], letter["attempts"]) == ("failed", outbox.MOST_ATTEMPTS)
    assert "come back later" in letter["failure"]
    assert letter["number"] == "1-5/1"
    assert open_tasks(house, ref) == ["letter_failed"]
    assert_chained(house, ref)


def test_an_address_that_the_server_refuses_fails_at_once(
    house: World, tmp_path: Path, postbox: Postbox, mail_server: str
) -> None:
    ref = registered(with_doors(house, tmp_path, mail_server))
    postbox.answer = "550 no such mailbox"
    assert send(house.office) == Sent(0, 1)
    assert "no such mailbox" in letter_of(house, ref)["failure"]


def test_a_mail_server_that_is_not_there_is_a_fault_for_now() -> None:
    parcel = Parcel("id", "o", "A", "a@b.example", "c@d.example", "1", 2024, "C", "T", b"%PDF", PDF)
    with pytest.raises(ChannelFault, match="does not answer") as found:
        smtp.send("smtp://127.0.0.1:9", parcel.mail(MachineClock().now()))
    assert not isinstance(found.value, ChannelRefusal)


def test_a_letter_without_an_address_cannot_be_mailed() -> None:
    parcel = Parcel("id", "o", "A", "a@b.example", None, "1", 2024, "C", "T", b"%PDF", PDF)
    with pytest.raises(ChannelRefusal, match="no e-mail address"):
        parcel.mail(MachineClock().now())


def test_a_full_disk_is_a_fault_for_now(house: World, tmp_path: Path) -> None:
    ref = registered(with_doors(house, tmp_path))
    (tmp_path / "outbox").write_text("a file where the folder should be")
    assert send(house.office) == Sent(0, 0)
    assert letter_of(house, ref)["status"] == "registered"


def test_unsigned_information_by_mail_carries_no_presumption(house: World, tmp_path: Path) -> None:
    ref = registered(with_doors(house, tmp_path))
    send(house.office)
    event = events(house, ref)[-1]
    assert (event["trigger"], event["form"]["channel"]) == ("notice_sent", "none")
    assert deadlines(house, ref) == []
    assert [each.difference for each in replayed(house, ref) if each.difference] == []


def test_the_official_address_gets_the_letter_and_its_particulars_and_two_working_days(
    database: Database, tmp_path: Path
) -> None:
    house = make_house(database, channel="official_address", delegated_task=True)
    ref = registered(with_doors(house, tmp_path))
    send(house.office)
    folder = tmp_path / "official_address" / "association"
    particulars = json.loads((folder / "2024_1-5_1.json").read_text())
    assert particulars["to"] == MERCHANT["registration_number"]
    assert particulars["sha256"] == letter_of(house, ref)["pdf"]
    ((name, status, due),) = deadlines(house, ref)
    assert (name, status, due) == (f"notice:{letter_of(house, ref)['id']}", "running", "2024-03-06")


def test_a_body_without_a_delegated_task_may_not_use_the_official_address(database: Database) -> None:
    house = make_house(database, channel="official_address")
    form = {"applicant": MERCHANT}
    ref = house.do("officer", "open", workflow="trial/matter", organisation="association", form=form).ref
    refused = house.ask("officer", "inform", ref)
    assert isinstance(refused, Refused)
    assert "Z-NOT-07" in str(refused.reasons[0].message.args["why"])


def test_a_channel_outside_the_organisations_list_is_refused(database: Database) -> None:
    house = make_house(database, channel="email", channels=["post"])
    form = {"applicant": MERCHANT}
    ref = house.do("officer", "open", workflow="trial/matter", organisation="association", form=form).ref
    assert isinstance(house.ask("officer", "inform", ref), Refused)


def test_two_workers_send_each_letter_once(house: World, tmp_path: Path, postbox: Postbox, mail_server: str) -> None:
    for number in range(12):
        informed(with_doors(house, tmp_path, mail_server), number=number)
    later(house)
    register(house.office)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: send(house.office), range(4)))
    assert len(postbox.mails) == 12
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 12


def test_one_round_of_the_worker_registers_and_sends(house: World, tmp_path: Path) -> None:
    ref = informed(with_doors(house, tmp_path))
    later(house)
    assert work_off(house.office).letters == Letters(registered=1, sent=1, failed=0)
    assert letter_of(house, ref)["status"] == "sent"


def test_a_house_without_a_folder_registers_and_sends_nothing(house: World) -> None:
    ref = informed(house)
    later(house)
    assert work_off(house.office).letters == Letters(registered=1, sent=0, failed=0)
    assert letter_of(house, ref)["status"] == "registered"
