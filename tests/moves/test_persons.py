"""Letters of a batch that name persons: the vault is read once for all of them, and each printed name is logged."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

import pytest

from caseflow.db.batch import Batch
from caseflow.engine.outcome import LetterDraft
from caseflow.letters import BadContext
from caseflow.moves.persons import Persons
from caseflow.moves.state import CaseState
from caseflow.moves.writes import Writes
from caseflow.parties import vault
from tests.moves.test_statements import counting
from tests.world import KEYS, World

NAMES = ("Anna Kalniņa", "Jānis Ozols", "Elīna Ābola")


class _Facts:
    """The parts of a case's facts that a letter's persons are read by."""

    def __init__(self, ref: str, data: dict[str, Any]) -> None:
        self.ref, self.data, self.actor = ref, data, self
        self.id = "system"


class _State:
    def __init__(self, ref: str, data: dict[str, Any]) -> None:
        self.facts = _Facts(ref, data)


def sealed_cases(world: World) -> list[CaseState]:
    """Three cases, each with an employee, and the first with a second one whom no letter names."""
    batch, now = Batch(), world.clock.now()
    people = [vault.seal(batch, KEYS, world.organisation, "name", name, now) for name in (*NAMES, "Uģis Liepa")]
    with world.office.database.write() as tx:
        batch.write(tx)
    cases = [_State(f"PUA-{number}", {"rows": [{"employee": person}]}) for number, person in enumerate(people[:3])]
    cases[0].facts.data["rows"].append({"employee": people[3]})
    return cast(list[CaseState], cases)


def letter_to(case: CaseState) -> LetterDraft:
    return LetterDraft(
        "reimbursement", "reimbursement", {"rindas": [{"vards": case.facts.data["rows"][0]["employee"]}]}
    )


def test_the_letters_of_a_batch_read_the_vault_once_and_log_whom_they_print(world: World) -> None:
    cases, writes = sealed_cases(world), Writes()
    with world.office.database.read() as tx, counting() as sent:
        persons = Persons(tx, KEYS, world.clock.now())
        named = [persons.named(case, letter_to(case), cases, writes, Writes()) for case in cases]
    assert [each.context["rindas"][0]["vards"] for each in named] == list(NAMES)
    assert len([sql for sql in sent if "FROM vault" in sql]) == len(sent) == 1
    assert len(writes.readings) == 3
    assert {row[4] for row in writes.readings} == {f"letter reimbursement of PUA-{number}" for number in range(3)}


def test_a_letter_that_names_nobody_reads_nothing(world: World) -> None:
    cases = sealed_cases(world)
    with world.office.database.read() as tx, counting() as sent:
        letter = LetterDraft("receipt", "receipt", {"sanemts": "2024-03-04"})
        assert Persons(tx, KEYS, world.clock.now()).named(cases[0], letter, cases, Writes(), Writes()) is letter
    assert sent == []


def test_a_letter_that_names_somebody_who_is_erased_is_refused(world: World) -> None:
    cases = sealed_cases(world)
    with world.office.database.write() as tx:
        vault.erase(tx, [UUID(cases[0].facts.data["rows"][0]["employee"]["vault"])], world.clock.now())
        persons = Persons(tx, KEYS, world.clock.now())
        with pytest.raises(BadContext, match="have been erased"):
            persons.named(cases[0], letter_to(cases[0]), cases, Writes(), Writes())
