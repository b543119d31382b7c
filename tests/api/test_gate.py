"""The gate: nothing without a token that counts, no more than may be sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from caseflow.access.tokens import create_token, list_tokens, revoke_token
from caseflow.clock import MachineClock
from tests.api.conftest import Api

WORDS = {"ref": "PUA-2024-001", "id": str(uuid4()), "sha256": "ab" * 32}


def every_route(api: Api) -> Iterator[tuple[str, str]]:
    """Method and address of every route that the API describes."""
    for path, methods in api.client.get("/api/openapi.json").json()["paths"].items():
        for word, value in WORDS.items():
            path = path.replace(f"{{{word}}}", value)
        for method in methods:
            yield method.upper(), path.replace("{", "").replace("}", "")


def test_no_route_answers_without_a_token(api: Api) -> None:
    routes = [*every_route(api), ("GET", "/v1/no/such/address"), ("DELETE", "/v1/cases"), ("GET", "/")]
    assert len(routes) > 20
    for method, path in routes:
        answer = api.client.request(method, f"/api{path}")
        assert answer.status_code == 401, (method, path)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("given", ["Bearer", "Bearer nonsense", "Basic b2ZmaWNlcjo=", "Bearer ā", "bearer  ", ""])
def test_nothing_but_a_token_opens_the_gate(api: Api, given: str) -> None:
    answer = api.client.get("/api/v1/cases", headers={b"Authorization": given.encode()})
    assert answer.status_code == 401


def test_a_token_counts_until_it_is_over_or_revoked_or_its_user_has_gone(api: Api) -> None:
    database, now = api.world.office.database, MachineClock().now()
    user = api.world.users["officer"].user
    assert user is not None

    def answered(secret: str) -> int:
        return int(api.client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {secret}"}).status_code)

    with database.write() as tx:
        _, over = create_token(tx, user, "over", now, now)
        id, good = create_token(tx, user, "good", now + timedelta(minutes=5), now)
    assert [answered(over), answered(good)] == [401, 200]
    with database.read() as tx:
        found = {token.name: token for token in list_tokens(tx, now, user)}
        (stored,) = tx.fetchall("SELECT hash FROM api_token WHERE name = 'good'")
    assert (found["good"].live, found["over"].live) == (True, False)
    assert found["good"].used_at is not None
    assert good not in str(stored)
    with database.write() as tx:
        tx.execute("UPDATE app_user SET active = ? WHERE id = ?", (False, user))
    assert answered(good) == 401
    with database.write() as tx:
        tx.execute("UPDATE app_user SET active = ? WHERE id = ?", (True, user))
        revoke_token(tx, id, now)
    assert answered(good) == 401


def test_a_body_of_three_megabytes_is_refused_with_a_message(api: Api) -> None:
    form = {"workflow": "w", "organisation": "o", "form": {"description": "a" * 3_000_000}}
    answer = api.ask("POST", "/cases", json=form, headers={"Accept-Language": "en"})
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("At most 1 MB")


def test_a_body_that_does_not_say_its_length_is_measured_too(api: Api) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(30):
            yield b"a" * 100_000

    assert api.ask("POST", "/cases", content=parts()).status_code == 413
    assert api.ask("POST", "/documents", content=parts()).status_code == 201


def test_a_document_of_more_than_twenty_megabytes_is_refused(api: Api) -> None:
    answer = api.ask("POST", "/documents", content=b"a" * 20_000_001, headers={"Accept-Language": "en"})
    assert answer.status_code == 413
    assert "20 MB" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [(None, "lv"), ("en", "en"), ("en-GB,lv;q=0.5", "en"), ("de, lv;q=0.9, en;q=0.8", "lv"), ("en;q=x", "lv")],
)
def test_problems_are_told_in_the_language_that_is_asked_for(api: Api, accepted: str | None, lang: str) -> None:
    headers: dict[str, Any] = {"Accept-Language": accepted} if accepted else {"Accept-Language": ""}
    answer = api.ask("GET", "/cases/PUA-2024-999", headers=headers)
    assert answer.headers["Content-Language"] == lang
    assert answer.json()["title"] == {"lv": "Nav tāda ieraksta", "en": "Not found"}[lang]
