"""What a form sent: its fields and files, read once, and refused unless it carries the session's token."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

MOST_FIELDS: Final = 20_000
MOST_FILES: Final = 20
LARGEST_FIELD: Final = 1024 * 1024
TOKEN: Final = "_token"


class ForeignForm(Exception):
    """The form does not carry this session's token: it is old, or not ours. `form` is what it brought."""

    def __init__(self, form: Posted) -> None:
        self.form = form


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file as the browser named it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields in the order of the page, the last of each name, and the files that were chosen."""

    fields: Mapping[str, str]
    files: Mapping[str, File] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field without the blanks around it; empty when it is not there."""
        return self.fields.get(name, "").strip()


async def read_form(request: Request) -> Posted:
    """The form of a request, without its token being asked for."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD) as form:
        fields: dict[str, str] = {}
        files: dict[str, File] = {}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[name] = File(value.filename, await value.read())
            else:
                fields[name] = value.replace("\r\n", "\n")
        return Posted(fields, files)


async def own_form(request: Request) -> Posted:
    posted, visit = await read_form(request), request.state.visit
    if visit is None or not hmac.compare_digest(posted.get(TOKEN).encode(), visit.token.encode()):
        raise ForeignForm(posted)
    return posted


Sent = Annotated[Posted, Depends(own_form)]
"""The form of a signed-in person, as a parameter of a page."""
Anonymous = Annotated[Posted, Depends(read_form)]
"""A form that needs no session."""
