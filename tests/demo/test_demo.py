"""The demo: made once, continued, never on top of other people's cases."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from caseflow.app.organisations import Profile
from caseflow.calendar.packaged import calendars
from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from caseflow.demo import story as demo_story
from caseflow.demo.cases import CASES
from caseflow.demo.merchants import MERCHANTS
from caseflow.demo.people import ASSOCIATION, HUB, NUMBERS, PASSWORD, PEOPLE, PROGRAMME, UNDO_MINUTES, profile
from caseflow.demo.prepare import prepare
from caseflow.demo.story import BASE, BEGINS, story
from caseflow.engine.check_digits import person_code_valid, registration_number_valid
from caseflow.errors import BadInput
from caseflow.settings import Settings
from tests.cli.desk import CommandLine
from tests.world import HOME, make_world


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that is prepared once; whoever uses it takes a copy."""
    folder = tmp_path_factory.mktemp("demo")
    prepare(settings(f"sqlite:///{folder / 'demo.db'}", folder))
    return folder


@pytest.fixture
def living(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A command line on a copy of that demo."""
    folder = shutil.copytree(made, tmp_path / "data")
    return practising(f"sqlite:///{folder / 'demo.db'}", tmp_path, monkeypatch, capsys)


@pytest.fixture
def line(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A command line on a fresh database."""
    return practising(database_url, tmp_path, monkeypatch, capsys)


def practising(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A command line with the environment of somebody who practises."""
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", url)
    monkeypatch.setenv("CASEFLOW_ENV", "practice")
    monkeypatch.setenv("CASEFLOW_DATA", str(folder / "data"))
    monkeypatch.setenv("CASEFLOW_USER", "zane")
    return CommandLine(folder, capsys)


def settings(url: str, folder: Path) -> Settings:
    return Settings(HOME, folder, url, "practice")


def read_definition(name: str) -> dict[str, Any]:
    """The workflow as it is written."""
    text = (HOME / "workflows" / PROGRAMME / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


NOT_REACHED = {
    "beneficiary": {"archived"},  # ten years after the grant: `caseflow clock advance` leads there
    "claim": {"archived"},
}
NOT_WRITTEN: dict[str, str] = {}
"""Templates without a registered letter in the demo, and why."""


def states_reached(database: Database) -> dict[str, set[str]]:
    """The states in which the demo has cases, by workflow."""
    found: dict[str, set[str]] = {}
    with database.read() as tx:
        rows = tx.fetchall(
            "SELECT DISTINCT w.name, c.state FROM case_record c JOIN workflow_version w ON w.id = c.workflow_version_id"
        )
    for workflow, state in rows:
        found.setdefault(workflow, set()).add(state)
    return found


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_the_command_makes_the_whole_demo(line: CommandLine, database_url: str) -> None:
    made = line.json("demo", "--no-serve")
    assert (made["made"], made["now"][:12]) == (True, "2023-12-28T2")  # its clock goes on from 21.59
    assert_whole(line, database_url)


def test_every_state_has_a_case_and_every_letter_a_number(living: CommandLine) -> None:
    assert_whole(living, os.environ["CASEFLOW_DATABASE_URL"])


def assert_whole(line: CommandLine, database_url: str) -> None:
    """Cases in every state, a registered letter of every template, letters of every status, and chains that hold."""
    wanted = {name: set(read_definition(name)["states"]) - NOT_REACHED[name] for name in ("beneficiary", "claim")}
    with Database(database_url) as database:
        assert states_reached(database) == wanted
        with database.read() as tx:
            numbered = {name for (name,) in tx.fetchall("SELECT template FROM letter WHERE number IS NOT NULL")}
            statuses = {status for (status,) in tx.fetchall("SELECT DISTINCT status FROM letter")}
            waiting = tx.fetchall("SELECT COUNT(*) FROM letter WHERE awaits = 'signature'")
    templates = {file.stem for file in (HOME / "letters" / PROGRAMME).glob("*.typ")} - NOT_WRITTEN.keys()
    assert {name.removeprefix(f"{PROGRAMME}/") for name in numbered} == templates
    assert statuses == {"drafted", "registered", "sent", "delivered", "effective", "cancelled"}
    assert waiting == [(1,)]
    found = line.json("verify")
    claims = sum("hand_in_claim" in case.moves for case in CASES)
    assert (found["cases"], found["broken"]) == (len(CASES) + claims, None)


def test_cases_of_every_kind_replay_as_they_were(living: CommandLine) -> None:
    for ref in ("PUA-2023-001", "PUA-2023-020", "PDIC-2023-003", "PDIC-2023-007", "PDIC-2023-016", "PDIC-A-2023-007"):
        assert living.json("case", "replay", ref)["differences"] == [], ref


def test_letters_have_gone_out_and_the_decision_counts_as_delivered(living: CommandLine, tmp_path: Path) -> None:
    assert living.json("worker", "--once")["letters"]["failed"] == 0
    shown = living.json("letter", "list", "PDIC-2023-003")
    assert {letter["status"] for letter in shown} <= {"registered", "sent", "delivered", "effective"}
    award = next(letter for letter in shown if letter["name"] == "award")
    assert award["status"] == "effective"
    for letter in shown[:3]:
        file = tmp_path / "letter.pdf"
        said, metadata = living.json("letter", "show", letter["id"], "--pdf", str(file)), PdfReader(file).metadata
        assert metadata is not None
        assert metadata.title == said["title"]


def test_no_tax_is_checked_before_the_second_working_day() -> None:
    """B-TAX-05: the data are those of the second working day after the reference day."""
    working, begins, checks = calendars().statutory, dict[int, date](), 0
    for step in story("0" * 64):
        if step.trigger in {"submit", "record_clarification", "report_test", "return_refusal"}:
            begins[step.merchant] = step.at.date()
        if step.trigger == "record_tax_check":
            checks += 1
            assert working.working_days_between(begins[step.merchant], step.at.date()) == 2, step
    assert checks > len(CASES) / 2


def test_the_archive_is_ten_years_away(living: CommandLine) -> None:
    living.json("clock", "advance", "10 years")
    living.json("worker", "--once")
    with Database(os.environ["CASEFLOW_DATABASE_URL"]) as database:
        assert "archived" in states_reached(database)["beneficiary"]


def test_goes_on_where_it_was_left(living: CommandLine) -> None:
    assert living("case", "move", "PUA-2023-031", "sign_refusal", "--as", "daina").code == 0
    again = living.json("demo", "--no-serve")
    assert again["made"] is False
    assert living.json("case", "show", "PUA-2023-031")["state"] == "refused"
    assert living.json("verify")["broken"] is None


def test_says_who_does_what_and_what_to_try(living: CommandLine) -> None:
    said = living("demo", "--no-serve").out
    assert all(person.name in said for person in PEOPLE)
    assert "SIA “Jūras vējš”" in said
    assert "Pamēģiniet" in said
    assert PASSWORD not in said


def test_serves_on_this_machine_only_and_prints_the_sign_ins(
    living: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[object] = []
    monkeypatch.setattr("caseflow.cli.demo.serve", lambda *given, **_: served.append(given[1:3]))
    said = living("demo", "--port", "8765", "--lang", "en").out
    assert served == [("127.0.0.1", 8765)]
    assert "http://127.0.0.1:8765/" in said
    assert PASSWORD in said


def test_what_is_to_be_tried_works(living: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = living.json("demo", "--no-serve")["try"]
    assert commands[0] == "export CASEFLOW_ENV=practice CASEFLOW_USER=ilze"
    monkeypatch.setenv("CASEFLOW_USER", "ilze")
    for command in commands[1:]:
        words = command.removeprefix("python3 run.py ").replace("'1 minute'", "1_minute").split(" ")
        assert living(*(word.replace("_minute", " minute") for word in words)).code == 0, command


def test_the_deadline_at_midnight_fires(living: CommandLine) -> None:
    living.json("clock", "advance", "1 minute")
    assert living.json("worker", "--once")["moves"] >= 1
    triggers = [event["trigger"] for event in living.json("case", "history", "PUA-2023-033")]
    assert triggers.index("deadline_opened") < triggers.index("deadline_escalated")


def test_never_begins_on_top_of_other_organisations(database: Database, database_url: str, tmp_path: Path) -> None:
    ref = make_world(database).opened()
    for fresh in (False, True):
        with pytest.raises(BadInput, match="no demo"):
            prepare(settings(database_url, tmp_path), fresh=fresh)
    with database.read() as tx:
        assert tx.fetchall("SELECT ref FROM case_record") == [(ref,)]


def test_begins_anew_when_it_is_told_to_or_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_story, "CASES", CASES[:2])
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
    assert len(set(numbers)) == len(set(codes)) == len(MERCHANTS) == len(CASES)
    assert all(number.startswith("49903") for number in numbers)
    assert all(registration_number_valid(number) for number in [*numbers, *NUMBERS.values()])
    assert all(person_code_valid(code) for code in codes)


def test_the_story_is_told_in_order_and_before_the_demo_begins() -> None:
    steps = story("0" * 64)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert steps[0].at > BEGINS
    assert steps[-1].at < BASE
    assert min(after.at - before.at for before, after in pairwise(steps)) > timedelta(minutes=UNDO_MINUTES)
    working = calendars().statutory
    assert all(working.is_working(step.at.date()) for step in steps)
    assert {step.merchant for step in steps} == set(range(len(CASES)))
    assert story("0" * 64) == steps


def test_the_letterhead_is_in_latvian_with_its_case_forms() -> None:
    head = profile(ASSOCIATION)["letterhead"]
    assert head["nosaukums_dat"].startswith("biedrībai")
    assert head["reg_nr"] == NUMBERS[ASSOCIATION]
    assert all(Profile.model_validate(profile(slug)).letter_links for slug in (ASSOCIATION, HUB))
