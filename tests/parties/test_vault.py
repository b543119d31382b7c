"""The vault: sealed in a move, opened with a log, erased for good without breaking the chain."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag

from caseflow.db.batch import Batch
from caseflow.db.values import read_instant, read_uuid
from caseflow.errors import NotFound
from caseflow.parties.keys import Keys
from caseflow.parties.vault import Sealed, commitment, erase, open_sealed, seal
from tests.moves.reading import assert_chained, case, replayed, rows
from tests.world import KEYS, LINE, START, World


def sealed(world: World, kind: str, value: object) -> Sealed:
    """One value in the vault."""
    batch = Batch()
    result = seal(batch, KEYS, world.organisation, kind, value, START)
    with world.office.database.write() as tx:
        batch.write(tx)
    return result


def opened(world: World, *ids: UUID, keys: Keys = KEYS) -> dict[UUID, Any]:
    """The values behind the ids, read by a test."""
    with world.office.database.write() as tx:
        return dict(open_sealed(tx, keys, ids, actor="officer", purpose="letter L-X-01", now=START))


def test_a_sealed_value_opens_as_it_was_and_its_commitment_proves_it(world: World) -> None:
    for value in ("Anna Kalniņa", "", "320000-00017", ["a", {"b": 1}], 7, True):
        reference = sealed(world, "person_name", value)
        id = UUID(reference["vault"])
        assert opened(world, id) == {id: value}
        ((salt,),) = rows(world, "SELECT salt FROM vault WHERE id = ?", id)
        assert commitment(bytes(salt), value) == reference["commitment"]
        assert commitment(bytes(salt), "cits") != reference["commitment"]


def test_each_reading_is_logged_with_who_and_what_for(world: World) -> None:
    first, second = (UUID(sealed(world, "person_name", name)["vault"]) for name in ("Anna", "Jānis"))
    opened(world, first, second)
    opened(world, first)
    found = rows(world, "SELECT vault_id, actor, purpose, read_at FROM vault_reading")
    assert sorted(read_uuid(row[0]) for row in found) == sorted([first, first, second])
    assert {(row[1], row[2], read_instant(row[3])) for row in found} == {("officer", "letter L-X-01", START)}


def test_a_wrong_key_opens_nothing_and_logs_nothing(world: World) -> None:
    id = UUID(sealed(world, "person_name", "Anna")["vault"])
    with pytest.raises(InvalidTag):
        opened(world, id, keys=Keys.derive("another secret that only tests know, long enough"))
    assert rows(world, "SELECT id FROM vault_reading") == []


def test_a_ciphertext_put_into_another_row_opens_nothing(world: World) -> None:
    first, second = (UUID(sealed(world, "person_name", name)["vault"]) for name in ("Anna", "Jānis"))
    with world.office.database.write() as tx:
        tx.execute(
            "UPDATE vault SET ciphertext = (SELECT o.ciphertext FROM vault o WHERE o.id = ?) WHERE id = ?",
            (first, second),
        )
    with pytest.raises(InvalidTag):
        opened(world, second)


def test_an_id_that_the_vault_has_not_is_named_and_nothing_is_logged(world: World) -> None:
    id, missing = UUID(sealed(world, "person_name", "Anna")["vault"]), uuid4()
    with pytest.raises(NotFound, match=str(missing)):
        opened(world, id, missing)
    assert rows(world, "SELECT id FROM vault_reading") == []
    assert opened(world) == {}


def test_digests_are_equal_only_for_equal_values_of_one_kind(world: World) -> None:
    code, again, other = (
        sealed(world, "person_code", value) for value in ("320000-00017", "320000-00017", "320000-00025")
    )
    name = sealed(world, "person_name", "320000-00017")
    assert code["digest"] == again["digest"]
    assert len({code["digest"], other["digest"], name["digest"]}) == 3
    assert len({code["commitment"], again["commitment"]}) == 2  # the salt hides that they are equal
    assert code["vault"] != again["vault"]


def test_an_erased_value_is_none_and_the_case_still_proves_and_replays_itself(world: World) -> None:
    ref = world.submitted()
    line = case(world, ref)["data"]["lines"][0]
    ids = [UUID(line[name]["vault"]) for name in ("employee", "person_code")]
    assert opened(world, *ids) == {ids[0]: LINE["employee"], ids[1]: "320000-00017"}
    with world.office.database.write() as tx:
        assert erase(tx, ids, START) == 2
        assert erase(tx, ids, START) == 0
        assert erase(tx, [], START) == 0
    assert opened(world, *ids) == dict.fromkeys(ids)
    assert rows(world, "SELECT DISTINCT ciphertext, salt, digest FROM vault") == [(None, None, None)]
    assert_chained(world, ref)
    assert [step.difference for step in replayed(world, ref)] == [None, None]
    assert world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00")).state == "tax_checked"


def test_erasing_one_value_leaves_the_others(world: World) -> None:
    first, second = (UUID(sealed(world, "person_name", name)["vault"]) for name in ("Anna", "Jānis"))
    with world.office.database.write() as tx:
        erase(tx, [first], START)
    assert opened(world, first, second) == {first: None, second: "Jānis"}


def test_rows_name_the_generation_of_their_key_and_hold_no_plain_text(world: World) -> None:
    sealed(world, "person_name", "Anna Kalniņa")
    ((key_id, ciphertext),) = rows(world, "SELECT key_id, ciphertext FROM vault")
    assert key_id == KEYS.id
    assert "Kalniņa".encode() not in bytes(ciphertext)
