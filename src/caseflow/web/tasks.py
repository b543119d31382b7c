"""The work that waits: open tasks for one's own roles, or for everybody's."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.cases.tasks import list_tasks
from caseflow.engine.roles import role_name
from caseflow.web.pages import page
from caseflow.web.visits import Here

router = APIRouter()


@router.get("/tasks")
def show(request: Request, visit: Here, everyone: bool = False) -> Response:
    """Open tasks, oldest first."""
    with visit.office.database.read() as tx:
        found = list_tasks(tx, visit.viewer, every_role=everyone)
    return page(request, "tasks.html", tasks=found, everyone=everyone, role_name=role_name)
