"""Work done once for an idempotency key: its answer is kept with it, and given again to the same request."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Final

from fastapi import Header, Request, Response

from caseflow.access.kept_answers import Answer, AnswerTaken, Kept, find_answer, keep_answer
from caseflow.api.problems import Problem, invalid, respond
from caseflow.api.session import Desk
from caseflow.clock import MachineClock
from caseflow.db import Transaction
from caseflow.words import message

_VERSION: Final = re.compile(r'"([0-9]{1,9})"')
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")

IfMatch = Annotated[str | None, Header(alias="If-Match", description='The version that was looked at: `"7"`.')]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="1 to 255 characters; the same again within 24 hours is done once."),
]
Keep = Callable[[Transaction, Answer], None]
"""Keeps the answer in the transaction of the work, so that neither stands without the other."""


def version_of(if_match: str | None) -> int:
    """The version in `If-Match`. Raises Problem: 428 where there is none, 422 for what is no version."""
    if if_match is None:
        raise Problem("precondition", 428, message("api.precondition"))
    found = _VERSION.fullmatch(if_match.strip())
    if found is None:
        raise invalid(message("api.bad_version"))
    return int(found[1])


def version_if_named(if_match: str | None) -> int | None:
    """The version in `If-Match` where one is named: for what changes nothing that a person must have seen."""
    return None if if_match is None else version_of(if_match)


def once(desk: Desk, request: Request, key: str | None, work: Callable[[Keep], Answer]) -> Response:
    """Do the work, or answer as it was answered before. Raises Problem for a key of another request."""
    if key is None:
        return respond(work(_keep_nothing))
    if not _KEY.fullmatch(key):
        raise invalid(message("api.bad_key"))
    digest = _digest(desk, request)

    def keep(tx: Transaction, answer: Answer) -> None:
        keep_answer(tx, desk.user, key, Kept(digest, answer), MachineClock().now())

    found = _kept(desk, key, digest)
    if found is not None:
        return found
    try:
        return respond(work(keep))
    except AnswerTaken:
        found = _kept(desk, key, digest)
        if found is None:
            raise
        return found


def _keep_nothing(_: Transaction, __: Answer) -> None:
    """There is no key to keep the answer under."""


def _kept(desk: Desk, key: str, digest: str) -> Response | None:
    with desk.office.database.read() as tx:
        kept = find_answer(tx, desk.user, key, MachineClock().now())
    if kept is None:
        return None
    if kept.request != digest:
        raise invalid(message("api.key_reused"))
    response = respond(kept.answer)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _digest(desk: Desk, request: Request) -> str:
    """What the request is, in a form that tells nobody without the key what it said."""
    body = sha256(request.state.body).hexdigest()
    said = "\0".join((request.method, request.url.path, request.headers.get("if-match", ""), body))
    return desk.office.keys.equality("api request", said)
