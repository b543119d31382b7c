"""Fresh, migrated databases for tests: SQLite files and PostgreSQL databases, both cloned from a template.

All processes of one run share one folder (named by CASEFLOW_TEST_RUN) with the templates and the server.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from caseflow.db import Database
from caseflow.db.driver import Dialect
from caseflow.db.migrations import upgrade
from tests.postgres_server import address

HOME = Path(__file__).resolve().parent.parent
Fill = Callable[[Database], None]
_RUN = "CASEFLOW_TEST_RUN"
_OWN_SERVER = "CASEFLOW_TEST_DATABASE_URL"
_START_TIMEOUT_S = 90.0
_STOP_TIMEOUT_S = 30.0
_LONGEST_SOCKET_FOLDER = 60  # the kernel allows 107 bytes for the whole path of a socket
_MEMORY = Path("/dev/shm")
_ROOM_IN_MEMORY = 2 * 1024**3  # bytes; a run takes about a quarter of it

_held: list[int] = []  # the shared lock that keeps the server alive until this process ends


def begin_run() -> bool:
    """Name the run for all its processes; answers whether this process is the one that began it."""
    if _RUN in os.environ:
        return False
    os.environ[_RUN] = uuid4().hex[:12]
    if "TMPDIR" not in os.environ and _memory_serves():
        os.environ["TMPDIR"], tempfile.tempdir = str(_MEMORY), None
    return True


def _memory_serves() -> bool:
    """Whether temporary files may be kept in memory: a run makes and throws away thousands of databases."""
    if not os.access(_MEMORY, os.W_OK):
        return False
    # The server is started from a copy in that folder.
    runs = not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    return runs and shutil.disk_usage(_MEMORY).free > _ROOM_IN_MEMORY


def end_run() -> None:
    """Let go of the server, wait until it is gone, and remove what the run left."""
    folder = _folder()
    while _held:
        os.close(_held.pop())
    own = os.environ.get(_OWN_SERVER)
    for ready in folder.glob("*.ready") if own else ():
        _execute(_named(own or "", "postgres"), "DROP DATABASE IF EXISTS {}", ready.stem)
    if not own and (folder / "users").exists():
        _await(lambda: not folder.exists(), _STOP_TIMEOUT_S)
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[_RUN]


@contextmanager
def fresh_database(dialect: Dialect, folder: Path, *, migrated: bool = True, fill: Fill | None = None) -> Iterator[str]:
    """The URL of a new database: a file in `folder`, or a PostgreSQL database that is dropped at the end.

    With `fill` it is a copy of a database that this function has filled once for the whole run.
    """
    if dialect == "sqlite":
        path = folder / f"{uuid4().hex}.db"
        if migrated:
            shutil.copyfile(_sqlite_template(fill), path)
        yield f"sqlite:///{path}"
        return
    server = _server()
    name = f"caseflow_test_{uuid4().hex}"
    template = _postgresql_template(server, fill) if migrated else "template0"
    _execute(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    try:
        yield _named(server, name)
    finally:
        _execute(server, "DROP DATABASE {} WITH (FORCE)", name)


def _sqlite_template(fill: Fill | None) -> Path:
    path = _folder() / f"{_template_name(fill)}.db"
    with _exclusive():
        if not path.exists():
            building = path.with_suffix(".building")
            building.unlink(missing_ok=True)
            _build(f"sqlite:///{building}", fill)
            building.rename(path)  # closing has folded the write-ahead log into the file
    return path


def _postgresql_template(server: str, fill: Fill | None) -> str:
    name = _template_name(fill)
    ready = _folder() / f"{name}.ready"
    with _exclusive():
        if not ready.exists():
            _execute(server, "DROP DATABASE IF EXISTS {}", name)
            _execute(server, "CREATE DATABASE {}", name)
            _build(_named(server, name), fill)
            ready.touch()
    return name


def _build(url: str, fill: Fill | None) -> None:
    with Database(url) as db:
        upgrade(db, HOME)
        if fill is not None:
            fill(db)


def _template_name(fill: Fill | None) -> str:
    return f"caseflow_template_{os.environ[_RUN]}{'_' + fill.__name__ if fill else ''}"


def _server() -> str:
    """The URL of a server's own database `postgres`: the one that was named, or one started for this run."""
    named = os.environ.get(_OWN_SERVER)
    if named:
        return _named(named, "postgres")
    folder = _folder()
    with _exclusive():
        if not _held:
            users = os.open(folder / "users", os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(users, fcntl.LOCK_SH)
            _held.append(users)
        if not (folder / "ready").exists():
            _start_server(folder)
    return address(folder, "postgres")


def _start_server(folder: Path) -> None:
    with (folder / "start.log").open("wb") as log:
        # A session of its own: Ctrl-C ends the tests, and the server sees to its own end.
        command = [sys.executable, "-m", "tests.postgres_server", str(folder)]
        process = subprocess.Popen(command, cwd=HOME, stdout=log, stderr=log, start_new_session=True)
    ready = _await(lambda: (folder / "ready").exists() or process.poll() is not None, _START_TIMEOUT_S)
    if not ready or process.poll() is not None:
        raise RuntimeError("PostgreSQL for the tests: " + (folder / "start.log").read_text()[-3000:])
    process.returncode = 0  # it outlives this process on purpose


def _folder() -> Path:
    base = Path(tempfile.gettempdir())
    if len(str(base)) > _LONGEST_SOCKET_FOLDER:
        base = Path("/tmp")
    folder = base / f"caseflow-{os.environ[_RUN]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def _exclusive() -> Iterator[None]:
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _await(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _execute(server: str, statement: LiteralString, *names: str) -> None:
    _connection(server).execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@cache
def _connection(server: str) -> psycopg.Connection:
    # One for the whole process: the server starts a process of its own for every connection.
    connection = psycopg.connect(server, autocommit=True)
    atexit.register(connection.close)
    return connection
