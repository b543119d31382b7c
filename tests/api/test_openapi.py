"""The description: every answer has a shape, every problem is described, examples can be taken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter

from caseflow.api import create_api, examples
from caseflow.api.documents import DocumentShape
from caseflow.api.openapi import ALWAYS, ProblemShape
from caseflow.api.requests import MakeMove, OpenCase
from caseflow.app.case_shapes import DoneShape, OfferShape, PageShape
from caseflow.app.work_shapes import RuleAnswerShape, TermShape
from caseflow.clock import FixedClock
from caseflow.db import Database
from caseflow.letters.in_force import LettersInForce
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.programmes.in_force import InForce
from tests.world import KEYS, START


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """The API of an office that is asked nothing."""
    database = Database("sqlite:////nowhere/at/all.db")
    return create_api(Office(database, FixedClock(START), KEYS, InForce(NAMESPACES), LettersInForce()))


@pytest.fixture(scope="module")
def described(app: FastAPI) -> dict[str, Any]:
    """What the API says of itself."""
    return app.openapi()


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_answer_is_described_with_its_shape(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        assert operation["description"], name
        for code in ALWAYS:
            problem = operation["responses"][str(code)]["content"]["application/problem+json"]
            assert problem["schema"]["$ref"] == "#/components/schemas/ProblemShape", name
        (good,) = (code for code in operation["responses"] if code.startswith("2"))
        for content in operation["responses"][good]["content"].values():
            assert content["schema"], name


def test_every_shape_that_is_named_is_there(described: dict[str, Any]) -> None:
    named: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                named.add(value["$ref"])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(described)
    assert {name.rpartition("/")[2] for name in named} <= set(described["components"]["schemas"])


def test_the_token_is_the_key_to_everything(described: dict[str, Any]) -> None:
    assert described["security"] == [{"token": []}]
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert described["servers"] == [{"url": "/api"}]


def test_examples_are_such_as_the_api_takes(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert OpenCase.model_validate(schemas["OpenCase"]["example"])
    assert MakeMove.model_validate(schemas["MakeMove"]["example"])


@pytest.mark.parametrize(
    ("shape", "example"),
    [
        (DoneShape, examples.DONE),
        (PageShape, examples.PAGE),
        (list[OfferShape], examples.OFFERS),
        (DocumentShape, examples.DOCUMENT),
        (TermShape, examples.TERM),
        (RuleAnswerShape, examples.RULE_ANSWER),
        (ProblemShape, examples.PROBLEM),
    ],
)
def test_examples_have_the_shapes_that_they_are_examples_of(shape: Any, example: Any) -> None:
    assert TypeAdapter(shape).validate_json(json.dumps(example))


def test_no_page_of_the_description_loads_anything_from_elsewhere(app: FastAPI) -> None:
    assert (app.docs_url, app.redoc_url) == (None, None)
