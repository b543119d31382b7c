"""The gate before every route: no more than may be sent, and nothing without a token that counts."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caseflow.access.tokens import NOTICED, Bearer, find_bearer, note_use
from caseflow.api.faults import busy
from caseflow.api.language import language_of
from caseflow.api.problems import Problem
from caseflow.clock import MachineClock
from caseflow.db.errors import Retryable
from caseflow.moves.office import Office
from caseflow.words import message

OPEN: Final = frozenset({"/openapi.json"})
"""What may be read without a token: the description of the API, which says nothing of any case."""
TAKES_FILES: Final = re.compile(r"/v1/(documents|letters/[^/]+/sign-container)")
"""Where a body is a file, and may be as large as one."""
MOST_JSON: Final = 1_000_000
MOST_DOCUMENT: Final = 20_000_000
"""Bytes of a body."""


class Gate:
    """Reads the whole body, within its limit, and finds out who is asking; the routes see neither doubt.

    It stands before routing, so that a route cannot forget it, and an unknown address tells a stranger nothing.
    """

    def __init__(self, app: ASGIApp, office: Office) -> None:
        self._app, self._office = app, office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"].removeprefix(scope.get("root_path", ""))
        try:
            if path not in OPEN:
                scope.setdefault("state", {})["user"] = (await self._bearer(headers)).user
            limit = MOST_DOCUMENT if TAKES_FILES.fullmatch(path) else MOST_JSON
            body = await _body(headers, receive, limit)
        except Problem as problem:
            await problem.response(language_of(headers.get("accept-language")))(scope, receive, send)
            return
        scope.setdefault("state", {})["body"] = body
        await self._app(scope, _again(body, receive), send)

    async def _bearer(self, headers: Headers) -> Bearer:
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Problem("no-token", 401, message("api.no_token"), {"WWW-Authenticate": "Bearer"})
        try:
            found = await run_in_threadpool(self._find, secret.strip())
        except Retryable:
            raise busy() from None
        if found is None:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise Problem("no-token", 401, message("api.bad_token"), challenge)
        return found

    def _find(self, secret: str) -> Bearer | None:
        database, now = self._office.database, MachineClock().now()
        with database.read() as tx:
            found = find_bearer(tx, secret, now)
        if found is not None and (found.used_at is None or now - found.used_at > NOTICED):
            with suppress(Retryable), database.write() as tx:
                note_use(tx, found.token, now)
        return found


async def _body(headers: Headers, receive: Receive, limit: int) -> bytes:
    """The whole body. Raises Problem for more than `limit` bytes, as soon as that is known."""
    told = headers.get("content-length", "")
    if told.isdigit() and int(told) > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        event = await receive()
        if event["type"] != "http.request":
            break
        parts.append(event.get("body", b""))
        size, more = size + len(parts[-1]), event.get("more_body", False)
        if size > limit:
            raise _too_large(limit)
    return b"".join(parts)


def _too_large(limit: int) -> Problem:
    return Problem("too-large", 413, message("api.too_large", most=limit // 1_000_000), {"Connection": "close"})


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more for the route, then whatever else the connection says."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
