"""What went wrong, turned into a problem in one place: errors of the house, of a request's shape, and faults."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response

from caseflow.api.language import language_of
from caseflow.api.problems import Problem, invalid, not_found
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.engine.field_types import shown
from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.words import Message, message

log = logging.getLogger(__name__)

_KNOWN: Final = {
    "missing": "missing",
    "extra_forbidden": "extra",
    "string_too_long": "too_long",
    "string_type": "text",
    "int_parsing": "integer",
    "int_type": "integer",
    "bool_parsing": "flag",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "date_parsing": "date",
    "date_type": "date",
    "uuid_parsing": "id",
    "dict_type": "object",
    "model_attributes_type": "object",
}
"""The faults of pydantic that have a sentence of ours; the others are quoted."""


def add_handlers(app: FastAPI) -> None:
    """Let every error of a route be answered as a problem."""

    @app.exception_handler(StarletteHTTPException)
    def _http(request: Request, error: StarletteHTTPException) -> Response:
        return _answered(request, error if isinstance(error, Problem) else _plain(error))

    @app.exception_handler(RequestValidationError)
    def _shape(request: Request, error: RequestValidationError) -> Response:
        return _answered(request, _invalid(error.errors()))

    @app.exception_handler(CaseflowError)
    def _house(request: Request, error: CaseflowError) -> Response:
        return _answered(request, problem_of(error))

    @app.exception_handler(Exception)
    def _fault(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return _answered(request, Problem("fault", 500, message("api.fault")))


def problem_of(error: CaseflowError) -> Problem:
    """An error that the house raised on purpose."""
    if isinstance(error, NotFound):
        return not_found()
    if isinstance(error, BadInput):
        return invalid(message("api.bad_input", why=error.said or str(error)))
    if isinstance(error, Retryable | LostSwap):
        return busy()
    log.error("a request failed", exc_info=error)
    return Problem("fault", 500, message("api.fault"))


def busy() -> Problem:
    """The database had no time for it; nothing has been done."""
    return Problem("busy", 503, message("api.busy"), {"Retry-After": "1"})


def _answered(request: Request, problem: Problem) -> Response:
    return problem.response(language_of(request.headers.get("accept-language")))


def _plain(error: HTTPException | StarletteHTTPException) -> Problem:
    """What the framework answers by itself."""
    if error.status_code == 404:
        return not_found()
    if error.status_code == 405:
        return Problem("method", 405, message("api.method"), error.headers)
    if error.status_code == 400:
        return malformed(str(error.detail))
    return Problem("invalid", error.status_code, message("api.bad_input", why=str(error.detail)))


def malformed(why: str) -> Problem:
    """The body is no JSON that could be read."""
    return Problem("malformed", 400, message("api.malformed", why=why))


def _invalid(errors: Sequence[Mapping[str, Any]]) -> Problem:
    for each in errors:
        if each["type"] == "json_invalid":
            return malformed(f"{each['ctx']['error']}, {each['loc'][-1]}")
    found = [(".".join(shown(part) for part in each["loc"]), _said(each)) for each in errors]
    return invalid(message("api.invalid"), found)


def _said(error: Mapping[str, Any]) -> Message:
    known = _KNOWN.get(error["type"])
    if known is None:
        return message("api.invalid_other", why=error["msg"])
    most = error.get("ctx", {}).get("max_length")
    return message("api.invalid_too_long", most=most) if known == "too_long" else message(f"api.invalid_{known}")
