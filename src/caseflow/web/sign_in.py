"""Signing in and out, and the choice of language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from caseflow.access.sessions import ABSOLUTE, end_session
from caseflow.access.sign_in import TooManyFailures, sign_in
from caseflow.web.pages import page
from caseflow.web.posted import TOKEN, Anonymous, Posted, own_form
from caseflow.web.visits import LANGUAGE_COOKIE, Desk, cookie_name, desk_of, form_token
from caseflow.words import LANGUAGES, Message, message

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
KEPT = "kept."
"""Begins the names of what was typed into a form that the sign-in has come in the way of."""
_A_YEAR_S = 365 * 24 * 3600


@router.get("/sign-in")
def show(request: Request, next: str = "/") -> Response:
    """The form; somebody who is signed in is sent on."""
    if request.state.visit is not None:
        return RedirectResponse(own_path(next), 303)
    return page(request, "sign_in.html", next=own_path(next), username="", fault=None, kept=[])


def is_looked_at_again(path: str) -> bool:
    """Whether a form sent to the path can be shown once more as it was typed, before anything is done."""
    return path == "/new/form" or "/moves/" in path or path.startswith("/letters/")


def ask_again(request: Request, form: Posted) -> Response:
    """The sign-in in the way of a form that was sent after the session had ended: what was typed is kept."""
    kept = [(f"{KEPT}{name}", value) for name, value in form.fields.items() if name not in (TOKEN, "_do")]
    return page(request, "sign_in.html", status=401, next=request_path(request), username="", fault=None, kept=kept)


def look_again(request: Request, form: Posted, token: str) -> Response:
    """The way back to a form of an earlier session, with what was typed."""
    kept = [(name, value) for name, value in form.fields.items() if name not in (TOKEN, "_do")]
    title, hidden = message("web.trouble.foreign"), [(TOKEN, token), *kept]
    return page(request, "resume.html", status=403, title=title, next=request_path(request), hidden=hidden)


@router.post("/sign-in")
def enter(request: Request, desk: TheDesk, form: Anonymous) -> Response:
    """Sign in; after a failure the form says why, and never which of name and password was wrong.

    With a form that was in the way of the sign-in, the way back to it, so that its sender looks at it again.
    """
    kept = [(name, value) for name, value in form.fields.items() if name.startswith(KEPT)]
    username, address = form.get("username"), request.client.host if request.client else ""
    fault: Message = message("web.sign_in.wrong")
    try:
        given = form.fields.get("password", "")
        token = sign_in(desk.office.database, desk.passwords, username, given, address, desk.machine.now())
    except TooManyFailures:
        token, fault = None, message("web.sign_in.too_many")
    if token is None:
        parts = {"next": own_path(form.get("next")), "username": username, "fault": fault, "kept": kept}
        return page(request, "sign_in.html", status=403, **parts)
    answer: Response = RedirectResponse(own_path(form.get("next")), 303)
    if kept:
        hidden = [(TOKEN, form_token(token)), *((name.removeprefix(KEPT), value) for name, value in kept)]
        title = message("web.resume.title")
        answer = page(request, "resume.html", title=title, next=own_path(form.get("next")), hidden=hidden)
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


def request_path(request: Request) -> str:
    """The path and query that were asked for."""
    return own_path(f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path)


def own_path(text: str) -> str:
    """A path of this desk; anything that a browser could read as another host becomes the first page."""
    good = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable() and "\\" not in text
    return text if good else "/"
