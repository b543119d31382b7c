"""Moves asked for by programs: once under an idempotency key, answered as what they did or as a problem."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from fastapi import Request, Response
from typing_extensions import TypedDict

from caseflow.access.kept_answers import Answer
from caseflow.api.once import Keep, once
from caseflow.api.problems import Problem, refused
from caseflow.api.session import Desk
from caseflow.app.case_json import entry_json, result_json
from caseflow.app.case_shapes import EntryShape
from caseflow.cases.history import history
from caseflow.db import Transaction
from caseflow.moves import Done, Refused, Result, apply
from caseflow.moves import Request as Asked
from caseflow.moves.dry_run import Foreseen, dry_run
from caseflow.moves.request import OPEN, Stale
from caseflow.moves.since import happened_since
from caseflow.words import message


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


def make(desk: Desk, request: Request, asked: Asked, key: str | None) -> Response:
    """Make the move, or answer as it was answered before."""

    def work(keep: Keep) -> Answer:
        made: list[Answer] = []

        def also(tx: Transaction, results: Sequence[Result]) -> None:
            made[:] = [_answer(desk, tx, request, results[0])]
            keep(tx, made[0])

        apply(desk.office, [asked], desk.actor, also)
        return made[0]

    def alone(_: Keep) -> Answer:
        (result,) = apply(desk.office, [asked], desk.actor)
        with desk.office.database.read() as tx:
            return _answer(desk, tx, request, result)

    # What nothing else is written with takes the shorter way.
    return once(desk, request, key, alone if key is None else work)


def _answer(desk: Desk, tx: Transaction, request: Request, result: Result) -> Answer:
    if isinstance(result, Done):
        headers = {"ETag": f'"{result.version}"'}
        opened = result.trigger == OPEN
        if opened:
            headers["Location"] = f"{request.scope.get('root_path', '')}/v1/cases/{result.case}"
        return desk.answer(result_json(result, desk.lang), 201 if opened else 200, headers)
    return problem_of_result(desk, tx, result).answer(desk.lang)


def problem_of_result(desk: Desk, tx: Transaction, result: Refused | Stale) -> Problem:
    """Why nothing was done: the reasons, or what has happened since."""
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
        raise problem_of_result(desk, tx, found)


def _foreseen(desk: Desk, found: Foreseen) -> ForeseenShape:
    return {
        "state": found.done.state,
        "events": [entry_json(entry, desk.lang) for entry in found.entries],
        "letters": [
            {"name": each.name, "code": each.code, "title": each.title, "pdf": b64encode(each.pdf).decode()}
            for each in found.letters
        ],
    }
