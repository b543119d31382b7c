"""Agreements: entered with what they need, and their status changed in the order that law knows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from caseflow.cases.scope import Viewer
from caseflow.db.errors import CheckViolation
from caseflow.errors import BadInput, NotFound
from caseflow.ledger.agreements import (
    NEXT,
    STATUSES,
    Agreement,
    AgreementRefused,
    NotAdministrator,
    find_agreement,
    list_agreements,
    refuse_unless_administrator,
    set_status,
)
from tests.ledger.grants import NUMBER, PROGRAMME, agreed, agreement
from tests.world import START, World

TODAY = START.date()


def changed(world: World, status: str, on: date = TODAY, reason: str = "Vienošanās Nr. 1") -> Agreement:
    with world.office.database.write() as tx:
        return set_status(tx, NUMBER, status, on, reason, TODAY)


def test_a_new_agreement_is_signed_on_its_day_with_nothing_committed(world: World) -> None:
    agreed(world, "1000.00")
    found = agreement(world)
    assert (found.status, found.status_on, found.signed_on) == ("signed", date(2024, 1, 15), date(2024, 1, 15))
    assert (found.amount, found.left) == (Decimal(1000), Decimal(1000))
    assert not found.committed
    assert not found.paid
    assert (found.organisation, found.programme, found.round) == ("association", PROGRAMME, "r1")


def test_a_draft_gets_its_day_of_signing_when_it_is_signed(world: World) -> None:
    agreed(world, signed_on=None)
    assert (agreement(world).status, agreement(world).signed_on) == ("draft", None)
    assert changed(world, "signed").signed_on == TODAY


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "0.00"},
        {"amount": "-1.00"},
        {"amount": "0.001"},
        {"amount": "NaN"},
        {"amount": "1E+30"},
        {"number": " "},
        {"number": "x" * 65},
        {"number": "a\nb"},
        {"signed_on": TODAY + timedelta(days=1)},
    ],
)
def test_what_cannot_be_an_agreement_is_refused(world: World, changes: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        agreed(world, **changes)


def test_a_number_is_given_once(world: World) -> None:
    agreed(world)
    with pytest.raises(AgreementRefused, match=NUMBER):
        agreed(world, round="r2")


def test_one_agreement_stands_in_a_round_and_another_only_after_it_was_withdrawn(world: World) -> None:
    agreed(world)
    with pytest.raises(AgreementRefused, match="r1"):
        agreed(world, number="MON/2024/2")
    changed(world, "withdrawn")
    agreed(world, number="MON/2024/2")


def test_a_status_follows_only_those_that_it_may(world: World) -> None:
    agreed(world)
    for start, status in product(STATUSES, STATUSES):
        with world.office.database.write() as tx:
            tx.execute("UPDATE agreement SET status = ?", (start,))
        if status in NEXT[start]:
            assert changed(world, status).status == status
        else:
            with pytest.raises(AgreementRefused, match=start):
                changed(world, status)
            assert agreement(world).status == start


@pytest.mark.parametrize(
    ("status", "on", "reason"),
    [
        ("finished", TODAY, "x"),
        ("completed", TODAY, " "),
        ("completed", date(2024, 1, 14), "x"),
        ("completed", TODAY + timedelta(days=1), "x"),
    ],
)
def test_a_change_needs_a_known_status_a_reason_and_a_day_that_can_be(
    world: World, status: str, on: date, reason: str
) -> None:
    agreed(world)
    with pytest.raises(BadInput):
        changed(world, status, on, reason)


def test_a_change_keeps_its_day_and_reason(world: World) -> None:
    agreed(world)
    found = changed(world, "in_implementation", date(2024, 1, 15), " Projekts sākts ")
    assert (found.status_on, found.reason, found.signed_on) == (date(2024, 1, 15), "Projekts sākts", date(2024, 1, 15))


def test_only_somebody_with_a_role_there_sees_an_agreement(world: World) -> None:
    agreed(world)
    seen = {}
    with world.office.database.read() as tx:
        for name in ("auditor", "stranger"):
            seen[name] = [each.number for each in list_agreements(tx, Viewer(world.users[name].user, TODAY))]
        with pytest.raises(NotFound):
            find_agreement(tx, NUMBER, Viewer(world.users["stranger"].user, TODAY))
        assert find_agreement(tx, NUMBER, Viewer(None, TODAY)).number == NUMBER
    assert seen == {"auditor": [NUMBER], "stranger": []}


def test_only_the_administrator_keeps_agreements(world: World) -> None:
    administrator, officer = world.users["administrator"].user, world.users["officer"].user
    assert administrator is not None
    assert officer is not None
    with world.office.database.read() as tx:
        refuse_unless_administrator(tx, administrator, world.organisation, PROGRAMME, TODAY)
        with pytest.raises(NotAdministrator):
            refuse_unless_administrator(tx, officer, world.organisation, PROGRAMME, TODAY)
        with pytest.raises(NotAdministrator):
            refuse_unless_administrator(tx, administrator, world.organisation, PROGRAMME, date(2023, 12, 31))


@pytest.mark.parametrize(
    "change",
    ["committed = amount + 1", "committed = -1", "committed = 5, paid = 6", "paid = -1", "signed_on = NULL"],
)
def test_the_database_guards_what_the_house_promises(world: World, change: str) -> None:
    agreed(world)
    with pytest.raises(CheckViolation), world.office.database.write() as tx:
        tx.execute(f"UPDATE agreement SET {change}")
