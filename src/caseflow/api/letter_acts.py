"""What people do with a registered letter, for programs: sign, hand over, try again, void, issue again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from caseflow.access.kept_answers import Answer
from caseflow.api import examples
from caseflow.api.documents import BYTES
from caseflow.api.moving import problem_of_result
from caseflow.api.once import IfMatch, Keep, Key, once, version_of
from caseflow.api.openapi import MOVES, answers
from caseflow.api.requests import GiveReason, HandOver
from caseflow.api.session import At, ExactRoute
from caseflow.app.case_json import result_json
from caseflow.app.case_shapes import DoneShape
from caseflow.cases.letters import find_letter
from caseflow.db import Transaction
from caseflow.moves import Done, Refused, correspondence
from caseflow.moves.apply import retried
from caseflow.moves.correspondence import LetterRefused, LetterStale

router = APIRouter(prefix="/letters/{id}", tags=["letters"], route_class=ExactRoute)
_ANSWERS: Final = answers(examples.VOIDED, *MOVES, 428)


class Hands:
    """One request to do something with a letter: who asks, on which version of its case, under which key."""

    def __init__(
        self, desk: At, request: Request, id: UUID, if_match: IfMatch = None, idempotency_key: Key = None
    ) -> None:
        self._desk, self._request, self._letter, self._key = desk, request, str(id), idempotency_key
        self._version = version_of(if_match)

    def do(self, act: Callable[..., Done]) -> Response:
        """Do it, or answer as it was answered before."""
        return once(self._desk, self._request, self._key, lambda keep: self._work(act, keep))

    def _work(self, act: Callable[..., Done], keep: Keep) -> Answer:
        desk = self._desk
        made: list[Answer] = []

        def also(tx: Transaction, done: Done) -> None:
            made[:] = [desk.answer(result_json(done, desk.lang), 200, {"ETag": f'"{done.version}"'})]
            keep(tx, made[0])

        try:
            retried(
                lambda: act(office=desk.office, letter=self._letter, actor=desk.actor, version=self._version, also=also)
            )
        except (LetterRefused, LetterStale) as error:
            return self._not_done(error, keep)
        return made[0]

    def _not_done(self, error: LetterRefused | LetterStale, keep: Keep) -> Answer:
        """The problem; a refusal is kept under the key as well, so that the same request is never answered twice."""
        desk = self._desk
        with desk.office.database.write() as tx:
            if isinstance(error, LetterStale):
                problem = problem_of_result(desk, tx, error.stale)
            else:
                ref = find_letter(tx, self._letter, desk.viewer()).letter.case
                problem = problem_of_result(desk, tx, Refused(error.trigger, error.reasons, ref))
            answer = problem.answer(desk.lang)
            keep(tx, answer)
        return answer


In = Annotated[Hands, Depends(Hands)]


@router.post("/retry", response_model=DoneShape, responses=_ANSWERS)
def retry(hands: In) -> Response:
    """Try again with a letter that could not be set or sent, or that came back."""
    return hands.do(correspondence.retry)


@router.post("/void", response_model=DoneShape, responses=_ANSWERS)
def void(hands: In, body: GiveReason) -> Response:
    """Void a registered letter that is not out; it stays in the register."""
    return hands.do(partial(correspondence.void, reason=body.reason))


@router.post("/reissue", response_model=DoneShape, responses=_ANSWERS)
def reissue(hands: In) -> Response:
    """Issue the text of a voided letter again, as a new letter with a number of its own: the one in `letters`."""
    return hands.do(correspondence.reissue)


@router.post("/sign-container", response_model=DoneShape, responses=_ANSWERS, openapi_extra=BYTES)
def sign_container(hands: In, request: Request) -> Response:
    """Take the signed file (`.edoc`, `.asice`) of a registered letter: its bytes are what is sent."""
    return hands.do(partial(correspondence.sign_with_container, data=request.state.body))


@router.post("/record-signature", response_model=DoneShape, responses=_ANSWERS)
def record_signature(hands: In) -> Response:
    """Record that a letter was signed outside, where the organisation's profile allows it."""
    return hands.do(correspondence.record_signature)


@router.post("/hand-over", response_model=DoneShape, responses=_ANSWERS)
def hand_over(hands: In, body: HandOver) -> Response:
    """Record that a letter was given to the post, or to the addressee in person."""
    return hands.do(partial(correspondence.hand_over, on=body.on, in_person=body.in_person))


@router.post("/returned", response_model=DoneShape, responses=_ANSWERS)
def returned(hands: In, body: GiveReason) -> Response:
    """Record that a sent letter was not delivered."""
    return hands.do(partial(correspondence.report_return, reason=body.reason))
