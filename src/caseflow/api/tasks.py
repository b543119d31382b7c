"""Tasks: what waits for people, and closing one that needs nothing more."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from caseflow.api import examples
from caseflow.api.moving import make
from caseflow.api.once import IfMatch, Key, version_if_named
from caseflow.api.openapi import MOVES, answers, problems
from caseflow.api.requests import GiveReason
from caseflow.api.session import At, ExactRoute
from caseflow.app.case_shapes import DoneShape
from caseflow.app.work_json import task_json
from caseflow.app.work_shapes import TaskShape
from caseflow.cases.tasks import case_of_task, list_tasks

router = APIRouter(prefix="/tasks", tags=["tasks"], route_class=ExactRoute)


@router.get("", response_model=list[TaskShape], responses=problems())
def list_open_tasks(
    desk: At, every_role: Annotated[bool, Query(alias="all", description="Those of other roles too.")] = False
) -> Response:
    """The open tasks for the user's roles, oldest first."""
    with desk.looking() as (tx, viewer):
        found = list_tasks(tx, viewer, every_role=every_role)
    return desk.json([task_json(each, desk.lang) for each in found])


@router.post("/{id}/close", response_model=DoneShape, responses=answers(examples.CLOSED, *MOVES))
def close_task(
    desk: At, request: Request, id: UUID, body: GiveReason, if_match: IfMatch = None, idempotency_key: Key = None
) -> Response:
    """Close a task by hand, with a reason; most are closed by the move that they wait for.

    It changes nothing of the case; `If-Match` may name the version that was looked at.
    """
    with desk.looking() as (tx, viewer):
        ref = case_of_task(tx, str(id), viewer)
    return make(desk, request, body.asked(ref, str(id), version_if_named(if_match)), idempotency_key)
