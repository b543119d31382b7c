"""Documents: bytes handed in before a form names them by their SHA-256, and those that a case's events name."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response
from typing_extensions import TypedDict

from caseflow.api.examples import DOCUMENT
from caseflow.api.openapi import answers, bytes_of, problems
from caseflow.api.problems import Problem, invalid, not_found
from caseflow.api.session import At, Ref
from caseflow.cases.scope import organisations_seen
from caseflow.cases.view import locate
from caseflow.db import blobs
from caseflow.words import message

router = APIRouter(tags=["documents"])
SHA256: Final = "^[0-9a-f]{64}$"
Sha256 = Annotated[str, Path(pattern=SHA256, description="SHA-256 in hex.")]
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}")
_ANY: Final = "application/octet-stream"
BYTES: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The document itself, under its own media type; at most 20 MB.",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class DocumentShape(TypedDict):
    """A stored document; forms name it by `sha256`."""

    sha256: str
    media_type: str
    size: int


@router.post(
    "/documents",
    response_model=DocumentShape,
    status_code=201,
    responses=answers(DOCUMENT, 403, 415, status=201),
    openapi_extra=BYTES,
)
def put_document(desk: At, request: Request) -> Response:
    """Hand in a document; the same bytes again are the same document. One that no move names is gone after a week."""
    data, media_type = request.state.body, _media_type(request.headers.get("content-type"))
    if not data:
        raise invalid(message("api.empty_document"))
    with desk.looking() as (tx, viewer):
        if not organisations_seen(tx, viewer):
            raise Problem("forbidden", 403, message("api.no_role"))
    with desk.office.database.write() as tx:
        digest = blobs.hand_in(tx, data, media_type, desk.office.clock.now())
    return desk.json({"sha256": digest, "media_type": media_type, "size": len(data)}, 201)


@router.get(
    "/cases/{ref}/documents/{sha256}",
    response_class=Response,
    responses={**problems(), **bytes_of("application/pdf", _ANY)},
)
def get_document(desk: At, ref: Ref, sha256: Sha256) -> Response:
    """A document that an event of the case names."""
    with desk.looking() as (tx, viewer):
        case = locate(tx, desk.office.in_force, ref, viewer).id
        # Sixty-four hex digits between quotes: no other value of an event's text can look like that by chance.
        named = tx.fetchone("SELECT 1 FROM event WHERE case_id = ? AND body LIKE ? LIMIT 1", (case, f'%"{sha256}"%'))
        if named is None:
            raise not_found()
        blob = blobs.get(tx, sha256)
    return file(blob.data, blob.media_type, f"{sha256[:12]}")


def file(data: bytes, media_type: str, name: str) -> Response:
    """Bytes to keep, never to show: what somebody handed in must not run in the reader's browser."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(data, 200, headers, media_type)


def _media_type(given: str | None) -> str:
    found = (given or _ANY).partition(";")[0].strip().lower()
    if not _MEDIA_TYPE.fullmatch(found) or found.startswith("multipart/"):
        raise Problem("media-type", 415, message("api.media_type"))
    return found
