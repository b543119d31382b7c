"""Reads the dated parameters of programmes from their folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from caseflow.engine.reader import read_yaml
from caseflow.errors import BadInput
from caseflow.rules import ParameterTable

FILE = "parameters.yaml"
SHARED = "_shared"


def load_parameters(home: Path, programme: str | None = None) -> ParameterTable:
    """Read the shared figures and those of one programme, or of all programmes when none is named.

    `home` holds `workflows/`. Raises BadInput (with file, line and column) for a file that is missing or
    wrong, and for figures of two programmes that contradict each other.
    """
    folder = home / "workflows"
    if programme is None:
        paths = sorted(folder.glob(f"*/{FILE}"))
    else:
        paths = [folder / SHARED / FILE, folder / programme / FILE]
    if not paths:
        raise BadInput(f"{folder}: no {FILE} in any programme; set CASEFLOW_HOME to the folder above `workflows`")
    return parameters_of({str(path): _text(path) for path in paths})


def parameters_of(files: Mapping[str, str]) -> ParameterTable:
    """The figures of several parameter files, given as text by path."""
    return ParameterTable.from_rows(row for path, text in files.items() for row in _rows(path, text))


def _text(path: Path) -> str:
    if not path.is_file():
        raise BadInput(f"{path}: there is no such file; name a programme that has {FILE}")
    return path.read_text(encoding="utf-8")


def _rows(path: str, text: str) -> Iterator[tuple[Mapping[str, object], str]]:
    document = read_yaml(text, path)
    if not isinstance(document.value, list):
        raise BadInput(f"{document.place()}: write a list of parameters, each with key, type, value and source")
    for index, row in enumerate(document.value):
        where = str(document.place((index,)))
        if not isinstance(row, dict):
            raise BadInput(f"{where}: write a parameter as {{key: ..., type: ..., value: ..., source: ...}}")
        yield row, where
