"""The demo: made once, continued, never on top of other people's cases."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from caseflow.demo.merchants import MERCHANTS
from caseflow.demo.people import ASSOCIATION, NUMBERS, PASSWORD, PEOPLE, UNDO_MINUTES, profile
from caseflow.demo.prepare import prepare
from caseflow.demo.story import BASE, BEGINS, story
from caseflow.engine.check_digits import person_code_valid, registration_number_valid
from caseflow.errors import BadInput
from caseflow.settings import Settings
from tests.cli.desk import CommandLine
from tests.world import HOME, make_world


@pytest.fixture
def line(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A command line on a fresh database, with the environment of somebody who practises."""
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", database_url)
    monkeypatch.setenv("CASEFLOW_ENV", "practice")
    monkeypatch.setenv("CASEFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CASEFLOW_USER", "zane")
    return CommandLine(tmp_path, capsys)


def settings(url: str, folder: Path) -> Settings:
    return Settings(HOME, folder, url, "practice")


def test_is_made_with_cases_in_every_stage_and_holds_together(line: CommandLine) -> None:
    made = line.json("demo", "--no-serve")
    assert made["made"] is True
    assert made["now"].startswith("2023-12-28T21:59:")
    states = Counter(
        case["state"] for kind in ("open", "closed") for case in line.json("case", "list", "--kind", kind)["cases"]
    )
    assert states == {
        "draft": 3,
        "submitted": 6,
        "tax_checked": 5,
        "refusal_proposed": 2,
        "refused": 2,
        "withdrawn": 2,
    }
    assert sum(case["suspended"] for case in line.json("case", "list")["cases"]) == 1
    found = line.json("verify")
    assert (found["cases"], found["broken"]) == (20, None)
    for case in line.json("case", "list")["cases"][:6]:
        assert line.json("case", "replay", case["ref"])["differences"] == []


def test_letters_have_gone_out_and_the_decision_counts_as_delivered(line: CommandLine, tmp_path: Path) -> None:
    line.json("demo", "--no-serve")
    assert line.json("worker", "--once")["letters"]["failed"] == 0
    letters = line.json("letter", "list")
    assert Counter(letter["status"] for letter in letters) == {
        "sent": 20,
        "effective": 1,
        "registered": 1,  # waits for its signature
        "drafted": 2,
        "cancelled": 2,
    }
    (effective,) = (letter for letter in letters if letter["status"] == "effective")
    deadlines = line.json("deadline", "list", effective["case"])
    contest = [each["due_on"] for each in deadlines if not each["name"].startswith("retention")]
    assert contest == ["2024-01-08"]  # one month after 6 December, and the 6th and 7th of January are a weekend
    for letter in letters:
        file = tmp_path / "letter.pdf"
        said, metadata = line.json("letter", "show", letter["id"], "--pdf", str(file)), PdfReader(file).metadata
        assert metadata is not None
        assert metadata.title == said["title"]


def test_goes_on_where_it_was_left(line: CommandLine) -> None:
    line.json("demo", "--no-serve")
    assert line("case", "move", "PUA-2023-006", "sign_refusal", "--as", "daina").code == 0
    again = line.json("demo", "--no-serve")
    assert again["made"] is False
    assert line.json("case", "show", "PUA-2023-006")["state"] == "refused"
    assert line.json("verify")["cases"] == 20


def test_says_who_does_what_and_what_to_try(line: CommandLine) -> None:
    said = line("demo", "--no-serve").out
    assert all(person.name in said for person in PEOPLE)
    assert "SIA “Vēja dēļi”" in said
    assert "Pamēģiniet" in said
    assert PASSWORD not in said


def test_serves_on_this_machine_only_and_prints_the_sign_ins(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[object] = []
    monkeypatch.setattr("caseflow.cli.demo.serve", lambda *given, **_: served.append(given[1:3]))
    said = line("demo", "--port", "8765", "--lang", "en").out
    assert served == [("127.0.0.1", 8765)]
    assert "http://127.0.0.1:8765/" in said
    assert PASSWORD in said


def test_what_is_to_be_tried_works(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = line.json("demo", "--no-serve")["try"]
    assert commands[0] == "export CASEFLOW_ENV=practice CASEFLOW_USER=ilze"
    monkeypatch.setenv("CASEFLOW_USER", "ilze")
    for command in commands[1:]:
        words = command.removeprefix("python3 run.py ").replace("'1 minute'", "1_minute").split(" ")
        assert line(*(word.replace("_minute", " minute") for word in words)).code == 0, command


def test_the_deadline_at_midnight_fires(line: CommandLine) -> None:
    line.json("demo", "--no-serve")
    line.json("clock", "advance", "1 minute")
    assert line.json("worker", "--once")["moves"] >= 1
    triggers = [event["trigger"] for event in line.json("case", "history", "PUA-2023-007")]
    assert triggers.index("deadline_opened") < triggers.index("deadline_escalated")


def test_never_begins_on_top_of_other_organisations(database: Database, database_url: str, tmp_path: Path) -> None:
    ref = make_world(database).opened()
    for fresh in (False, True):
        with pytest.raises(BadInput, match="no demo"):
            prepare(settings(database_url, tmp_path), fresh=fresh)
    with database.read() as tx:
        assert tx.fetchall("SELECT ref FROM case_record") == [(ref,)]


def test_begins_anew_when_it_is_told_to_or_was_interrupted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    given = settings(url, tmp_path)
    assert prepare(given) is True
    with Database(url) as database:
        PracticeClock(database, MachineClock()).set(BEGINS, None, speed=0)
        with database.write() as tx:
            tx.execute("UPDATE organisation SET prefix = 'OLD' WHERE slug = 'centrs'")
    assert prepare(given) is True
    with Database(url) as database, database.write() as tx:
        assert tx.fetchone("SELECT prefix FROM organisation WHERE slug = 'centrs'") == ("PDIC",)
        tx.execute("UPDATE organisation SET prefix = 'OLD' WHERE slug = 'centrs'")
    assert prepare(given) is False
    assert prepare(given, fresh=True) is True
    with Database(url) as database, database.read() as tx:
        assert tx.fetchone("SELECT prefix FROM organisation WHERE slug = 'centrs'") == ("PDIC",)


def test_everybody_is_invented_with_valid_check_digits() -> None:
    numbers = [merchant.number for merchant in MERCHANTS]
    codes = [merchant.person_code for merchant in MERCHANTS]
    assert len(set(numbers)) == len(set(codes)) == 20
    assert all(number.startswith("49903") for number in numbers)
    assert all(registration_number_valid(number) for number in [*numbers, *NUMBERS.values()])
    assert all(person_code_valid(code) for code in codes)


def test_the_story_is_told_in_order_and_before_the_demo_begins() -> None:
    steps = story("0" * 64)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert steps[0].at > BEGINS
    assert steps[-1].at < BASE
    assert min(after.at - before.at for before, after in pairwise(steps)) > timedelta(minutes=UNDO_MINUTES)
    assert {step.merchant for step in steps} == set(range(20))
    assert story("0" * 64) == steps


def test_the_letterhead_is_in_latvian_with_its_case_forms() -> None:
    head = profile(ASSOCIATION)["letterhead"]
    assert head["nosaukums_dat"].startswith("biedrībai")
    assert head["reg_nr"] == NUMBERS[ASSOCIATION]
