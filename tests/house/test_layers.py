"""The arrows of the house: rooms see only what stands below them, pure rooms do nothing but think."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = _ROOT / "src" / "caseflow"
_LONGEST_FILE = 350


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=_ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_every_import_follows_the_arrows() -> None:
    done = _run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
    assert done.returncode == 0, done.stdout


def test_time_comes_from_the_clock_only() -> None:
    done = _run("-m", "ruff", "check", "--no-cache", "--select", "TID251,DTZ", "src", "migrations", "run.py")
    assert done.returncode == 0, done.stdout


def test_only_the_clock_is_excused_from_asking_it() -> None:
    excused = [
        str(path.relative_to(_PACKAGE))
        for path in sorted(_PACKAGE.rglob("*.py"))
        if "noqa: TID251" in path.read_text(encoding="utf-8")
    ]
    assert excused == ["clock/clocks.py"]


def test_no_file_of_the_package_is_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _PACKAGE.rglob("*.py")}
    assert {str(path): count for path, count in lengths.items() if count >= _LONGEST_FILE} == {}


def test_every_module_opens_with_its_purpose() -> None:
    silent = [
        str(path)
        for path in _PACKAGE.rglob("*.py")
        if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []
