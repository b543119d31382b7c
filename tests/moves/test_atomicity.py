"""All or nothing: an error writes nothing, a refused move of a batch nothing of its own, and a row is written once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from caseflow.access.people import enter_organisation
from caseflow.db.errors import UniqueViolation
from caseflow.moves import Done, Refused, Request
from caseflow.moves.event import event
from tests.moves.reading import assert_chained, case, codes, deadlines, letters, number_of, replayed, rows, tables
from tests.world import APPLICATION, ASSOCIATION, BENEFICIARY, LINE, MERCHANT, START, World

OTHER = {**MERCHANT, "registration_number": "40003000021", "name": "SIA “Cits nosaukums”"}


def opening(**changes: Any) -> Request:
    """Asks for a new case with an application."""
    return Request("open", workflow=BENEFICIARY, organisation="association", form={**APPLICATION, **changes})


def occupy_next_event(world: World, ref: str) -> None:
    """Put a row where the next event of the case belongs, so that writing it fails after the case was swapped."""
    with world.office.database.write() as tx:
        tx.execute(
            "INSERT INTO event (case_id, seq, at, trigger, actor, hash, body) "
            "SELECT id, seq + 1, ?, 'intruder', 'nobody', 'none', '{}' FROM case_record WHERE ref = ?",
            (START, ref),
        )


def test_a_failing_event_leaves_nothing_of_the_move(world: World) -> None:
    ref = world.submitted()
    occupy_next_event(world, ref)
    before = tables(world)
    with pytest.raises(UniqueViolation):
        world.ask("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    assert tables(world) == before


def test_a_failing_case_leaves_nothing_of_its_party_vault_and_number(world: World) -> None:
    world.opened()
    with world.office.database.write() as tx:
        tx.execute("UPDATE case_number SET last = 0")
    before = tables(world)
    with pytest.raises(UniqueViolation):
        world.ask_all("officer", [opening(applicant=OTHER)])
    assert tables(world) == before


def test_one_case_that_cannot_be_written_leaves_nothing_of_the_whole_batch(world: World) -> None:
    refs = [world.opened() for _ in range(3)]
    occupy_next_event(world, refs[1])
    before = tables(world)
    with pytest.raises(UniqueViolation):
        world.ask_all("officer", [Request("submit", ref) for ref in refs])
    assert tables(world) == before


def test_a_fault_of_the_house_in_the_middle_of_a_batch_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = [world.opened() for _ in range(3)]
    before = tables(world)
    made: list[int] = []

    def failing(*args: Any) -> Any:
        made.append(1)
        if len(made) == 3:
            raise MemoryError
        return event(*args)

    monkeypatch.setattr("caseflow.moves.tree.event", failing)
    with pytest.raises(MemoryError):
        world.ask_all("officer", [Request("submit", ref) for ref in refs])
    assert tables(world) == before


def test_a_refused_opening_in_a_batch_of_five_leaves_no_vault_row_and_no_change_of_the_party(world: World) -> None:
    renamed = {**MERCHANT, "name": "SIA “Pārdēvētais”"}
    requests = [opening() for _ in range(5)]
    refused = opening(applicant=renamed, lines=[LINE, LINE])
    requests[2] = Request(
        "open", workflow=BENEFICIARY, organisation="association", form=refused.form, on=date(2024, 3, 5)
    )
    results = world.ask_all("officer", requests)
    assert [type(result).__name__ for result in results] == ["Done", "Done", "Refused", "Done", "Done"]
    assert codes(results[2]) == ["future"]
    assert number_of(world, "case_record") == number_of(world, "event") == 4
    assert number_of(world, "vault") == 4 * 2
    assert rows(world, "SELECT name FROM party") == [(MERCHANT["name"],)]


def test_a_refused_move_in_a_batch_of_five_leaves_no_letter_no_clock_and_no_event(world: World) -> None:
    refs = [world.opened(location="" if number == 3 else "Cēsis") for number in range(5)]
    before = case(world, refs[3])
    results = world.ask_all("officer", [Request("submit", ref) for ref in refs])
    assert [isinstance(result, Done) for result in results] == [True, True, True, False, True]
    assert [result.ref for result in results] == refs
    assert case(world, refs[3]) == before
    assert letters(world, refs[3]) == deadlines(world, refs[3]) == []
    assert number_of(world, "letter") == 4
    assert number_of(world, "deadline") == 8
    for ref in refs:
        assert_chained(world, ref)


def test_answers_stand_in_the_order_of_the_requests(world: World) -> None:
    refs = [world.opened() for _ in range(4)]
    asked = [refs[2], refs[0], "PUA-2024-999", refs[3], refs[1]]
    results = world.ask_all("officer", [Request("submit", ref) for ref in asked])
    assert [result.ref for result in results] == [refs[2], refs[0], None, refs[3], refs[1]]


def test_a_letter_that_cannot_be_drafted_refuses_the_move_and_names_what_is_missing(world: World) -> None:
    ref = world.opened()
    with world.office.database.write() as tx:
        profile = {**ASSOCIATION, "letterhead": {}}
        enter_organisation(tx, "association", "association", "PUA", "40008000013", profile)
    before = tables(world)
    refused = world.ask("officer", "submit", ref)
    assert codes(refused) == ["letter"]
    assert isinstance(refused, Refused)
    assert "a.nosaukums" in str(refused.reasons[0].message.args)
    assert tables(world) == before


def test_two_moves_on_one_case_in_one_batch_are_chained_and_write_each_row_once(world: World) -> None:
    ref = world.opened()
    results = world.ask_all(
        "officer", [Request("submit", ref), Request("record_tax_check", ref, form=world.tax_form("150.01"))]
    )
    assert [r.seq for r in results if isinstance(r, Done)] == [2, 3]
    assert_chained(world, ref)
    # begun by the first move and met by the second
    assert deadlines(world, ref) == [("tax_check", "met", "2024-03-06"), ("decision", "running", "2024-04-04")]
    assert rows(world, "SELECT name, ended_seq FROM deadline ORDER BY name") == [("decision", None), ("tax_check", 3)]
    assert case(world, ref)["next_due_on"] == date(2024, 4, 4)
    assert [r.difference for r in replayed(world, ref)] == [None] * 3


def test_a_letter_drafted_and_cancelled_in_one_batch_is_written_as_cancelled(world: World) -> None:
    ref = world.submitted()
    world.ask_all(
        "head",
        [
            Request("record_tax_check", ref, form=world.tax_form("150.01")),
            Request("return_refusal", ref, reason="Cita komersanta izdruka."),
            Request("record_tax_check", ref, form=world.tax_form("384.37")),
        ],
    )
    assert [row[2] for row in letters(world, ref)] == ["drafted", "cancelled", "drafted"]
    assert case(world, ref)["state"] == "refusal_proposed"
    assert_chained(world, ref)
    assert [r.difference for r in replayed(world, ref)] == [None] * 5


def test_a_refused_second_move_leaves_the_first_of_the_same_case_whole(world: World) -> None:
    ref = world.opened()
    results = world.ask_all("officer", [Request("submit", ref), Request("submit", ref), Request("withdraw", ref)])
    assert [type(result).__name__ for result in results] == ["Done", "Refused", "Done"]
    assert case(world, ref)["state"] == "withdrawn"
    assert_chained(world, ref)


def test_an_empty_batch_answers_nothing_and_writes_nothing(world: World) -> None:
    before = tables(world)
    assert world.ask_all("officer", []) == []
    assert tables(world) == before


def test_applications_of_one_merchant_in_one_batch_make_one_party_with_the_last_name(world: World) -> None:
    names = ["SIA “Vecais”", "SIA “Jaunais”"]
    results = world.ask_all("officer", [opening(applicant={**MERCHANT, "name": name}) for name in names])
    assert all(isinstance(result, Done) for result in results)
    assert rows(world, "SELECT name FROM party") == [("SIA “Jaunais”",)]
    assert len(rows(world, "SELECT DISTINCT party_id FROM case_record")) == 1


BAD: dict[str, Request] = {
    "an assignee that is no id": Request("assign", "PUA-2024-001", form={"assignee": "nobody"}),
    "an assignee whom nobody knows": Request("assign", "PUA-2024-001", form={"assignee": str(uuid4())}),
    "a party that is not on record": opening(applicant=str(uuid4())),
    "a workflow that is not published": Request("open", workflow="enterprise-skills/none", organisation="association"),
    "no workflow": Request("open", organisation="association"),
    "a document that was never stored": Request(
        "record_tax_check",
        "PUA-2024-001",
        form={"total_debt": "0", "data_date": "2024-03-04", "printout": "0" * 64, "sheets": 1},
    ),
    "half a character in the reason": Request("suspend", "PUA-2024-001", reason="\ud800"),
    "a null character in the number": Request("suspend", "PUA\0", reason="Sūdzība"),
}


def test_bad_input_refuses_its_own_move_and_no_other(world: World) -> None:
    world.submitted()
    good = Request("correct", "PUA-2024-001", form={"location": "Valmiera"}, reason="Kļūda")
    results = world.ask_all("officer", [*BAD.values(), good])
    assert [name for name, result in zip(BAD, results, strict=False) if not isinstance(result, Refused)] == []
    assert isinstance(results[-1], Done)
    assert number_of(world, "event") == 3
