"""Parties: one for each registration number, whoever names it first and however many do at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from caseflow.db import Database
from caseflow.parties.register import Party, enter, parties, party_id
from tests.moves.reading import rows
from tests.world import MERCHANT, World

NUMBER = "40003000017"


def entered(database: Database, name: str, email: str | None = None) -> UUID:
    with database.write() as tx:
        return enter(tx, "merchant", NUMBER, name, "Kokneses iela 2, Cēsis, LV-4100", email)


def test_a_party_entered_again_keeps_its_id_and_takes_the_new_name(database: Database) -> None:
    first = entered(database, "SIA “Vecais”", "birojs@vecais.example")
    assert entered(database, "SIA “Jaunais”") == first == party_id(NUMBER)
    with database.read() as tx:
        found = parties(tx, [first, uuid4()])
    assert found == {first: Party(first, "merchant", NUMBER, "SIA “Jaunais”", "Kokneses iela 2, Cēsis, LV-4100", None)}


def test_no_ids_are_no_parties(database: Database) -> None:
    with database.read() as tx:
        assert parties(tx, []) == {}


def test_eight_threads_enter_one_party(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda number: entered(database, f"SIA “Nr. {number}”"), range(24)))
    assert ids == {party_id(NUMBER)}
    with database.read() as tx:
        assert tx.fetchall("SELECT count(*) FROM party") == [(1,)]


def test_the_register_and_an_application_name_the_same_party(world: World) -> None:
    id = entered(world.office.database, "SIA “No reģistra”")
    world.opened()
    assert rows(world, "SELECT name FROM party") == [(MERCHANT["name"],)]
    assert rows(world, "SELECT party_id FROM case_record WHERE party_id = ?", id) != []


def test_different_numbers_are_different_parties() -> None:
    assert party_id("40003000017") != party_id("40003000021")
