"""`caseflow letter`: what people do with letters, from the command line."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint

from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from caseflow.db.schema import load_schema
from caseflow.engine import notices
from caseflow.words import say
from tests.cli.desk import CommandLine
from tests.letters_out.house import letter_of, make_house, signed
from tests.letters_out.test_people import container, pdf_of
from tests.world import START, World


@pytest.fixture
def desk(
    database: Database,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[CommandLine, World]:
    """Commands on the house's database, half an hour after a letter was signed."""
    house = make_house(database)
    signed(house)
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", database_url)
    monkeypatch.setenv("CASEFLOW_SECRET_KEY", "a secret that only tests know, long enough")
    monkeypatch.setenv("CASEFLOW_ENV", "test")
    monkeypatch.setenv("CASEFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CASEFLOW_USER", "head")
    PracticeClock(database, MachineClock()).set(START + timedelta(minutes=30), None, speed=0)
    return CommandLine(tmp_path, capsys), house


def test_the_worker_registers_the_command_signs_and_the_worker_sends(
    desk: tuple[CommandLine, World], tmp_path: Path
) -> None:
    say, house = desk
    assert say.json("worker", "--once")["letters"] == {"registered": 1, "sent": 0, "failed": 0}
    letter = str(letter_of(house, "PUA-M-2024-001")["id"])
    file = say.file(container(pdf_of(house, "PUA-M-2024-001")), "signed.asice")
    assert say.json("letter", "sign-container", letter, file)["trigger"] == "letter_signed"
    assert say.json("worker", "--once")["letters"]["sent"] == 1
    assert (tmp_path / "data/outbox/association/2024_4-2_1.asice").is_file()
    assert say("letter", "returned", letter, "--reason", "Atgriezta").code == 0
    assert say("letter", "retry", letter).code == 0


def test_a_voided_letter_is_issued_again(desk: tuple[CommandLine, World]) -> None:
    say, house = desk
    say("worker", "--once")
    letter = str(letter_of(house, "PUA-M-2024-001")["id"])
    assert say("letter", "void", letter, "--reason", "Nepareizs adresāts").code == 0
    assert say.json("letter", "reissue", letter)["replaces"] == letter


def test_a_refusal_says_why_and_exits_with_1(desk: tuple[CommandLine, World]) -> None:
    say, house = desk
    said = say("letter", "retry", str(letter_of(house, "PUA-M-2024-001")["id"]))
    assert said.code == 1
    assert "“parakstīta”" in said.err
    assert say("letter", "record-signature", "no-id").code == 2
    assert say("letter", "sign-container", "no-id", "no-file").code == 2


def test_every_status_of_a_letter_has_a_name() -> None:
    checks = [c for c in load_schema().tables["letter"].constraints if isinstance(c, CheckConstraint)]
    (check,) = (c for c in checks if "drafted" in str(c.sqltext))
    statuses = re.findall(r"'(\w+)'", str(check.sqltext))
    assert len({say(notices.status_name(status), "lv") for status in statuses}) == 10


def test_the_register_of_a_year_lists_every_number_in_order_and_voided_ones_stay(
    desk: tuple[CommandLine, World],
) -> None:
    say, house = desk
    for number in (1, 2):
        signed(house, number)
    PracticeClock(house.office.database, MachineClock()).set(START + timedelta(minutes=60), None, speed=0)
    assert say.json("worker", "--once")["letters"]["registered"] == 3
    part = ("--organisation", "association", "--year", f"{START.year}", "--series", "decisions")
    second = say.json("letter", "list", *part)[1]
    say.json("letter", "void", second["id"], "--reason", "Nepareizs adresāts.")
    found = [(each["number"], each["status"]) for each in say.json("letter", "list", *part)]
    assert found == [("4-2/1", "registered"), ("4-2/2", "voided"), ("4-2/3", "registered")]
    assert [each["series"] for each in say.json("letter", "list", "--year", f"{START.year}")] == ["decisions"] * 3
    assert say.json("letter", "list", "--year", f"{START.year + 1}") == []
    assert "4-2/2" in say("letter", "list", "--series", "decisions").out
    assert say("letter", "list", second["case"], "--series", "decisions").code == 2
