"""The API of the invented world, asked by its people through their tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from caseflow.access.people import enter_user, find_organisation, grant
from caseflow.access.tokens import create_token
from caseflow.api import create_api
from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.moves import Actor
from tests.world import START, World, make_world


@dataclass
class Api:
    """Asks as one of the world's people; `of(None)` has no token."""

    world: World
    client: TestClient
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, who: str) -> str:
        """A token of that person."""
        if who not in self.tokens:
            now, user = MachineClock().now(), self.world.users[who].user
            assert user is not None
            with self.world.office.database.write() as tx:
                _, self.tokens[who] = create_token(tx, user, "tests", now + timedelta(days=1), now)
        return self.tokens[who]

    def ask(self, method: str, path: str, who: str | None = "officer", **parts: Any) -> Any:
        """One request under `/api/v1`; headers may be given beside the token's."""
        headers = dict(parts.pop("headers", {}))
        if who is not None:
            headers["Authorization"] = f"Bearer {self.token(who)}"
        return self.client.request(method, f"/api/v1{path}", headers=headers, **parts)

    def get(self, path: str, who: str | None = "officer", **parts: Any) -> Any:
        """The JSON of something that is there."""
        answer = self.ask("GET", path, who, **parts)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def move(self, ref: str, trigger: str, version: int | None, who: str = "officer", **parts: Any) -> Any:
        """A move on a version of the case."""
        headers = dict(parts.pop("headers", {}))
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.ask("POST", f"/cases/{ref}/moves", who, json={"trigger": trigger, **parts}, headers=headers)


@pytest.fixture
def api(database: Database) -> Api:
    """The API on a fresh database of either kind; `neighbour` is an officer of the other organisation."""
    world = make_world(database)
    with database.write() as tx:
        neighbour = enter_user(tx, "neighbour", "Neighbour", {})
        hub = find_organisation(tx, "hub")
        grant(tx, neighbour, "officer", hub, valid_from=date(2024, 1, 1), by="tests", reason="test", now=START)
    world.users = {**world.users, "neighbour": Actor(neighbour)}
    mounted = Starlette(routes=[Mount("/api", create_api(world.office))])
    return Api(world, TestClient(mounted, raise_server_exceptions=False))
