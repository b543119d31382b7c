"""The lock installs the same everywhere: hashed, without hosts or paths, and in step with the project file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).resolve().parents[2]
_LOCK = (_ROOT / "requirements.lock").read_text(encoding="utf-8")
_PINS = {
    canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", _LOCK, re.MULTILINE)
}


def _project() -> dict[str, list[str]]:
    with (_ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    extras = project["project"]["optional-dependencies"]
    return {
        "project": project["project"]["dependencies"],
        **extras,
        "build": project["build-system"]["requires"],
    }


@pytest.mark.parametrize("group", sorted(_project()))
def test_the_lock_satisfies_every_requirement(group: str) -> None:
    unmet = []
    for text in _project()[group]:
        requirement = Requirement(text)
        version = _PINS.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            unmet.append(text)
    assert unmet == []


def test_the_lock_names_no_host_and_no_path() -> None:
    assert re.findall(r".*(?:://|@ |--index|--extra|--find|file:|\.\./| /).*", _LOCK) == []


def test_every_pin_of_the_lock_has_its_hashes() -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", _LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(_PINS)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
