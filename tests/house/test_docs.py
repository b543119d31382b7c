"""The documents name only what exists, and everything that somebody needs to find."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from caseflow.cli.main import app

HOME = Path(__file__).resolve().parents[2]
DOCS = sorted([HOME / "README.md", *(HOME / "docs").glob("*.md")])
README, WALKTHROUGH, GLOSSARY, CHANGELOG = (
    (HOME / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/walkthrough.md", "docs/glossary.md", "CHANGELOG.md")
)
TERMS = re.split(
    r",\s+",
    "organisation, programme, workflow, case, state, trigger, guard, move, facts, outcome, refusal, event, term, "
    "deadline, suspension, calendar, rule, parameter, evidence, task, letter template, letter, notice, account, "
    "posting, party, vault, declaration of interest, role grant, blob",
)


@cache
def command() -> TyperGroup:
    """The whole command line."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def shown_commands(text: str) -> Iterator[list[str]]:
    """The words of every `python3 run.py ...` or `caseflow ...` that a document shows."""
    for block in re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("python3 run.py "):
                yield shlex.split(line.removeprefix("python3 run.py "), comments=True)
    for words in re.findall(r"`(?:caseflow|python3 run\.py) ([^`]+)`", text):
        yield shlex.split(words)


def parse(group: TyperGroup, words: list[str]) -> None:
    """Find the command and let it read its options. Raises its usage error; runs nothing."""
    assert words[0] in group.commands, words
    found, rest = group.commands[words[0]], words[1:]
    if isinstance(found, TyperGroup):
        if rest:
            parse(found, rest)
    elif rest and not any(word.isupper() for word in rest):  # ID, FILE: a shape, not an example
        found.make_context(words[0], list(rest))


@cache
def defined_in(path: Path) -> frozenset[str]:
    """Every class and function of a module."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_path_and_link_of_a_document_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [(path.parent / link) for link in re.findall(r"\]\(([^)#:]+)\)", text)]
    paths = [HOME / name for name in re.findall(r"`((?:src|tests|workflows|letters|migrations|docs)/[\w./-]+)`", text)]
    assert [str(each) for each in (*links, *paths) if not each.exists()] == []


def test_every_class_and_function_of_the_walkthrough_is_in_its_file() -> None:
    found = re.findall(r"`(src/[\w/]+\.py)`,\s+(?:class|function)\s+`(\w+)`", WALKTHROUGH)
    assert len(found) > 15
    assert [f"{file}: {name}" for file, name in found if name not in defined_in(HOME / file)] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_command_that_a_document_shows_can_be_parsed(path: Path) -> None:
    for words in shown_commands(path.read_text(encoding="utf-8")):
        if words[0] not in ("test", "ANYTHING"):  # these two are run.py's own
            parse(command(), words)


def test_every_setting_is_in_the_readme() -> None:
    settings = (HOME / "src/caseflow/settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"CASEFLOW_[A-Z]+(?:_[A-Z]+)*", settings)) | {"CASEFLOW_USER"}
    assert sorted(named - set(re.findall(r"CASEFLOW_[A-Z_]+", README))) == []


def test_every_command_is_named_in_a_document() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    shown = {*re.findall(r"(?:run\.py|caseflow) ([a-z-]+)", texts), *re.findall(r"`([a-z-]+)[ `]", texts)}
    assert sorted(set(command().commands) - shown) == []


def test_the_changelog_names_every_migration() -> None:
    migrations = [path.stem for path in sorted((HOME / "migrations/versions").glob("*.py"))]
    assert [name for name in migrations if f"`{name}`" not in CHANGELOG] == []


@pytest.mark.parametrize("term", TERMS)
def test_the_glossary_explains_the_words_of_the_house(term: str) -> None:
    first = re.findall(r"^\| ([^|]+) \|", GLOSSARY, re.MULTILINE)
    assert term in {word.strip() for words in first for word in words.split(",")}
