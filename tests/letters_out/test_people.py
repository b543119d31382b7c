"""What people do with letters: sign, hand over, report a return, try again, void, issue again."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseflow.db import Database, blobs
from caseflow.errors import BadInput, NotFound
from caseflow.letters.registrar import register_gaps
from caseflow.moves import Refused
from caseflow.moves.correspondence import (
    LetterRefused,
    hand_over,
    record_signature,
    reissue,
    report_return,
    retry,
    sign_with_container,
    void,
)
from caseflow.moves.registration import register
from caseflow.moves.sending import Sent, send
from tests.letters_out.house import informed, later, letter_of, letter_rows, make_house, open_tasks, signed
from tests.letters_out.test_sending import with_doors
from tests.moves.reading import assert_chained, deadlines, events, replayed
from tests.world import World

ASIC = b"application/vnd.etsi.asic-e+zip"


def container(pdf: bytes, *, mime: bytes = ASIC, signature: bool = True) -> bytes:
    """A file as a signing tool makes it, as far as the house looks at it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("mimetype", mime)
        zipped.writestr("letter.pdf", pdf)
        if signature:
            zipped.writestr("META-INF/signatures0.xml", "<asic:XAdESSignatures/>")
    return made.getvalue()


def deflated(made: bytes, *, twice: bool = False) -> bytes:
    """The same file, its bytes deflated; `twice` packs the letter under a second name as well."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        if twice:
            new.writestr("again.pdf", old.read("letter.pdf"))
    return packed.getvalue()


def damaged(made: bytes) -> bytes:
    """A file whose deflated bytes are none."""
    found = deflated(made)
    at = found.index(b"letter.pdf") + len("letter.pdf")
    return found[:at] + b"\xff" * 8 + found[at + 8 :]


def pdf_of(house: World, ref: str) -> bytes:
    with house.office.database.read() as tx:
        return bytes(blobs.get(tx, letter_of(house, ref)["pdf"]).data)


def waiting(house: World, ref: str) -> tuple[str, str]:
    """Register what waits; the case's number and its letter's id."""
    later(house)
    register(house.office)
    return ref, str(letter_of(house, ref)["id"])


def assert_whole(house: World, ref: str) -> None:
    """The chain holds, replay says the same, the register has no gap."""
    assert_chained(house, ref)
    assert [each.difference for each in replayed(house, ref) if each.difference] == []
    with house.office.database.read() as tx:
        assert list(register_gaps(tx)) == []


def test_the_signed_container_is_what_is_sent_and_its_hash_stands_beside_the_letters(
    house: World, tmp_path: Path
) -> None:
    ref, letter = waiting(with_doors(house, tmp_path), signed(house))
    assert send(house.office) == Sent(0, 0)
    data = container(pdf_of(house, ref))
    sign_with_container(house.office, letter, data, house.users["head"])
    assert open_tasks(house, ref) == []
    assert send(house.office) == Sent(1, 0)
    row = letter_of(house, ref)
    assert row["container"] == hashlib.sha256(data).hexdigest() != row["pdf"]
    assert (tmp_path / "outbox/association/2024_4-2_1.asice").read_bytes() == data
    assert events(house, ref)[-1]["form"]["channel"] == "secure_email"
    assert [(status, due) for _, status, due in deadlines(house, ref)] == [("running", "2024-03-06")]
    assert_whole(house, ref)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda _: b"no container", "no signed container"),
        (lambda pdf: container(pdf, mime=b"application/zip"), "mimetype"),
        (lambda pdf: container(pdf, signature=False), "holds no signature"),
        (lambda pdf: container(pdf + b" "), "does not hold the registered letter"),
        (lambda pdf: damaged(container(pdf)), "no signed container"),
        (lambda _: deflated(container(b"0" * 30_000_000), twice=True), "unpacks to more than"),
    ],
)
def test_a_container_of_something_else_is_refused_and_changes_nothing(
    house: World, make: Callable[[bytes], bytes], why: str
) -> None:
    ref, letter = waiting(house, signed(house))
    with pytest.raises(BadInput, match=why):
        sign_with_container(house.office, letter, make(pdf_of(house, ref)), house.users["head"])
    assert letter_of(house, ref)["awaits"] == "signature"


def test_a_signature_given_outside_may_be_recorded_where_the_profile_says_so(
    database: Database, tmp_path: Path
) -> None:
    house = with_doors(make_house(database, signs="outside, recorded"), tmp_path)
    ref, letter = waiting(house, signed(house))
    record_signature(house.office, letter, house.users["head"])
    assert send(house.office) == Sent(1, 0)
    assert events(house, ref)[-1]["form"]["channel"] == "secure_email"
    assert_whole(house, ref)


def test_elsewhere_a_signature_is_not_just_recorded(house: World) -> None:
    _, letter = waiting(house, signed(house))
    with pytest.raises(LetterRefused, match="not_recorded"):
        record_signature(house.office, letter, house.users["head"])


def test_a_house_that_does_not_sign_sends_it_as_information_without_presumption(
    database: Database, tmp_path: Path
) -> None:
    house = with_doors(make_house(database, signs="no"), tmp_path)
    ref, _ = waiting(house, signed(house))
    assert send(house.office) == Sent(1, 0)
    assert events(house, ref)[-1]["form"]["channel"] == "none"
    assert deadlines(house, ref) == []


@pytest.mark.parametrize(
    ("profile", "in_person", "channel", "due"),
    [
        ({}, False, "registered_mail", "2024-03-12"),  # the seventh day after 5 March
        ({"post": "ordinary"}, False, "ordinary_mail", "2024-03-12"),  # the eighth day after registration on 4 March
        ({}, True, "in_person", "2024-03-05"),
    ],
)
def test_a_letter_by_post_is_printed_and_handed_over_by_an_officer(
    database: Database, tmp_path: Path, profile: dict[str, Any], in_person: bool, channel: str, due: str
) -> None:
    house = with_doors(make_house(database, channel="post", **profile), tmp_path)
    ref, letter = waiting(house, signed(house))
    assert send(house.office) == Sent(0, 0)
    assert (tmp_path / "post/association/2024_4-2_1.pdf").read_bytes() == pdf_of(house, ref)
    assert open_tasks(house, ref) == ["hand_over"]
    later(house, 2 * 24 * 60)
    hand_over(house.office, letter, house.users["officer"], date(2024, 3, 5), in_person=in_person)
    row = letter_of(house, ref)
    assert (row["status"], str(row["sent_on"])) == ("sent", "2024-03-05")
    assert events(house, ref)[-1]["form"]["channel"] == channel
    assert [(status, day) for _, status, day in deadlines(house, ref)] == [("running", due)]
    assert open_tasks(house, ref) == []
    assert_whole(house, ref)


@pytest.mark.parametrize("on", [date(2024, 3, 3), date(2024, 3, 5)])
def test_a_letter_is_not_handed_over_before_its_registration_nor_tomorrow(database: Database, on: date) -> None:
    house = make_house(database, channel="post")
    _, letter = waiting(house, signed(house))
    with pytest.raises(LetterRefused):
        hand_over(house.office, letter, house.users["officer"], on)


def test_a_returned_letter_loses_its_presumption_and_goes_to_an_officer_who_sends_it_again(
    database: Database, tmp_path: Path
) -> None:
    house = with_doors(make_house(database, signs="outside, recorded"), tmp_path)
    ref, letter = waiting(house, signed(house))
    record_signature(house.office, letter, house.users["head"])
    send(house.office)
    report_return(house.office, letter, house.users["officer"], "Adresāts nav sasniedzams")
    assert letter_of(house, ref)["status"] == "returned"
    assert [status for _, status, _ in deadlines(house, ref)] == ["undone"]
    assert open_tasks(house, ref) == ["delivery_failed"]
    later(house, 24 * 60)
    retry(house.office, letter, house.users["officer"])
    assert send(house.office) == Sent(1, 0)
    assert [(status, due) for _, status, due in deadlines(house, ref)] == [
        ("undone", "2024-03-06"),
        ("running", "2024-03-07"),
    ]
    assert letter_of(house, ref)["number"] == "4-2/1"
    assert_whole(house, ref)


def test_a_letter_that_could_not_be_set_is_tried_again_and_gets_the_next_number(house: World) -> None:
    with house.office.database.write() as tx:
        tx.execute("UPDATE app_user SET profile = '{}' WHERE username = 'head'")
    ref, letter = waiting(house, signed(house))
    assert letter_of(house, ref)["status"] == "failed"
    with house.office.database.write() as tx:
        tx.execute("""UPDATE app_user SET profile = '{"office": "direktore"}' WHERE username = 'head'""")
    retry(house.office, letter, house.users["officer"])
    assert open_tasks(house, ref) == []
    register(house.office)
    assert (letter_of(house, ref)["status"], letter_of(house, ref)["number"]) == ("registered", "4-2/1")
    assert_whole(house, ref)


def test_a_voided_letter_stays_in_the_register_and_is_issued_again_under_another_number(house: World) -> None:
    ref, letter = waiting(house, signed(house))
    void(house.office, letter, house.users["head"], "Nepareizs adresāts")
    assert open_tasks(house, ref) == []
    (again,) = reissue(house.office, letter, house.users["head"]).letters
    assert register(house.office).registered == 0  # it has an undo window of its own
    later(house)
    assert register(house.office).registered == 1
    rows = letter_rows(house, "id", "status", "number", "void_reason", "replaces")
    assert [(status, number) for _, status, number, _, _ in rows] == [("voided", "4-2/1"), ("registered", "4-2/2")]
    assert rows[0][3] == "Nepareizs adresāts"
    assert (str(rows[1][0]), str(rows[1][4])) == (str(again), letter)
    assert_whole(house, ref)


def test_a_voided_letter_is_never_sent(house: World, tmp_path: Path) -> None:
    _, letter = waiting(with_doors(house, tmp_path), informed(house))
    void(house.office, letter, house.users["officer"], "Kļūda")
    assert send(house.office) == Sent(0, 0)
    assert not (tmp_path / "outbox").exists()


def test_a_letter_that_is_out_is_not_voided(house: World, tmp_path: Path) -> None:
    _, letter = waiting(with_doors(house, tmp_path), informed(house))
    send(house.office)
    with pytest.raises(LetterRefused, match="wrong_status"):
        void(house.office, letter, house.users["officer"], "Kļūda")


def test_voiding_needs_a_reason_and_a_role(house: World) -> None:
    _, letter = waiting(house, informed(house))
    with pytest.raises(LetterRefused, match="reason_missing"):
        void(house.office, letter, house.users["officer"], " ")
    with pytest.raises(LetterRefused, match="role"):
        void(house.office, letter, house.users["auditor"], "Kļūda")


@pytest.mark.parametrize("trigger", ["letter_registered", "notice_sent", "notice_effective", "letter_voided"])
def test_nobody_makes_a_letters_move_without_its_letter(house: World, trigger: str) -> None:
    ref = informed(house)
    assert isinstance(house.ask("head", trigger, ref, reason="x"), Refused)


def test_what_is_no_letter_is_not_found(house: World) -> None:
    with pytest.raises(BadInput):
        void(house.office, "1-5/1", house.users["officer"], "Kļūda")
    with pytest.raises(NotFound):
        void(house.office, "00000000-0000-4000-8000-000000000000", house.users["officer"], "Kļūda")
