"""What the API answers instead of what was asked: problem details (RFC 9457), each in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from fastapi import HTTPException
from starlette.responses import Response

from caseflow.access.kept_answers import Answer
from caseflow.app.case_json import reason_json
from caseflow.app.json_text import json_text
from caseflow.app.rule_json import figure_json
from caseflow.engine.outcome import Reason
from caseflow.words import Lang, Message, Text, message, say

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:caseflow:problem:"


class Problem(HTTPException):
    """One problem: `kind` names its type and title, `detail` says what to do; `more` are members of its own.

    `more` may be a function of the language, where it holds sentences.
    """

    def __init__(
        self, kind: str, status: int, said: Message, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(status, headers=dict(headers or {}))
        self.kind, self.said, self.more = kind, said, more

    def answer(self, lang: Lang) -> Answer:
        """The problem as it is sent, or kept."""
        body = {
            "type": TYPE + self.kind,
            "title": say(message(f"api.title_{self.kind.replace('-', '_')}"), lang),
            "status": self.status_code,
            "detail": say(self.said, lang),
            **{name: _in_lang(value, lang) for name, value in self.more.items()},
        }
        headers = {**(self.headers or {}), "Content-Type": MEDIA_TYPE, "Content-Language": lang}
        return Answer(self.status_code, headers, json_text(body, indent=None))

    def response(self, lang: Lang) -> Response:
        """The problem as a response."""
        return respond(self.answer(lang))


def respond(answer: Answer) -> Response:
    """An answer as a response; nobody on the way may keep it."""
    headers = {**answer.headers, "Cache-Control": "no-store", "Vary": "Accept-Language, Authorization"}
    return Response(answer.body, answer.status, headers)


def refused(trigger: str, ref: str | None, reasons: Sequence[Reason]) -> Problem:
    """A move that was not made: 404 for a case that is not there, 422 for values, 403 for a role, else 409."""
    codes = {reason.code for reason in reasons}
    if codes == {"no-such-case"}:
        return not_found()
    status = 422 if codes == {"bad-value"} else 403 if codes == {"role"} else 409
    said = message("api.refused", trigger=trigger)
    return Problem("refused", status, said, trigger=trigger, ref=ref, reasons=list(reasons))


def not_found() -> Problem:
    """Nothing of that name is there, or the user may not know that it is."""
    return Problem("not-found", 404, message("api.not_found"))


def invalid(said: Message, errors: Sequence[tuple[str, Message]] = ()) -> Problem:
    """The request cannot be taken as it is; each error says where and how to mend it."""
    return Problem("invalid", 422, said, errors=[{"where": where, "message": what} for where, what in errors])


def _in_lang(value: Any, lang: Lang) -> Any:
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, Reason):
        figures = [figure_json(use) for use in value.figures]
        return {**reason_json(value, lang), "values": _values(value.message, lang), "figures": figures}
    if isinstance(value, Mapping):
        return {name: _in_lang(part, lang) for name, part in value.items()}
    return [_in_lang(part, lang) for part in value] if isinstance(value, list) else value


def _values(said: Message, lang: Lang) -> dict[str, Any]:
    """What stands in a reason's sentence, for programs: amounts as text, days in ISO form."""
    return {name: _value(value, lang) for name, value in said.args.items()}


def _value(value: object, lang: Lang) -> Any:
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, Text):
        return value.in_lang(lang)
    if isinstance(value, list | tuple):
        return [_value(part, lang) for part in value]
    return value if isinstance(value, bool | int | str | Decimal | date | datetime | None) else str(value)
