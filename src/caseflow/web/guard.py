"""What holds for every request before a page sees it: where it may come from, how large it may be, and its headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 25 * 1024 * 1024
"""Bytes of one request: a form with its documents."""
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SECURE: Final = {"Strict-Transport-Security": "max-age=31536000"}


class TooLarge(Exception):
    """The request's body goes beyond `LARGEST_BODY`."""


Refusing = Callable[[Scope, int], Response]
"""Makes the page of a refusal: 403 for what another site sent, 413 for what is too large."""


class Guard:
    """ASGI middleware. A page may set a header itself; then its own stays."""

    def __init__(self, app: ASGIApp, refusing: Refusing) -> None:
        self._app, self._refusing = app, refusing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what comes from another site or is too large; pass the rest on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        guarded = _with_headers(send, {**HEADERS, **(_SECURE if scope["scheme"] == "https" else {})})
        if scope["method"] not in _SAFE and not same_origin(headers):
            await self._refusing(scope, 403)(scope, receive, guarded)
            return
        if _announced(headers) > LARGEST_BODY:
            await self._refusing(scope, 413)(scope, receive, guarded)
            return
        try:
            await self._app(scope, _bounded(receive), guarded)
        except TooLarge:
            await self._refusing(scope, 413)(scope, receive, guarded)


def same_origin(headers: Headers) -> bool:
    """Whether a browser sent it from our own page, or it was no browser: those name neither site nor origin."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _bounded(receive: Receive) -> Receive:
    """The body, counted: one that does not announce its length is stopped too."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            raise TooLarge
        return message

    return counted


def _with_headers(send: Send, wanted: dict[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in wanted.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
