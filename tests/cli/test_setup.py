"""Setting an installation up: init, upgrade, publish, clock, verify."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from caseflow.db.driver import Dialect
from caseflow.ledger.agreements import NewAgreement, add_agreement
from caseflow.moves.registration import register
from tests import databases
from tests.cli.desk import CommandLine, Desk
from tests.world import BENEFICIARY, HOME


@pytest.fixture
def bare(
    dialect: Dialect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[CommandLine]:
    """An installation whose database nobody has prepared, with a home of its own."""
    home = tmp_path / "home"
    for folder in ("workflows", "letters", "migrations"):
        shutil.copytree(HOME / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("CASEFLOW_HOME", str(home))
    monkeypatch.setenv("CASEFLOW_ENV", "test")
    monkeypatch.setenv("CASEFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("CASEFLOW_USER", raising=False)
    with databases.fresh_database(dialect, tmp_path, migrated=False) as url:
        monkeypatch.setenv("CASEFLOW_DATABASE_URL", url)
        yield CommandLine(tmp_path, capsys)


def rewrite(bare: CommandLine, old: str, new: str) -> None:
    """Change the beneficiary's definition in the installation's home."""
    path = bare.folder / "home" / "workflows" / f"{BENEFICIARY}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_init_prepares_the_database_and_publishes_once(bare: CommandLine) -> None:
    assert bare("case", "list", "--as", "x").code == 2
    first = bare.json("init")
    assert {"kind": "workflow", "programme": "enterprise-skills", "name": "beneficiary", "version": 1} in first[
        "published"
    ]
    assert bare.json("init")["published"] == []
    assert bare.json("workflow", "list")[0]["workflow"] == BENEFICIARY
    assert "Datubāze ir sagatavota" in bare("init").out


def test_upgrade_says_whether_there_was_anything_to_do(bare: CommandLine) -> None:
    assert bare.json("upgrade")["upgraded"] is True
    assert bare.json("upgrade")["upgraded"] is False
    assert bare.json("workflow", "list") == []
    assert "jau atbilst" in bare("upgrade").out


def test_publishes_what_is_new_and_nothing_twice(bare: CommandLine) -> None:
    bare("init")
    assert bare.json("publish")["published"] == []
    rewrite(bare, "version: 1", "version: 2")
    assert bare.json("publish", "enterprise-skills")["published"] == [
        {"kind": "workflow", "programme": "enterprise-skills", "name": "beneficiary", "version": 2}
    ]
    assert bare.json("workflow", "list")[0]["version"] == 2
    assert "Nekas nav mainījies" in bare("publish").out


def test_a_version_that_is_on_record_never_changes(bare: CommandLine) -> None:
    bare("init")
    rewrite(bare, "Gala labuma guvēja lieta", "Cita lieta")
    said = bare("publish")
    assert said.code == 2
    assert "version: 2" in said.err
    assert bare.json("workflow", "list")[0]["title"] == "Gala labuma guvēja lieta"


def test_nothing_is_published_where_the_check_finds_a_fault(bare: CommandLine) -> None:
    rewrite(bare, "to: [{state: refused}]", "to: [{state: nowhere}]")
    said = bare("init", "--json")
    assert said.code == 1
    finding = said.json["findings"][0]
    assert finding["file"] == f"workflows/{BENEFICIARY}.yaml"
    assert finding["line"] > 1
    assert "nowhere" in finding["message"]
    assert f"workflows/{BENEFICIARY}.yaml:{finding['line']}:" in bare("publish").out
    assert bare.json("workflow", "list") == []


def test_only_known_programmes_and_people_publish(bare: CommandLine) -> None:
    bare("init")
    assert bare("publish", "no-such-programme").code == 1
    assert bare("publish", "--as", "nobody").code == 1


def test_production_needs_its_own_key(bare: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    bare("init")
    monkeypatch.setenv("CASEFLOW_ENV", "production")
    said = bare("verify")
    assert said.code == 2
    assert "CASEFLOW_SECRET_KEY" in said.err


def test_the_clock_is_the_machines_until_it_is_set(bare: CommandLine) -> None:
    bare("init")
    assert bare.json("clock", "show")["now"] > "2024"
    assert bare("clock", "advance", "1 day").code == 1
    assert bare.json("clock", "set", "2023-12-28T23:59:20", "--speed", "0")["now"] == "2023-12-28T21:59:20+00:00"
    assert bare.json("clock", "show")["now"] == "2023-12-28T21:59:20+00:00"
    assert bare.json("clock", "advance", "40 seconds")["now"] == "2023-12-28T22:00:00+00:00"
    assert "29.12.2023." in bare("clock", "show").out
    assert bare.json("clock", "advance", "2 months")["now"] == "2024-02-28T22:00:00+00:00"
    assert bare.json("clock", "advance", "1 year")["now"] == "2025-02-27T22:00:00+00:00"
    for wrong in ("9999 years", "1 decade"):
        assert bare("clock", "advance", wrong).code == 2


def test_the_clock_is_never_set_behind_an_event(desk: Desk) -> None:
    desk.world.opened()
    assert desk("clock", "set", "2024-03-04T09:59:59").code == 2
    assert desk.json("clock", "set", "2024-03-04T10:00:00", "--speed", "0")["now"] == "2024-03-04T08:00:00+00:00"


@pytest.mark.parametrize(
    "words", [("set", "tomorrow"), ("advance", "a day"), ("advance", "-1 day"), ("advance", "1 century")]
)
def test_a_clock_is_moved_by_what_can_be_read(desk: Desk, words: tuple[str, str]) -> None:
    assert desk("clock", *words).code == 2


def test_in_production_nobody_moves_the_clock(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEFLOW_ENV", "production")
    assert desk("clock", "set", "2024-03-05T10:00:00").code == 2
    assert desk("clock", "advance", "1 day").code == 2
    assert desk.json("clock", "show")["now"] > "2026"


def test_verify_finds_the_first_broken_place(desk: Desk) -> None:
    ref = desk.world.submitted()
    assert desk.json("verify") == {"cases": 1, "events": 2, "broken": None, "gaps": [], "sums": [], "aid": []}
    assert "neskarta" in desk("verify").out
    with desk.world.office.database.write() as tx:
        tx.execute("UPDATE event SET body = replace(body, 'submitted', 'refused') WHERE seq = 2")
    said = desk("verify", "--json")
    assert said.code == 1
    assert (said.json["broken"]["ref"], said.json["broken"]["seq"]) == (ref, 2)
    assert "BOJĀTS" in desk("verify").out


def test_verify_finds_money_that_no_posting_explains(desk: Desk) -> None:
    world = desk.world
    new = NewAgreement("A-1", world.organisation, "enterprise-skills", "r2", Decimal("1000.00"), date(2024, 1, 8))
    with world.office.database.write() as tx:
        add_agreement(tx, new, date(2024, 3, 4))
        tx.execute("UPDATE agreement SET committed = 1250")
    said = desk("verify", "--json")
    assert (said.code, said.json["sums"][0]["number"], said.json["sums"][0]["stands"]) == (1, "A-1", "12.50")
    assert "ieraksti kopā dod 0,00" in desk("verify").out


def test_verify_finds_a_gap_in_the_register_of_letters(desk: Desk) -> None:
    ref = desk.world.submitted()
    desk.world.clock.advance(timedelta(minutes=10))
    assert register(desk.world.office).registered == 1
    assert desk("verify").out.splitlines()[-1] == "Vēstuļu reģistra numuros pārtraukumu nav."
    with desk.world.office.database.write() as tx:
        tx.execute("UPDATE letter_series SET last = 3")
    said = desk("verify", "--json")
    assert (said.code, said.json["broken"]) == (1, None)
    gap = {"organisation": "association", "series": "letters", "year": 2024, "last": 3, "numbered": 1, "highest": 1}
    assert said.json["gaps"] == [gap]
    assert "association" in desk("verify").out
    assert desk.json("case", "replay", ref)["differences"] == []
