"""What a child case takes over from its parent: party, preparer of its letters, sealed persons."""

from __future__ import annotations

import pytest

from caseflow.db.values import read_uuid
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.moves.reading import assert_chained, case, events, number_of, replayed, rows
from tests.world import KEYS, MERCHANT, START, World

PARENT = """
workflow: course
version: 1
title: {lv: Kurss, en: Course}
case_number: "{prefix}-K-{year}-{number:03}"
case:
  applicant: {type: party, required: true, label: {lv: Komersants, en: Merchant}}
  person: {type: person_name, required: true, label: {lv: Vārds un uzvārds, en: Name}}
  code: {type: person_code, required: true, label: {lv: Personas kods, en: Person code}}
states:
  begun: {kind: open, label: {lv: Sākts, en: Begun}, public: {lv: Sākts, en: Begun}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer]
    edits: [applicant, person, code]
    to: [{state: begun}]
  - trigger: enrol
    label: {lv: Uzņemt, en: Enrol}
    from: [begun]
    roles: [officer]
    to: [{state: begun, opens: [{workflow: enterprise-skills/learner, form: {person: person, code: code}}]}]
  - trigger: hand_over
    label: {lv: Nodot citam, en: Hand over}
    from: [begun]
    roles: [officer]
    edits: [applicant]
    to: [{state: begun, tells: [{case: children, trigger: confirm}]}]
  - trigger: enrolled
    label: {lv: Uzņemts, en: Enrolled}
    from: [begun]
    told: true
    to: [{state: begun, tells: [{case: children, trigger: confirm}]}]
"""
CHILD = """
workflow: learner
version: 1
title: {lv: Apmācāmais, en: Learner}
case_number: "{prefix}-A-{year}-{number:03}"
case:
  person: {type: person_name, required: true, label: {lv: Vārds un uzvārds, en: Name}}
  code: {type: person_code, required: true, label: {lv: Personas kods, en: Person code}}
states:
  enrolled: {kind: open, label: {lv: Uzņemts, en: Enrolled}, public: {lv: Uzņemts, en: Enrolled}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    told: true
    edits: [person, code]
    to: [{state: enrolled, letter: confirmation, tells: [{case: parent, trigger: enrolled}]}]
  - trigger: confirm
    label: {lv: Apliecināt, en: Confirm}
    from: [enrolled]
    told: true
    to: [{state: enrolled, letter: confirmation}]
letters:
  confirmation:
    template: withdrawal_confirmed
    variables: {pieteikums.nr: case.ref, pieteikums.datums: "on", sanemts: "on"}
"""
COURSE, LEARNER = "PUA-K-2024-001", "PUA-A-2024-001"


@pytest.fixture(autouse=True)
def _enrolled(world: World) -> None:
    files = [
        File("workflow", "enterprise-skills", name, f"workflows/enterprise-skills/{name}.yaml", text)
        for name, text in {"course": PARENT, "learner": CHILD}.items()
    ]
    with world.office.database.write() as tx:
        publish(tx, files, "tests", START)
    form = {"applicant": MERCHANT, "person": "Anna Kalniņa", "code": "32000000017"}
    world.do("colleague", "open", workflow="enterprise-skills/course", organisation="association", form=form)
    world.do("officer", "enrol", COURSE)


def letters(world: World) -> list[tuple[str, str]]:
    """Text and recipient of every letter, in the order of the case's moves."""
    found = rows(world, "SELECT id, text, recipient FROM letter ORDER BY seq")
    return [(KEYS.unseal(bytes(sealed), read_uuid(id).bytes).decode(), recipient) for id, sealed, recipient in found]


def test_a_childs_letters_name_whoever_opened_it_as_preparer_and_go_to_the_parents_party(world: World) -> None:
    opening, told = letters(world)  # the child was opened, told its parent, and was told in turn: all in one move
    for text, recipient in (opening, told):
        assert "Officer, tālr." in text
        assert "Colleague" not in text
        assert MERCHANT["name"] in text
        assert recipient == MERCHANT["email"]
    parties = rows(world, "SELECT DISTINCT party_id FROM case_record")
    assert len(parties) == 1


def test_a_told_childs_letter_names_whoever_told_it(world: World) -> None:
    world.do("colleague", "hand_over", COURSE)
    text, _ = letters(world)[-1]
    assert "Colleague, tālr." in text
    assert "Officer" not in text


def test_a_child_holds_the_same_sealed_persons_as_its_parent_and_nothing_is_sealed_twice(world: World) -> None:
    parent, child = case(world, COURSE)["data"], case(world, LEARNER)["data"]
    assert {name: child[name] for name in ("person", "code")} == {name: parent[name] for name in ("person", "code")}
    assert number_of(world, "vault") == 2
    assert "Kalniņa" not in str(events(world, LEARNER))


def test_parent_and_child_replay_without_the_vault(world: World) -> None:
    with world.office.database.write() as tx:
        tx.execute("DELETE FROM vault")
    for ref in (COURSE, LEARNER):
        assert [step.difference for step in replayed(world, ref)] == [None] * len(events(world, ref))
        assert_chained(world, ref)
