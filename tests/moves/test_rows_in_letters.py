"""A claim's lines, joined with what the rule says of each, kept in the case and printed with the employees' names."""

from __future__ import annotations

import pytest

from caseflow.db.values import read_uuid
from caseflow.parties.vault import erase
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.moves.reading import assert_chained, case, codes, events, replayed, rows
from tests.world import KEYS, MERCHANT, START, World

LINES = """
      line: {type: text, required: true}
      employee: {type: person_name, required: true}
      course: {type: text, required: true}
      net: {type: money, required: true}
      grounds: {type: list, of: choice, required: true, values: {no_proof: &A, not_paid: &A}}
"""
CLAIM = f"""
workflow: lines
version: 1
title: {{lv: Pozīcijas, en: Lines}}
case_number: "{{prefix}}-L-{{year}}-{{number:03}}"
reference_dates: {{award_day: awarded_on}}
case:
  applicant: {{type: party, required: true}}
  awarded_on: {{type: date, required: true}}
  lines:
    type: list
    fields: {LINES}
      in_award: {{type: bool, required: true}}
      in_roadmap: {{type: bool, required: true}}
      duplicate: {{type: bool, required: true}}
      started_on: date
      completed_on: date
      paid_on: date
  checked:
    type: list
    fields: {LINES}
      eligible: {{type: money, required: true}}
      borne: {{type: money, required: true}}
      fault: text
states:
  filed: {{kind: open, label: &A, public: &A}}
  partly: {{kind: closed, label: &A, public: &A}}
transitions:
  - trigger: open
    label: &A
    from: []
    roles: [officer]
    edits: [applicant, awarded_on, lines]
    to: [{{state: filed}}]
  - trigger: decide
    label: &A
    from: [filed]
    roles: [officer]
    edits: [lines]
    demands: lines is not None and awarded_on is not None
    let:
      checked: >-
        join_rows(
          columns(lines, 'line', 'employee', 'course', 'net', 'grounds'),
          checked_lines(columns(lines, 'line', 'net', 'in_award', 'in_roadmap', 'duplicate',
                                'started_on', 'completed_on', 'paid_on'), awarded_on, 'r1'), 'line')
    to: [{{state: partly, letter: decision}}]
letters:
  decision:
    template: costs_not_eligible
    variables:
      diena: "on"
      pieprasijums.nr: case.ref
      pieprasijums.datums: "on"
      lemums.nr: case.ref
      lemums.datums: "on"
      ligums.nr: case.ref
      ligums.datums: "on"
      rindas: >-
        columns(checked, nodarbinatais='employee', kurss='course', pieprasits='net',
                attiecinams='eligible', iemesli='grounds')
      pieprasits: sum_of(lines, 'net')
      attiecinams: sum_of(checked, 'eligible')
      starpiba: sum_of(lines, 'net') - sum_of(checked, 'eligible')
""".replace("&A", "{lv: A, en: A}")
GOOD = {
    "line": "1",
    "employee": "Anna Kalniņa",
    "course": "Datu drošība",
    "net": "480.00",
    "grounds": [],
    "in_award": True,
    "in_roadmap": True,
    "duplicate": False,
    "started_on": "2024-02-05",
    "completed_on": "2024-02-09",
    "paid_on": "2024-02-12",
}
UNPAID = {**GOOD, "line": "2", "employee": "Jānis Bērziņš", "net": "100.10", "grounds": ["not_paid"], "paid_on": None}
REF = "PUA-L-2024-001"


@pytest.fixture(autouse=True)
def _opened(world: World) -> None:
    file = File("workflow", "enterprise-skills", "lines", "workflows/enterprise-skills/lines.yaml", CLAIM)
    with world.office.database.write() as tx:
        publish(tx, [file], "tests", START)
    form = {"applicant": MERCHANT, "awarded_on": "2024-01-15", "lines": [UNPAID, GOOD]}
    world.do("officer", "open", workflow="enterprise-skills/lines", organisation="association", form=form)


def letter(world: World) -> str:
    ((id, sealed),) = rows(world, "SELECT id, text FROM letter")
    return KEYS.unseal(bytes(sealed), read_uuid(id).bytes).decode()


def test_the_case_keeps_what_was_claimed_of_each_line_beside_what_the_rule_found(world: World) -> None:
    world.do("officer", "decide", REF)
    first, second = case(world, REF)["data"]["checked"]
    found = ("line", "course", "net", "grounds", "eligible", "borne", "fault")
    assert [first[name] for name in found] == [
        "2",
        "Datu drošība",
        "100.10",
        ["not_paid"],
        "0.00",
        "100.10",
        "not_paid",
    ]
    assert [second[name] for name in found] == ["1", "Datu drošība", "480.00", [], "480.00", "0.00", None]
    assert set(first["employee"]) == {"vault", "commitment", "digest"}
    assert_chained(world, REF)


def test_the_letter_names_each_employee_and_only_the_letter_does(world: World) -> None:
    world.do("officer", "decide", REF)
    text = letter(world)
    assert "Jānis Bērziņš, “Datu drošība”" in text
    assert "Anna Kalniņa, “Datu drošība”" in text
    assert "580,10" in text
    assert "Kalniņa" not in str(events(world, REF))
    log = rows(world, "SELECT actor, purpose FROM vault_reading")
    assert log == [(world.users["officer"].id, f"letter decision of {REF}")] * 2


def test_names_entered_by_the_move_that_drafts_the_letter_are_printed_without_a_reading(world: World) -> None:
    world.do("officer", "decide", REF, form={"lines": [{**UNPAID, "employee": "Līga Ozola"}]})
    assert "Līga Ozola, “Datu drošība”" in letter(world)
    assert rows(world, "SELECT id FROM vault_reading") == []


def test_nothing_is_decided_with_a_letter_about_persons_who_have_been_erased(world: World) -> None:
    with world.office.database.write() as tx:
        erase(tx, [read_uuid(id) for (id,) in tx.fetchall("SELECT id FROM vault")], START)
    assert codes(world.ask("officer", "decide", REF)) == ["letter"]
    assert case(world, REF)["state"] == "filed"
    assert rows(world, "SELECT id FROM vault_reading") == []


def test_the_joined_rows_replay_from_the_record_without_the_vault(world: World) -> None:
    world.do("officer", "decide", REF)
    with world.office.database.write() as tx:
        tx.execute("DELETE FROM vault_reading")
        tx.execute("DELETE FROM vault")
    assert [step.difference for step in replayed(world, REF)] == [None, None]
