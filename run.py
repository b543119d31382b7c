"""The door of a fresh clone: `python3 run.py demo`, `python3 run.py test`; needs nothing but Python 3.11+.

Makes `.venv` from the hashed lock, then hands over to it: `python3 run.py ANYTHING` is `caseflow ANYTHING`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
# Says for which lock, project file and place the environment was installed.
STAMP = VENV / "caseflow-installed"
# Left behind by an interruption: what is there may be half of something.
BEGUN = VENV / "caseflow-installing"
# What is proven beside the tests, while they run.
GATES = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy", "--strict"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
}


def main(arguments: list[str]) -> int:
    """Prepare the environment and run the words in it; answers an exit code."""
    if sys.version_info < (3, 11):
        version = sys.version.split()[0]
        return _refuse(f"Python 3.11 or newer is needed, this is {version}: try python3.11 run.py")
    with contextlib.suppress(KeyboardInterrupt):
        problem = prepare()
        if problem:
            return _refuse(problem)
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        sys.stdout.flush()
        os.execve(PYTHON, [str(PYTHON), "-m", "caseflow.cli.main", *arguments], _surroundings())
    return 130


def prepare() -> str | None:
    """Make the environment unless it is there as the lock wants it; answers what is wrong, if anything."""
    wanted = _fingerprint()
    uv = shutil.which("uv")
    with _alone():
        if STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists():
            return None
        problem = _make_environment(uv)
        if problem is None:
            BEGUN.touch()
            problem = _install(uv)
            if problem is None:
                STAMP.write_text(wanted)
            BEGUN.unlink()
        return problem


def test(arguments: list[str]) -> int:
    """Run the suite, and the gates beside it; `--long` adds the long proofs, other words go to pytest."""
    began = time.monotonic()
    words = [word for word in arguments if word != "--long"]
    markers = ["-m", ""] if "--long" in arguments else []
    suite = ["-m", "pytest", "-n", "logical", "--dist", "worksteal", "--durations", "15", *markers, *words]
    with contextlib.ExitStack() as stack:
        gates = {name: stack.enter_context(_begun(command)) for name, command in GATES.items()}
        print("== tests", flush=True)
        failed = [] if _run([str(PYTHON), *suite]) == 0 else ["tests"]
        for name, (process, said) in gates.items():
            code = process.wait()
            said.seek(0)
            print(f"== {name}", said.read().rstrip(), sep="\n", flush=True)
            failed += [name] if code else []
    outcome = f"failed: {', '.join(failed)}" if failed else "all passed"
    print(f"== {outcome} in {time.monotonic() - began:.0f} s", flush=True)
    return 1 if failed else 0


@contextlib.contextmanager
def _begun(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A command that works in the background, and what it says; it is ended where nobody waited for it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [PYTHON, *command], cwd=ROOT, env=_surroundings(), stdout=said, stderr=said, text=True
        )
        try:
            yield process, said
        finally:
            process.kill()
            process.wait()


def _make_environment(uv: str | None) -> str | None:
    """A working `.venv`; one that was left half-made, or that belongs to another place, is made anew."""
    if not BEGUN.exists() and (_works("--version") if uv else _works("-m", "pip", "--version")):
        return None
    print(f"making the environment in {VENV}", flush=True)
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"this Python lacks the venv module: install it (Debian: apt install python{version}-venv), or uv"
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        return f"{VENV} cannot be replaced ({error.strerror}): remove it, or run from a copy of your own"
    make = [uv, "venv", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    return _try([*make, str(VENV)], f"the environment could not be made in {VENV}")


def _install(uv: str | None) -> str | None:
    print("installing what the lock names", flush=True)
    pip = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    # Compiling every module of every package would take longer than all that a run imports of them.
    quiet = ["--quiet"] if uv else ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]
    locked = [*pip, *quiet, "--require-hashes", "-r", str(LOCK)]
    itself = [*pip, *quiet, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    return _try(locked, "the locked packages could not be installed: is the package index reachable?") or _try(
        itself, "caseflow itself could not be installed"
    )


def _fingerprint() -> str:
    """What the installed environment depends on: the lock, the project file and this place."""
    files = b"".join((ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml"))
    return "\n".join([hashlib.sha256(files).hexdigest(), str(ROOT)])


def _works(*words: str) -> bool:
    return PYTHON.exists() and _run([str(PYTHON), *words], capture=True) == 0


def _try(command: list[str], complaint: str) -> str | None:
    return None if _run(command) == 0 else complaint


def _run(command: list[str], capture: bool = False) -> int:
    target = subprocess.DEVNULL if capture else None
    return subprocess.run(command, cwd=ROOT, env=_surroundings(), stdout=target, stderr=target).returncode


def _surroundings() -> dict[str, str]:
    # A foreign environment that happens to be active must not lead pip or pytest astray.
    astray = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "CONDA_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")
    kept = {name: value for name, value in os.environ.items() if name not in astray}
    return {"NO_COLOR": "1", **kept}


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one process prepare at a time; the lock is on the folder itself and goes with the process."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _refuse(message: str) -> int:
    print(f"run.py: {message}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
