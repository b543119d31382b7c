"""The desk of the invented world, on both kinds of database, and people who sit at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from caseflow.access.passwords import Passwords, set_password
from caseflow.clock import MachineClock
from caseflow.db import Database
from tests.web.seat import PASSWORD, Seat, seat_at
from tests.world import World, make_world

PASSWORDS = Passwords(Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def world(database: Database) -> World:
    """The invented world; everybody in it has the same password."""
    world, hashed = make_world(database), PASSWORDS.hash(PASSWORD)
    with database.write() as tx:
        for actor in world.users.values():
            if actor.user is not None:
                set_password(tx, actor.user, hashed, MachineClock().now())
    return world


@pytest.fixture
def sit(world: World) -> Iterator[Callable[[str], Seat]]:
    """Seats at one desk; `sit("officer")` signs in, `sit("")` does not."""
    with seat_at(world, PASSWORDS) as sit_down:
        yield sit_down


@pytest.fixture
def officer(sit: Callable[[str], Seat]) -> Seat:
    """An officer of the association, signed in."""
    return sit("officer")


@pytest.fixture
def head(sit: Callable[[str], Seat]) -> Seat:
    """The head of the unit, signed in."""
    return sit("head")
