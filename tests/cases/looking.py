"""Looks at the invented world as one of its people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from caseflow.access.people import end_grant, enter_user, grant
from caseflow.cases.history import HistoryEntry, history
from caseflow.cases.scope import Viewer
from caseflow.cases.view import CaseView, find_case
from caseflow.cases.worklist import After, Filters, Page, worklist
from caseflow.clock import riga_date
from caseflow.db import Transaction
from caseflow.moves import Actor
from tests.world import World


def today(world: World) -> date:
    """The day in Riga by the world's clock."""
    return riga_date(world.clock.now())


@contextmanager
def reading(world: World) -> Iterator[Transaction]:
    """A reading transaction that knows what is in force."""
    with world.office.database.read() as tx:
        world.office.in_force.refresh(tx)
        yield tx


def viewer(world: World, who: str) -> Viewer:
    """That person today; `clock` is the system."""
    return Viewer(world.users[who].user, today(world))


def seen(world: World, case: str, who: str = "officer") -> CaseView:
    """The case as that person sees it."""
    with reading(world) as tx:
        return find_case(tx, world.office.in_force, case, viewer(world, who))


def told(world: World, case: str, who: str = "officer") -> list[HistoryEntry]:
    """The case's history as that person sees it."""
    with reading(world) as tx:
        return history(tx, world.office.in_force, case, viewer(world, who))


def listed(
    world: World, who: str = "officer", filters: Filters | None = None, after: After | None = None, size: int = 50
) -> Page:
    """A page of that person's worklist."""
    with reading(world) as tx:
        return worklist(tx, world.office.in_force, viewer(world, who), filters, after, size)


def give(
    world: World,
    name: str,
    role: str = "officer",
    *,
    organisation: UUID | None = None,
    programme: str | None = None,
    first: int = 0,
    last: int | None = None,
) -> None:
    """Enter `name` with a role from `first` to `last`, in days from today."""
    day, now = today(world), world.clock.now()
    with world.office.database.write() as tx:
        user = enter_user(tx, name, name.title(), {})
        id = grant(
            tx,
            user,
            role,
            organisation,
            valid_from=day + timedelta(days=first),
            programme=programme,
            by="tests",
            reason="test",
            now=now,
        )
        if last is not None:
            end_grant(tx, id, day + timedelta(days=last))
    world.users = {**world.users, name: Actor(user)}
