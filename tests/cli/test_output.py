"""Results are shown in one way: JSON for scripts, sentences for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import BaseModel

from caseflow.app.json_text import json_text
from caseflow.cli.output import show


@dataclass
class _Term:
    due_on: date


class _Amount(BaseModel):
    paid: Decimal


def test_json_keeps_latvian_letters_and_exact_amounts() -> None:
    data = {
        "summa": Decimal("150.10"),
        "nosaukums": "Ķīlis",
        "diena": date(2024, 4, 5),
        "brīdis": datetime(2024, 4, 5, 21, tzinfo=UTC),
        "id": UUID(int=1),
        "fails": Path("a/b"),
        "kopa": {"b", "a"},
        "termiņš": _Term(date(2024, 4, 8)),
        "maksājums": _Amount(paid=Decimal("0.10")),
    }
    text = json_text(data)
    assert "Ķīlis" in text
    assert json.loads(text) == {
        "summa": "150.10",
        "nosaukums": "Ķīlis",
        "diena": "2024-04-05",
        "brīdis": "2024-04-05T21:00:00+00:00",
        "id": "00000000-0000-0000-0000-000000000001",
        "fails": "a/b",
        "kopa": ["a", "b"],
        "termiņš": {"due_on": "2024-04-08"},
        "maksājums": {"paid": "0.10"},
    }


def test_refuses_what_has_no_form_in_json() -> None:
    with pytest.raises(TypeError, match="object"):
        json_text(object())


def test_shows_sentences_to_people_and_json_to_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    show({"a": 1}, as_json=False, text=lambda: "Viens.")
    show({"a": 1}, as_json=False, text="Divi.")
    show({"a": 1}, as_json=True, text="Trīs.")
    said = capsys.readouterr().out
    assert said.startswith("Viens.\nDivi.\n")
    assert json.loads(said.removeprefix("Viens.\nDivi.\n")) == {"a": 1}
