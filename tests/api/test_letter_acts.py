"""What programs do with letters, tasks and notes: the verbs of the command line, once, on the version that was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from caseflow.api import create_api
from caseflow.app.case_shapes import DoneShape
from caseflow.db import Database
from caseflow.moves.registration import register
from caseflow.moves.sweep import sweep
from tests.api.conftest import Api
from tests.letters_out.house import informed, later, letter_of, make_house, signed
from tests.letters_out.test_people import container, pdf_of
from tests.world import World

Ready = Callable[..., tuple[Api, str, str]]


@pytest.fixture
def ready(database: Database) -> Ready:
    """Makes the house with a registered letter; answers its API, the case's number and the letter's id."""

    def make(write: Callable[[World], str] = signed, **profile: Any) -> tuple[Api, str, str]:
        house = make_house(database, **profile)
        ref = write(house)
        later(house)
        register(house.office)
        mounted = Starlette(routes=[Mount("/api", create_api(house.office))])
        api = Api(house, TestClient(mounted, raise_server_exceptions=False))
        return api, ref, str(letter_of(house, ref)["id"])

    return make


def do(api: Api, letter: str, act: str, who: str = "head", **parts: Any) -> Any:
    """One act on the version of the case that stands now, unless the headers name another."""
    version = api.ask("GET", f"/letters/{letter}", who).headers.get("ETag", '"1"')
    headers = {"If-Match": version, **parts.pop("headers", {})}
    return api.ask("POST", f"/letters/{letter}/{act}", who, headers=headers, **parts)


def test_a_letter_is_signed_by_its_container_voided_and_issued_again(ready: Ready) -> None:
    api, ref, letter = ready()
    wrong = do(api, letter, "sign-container", content=b"no container")
    assert wrong.status_code == 422, wrong.text
    done = do(api, letter, "sign-container", content=container(pdf_of(api.world, ref)))
    assert done.status_code == 200, done.text
    assert TypeAdapter(DoneShape).validate_json(done.content)["trigger"] == "letter_signed"
    assert letter_of(api.world, ref)["container"]
    again = do(api, letter, "sign-container", content=container(pdf_of(api.world, ref)))
    assert (again.status_code, again.json()["reasons"][0]["code"]) == (409, "not-awaited")
    assert do(api, letter, "void", json={"reason": "Nepareizs adresāts."}).status_code == 200
    (fresh,) = do(api, letter, "reissue").json()["letters"]
    assert api.get(f"/letters/{fresh}")["status"] == "signed"


def test_a_letter_is_handed_over_comes_back_and_is_tried_again(ready: Ready) -> None:
    api, ref, letter = ready(channel="post", channels=["post"])
    assert do(api, letter, "hand-over", json={"on": "2024-03-05"}).status_code == 409
    assert do(api, letter, "hand-over", json={"on": "2024-03-04", "in_person": False}).status_code == 200
    assert do(api, letter, "returned", json={"reason": ""}).status_code == 422
    assert do(api, letter, "returned", json={"reason": "a\x00b"}).status_code == 422
    assert do(api, letter, "returned", json={"reason": "Adresāts nav sasniedzams."}).status_code == 200
    assert do(api, letter, "retry").json()["trigger"] == "letter_retried"
    assert letter_of(api.world, ref)["status"] == "registered"


def test_a_signature_outside_is_recorded_only_where_the_profile_says_so(ready: Ready) -> None:
    api, _, letter = ready()
    answer = do(api, letter, "record-signature", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (409, "not-recorded")
    assert answer.json()["title"] == "The move was refused"


def test_who_may_not_and_what_is_not_there(ready: Ready) -> None:
    api, _, letter = ready(informed)
    assert do(api, letter, "void", "auditor", json={"reason": "Kļūda"}).status_code == 403
    nothing = "00000000-0000-4000-8000-000000000000"
    assert do(api, nothing, "retry").status_code == 404
    assert do(api, "no-id", "retry").status_code == 422
    assert api.ask("POST", f"/letters/{letter}/retry", "head").status_code == 428
    stale = do(api, letter, "void", json={"reason": "Kļūda"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["seen"], stale.json()["version"]) == (412, 1, 2)
    assert next(entry["trigger"] for entry in stale.json()["since"]) == "inform"


def test_the_same_key_does_it_once_and_a_refusal_stays_a_refusal(ready: Ready) -> None:
    api, ref, letter = ready(informed)
    voiding: Any = {"json": {"reason": "Kļūda"}, "headers": {"Idempotency-Key": "k-1"}}
    refused = do(api, letter, "retry", headers={"Idempotency-Key": "k-0"})
    first, second = do(api, letter, "void", **voiding), do(api, letter, "void", **voiding)
    assert (first.status_code, second.status_code, second.content) == (200, 200, first.content)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert do(api, letter, "reissue", headers={"Idempotency-Key": "k-1"}).status_code == 422
    again = do(api, letter, "retry", headers={"Idempotency-Key": "k-0"})
    assert (again.status_code, again.content) == (409, refused.content)
    triggers = [entry["trigger"] for entry in api.get(f"/cases/{ref}/history")]
    assert triggers.count("letter_voided") == 1


def test_a_note_is_added_and_a_task_is_closed(api: Api) -> None:
    ref = api.world.submitted()
    note = {"text": "Komersants zvanīja.", "document": api.world.printout}
    assert api.ask("POST", f"/cases/{ref}/notes", json=note).status_code == 200
    assert api.ask("POST", f"/cases/{ref}/notes", json={"text": " "}).status_code == 409
    stale = api.ask("POST", f"/cases/{ref}/notes", json=note, headers={"If-Match": '"1"'})
    assert stale.status_code == 412  # a note needs no version, but one that is named must be the case's
    assert api.ask("POST", f"/cases/{ref}/notes", "neighbour", json=note).status_code == 404
    assert api.ask("GET", f"/cases/{ref}/documents/{api.world.printout}").status_code == 200
    api.world.clock.advance(timedelta(days=2))
    sweep(api.world.office)
    (task,) = api.get("/tasks")
    closing: Any = {"json": {"reason": "Pārbaude atlikta."}, "headers": {"Idempotency-Key": "t-1"}}
    assert api.ask("POST", f"/tasks/{task['id']}/close", "neighbour", **closing).status_code == 404
    assert api.ask("POST", f"/tasks/{task['id']}/close", "auditor", **closing).status_code == 403
    first, second = (api.ask("POST", f"/tasks/{task['id']}/close", **closing) for _ in range(2))
    assert (first.status_code, first.content) == (200, second.content)
    assert api.ask("POST", f"/tasks/{task['id']}/close", json=closing["json"]).status_code == 409
    assert api.get("/tasks") == []
    assert api.get(f"/cases/{ref}/replay")["differences"] == []
