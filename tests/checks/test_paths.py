"""Paths on disk: each stands for its programme, and the shipped programmes are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseflow.checks import check_paths
from caseflow.errors import BadInput
from caseflow.moves.facts import NAMESPACES
from caseflow.settings import find_home
from tests.checks.good import FILES, replaced
from tests.checks.good import NAMESPACES as TRIAL

GRANT = "workflows/trial/grant.yaml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two programmes: `trial` lacks four eyes, `other` has no programme file."""
    files = {**FILES, GRANT: replaced(FILES[GRANT], "    not_by: [assess]\n", "")}
    files["workflows/other/parameters.yaml"] = "[]\n"
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "workflows/_shared").mkdir()
    return tmp_path


def codes(home: Path, *paths: Path) -> list[str]:
    return [each.code for each in check_paths(home, paths, TRIAL)]


def test_every_shipped_programme_passes() -> None:
    assert [str(each) for each in check_paths(find_home({}), [], NAMESPACES)] == []


def test_checks_every_programme_when_no_path_is_given(home: Path) -> None:
    assert codes(home) == codes(home, home) == ["no-programme", "four-eyes"]


@pytest.mark.parametrize("path", ["workflows/trial", GRANT, "letters/trial", "letters/trial/award.typ"])
def test_a_path_stands_for_the_programme_it_belongs_to(home: Path, path: str) -> None:
    assert codes(home, home / path) == codes(home, Path(path)) == ["four-eyes"]


def test_what_is_shared_stands_for_every_programme(home: Path) -> None:
    assert codes(home, home / "workflows/_shared") == ["no-programme", "four-eyes"]


@pytest.mark.parametrize("path", ["workflows/nowhere", "workflows/trial/missing.yaml"])
def test_refuses_a_path_that_does_not_exist(home: Path, path: str) -> None:
    with pytest.raises(BadInput, match="there is no such file or folder"):
        codes(home, Path(path))


def test_refuses_a_path_outside_the_home(home: Path) -> None:
    with pytest.raises(BadInput, match="stands outside"):
        codes(home, home.parent)


def test_refuses_a_path_of_no_programme(home: Path) -> None:
    (home / "var").mkdir()
    with pytest.raises(BadInput, match="belongs to no programme"):
        codes(home, home / "var")
