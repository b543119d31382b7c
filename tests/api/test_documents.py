"""Documents: handed in, named by a form, and read again by whoever may see the case."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from caseflow.moves.registration import register
from tests.api.conftest import Api

PRINTOUT = b"%PDF-1.7 a printout of our own"


def test_a_document_is_handed_in_used_and_read_again(api: Api) -> None:
    answer = api.ask("POST", "/documents", content=PRINTOUT, headers={"Content-Type": "application/pdf; x=1"})
    digest = sha256(PRINTOUT).hexdigest()
    assert answer.status_code == 201
    assert answer.json() == {"sha256": digest, "media_type": "application/pdf", "size": len(PRINTOUT)}
    ref = api.world.submitted()
    assert api.ask("GET", f"/cases/{ref}/documents/{digest}").status_code == 404
    form = {**api.world.tax_form("0"), "printout": digest}
    assert api.move(ref, "record_tax_check", 2, form=form).status_code == 200
    read = api.ask("GET", f"/cases/{ref}/documents/{digest}")
    assert (read.content, read.headers["Content-Type"]) == (PRINTOUT, "application/pdf")
    assert read.headers["Content-Disposition"].startswith("attachment")
    assert read.headers["X-Content-Type-Options"] == "nosniff"
    other = api.world.submitted(description="Cits")
    assert api.ask("GET", f"/cases/{other}/documents/{digest}").status_code == 404


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [(b"", "application/pdf", 422), (b"a", "multipart/form-data; boundary=x", 415), (b"a", "no type", 415)],
)
def test_what_is_no_document_is_refused(api: Api, content: bytes, media_type: str, status: int) -> None:
    answer = api.ask("POST", "/documents", content=content, headers={"Content-Type": media_type})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_whoever_holds_no_role_hands_in_nothing(api: Api) -> None:
    assert api.ask("POST", "/documents", "stranger", content=PRINTOUT).status_code == 403


@pytest.mark.parametrize("digest", ["ab" * 32, "%" * 64, "x", "AB" * 32])
def test_a_document_that_is_not_there(api: Api, digest: str) -> None:
    ref = api.world.submitted()
    assert api.ask("GET", f"/cases/{ref}/documents/{digest}").status_code in (404, 422)


def test_a_registered_letter_is_given_as_its_bytes_and_one_without_a_number_as_a_preview(api: Api) -> None:
    ref = api.world.submitted()
    (letter,) = api.get(f"/letters?case={ref}")
    preview = api.ask("GET", f"/letters/{letter['id']}/pdf")
    assert preview.headers["Letter-Preview"] == "true"
    assert preview.content.startswith(b"%PDF")
    api.world.clock.advance(timedelta(minutes=11))
    assert register(api.world.office).registered == 1
    registered = api.ask("GET", f"/letters/{letter['id']}/pdf")
    assert "Letter-Preview" not in registered.headers
    assert registered.content.startswith(b"%PDF")
    assert registered.content != preview.content
