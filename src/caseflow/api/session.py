"""What a route works with: the office, who asks, in which language; JSON read exactly, and answered."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field

from caseflow.access.kept_answers import Answer
from caseflow.api.faults import malformed
from caseflow.api.language import language_of
from caseflow.api.problems import respond
from caseflow.app.json_text import json_text
from caseflow.app.rule_json import read_json_exactly
from caseflow.cases.scope import Viewer
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.errors import BadInput
from caseflow.moves import Actor
from caseflow.moves.office import Office
from caseflow.words import Lang

WORD: Final = r"^[^\x00-\x1f\x7f]*$"
"""Text on one line that a database can keep."""
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=WORD)]
Ref = Annotated[str, Path(description="Number of the case, or its id.", max_length=64, pattern=WORD)]
Words = Annotated[str | None, Query(max_length=200, pattern=WORD)]


class Body(BaseModel):
    """A request's body: closed, so that a misspelt name never vanishes."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Desk:
    """One request: its office, its user, its language."""

    office: Office
    user: UUID
    lang: Lang

    @property
    def actor(self) -> Actor:
        """The user as somebody who makes moves."""
        return Actor(self.user)

    @contextmanager
    def looking(self, *, one_snapshot: bool = True) -> Iterator[tuple[Transaction, Viewer]]:
        """One reading transaction as the user sees it; without `one_snapshot` each statement sees the latest."""
        database = self.office.database
        with database.read() if one_snapshot else database.look() as tx:
            self.office.in_force.refresh(tx)
            yield tx, self.viewer()

    def viewer(self) -> Viewer:
        """The user on the office's day."""
        return Viewer(self.user, riga_date(self.office.clock.now()))

    def json(self, data: object, status: int = 200, **headers: str) -> Response:
        """The answer to what was asked."""
        return respond(self.answer(data, status, headers))

    def answer(self, data: object, status: int, headers: dict[str, str]) -> Answer:
        """The same, not yet sent."""
        head = {"Content-Type": "application/json", "Content-Language": self.lang}
        return Answer(status, {**head, **headers}, json_text(data, indent=None))


def _desk(request: Request) -> Desk:
    lang = language_of(request.headers.get("accept-language"))
    return Desk(request.app.state.office, request.state.user, lang)


At = Annotated[Desk, Depends(_desk)]


class _ExactRequest(Request):
    """Reads JSON without losing a digit: decimals stay as written, a name that stands twice is refused."""

    async def json(self) -> Any:
        try:
            text = (await self.body()).decode("utf-8")
            return read_json_exactly(text, "body")
        except UnicodeDecodeError:
            raise malformed("UTF-8") from None
        except BadInput as error:
            raise malformed(str(error)) from None
        except RecursionError:
            raise malformed("nested too deeply") from None


class ExactRoute(APIRoute):
    """A route whose body is read exactly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler, given a request of ours."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(_ExactRequest(request.scope, request.receive))

        return handle
