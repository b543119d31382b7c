"""Parameter files of programmes: read from their folders, wrong ones refused with file and line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from caseflow.errors import BadInput
from caseflow.programmes.parameters import load_parameters
from caseflow.rules import ParameterTable

from .conftest import WORKFLOWS

ROW = '- {key: P.x, type: money, value: "150.00", source: S}\n'


def folder(home: Path, **files: str) -> Path:
    for programme, text in files.items():
        path = home / "workflows" / programme / "parameters.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return home


def test_the_shipped_files_are_the_same_law_by_both_readers(table: ParameterTable) -> None:
    read = load_parameters(WORKFLOWS.parent, "enterprise-skills")
    assert read.content_hash == table.content_hash


def test_shared_figures_join_those_of_the_programme(tmp_path: Path) -> None:
    home = folder(tmp_path, _shared=ROW, one=ROW.replace("P.x", "P.y"), two=ROW.replace("P.x", "P.y"))
    found = load_parameters(home, "one")
    assert found.keys == ("P.x", "P.y")
    assert found.on(date(2024, 1, 1)).money("P.y") == Decimal("150.00")
    with pytest.raises(BadInput, match=r"P\.y: baseline\.\. overlaps baseline\.\."):
        load_parameters(home)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("key: P.x\n", r"one/parameters\.yaml:1:1: write a list of parameters"),
        (f"{ROW}- P.y\n", r"one/parameters\.yaml:2:3: write a parameter as \{key"),
        (f"{ROW}{ROW.replace('150.00', '1,5').replace('P.x', 'P.y')}", r"yaml:2:3: P\.y: '1,5' is no money"),
    ],
)
def test_names_the_place_of_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        load_parameters(folder(tmp_path, _shared=ROW.replace("P.x", "P.z"), one=text), "one")


def test_asks_for_the_folder_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="set CASEFLOW_HOME"):
        load_parameters(tmp_path)
    with pytest.raises(BadInput, match="there is no such file"):
        load_parameters(folder(tmp_path, _shared=ROW), "one")
