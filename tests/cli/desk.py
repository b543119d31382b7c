"""A command line in this process: runs commands and reads what they say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caseflow.cli.main import run
from tests.world import World


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result of a command that was asked for JSON."""
        return json.loads(self.out)


@dataclass
class CommandLine:
    """The command line of whatever installation the environment names; files for it go into `folder`."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Said:
        self.capsys.readouterr()
        code = run(list(words))
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    def json(self, *words: str) -> Any:
        """The JSON of a command that must succeed."""
        said = self(*words, "--json")
        assert said.code == 0, said
        return said.json

    def file(self, value: object, name: str = "input.json") -> str:
        """A file with this value as JSON, or with this text or these bytes."""
        path = self.folder / name
        if isinstance(value, bytes):
            path.write_bytes(value)
        else:
            path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")
        return str(path)


@dataclass
class Desk(CommandLine):
    """A command line on the database of the invented world."""

    world: World
