"""Every fault that the room can find has its sentence, and every sentence has its fault."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import caseflow.letters
from caseflow.words import Lang
from caseflow.words.catalogue import read_catalogue

ROOM = Path(caseflow.letters.__file__).parent


def ids_in_code() -> set[str]:
    """The ids of all findings: the only constant among the first arguments of `finding` and `fault`."""
    ids = set()
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("finding", "fault"):
                codes = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                ids |= {f"letters.{str(code).replace('-', '_')}" for code in codes}
    return ids


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_findings_and_sentences_are_the_same_set(lang: Lang) -> None:
    written = set(read_catalogue("letters", lang).ids)
    assert written == ids_in_code()
