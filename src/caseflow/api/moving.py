"""Moves asked for by programs: once under an idempotency key, answered as what they did or as a problem."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated, Final

from fastapi import Header, Request, Response
from typing_extensions import TypedDict

from caseflow.access.kept_answers import Answer, AnswerTaken, Kept, find_answer, keep_answer
from caseflow.api.problems import Problem, invalid, refused, respond
from caseflow.api.session import Desk
from caseflow.app.case_json import entry_json, result_json
from caseflow.app.case_shapes import EntryShape
from caseflow.cases.history import history
from caseflow.clock import MachineClock
from caseflow.db import Transaction
from caseflow.moves import Done, Refused, Result, apply
from caseflow.moves import Request as Asked
from caseflow.moves.dry_run import Foreseen, dry_run
from caseflow.moves.request import OPEN, Stale
from caseflow.moves.since import happened_since
from caseflow.words import message

_VERSION: Final = re.compile(r'"([0-9]{1,9})"')
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")

IfMatch = Annotated[str | None, Header(alias="If-Match", description='The version that was looked at: `"7"`.')]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="1 to 255 characters; the same again within 24 hours is done once."),
]


class ForeseenLetterShape(TypedDict):
    """A letter that the move would draft or sign; `pdf` is what it would look like, in base64."""

    name: str
    code: str
    title: str
    pdf: str


class ForeseenShape(TypedDict):
    """What a move would do: the state after it, the events (first what the clock has to do), the letters."""

    state: str
    events: list[EntryShape]
    letters: list[ForeseenLetterShape]


def version_of(if_match: str | None) -> int:
    """The version in `If-Match`. Raises Problem: 428 where there is none, 422 for what is no version."""
    if if_match is None:
        raise Problem("precondition", 428, message("api.precondition"))
    found = _VERSION.fullmatch(if_match.strip())
    if found is None:
        raise invalid(message("api.bad_version"))
    return int(found[1])


def make(desk: Desk, request: Request, asked: Asked, key: str | None) -> Response:
    """Make the move, or answer as it was answered before."""
    if key is None:
        (result,) = apply(desk.office, [asked], desk.actor)
        with desk.office.database.read() as tx:
            return respond(_answer(desk, tx, request, result))
    if not _KEY.fullmatch(key):
        raise invalid(message("api.bad_key"))
    digest = _digest(desk, request)
    return _kept(desk, key, digest) or _made_once(desk, request, asked, key, digest)


def _made_once(desk: Desk, request: Request, asked: Asked, key: str, digest: str) -> Response:
    """Move and answer are written in one transaction, so that neither stands without the other."""
    made: list[Answer] = []

    def also(tx: Transaction, results: Sequence[Result]) -> None:
        made[:] = [_answer(desk, tx, request, results[0])]
        keep_answer(tx, desk.user, key, Kept(digest, made[0]), MachineClock().now())

    try:
        apply(desk.office, [asked], desk.actor, also)
    except AnswerTaken:
        found = _kept(desk, key, digest)
        if found is None:
            raise
        return found
    return respond(made[0])


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


def _answer(desk: Desk, tx: Transaction, request: Request, result: Result) -> Answer:
    if isinstance(result, Done):
        headers = {"ETag": f'"{result.version}"'}
        opened = result.trigger == OPEN
        if opened:
            headers["Location"] = f"{request.scope.get('root_path', '')}/v1/cases/{result.case}"
        return desk.answer(result_json(result, desk.lang), 201 if opened else 200, headers)
    return _problem(desk, tx, result).answer(desk.lang)


def _problem(desk: Desk, tx: Transaction, result: Refused | Stale) -> Problem:
    if isinstance(result, Refused):
        return refused(result.trigger, result.ref, result.reasons)
    entries = happened_since(history(tx, desk.office.in_force, result.ref, desk.viewer()), result)
    said = message("api.stale", ref=result.ref, seen=result.seen, version=result.version)
    since = [dict(entry_json(entry, desk.lang)) for entry in entries]
    numbers = {"seen": result.seen, "version": result.version}
    headers = {"ETag": f'"{result.version}"'}
    return Problem("stale", 412, said, headers, trigger=result.trigger, ref=result.ref, **numbers, since=since)


def foresee(desk: Desk, asked: Asked) -> Response:
    """What the move would do, or the problem that it would be answered with; nothing is kept."""
    found = dry_run(desk.office, asked, desk.actor)
    if isinstance(found, Foreseen):
        return desk.json(_foreseen(desk, found))
    with desk.office.database.read() as tx:
        raise _problem(desk, tx, found)


def _foreseen(desk: Desk, found: Foreseen) -> ForeseenShape:
    return {
        "state": found.done.state,
        "events": [entry_json(entry, desk.lang) for entry in found.entries],
        "letters": [
            {"name": each.name, "code": each.code, "title": each.title, "pdf": b64encode(each.pdf).decode()}
            for each in found.letters
        ],
    }
