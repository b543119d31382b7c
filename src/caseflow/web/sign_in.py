"""Signing in and out, and the choice of language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from caseflow.access.sessions import ABSOLUTE, end_session
from caseflow.access.sign_in import TooManyFailures, sign_in
from caseflow.web.pages import page
from caseflow.web.posted import Anonymous, own_form
from caseflow.web.visits import LANGUAGE_COOKIE, Desk, cookie_name, desk_of
from caseflow.words import LANGUAGES, Message, message

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
_A_YEAR_S = 365 * 24 * 3600


@router.get("/sign-in")
def show(request: Request, next: str = "/") -> Response:
    """The form; somebody who is signed in is sent on."""
    if request.state.visit is not None:
        return RedirectResponse(own_path(next), 303)
    return page(request, "sign_in.html", next=own_path(next), username="", fault=None)


@router.post("/sign-in")
def enter(request: Request, desk: TheDesk, form: Anonymous) -> Response:
    """Sign in; after a failure the form says why, and never which of name and password was wrong."""
    username, address = form.get("username"), request.client.host if request.client else ""
    fault: Message = message("web.sign_in.wrong")
    try:
        given = form.fields.get("password", "")
        token = sign_in(desk.office.database, desk.passwords, username, given, address, desk.machine.now())
    except TooManyFailures:
        token, fault = None, message("web.sign_in.too_many")
    if token is None:
        parts = {"next": own_path(form.get("next")), "username": username, "fault": fault}
        return page(request, "sign_in.html", status=403, **parts)
    answer = RedirectResponse(own_path(form.get("next")), 303)
    secure, lasts = request.url.scheme == "https", int(ABSOLUTE.total_seconds())
    answer.set_cookie(
        cookie_name(request), token, max_age=lasts, path="/", secure=secure, httponly=True, samesite="lax"
    )
    return answer


@router.post("/sign-out", dependencies=[Depends(own_form)])
def leave(request: Request, desk: TheDesk) -> Response:
    """End the session, here and in the database."""
    with desk.office.database.write() as tx:
        end_session(tx, request.cookies.get(cookie_name(request), ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(cookie_name(request), path="/", secure=request.url.scheme == "https", httponly=True)
    return answer


@router.post("/language")
def choose_language(request: Request, form: Anonymous) -> Response:
    """Keep the language in a cookie and go back to the page."""
    answer = RedirectResponse(own_path(form.get("next")), 303)
    if form.get("lang") in LANGUAGES:
        secure = request.url.scheme == "https"
        answer.set_cookie(
            LANGUAGE_COOKIE, form.get("lang"), max_age=_A_YEAR_S, path="/", secure=secure, httponly=True, samesite="lax"
        )
    return answer


@router.get("/healthz")
def healthy(desk: TheDesk) -> Response:
    """Whether the process answers and reaches its database."""
    with desk.office.database.read() as tx:
        tx.fetchone("SELECT 1")
    return PlainTextResponse("ok")


def own_path(text: str) -> str:
    """A path of this desk; anything that a browser could read as another host becomes the first page."""
    good = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable() and "\\" not in text
    return text if good else "/"
