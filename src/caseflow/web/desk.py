"""Puts the desk together: its routes behind one gate, its pages for what goes wrong, its style sheet."""

from __future__ import annotations

import logging
from importlib.resources import files
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from caseflow.access.passwords import Passwords
from caseflow.clock import MachineClock
from caseflow.db.errors import DatabaseError
from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.moves.office import Office
from caseflow.web import case, documents, letters, move, opening, sign_in, tasks, worklist
from caseflow.web.guard import LARGEST_BODY, Guard
from caseflow.web.pages import page
from caseflow.web.posted import LARGEST_FIELD, ForeignForm, read_form
from caseflow.web.sign_in import ask_again, is_looked_at_again, look_again, request_path
from caseflow.web.visits import Desk, NotSignedIn, gate, visit_of
from caseflow.words import Message, message

log = logging.getLogger(__name__)
ROUTERS = (sign_in.router, worklist.router, opening.router, case.router, move.router, documents.router,
            letters.router, tasks.router)  # fmt: skip


def create_desk(
    office: Office, *, practice: bool = False, passwords: Passwords | None = None, machine: MachineClock | None = None
) -> FastAPI:
    """The desk of an office, as an ASGI application.

    `practice` shows the practice clock; `passwords` and `machine` take the place of argon2id and the machine's clock.
    """
    desk = FastAPI(title="caseflow", dependencies=[Depends(gate)], openapi_url=None, docs_url=None, redoc_url=None)
    desk.state.desk = Desk(office, passwords or Passwords(), practice, machine or MachineClock())
    for router in ROUTERS:
        desk.include_router(router)
    desk.mount("/static", StaticFiles(directory=str(files("caseflow.web") / "static")), name="static")
    desk.add_middleware(Guard, refusing=_refused)
    _add_handlers(desk)
    return desk


def _add_handlers(desk: FastAPI) -> None:
    desk.add_exception_handler(NotSignedIn, _to_sign_in)
    desk.add_exception_handler(NotFound, _not_there)
    desk.add_exception_handler(HTTPException, _http)
    desk.add_exception_handler(ForeignForm, _foreign)
    desk.add_exception_handler(RequestValidationError, _unreadable)
    desk.add_exception_handler(BadInput, _unreadable)
    desk.add_exception_handler(DatabaseError, _busy)
    desk.add_exception_handler(CaseflowError, _fault)
    desk.add_exception_handler(Exception, _fault)


async def _to_sign_in(request: Request, _: Exception) -> Response:
    """A page that is asked for comes after the sign-in; so does a form that is looked at again, as it was typed."""
    if request.method == "POST" and is_looked_at_again(request.url.path):
        form = await read_form(request)
        return await run_in_threadpool(ask_again, request, form)
    back = "/" if request.url.path == "/sign-out" else request_path(request)
    return RedirectResponse(f"/sign-in?next={quote(back)}", 303)


def _not_there(request: Request, _: Exception) -> Response:
    return _trouble(request, 404, message("web.trouble.not_there"), message("web.trouble.not_there_why"))


def _http(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 404:
        return _not_there(request, error)
    status = error.status_code if isinstance(error, HTTPException) else 400
    if isinstance(error, HTTPException) and "exceeded maximum size" in str(error.detail):
        why = message("web.trouble.long_why", most=LARGEST_FIELD // 1024)
        return _trouble(request, 413, message("web.trouble.long"), why)
    return _trouble(request, status, message("web.trouble.unreadable"), message("web.trouble.unreadable_why"))


def _refused(scope: Scope, status: int) -> Response:
    """The page for what the guard does not let in; nobody is looked up for it."""
    request = Request(scope)
    request.state.visit = None
    if status == 413:
        why = message("web.trouble.large_why", most=LARGEST_BODY // (1024 * 1024))
        return _trouble(request, status, message("web.trouble.large"), why)
    return _trouble(request, status, message("web.trouble.elsewhere"), message("web.trouble.elsewhere_why"))


def _foreign(request: Request, error: Exception) -> Response:
    """A form of an earlier session: what can be looked at once more is shown as it was typed."""
    if isinstance(error, ForeignForm) and request.state.visit and is_looked_at_again(request.url.path):
        return look_again(request, error.form, request.state.visit.token)
    return _trouble(request, 403, message("web.trouble.foreign"), message("web.trouble.foreign_why"))


def _unreadable(request: Request, _: Exception) -> Response:
    return _trouble(request, 400, message("web.trouble.unreadable"), message("web.trouble.unreadable_why"))


def _busy(request: Request, error: Exception) -> Response:
    log.warning("the database does not answer: %s", error)
    return _trouble(request, 503, message("web.trouble.busy"), message("web.trouble.busy_why"))


def _fault(request: Request, error: Exception) -> Response:
    log.error("a page failed: %s", request.url.path, exc_info=error)
    return _trouble(request, 500, message("web.trouble.fault"), message("web.trouble.fault_why"))


def _trouble(request: Request, status: int, title: Message, why: Message) -> Response:
    if not hasattr(request.state, "visit"):
        request.state.visit = visit_of(request)  # an address that no route has never comes to the gate
    return page(request, "trouble.html", status=status, title=title, why=why)
