"""The wheel is whole: installed elsewhere it runs, and finds its programme folders and migrations."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import caseflow

_ROOT = Path(__file__).resolve().parents[2]
_SHIPPED = ("pyproject.toml", "README.md", "src", "workflows", "letters", "migrations")


def _run(*command: str | Path, cwd: Path, **variables: str) -> str:
    surroundings = {"PATH": os.environ.get("PATH", ""), **variables}
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel, built without network from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    unneeded = shutil.ignore_patterns("__pycache__")
    for name in _SHIPPED:
        if (_ROOT / name).is_dir():
            shutil.copytree(_ROOT / name, source / name, ignore=unneeded)
        else:
            shutil.copy(_ROOT / name, source / name)
    _run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (wheel,) = folder.glob("*.whl")
    shutil.rmtree(source)
    target = folder / "installed"
    shutil.unpack_archive(wheel, target, "zip")
    return target


def _python(installed: Path, code: str) -> str:
    """Run code that sees the wheel before the working copy, and the libraries of this environment."""
    libraries = sysconfig.get_paths()["purelib"]
    prelude = f"import sys; sys.path[:0] = [{str(installed)!r}]; sys.path.append({libraries!r})\n"
    return _run("-S", "-c", prelude + code, cwd=installed)


def _command(installed: Path, *words: str) -> str:
    """Run the command `caseflow` as the wheel declares it."""
    code = f"""
from importlib.metadata import distribution
sys.argv = ["caseflow", *{words!r}]
(command,) = [entry for entry in distribution("caseflow").entry_points if entry.name == "caseflow"]
command.load()()
"""
    return _python(installed, code)


def test_the_installed_command_says_its_version(installed: Path) -> None:
    assert _command(installed, "--version") == f"caseflow {caseflow.__version__}"


def test_the_installed_command_reckons_a_term_with_the_calendars_that_came_with_it(installed: Path) -> None:
    said = _command(installed, "term", "2 working days", "--from", "2026-11-13", "--json")
    assert json.loads(said)["due_on"] == "2026-11-17"


def test_the_installed_package_finds_the_folders_that_came_with_it(installed: Path) -> None:
    home = _python(installed, "from caseflow.settings import find_home\nprint(find_home())")
    assert Path(home) == installed / "caseflow" / "_home"
    assert sorted(path.name for path in Path(home).iterdir()) == ["letters", "migrations", "workflows"]


def test_the_installed_package_has_the_pages_of_the_desk(installed: Path) -> None:
    web = installed / "caseflow" / "web"
    assert (web / "templates" / "base.html").is_file()
    assert (web / "static" / "desk.css").is_file()


def test_the_installed_package_migrates_a_database(installed: Path, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from caseflow.db import Database
from caseflow.db.migrations import upgrade
from caseflow.settings import find_home
with Database("sqlite:///{tmp_path}/new.db") as db:
    upgrade(db, find_home())
    with db.read() as tx:
        print(tx.fetchall("SELECT count(*) FROM blob"))
"""
    assert _python(installed, code) == "[(0,)]"
