"""The same request again is answered again, and its work is done once; also when both come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from caseflow.access.kept_answers import KEPT_FOR
from caseflow.clock import MachineClock
from tests.api.conftest import Api
from tests.api.test_cases import OPENING


def opened(api: Api, key: str, **changes: Any) -> Any:
    return api.ask("POST", "/cases", json={**OPENING, **changes}, headers={"Idempotency-Key": key})


def test_a_request_that_is_sent_again_is_answered_as_the_first_time(api: Api) -> None:
    first, again = opened(api, "k1"), opened(api, "k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.headers["Location"] == again.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert opened(api, "k2").json()["ref"] != first.json()["ref"]


def test_a_key_belongs_to_one_request_of_one_user(api: Api) -> None:
    ref = opened(api, "k").json()["ref"]
    other = opened(api, "k", organisation="hub")
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]
    colleague = api.ask("POST", "/cases", "colleague", json=OPENING, headers={"Idempotency-Key": "k"})
    assert colleague.status_code == 201
    assert colleague.json()["ref"] != ref
    assert len(api.get("/cases")["cases"]) == 2


def test_a_move_is_answered_again_although_the_case_has_moved_on(api: Api) -> None:
    ref = api.world.opened()
    first = api.move(ref, "submit", 1, headers={"Idempotency-Key": "m"})
    again = api.move(ref, "submit", 1, headers={"Idempotency-Key": "m"})
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert api.move(ref, "submit", 2, headers={"Idempotency-Key": "m"}).status_code == 422
    assert api.get(f"/cases/{ref}")["version"] == 2


def test_a_refusal_is_answered_again_too(api: Api) -> None:
    ref = api.world.submitted()
    first = api.move(ref, "sign_refusal", 2, headers={"Idempotency-Key": "r"})
    again = api.move(ref, "sign_refusal", 2, headers={"Idempotency-Key": "r"})
    assert first.status_code == again.status_code
    assert first.content == again.content
    assert again.headers["Content-Type"] == "application/problem+json"


def test_requests_that_come_at_once_open_one_case(api: Api) -> None:
    api.token("officer")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: opened(api, "at-once"), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["ref"] for answer in answers}) == 1
    assert len(api.get("/cases")["cases"]) == 1


def test_after_a_day_the_key_is_free_again(api: Api) -> None:
    first = opened(api, "k")
    with api.world.office.database.write() as tx:
        tx.execute("UPDATE kept_answer SET kept_at = ?", (MachineClock().now() - KEPT_FOR - timedelta(seconds=1),))
    assert opened(api, "k").json()["ref"] != first.json()["ref"]
    with api.world.office.database.read() as tx:
        assert tx.fetchall("SELECT count(*) FROM kept_answer") == [(1,)]


def test_what_is_kept_does_not_tell_what_was_sent(api: Api) -> None:
    opened(api, "k")
    with api.world.office.database.read() as tx:
        rows = str(tx.fetchall("SELECT request, headers, body FROM kept_answer"))
    assert "320000" not in rows
    assert "Kalniņa" not in rows


@pytest.mark.parametrize("key", ["", "a b", "ā", "x" * 256])
def test_a_key_that_cannot_be_one_is_refused(api: Api, key: str) -> None:
    answer = api.ask("POST", "/cases", json=OPENING, headers={"Idempotency-Key": key.encode()})
    assert answer.status_code == 422
    assert api.get("/cases")["cases"] == []
