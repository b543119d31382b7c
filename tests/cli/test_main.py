"""Exit codes and messages are the same for every command."""

from __future__ import annotations

import json

import pytest

import caseflow
from caseflow.cli import main as command
from caseflow.db.errors import Retryable, UniqueViolation
from caseflow.errors import BadInput, CaseflowError, NotFound


def test_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["--version"]) == 0
    assert capsys.readouterr().out == f"caseflow {caseflow.__version__}\n"


@pytest.mark.parametrize("arguments", [["no-such-command"], ["--no-such-option"], ["term"], []])
def test_wrong_use_ends_with_2_and_a_message(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip() != ""
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("no"), 2),
        (NotFound("no"), 1),
        (CaseflowError("no"), 1),
        (Retryable("no"), 3),
        (UniqueViolation("uq_x_y"), 3),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: CaseflowError, code: int) -> None:
    assert command.exit_code(error) == code


def test_bad_input_is_said_as_json_where_json_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["term", "2 moons", "--from", "2026-11-13", "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    told = json.loads(said.err)
    assert told["error"] == "BadInput"
    assert "moons" in told["message"]


def test_bad_input_is_said_in_a_sentence_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["term", "2 moons", "--from", "2026-11-13"]) == 2
    assert capsys.readouterr().err.startswith("caseflow: ")


def test_a_fault_nobody_expected_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken pipe-work")

    monkeypatch.setattr(command, "_put_together", lambda: fail)
    assert command.run(["term"]) == 3
    assert "broken pipe-work" in capsys.readouterr().err
