"""Documents: what may be uploaded, judged by its content; how a form remembers one; how a case shows one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from itsdangerous import BadSignature, URLSafeSerializer

from caseflow.cases.values import Value
from caseflow.cases.view import CaseView, find_case
from caseflow.db import Transaction, blobs
from caseflow.engine.fields import Field
from caseflow.errors import NotFound
from caseflow.web.posted import File
from caseflow.web.visits import Here
from caseflow.words import Message, message

router = APIRouter()
LARGEST: Final = 20 * 1024 * 1024
"""Bytes of one document."""
_SHOWN: Final = ("application/pdf", "image/png", "image/jpeg")
"""What a browser may show; everything else is only saved."""
_BEGINNINGS: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_ARCHIVES: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".edoc": "application/vnd.etsi.asic-e+zip",
    ".asice": "application/vnd.etsi.asic-e+zip",
}


class DocumentRefused(Exception):
    """The file is not kept, and why."""

    def __init__(self, why: Message) -> None:
        self.why = why


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that a form has stored already: its SHA-256 and the name that it came with."""

    sha256: str
    name: str


class DocumentTokens:
    """What a form carries of a stored document: signed for one session, so that nobody names a document by guess."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="document")

    def write(self, kept: Kept) -> str:
        """The text for a hidden input."""
        text = self._serializer.dumps([kept.sha256, kept.name])
        return text if isinstance(text, str) else text.decode()

    def read(self, text: str) -> Kept | None:
        """The document behind the text; None for anything that this session has not been given."""
        try:
            sha256, name = self._serializer.loads(text)
        except (BadSignature, ValueError, TypeError):
            return None
        return Kept(str(sha256), str(name))


def store(tx: Transaction, file: File, now: datetime) -> Kept:
    """Keep an uploaded file. Raises DocumentRefused for one that is empty, too large or of no known kind."""
    name = PurePath(file.name.replace("\\", "/")).name[:200] or "–"
    if not file.data:
        raise DocumentRefused(message("web.document.empty", name=name))
    if len(file.data) > LARGEST:
        most = LARGEST // (1024 * 1024)
        raise DocumentRefused(message("web.document.too_large", name=name, most=most))
    return Kept(blobs.hand_in(tx, file.data, media_type(name, file.data), now), name)


def media_type(name: str, data: bytes) -> str:
    """What the bytes are, whatever the file is called. Raises DocumentRefused."""
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    kind = _ARCHIVES.get(PurePath(name).suffix.lower(), "")
    if kind and data.startswith(b"PK\x03\x04"):
        return kind
    if PurePath(name).suffix.lower() in (".txt", ".csv") and b"\x00" not in data[:4096]:
        return "text/plain; charset=utf-8"
    raise DocumentRefused(message("web.document.unknown_kind", name=name))


@router.get("/cases/{ref}/documents/{sha256}")
def show(ref: str, sha256: str, visit: Here) -> Response:
    """A document that the case holds now or has held; 404 for any other."""
    with visit.office.database.read() as tx:
        visit.office.in_force.refresh(tx)
        view = find_case(tx, visit.office.in_force, ref, visit.viewer)
        if sha256 not in documents_of(view) and not _was_there(tx, view, sha256):
            raise NotFound(f"{ref} has no document {sha256}")
        blob = blobs.get(tx, sha256)
    return attachment(blob.data, blob.media_type, f"{view.ref}-{sha256[:12]}")


def attachment(data: bytes, kind: str, name: str) -> Response:
    """Bytes for a browser: shown where that is safe, else saved; never run."""
    how = "inline" if kind in _SHOWN else "attachment"
    ending = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}.get(kind, "")
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name + ending)}",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type=kind, headers=headers)


def documents_of(view: CaseView) -> set[str]:
    """The SHA-256 of every document in the case's fields, in rows too."""
    return {sha for each in view.fields for sha in _in(each.field, each.value)}


def _in(field: Field, value: Value) -> list[str]:
    if field.type == "document" and isinstance(value, str):
        return [value]
    if field.item is not None:
        return [sha for item in value or () for sha in _in(field.item, item)] if isinstance(value, tuple) else []
    if field.type == "list" and isinstance(value, tuple):
        return [sha for row in value for name, item in row.items() for sha in _in(field.fields[name], item)]
    return []


def _was_there(tx: Transaction, view: CaseView, sha256: str) -> bool:
    """Whether a form of one of the case's events named the document."""
    if len(sha256) != 64 or not sha256.isalnum():
        return False
    row = tx.fetchone("SELECT 1 FROM event WHERE case_id = ? AND body LIKE ? LIMIT 1", (view.id, f'%"{sha256}"%'))
    return row is not None
