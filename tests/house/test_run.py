"""The door of a fresh clone: what it prepares, what it refuses, and how it gets over an interruption."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run

_CI = Path(run.__file__).parent / ".ci" / "run"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with an environment whose installation has been completed; nothing may be run in it unasked."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(run, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(run, "STAMP", venv / "caseflow-installed")
    monkeypatch.setattr(run, "BEGUN", venv / "caseflow-installing")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    run.STAMP.write_text(run._fingerprint())
    return tmp_path


@pytest.fixture
def commands(clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that preparing the clone would run; each of them succeeds and makes an environment."""
    ran: list[list[str]] = []

    def succeed(command: list[str], **_: bool) -> int:
        ran.append(command)
        if "venv" in command:
            (clone / ".venv" / "bin").mkdir(parents=True)
        return 0

    monkeypatch.setattr(run, "_run", succeed)
    return ran


def test_an_environment_that_fits_the_lock_is_left_alone(commands: list[list[str]]) -> None:
    assert run.prepare() is None
    assert commands == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_another_lock_or_project_file_is_installed_into_the_same_environment(
    clone: Path, commands: list[list[str]], name: str
) -> None:
    (clone / name).write_text("changed")
    assert run.prepare() is None
    assert ["venv" in command for command in commands] == [False, False, False]
    assert "--require-hashes" in commands[1]
    assert "--editable" in commands[2]
    assert run.STAMP.read_text() == run._fingerprint()
    assert not run.BEGUN.exists()


def test_an_interrupted_installation_is_made_anew(clone: Path, commands: list[list[str]]) -> None:
    run.STAMP.unlink()
    run.BEGUN.touch()
    (clone / ".venv" / "half").touch()
    assert run.prepare() is None
    assert commands[0][1:3] == ["-m", "venv"]
    assert not (clone / ".venv" / "half").exists()
    assert run.STAMP.exists()


def test_what_an_interruption_leaves_is_not_taken_for_installed(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_uv: str | None) -> str | None:
        raise KeyboardInterrupt

    (clone / "requirements.lock").write_text("changed")
    monkeypatch.setattr(run, "_works", lambda *_: True)
    monkeypatch.setattr(run, "_install", interrupt)
    assert run.main(["term"]) == 130
    assert run.BEGUN.exists()


def test_a_failed_installation_says_what_to_look_at(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clone / "requirements.lock").write_text("changed")
    monkeypatch.setattr(run, "_run", lambda command, **_: int("--require-hashes" in command))
    assert run.main(["term"]) == 3
    assert "package index" in capsys.readouterr().err
    assert run.STAMP.read_text() != run._fingerprint()


def test_names_the_remedy_where_python_lacks_venv(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(clone / ".venv")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert run.main(["term"]) == 3
    said = capsys.readouterr().err.strip()
    assert "apt install python3" in said
    assert "\n" not in said


def test_names_the_remedy_for_an_older_python(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    assert run.main(["term"]) == 3
    assert "3.11" in capsys.readouterr().err


def test_uses_uv_where_it_is_at_hand(clone: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "/somewhere/uv")
    shutil.rmtree(clone / ".venv")
    assert run.prepare() is None
    assert [command[:2] for command in commands] == [
        ["/somewhere/uv", "venv"],
        ["/somewhere/uv", "pip"],
        ["/somewhere/uv", "pip"],
    ]


def test_a_foreign_environment_leads_nothing_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    assert not {"PYTHONPATH", "VIRTUAL_ENV"} & set(run._surroundings())


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Gates of this test alone, in this environment; the suite itself passes at once."""
    quick = {"one": ["-c", "print('first')"], "two": ["-c", "print('second')"]}
    monkeypatch.setattr(run, "GATES", quick)
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    monkeypatch.setattr(run, "_run", lambda command: int("broken" in command))
    return quick


@pytest.mark.usefixtures("gates")
def test_the_gates_are_shown_after_the_tests_and_their_time_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.test([]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:-1] == ["== tests", "== one", "first", "== two", "second"]
    assert re.fullmatch(r"== all passed in \d+ s", said[-1])


def test_whatever_failed_is_named_at_the_end(gates: dict[str, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    gates["two"] = ["-c", "raise SystemExit(1)"]
    assert run.test(["broken"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("== failed: tests, two in ")


def test_an_interrupted_run_leaves_no_gate_behind(
    gates: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    waits = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
    gates["one"] = ["-c", waits, str(mark)]

    def interrupt(_: list[str]) -> int:
        while not (mark.exists() and mark.read_text()):
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "_run", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run.test([])
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_the_ci_script_is_sound_and_may_be_run() -> None:
    assert os.access(_CI, os.X_OK)
    assert subprocess.run(["bash", "-n", _CI], check=False).returncode == 0
