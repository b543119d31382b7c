"""Organisations, users and dated grants, entered and brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from caseflow.access.people import end_grant, enter_organisation, enter_user, find_organisation, find_user, grant
from caseflow.db import Database, Transaction
from caseflow.db.errors import CheckViolation, UniqueViolation
from caseflow.errors import NotFound
from tests.world import START

FIRST_DAY = date(2024, 3, 4)


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    """A transaction in which the test writes and reads."""
    with database.write() as opened:
        yield opened


def organisation(tx: Transaction, slug: str = "association", **changes: Any) -> UUID:
    given = {"kind": "association", "prefix": "PUA", "registration_number": "40008000013", "profile": {}, **changes}
    return enter_organisation(tx, slug, **given)


def granted(tx: Transaction, user: UUID, first: date, last: date | None) -> UUID:
    return grant(
        tx, user, "officer", None, valid_from=first, valid_to=last, by="tests", reason="pavēle Nr. 1", now=START
    )


def test_an_organisation_entered_again_keeps_its_id(tx: Transaction) -> None:
    first = organisation(tx)
    assert organisation(tx, kind="hub", prefix="PDIC") == first == find_organisation(tx, "association")
    assert tx.fetchall("SELECT kind, prefix FROM organisation") == [("hub", "PDIC")]


def test_two_organisations_have_no_prefix_in_common(database: Database) -> None:
    with pytest.raises(UniqueViolation) as found, database.write() as tx:
        organisation(tx)
        organisation(tx, "other")
    assert found.value.constraint == "uq_organisation_prefix"


def test_an_organisation_is_of_a_known_kind(database: Database) -> None:
    with pytest.raises(CheckViolation), database.write() as tx:
        organisation(tx, kind="club")


def test_a_user_entered_again_keeps_id_and_takes_the_new_name(tx: Transaction) -> None:
    first = enter_user(tx, "anna", "Anna Bērziņa", {"amats": "eksperte"})
    assert enter_user(tx, "anna", "Anna Kalniņa", {}) == first == find_user(tx, "anna")
    assert tx.fetchall("SELECT name FROM app_user") == [("Anna Kalniņa",)]


def test_unknown_people_and_organisations_are_named(tx: Transaction) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        find_user(tx, "nobody")
    with pytest.raises(NotFound, match="'nowhere'"):
        find_organisation(tx, "nowhere")


def test_a_user_who_left_is_not_found(tx: Transaction) -> None:
    enter_user(tx, "anna", "Anna Kalniņa", {})
    tx.execute("UPDATE app_user SET active = ?", (False,))
    with pytest.raises(NotFound, match="'anna'"):
        find_user(tx, "anna")


def test_a_grant_ends_with_its_last_day(tx: Transaction) -> None:
    id = granted(tx, enter_user(tx, "anna", "Anna Kalniņa", {}), FIRST_DAY, None)
    end_grant(tx, id, FIRST_DAY)
    ((last,),) = tx.fetchall("SELECT valid_to FROM role_grant WHERE id = ?", (id,))
    assert str(last) == "2024-03-04"
    with pytest.raises(NotFound, match="no role grant"):
        end_grant(tx, uuid4(), FIRST_DAY)


def test_a_grant_that_ends_before_it_begins_is_no_grant(database: Database) -> None:
    with pytest.raises(CheckViolation), database.write() as tx:
        granted(tx, enter_user(tx, "anna", "Anna Kalniņa", {}), FIRST_DAY, date(2024, 3, 3))
