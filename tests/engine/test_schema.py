"""The published JSON Schemas say what the models say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseflow.engine import model, programme_model

WORKFLOWS = Path(__file__).parents[2] / "workflows"


@pytest.mark.parametrize(
    ("name", "schema"), [("schema.json", model.json_schema), ("programme-schema.json", programme_model.json_schema)]
)
def test_the_published_schema_is_fresh(name: str, schema: Callable[[], dict[str, Any]]) -> None:
    fresh = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    written = (WORKFLOWS / name).read_text(encoding="utf-8")
    assert written == fresh, f"write workflows/{name} anew: json.dumps({schema.__module__}.json_schema(), indent=2)"
