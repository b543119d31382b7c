"""The command that serves: listens, works beside, and ends in order; and the command that sets passwords."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseflow.access.passwords import Passwords
from caseflow.db import Database
from tests.cli.conftest import SECRET
from tests.cli.desk import CommandLine
from tests.world import HOME, make_world

START_S = 60


@contextmanager
def serving(url: str, folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`caseflow serve` as a process of its own on a free port, ended at the end."""
    port = free_port()
    surroundings = {
        **os.environ, "CASEFLOW_DATABASE_URL": url, "CASEFLOW_SECRET_KEY": SECRET, "CASEFLOW_ENV": "test",
        "CASEFLOW_DATA": str(folder), "PYTHONPATH": str(HOME / "src"),
    }  # fmt: skip
    command = [sys.executable, "-m", "caseflow.cli.main", "serve", "--port", str(port), *words]
    process = subprocess.Popen(
        command, cwd=HOME, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(process: subprocess.Popen[str], port: int) -> str:
    """What `/healthz` says, once the process listens."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as found:
                return str(found.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(process.communicate()[0] if process.poll() is not None else "it does not answer")


@pytest.mark.parametrize(
    ("dialect", "how"), [("sqlite", signal.SIGTERM), ("postgresql", signal.SIGINT)], indirect=["dialect"]
)
def test_serves_works_and_ends_when_it_is_asked_to(
    database: Database, database_url: str, tmp_path: Path, how: signal.Signals
) -> None:
    make_world(database).submitted()  # its receipt is due at once: the world's clock stands in the past
    with serving(database_url, tmp_path, "--worker") as (process, port):
        assert answer(process, port) == "ok"
        end = time.monotonic() + START_S
        while time.monotonic() < end and not _registered(database):
            time.sleep(0.2)
        assert _registered(database)
        process.send_signal(how)
        assert process.wait(timeout=30) == 0


def _registered(database: Database) -> bool:
    with database.read() as tx:
        return tx.fetchall("SELECT 1 FROM letter WHERE number IS NOT NULL") != []


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_says_so_when_the_port_is_taken(database_url: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with serving(database_url, tmp_path, "--port", port) as (process, _):
            said = process.communicate(timeout=START_S)[0]
    assert process.returncode == 2
    assert "--port" in said


@pytest.fixture
def line(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A command line on the world's database."""
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", database_url)
    monkeypatch.setenv("CASEFLOW_SECRET_KEY", SECRET)
    monkeypatch.setenv("CASEFLOW_ENV", "test")
    return CommandLine(tmp_path, capsys)


def test_a_password_is_set_and_never_shown(
    database: Database, line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_world(database)
    monkeypatch.setattr("sys.stdin", io.StringIO("a password long enough\n"))
    said = line("user", "password", "officer", "--stdin")
    assert (said.code, "long enough" in said.out + said.err) == (0, False)
    with database.read() as tx:
        ((stored,),) = tx.fetchall("SELECT hash FROM user_password")
    assert stored.startswith("$argon2id$")
    assert Passwords().fits("a password long enough", stored)
    assert not Passwords().fits("another", stored)
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert line("user", "password", "officer", "--stdin").code == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("a password long enough\n"))
    assert line("user", "password", "nobody", "--stdin").code == 1


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_the_api_and_the_letter_links_are_served_beside_the_desk(database_url: str, tmp_path: Path) -> None:
    with serving(database_url, tmp_path) as (process, port):
        assert "ok" in answer(process, port)
        address = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{address}/api/openapi.json", timeout=5) as found:
            assert b'"/v1/cases' in found.read()
        for path, status in (("/api/v1/cases", 401), ("/letter/no-such-link", 404)):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(address + path, timeout=5)
            refused.value.close()
            assert refused.value.code == status
