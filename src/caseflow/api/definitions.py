"""What is published: workflows with their pictures, and the rules of law, which can be asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import ConfigDict, Field

from caseflow.api.examples import RULE_ANSWER
from caseflow.api.openapi import answers, bytes_of, problems
from caseflow.api.problems import not_found
from caseflow.api.session import WORD, At, Body, ExactRoute, Name
from caseflow.app.rule_json import rule_answer_json, rule_for, rule_json, rules_named
from caseflow.app.work_shapes import RuleAnswerShape, RuleShape, WorkflowLineShape, WorkflowShape
from caseflow.app.workflow_json import workflow_json, workflow_lines
from caseflow.engine import diagram
from caseflow.engine.workflow import Workflow
from caseflow.rules import call, rules
from caseflow.words import Lang

router = APIRouter(route_class=ExactRoute)
Slug = Annotated[str, Path(max_length=64, pattern=WORD)]
Format = Literal["svg", "png", "mermaid"]
MEDIA_TYPES: Final[dict[Format, str]] = {"svg": "image/svg+xml", "png": "image/png", "mermaid": "text/plain"}
_DRAW: Final[dict[Format, Callable[[Workflow, Lang], str | bytes]]] = {
    "svg": diagram.svg,
    "png": diagram.png,
    "mermaid": diagram.mermaid,
}
_drawing = Lock()
"""Graphviz is not made for threads."""


class AskRule(Body):
    """A question to a rule."""

    model_config = ConfigDict(json_schema_extra={"example": {"on": "2024-03-04", "input": {"net_tax_debt": "150.00"}}})

    on: date = Field(description="Day whose figures count.")
    input: dict[str, Any] = Field(description="What the rule takes, as its `input` schema says.")
    programme: Name | None = Field(None, description="Whose figures, beside the shared ones; default all.")


@router.get("/workflows", tags=["workflows"], response_model=list[WorkflowLineShape], responses=problems())
def list_workflows(desk: At) -> Response:
    """The newest version of every published workflow."""
    with desk.looking() as (tx, _):
        return desk.json(workflow_lines(tx, desk.office.in_force, desk.lang))


@router.get("/workflows/{programme}/{name}", tags=["workflows"], response_model=WorkflowShape, responses=problems())
def show_workflow(desk: At, programme: Slug, name: Slug) -> Response:
    """The newest published version: states, moves with their conditions in words, deadlines."""
    return desk.json(workflow_json(_workflow(desk, programme, name), desk.lang))


@router.get(
    "/workflows/{programme}/{name}/diagram",
    tags=["workflows"],
    response_class=Response,
    responses={**problems(), **bytes_of(*MEDIA_TYPES.values())},
)
def draw_workflow(desk: At, programme: Slug, name: Slug, format: Annotated[Format, Query()] = "svg") -> Response:
    """A picture of the newest published version."""
    drawn = _drawn(_workflow(desk, programme, name), format, desk.lang)
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
    return Response(drawn, 200, headers, MEDIA_TYPES[format])


@router.get("/rules", tags=["rules"], response_model=list[RuleShape], responses=problems())
def list_rules(desk: At) -> Response:
    """Every rule, with the JSON Schema of its input."""
    return desk.json([rule_json(each, desk.lang) for each in rules()])


@router.get("/rules/{id}", tags=["rules"], response_model=list[RuleShape], responses=problems())
def show_rule(desk: At, id: Slug) -> Response:
    """The rules under a rulebook ID, or the one of that name."""
    return desk.json([rule_json(each, desk.lang) for each in rules_named(id)])


@router.post("/rules/{id}/eval", tags=["rules"], response_model=RuleAnswerShape, responses=answers(RULE_ANSWER, 400))
def ask_rule(desk: At, id: Slug, body: AskRule) -> Response:
    """Ask a rule with given facts; nothing is kept."""
    rule = rule_for(id, body.input)
    with desk.looking() as (tx, _):
        in_force = desk.office.in_force
        if body.programme is None:
            figures = in_force.all_parameters(tx)
        elif tx.fetchone("SELECT 1 FROM publication WHERE programme = ? LIMIT 1", (body.programme,)):
            figures = in_force.parameters(tx, body.programme)
        else:
            raise not_found()
    return desk.json(rule_answer_json(rule, call(rule, body.input, figures.on(body.on)), desk.lang))


def _workflow(desk: At, programme: str, name: str) -> Workflow:
    in_force = desk.office.in_force
    with desk.looking() as (tx, _):
        return in_force.workflow(tx, in_force.latest(tx, f"{programme}/{name}"))


def _drawn(workflow: Workflow, format: Format, lang: Lang) -> str | bytes:
    with _drawing:
        return _DRAW[format](workflow, lang)
