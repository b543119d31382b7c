"""The house's letters, and letters written for one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from caseflow.letters import BadTemplate, Library, NormRegister, load_library, read_norms
from caseflow.words import LANGUAGES, say

HOME = Path(__file__).parents[2]
NORMS_FILE = HOME / "workflows" / "_shared" / "norms.yaml"

HEAD = """\
---
code: L-T-01
kind: info
title: {lv: Par mēģinājumu, en: A trial}
legal_parts: []
release: automatic
series: letters
channel: email
variables: %s
---
"""
LAYOUT = "<% block kopsavilkums %><% endblock %>\n<% block saturs %><% endblock %>\n"
S0 = "Šī vēstule ir informatīva.\n"

Load = Callable[[Mapping[str, str]], Library]
LoadText = Callable[..., Library]


def assert_told(error: BadTemplate) -> None:
    """Every finding is a sentence in every language, all its arguments filled in."""
    assert error.findings
    for found in error.findings:
        for lang in LANGUAGES:
            assert say(found.message, lang)


@pytest.fixture(scope="session")
def norms() -> NormRegister:
    """The house's register of norms."""
    return read_norms(NORMS_FILE.read_text(encoding="utf-8"), "norms.yaml")


@pytest.fixture(scope="session")
def library(norms: NormRegister) -> Library:
    """The house's letters, proven."""
    return load_library(HOME / "letters", norms)


@pytest.fixture
def load(tmp_path: Path, norms: NormRegister) -> Load:
    """Reads a folder of letters that holds exactly these files."""

    def load_files(files: Mapping[str, str]) -> Library:
        folder = tmp_path / "letters"
        for name, text in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return load_library(folder, norms)

    return load_files


@pytest.fixture
def load_text(load: Load) -> LoadText:
    """Reads one information letter with this text and these variables; its text begins on line 14."""

    def load_one(text: str, variables: str = "{}", **parts: str) -> Library:
        body = (
            '<% extends "_shared/layout.typ" %>\n'
            '<% block kopsavilkums %><% include "_shared/phrases/S0.typ" %><% endblock %>\n'
            f"<% block saturs %>\n{text}\n<% endblock %>\n"
        )
        files = {f"_shared/{name}.typ": part for name, part in parts.items()}
        shared = {"_shared/layout.typ": LAYOUT, "_shared/phrases/S0.typ": S0}
        return load({**shared, **files, "trial/letter.typ": HEAD % variables + body})

    return load_one
