"""Who is at the desk: the session behind a request's cookie, the language, and the instant of the visit."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request

from caseflow.access.passwords import Passwords
from caseflow.access.sessions import TOUCH, find_session, touch_session
from caseflow.cases.scope import Viewer
from caseflow.clock import MachineClock, riga_date
from caseflow.moves import Actor
from caseflow.moves.office import Office
from caseflow.words import LANGUAGES, Lang

OPEN: Final = frozenset({"/sign-in", "/language", "/healthz"})
"""The paths that need no session; everything else is behind the sign-in."""
LANGUAGE_COOKIE: Final = "caseflow-lang"


class NotSignedIn(Exception):
    """There is no session behind the request: the person is shown the way to sign in."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page works with; `practice` shows the practice clock. `machine` measures sessions."""

    office: Office
    passwords: Passwords
    practice: bool
    machine: MachineClock


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in; `token` goes into every form, `now` is the office's clock."""

    desk: Desk
    user: UUID
    username: str
    name: str
    lang: Lang
    token: str
    now: datetime

    @property
    def office(self) -> Office:
        """The office at whose desk the person sits."""
        return self.desk.office

    @property
    def today(self) -> date:
        """The day in Riga."""
        return riga_date(self.now)

    @property
    def actor(self) -> Actor:
        """The person as one who acts."""
        return Actor(self.user)

    @property
    def viewer(self) -> Viewer:
        """The person as one who looks."""
        return Viewer(self.user, self.today)


def desk_of(request: Request) -> Desk:
    """The desk that serves the request."""
    desk: Desk = request.app.state.desk
    return desk


def language_of(request: Request) -> Lang:
    """The language that the person has chosen; Latvian otherwise."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return next((lang for lang in LANGUAGES if lang == chosen), "lv")


def cookie_name(request: Request) -> str:
    """Over https the name binds the cookie to this host; plain http cannot have such a name."""
    return "__Host-caseflow" if request.url.scheme == "https" else "caseflow"


def gate(request: Request) -> None:
    """Stands before every route: without a session only `OPEN` is served. Raises NotSignedIn."""
    request.state.visit = visit = visit_of(request)
    if visit is None and request.url.path not in OPEN:
        raise NotSignedIn


def visit_of(request: Request) -> Visit | None:
    """The visit behind a request's cookie, if its session lives."""
    desk, token = desk_of(request), request.cookies.get(cookie_name(request))
    if not token or request.url.path == "/healthz":
        return None
    now = desk.machine.now()
    with desk.office.database.read() as tx:
        session = find_session(tx, token, now)
    if session is None:
        return None
    if now - session.seen_at > TOUCH:
        with desk.office.database.write() as tx:
            touch_session(tx, token, now)
    of = (session.user, session.username, session.name)
    return Visit(desk, *of, language_of(request), form_token(token), desk.office.clock.now())


def form_token(session: str) -> str:
    """What a form of this session carries: bound to the session's token, and not to be turned back into it."""
    return hmac.new(session.encode(), b"caseflow form", hashlib.sha256).hexdigest()


def _the_visit(request: Request) -> Visit:
    visit: Visit | None = request.state.visit
    if visit is None:
        raise NotSignedIn
    return visit


Here = Annotated[Visit, Depends(_the_visit)]
"""The visit of a signed-in person, as a parameter of a page."""
