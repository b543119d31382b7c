"""The description of the API: every answer with its shape, problems as problem details, the token as its key."""

from __future__ import annotations

from typing import Any, Final, NotRequired

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from caseflow.api.examples import PROBLEM
from caseflow.api.problems import MEDIA_TYPE
from caseflow.app.case_shapes import EntryShape, ReasonShape
from caseflow.app.work_shapes import FigureShape

DESCRIPTION: Final = """The same verbs as the command line. A bearer token (`caseflow token create`) speaks for
its user, with that user's roles today; what the user may not see is not there (404).

Amounts are text (`"1234.50"`; `"1 234,50"` is understood), days are `YYYY-MM-DD`, instants are UTC. Names that are not
known are refused. Sentences come in Latvian or English, by `Accept-Language`.

A move names the version of the case that was looked at (`If-Match: "7"`, the `ETag` of the case). With an
`Idempotency-Key` a request that is sent again within 24 hours is answered as the first time, and its work is done once.
"""


class ApiReasonShape(ReasonShape):
    """A reason with the values in its sentence, and the figures of the law that it rests on, with their sources."""

    values: dict[str, Any]
    figures: list[FigureShape]


class ErrorShape(TypedDict):
    """What is wrong, where, and how to mend it."""

    where: str
    message: str


class ProblemShape(TypedDict):
    """Problem details (RFC 9457). `type` says what kind it is; the members after `detail` depend on the kind."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[ErrorShape]]
    trigger: NotRequired[str]
    ref: NotRequired[str | None]
    reasons: NotRequired[list[ApiReasonShape]]
    seen: NotRequired[int]
    version: NotRequired[int]
    since: NotRequired[list[EntryShape]]


_SAID: Final = {
    400: "The body is no JSON that could be read.",
    401: "No token, or one that does not count (any more).",
    403: "The user has no role that may do this.",
    404: "There is no such thing, or the user may not know of it.",
    405: "This address does not take that method.",
    409: "The move is refused; the reasons say why.",
    412: "The case has moved on since that version; `since` says what happened.",
    413: "The body is larger than may be sent.",
    415: "The body has the wrong media type.",
    422: "The request cannot be taken as it is: values, names, or an idempotency key of another request.",
    428: "The move does not name the version of the case.",
    500: "A fault; it has been logged.",
    503: "The database was too busy. Nothing has been done: try again.",
}
ALWAYS: Final = (401, 404, 405, 413, 422, 500, 503)
MOVES: Final = (400, 403, 409, 412)


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer, beside those that every route may."""
    return {code: _problem(code) for code in sorted({*ALWAYS, *codes})}


def bytes_of(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """The answer of a route that gives a file."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"description": "The file.", "content": {kind: binary for kind in media_types}}}


def answers(example: object, *codes: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """What a route answers: an example where all goes well, and the problems that it may answer."""
    return {status: {"content": {"application/json": {"example": example}}}, **problems(*codes)}


def _problem(code: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemShape"}
    content = {"schema": schema, "example": PROBLEM} if code == PROBLEM["status"] else {"schema": schema}
    return {"description": _SAID[code], "content": {MEDIA_TYPE: content}}


def describe(app: FastAPI) -> None:
    """Let the app describe itself with problem details and the token."""

    def described() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    parts = found.setdefault("components", {})
    problem = TypeAdapter(ProblemShape).json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas = parts.setdefault("schemas", {})
    for name, schema in {**problem.pop("$defs", {}), "ProblemShape": problem}.items():
        schemas.setdefault(name, schema)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    found["security"] = [{"token": []}]
    found["servers"] = [{"url": "/api"}]
    return found
