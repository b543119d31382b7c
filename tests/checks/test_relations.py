"""Related cases: what is told and opened exists, takes its form, and comes to an end."""

from __future__ import annotations

import pytest

from tests.checks.good import FILES, findings_of, replaced

GRANT, CLAIM = "workflows/trial/grant.yaml", "workflows/trial/claim.yaml"
LABEL = "label: {lv: A, en: A}"
CLAIM_TEXT = f"""\
workflow: claim
version: 1
title: {{lv: Prasījums, en: Claim}}
case_number: "{{prefix}}-{{number}}"
case:
  sum: {{type: money, required: true}}
  note: {{type: text}}
states:
  filed: {{kind: open, {LABEL}, public: {{lv: A, en: A}}}}
  paid: {{kind: closed, {LABEL}, public: {{lv: A, en: A}}}}
transitions:
  - {{trigger: open, {LABEL}, from: [], told: true, edits: [sum, note], to: [{{state: filed}}]}}
  - trigger: pay
    {LABEL}
    from: [filed]
    roles: [officer]
    to: [{{state: paid, tells: [{{case: parent, trigger: note_payment, form: {{paid: sum}}}}]}}]
"""
NOTE_PAYMENT = f"""\
  - trigger: note_payment
    {LABEL}
    from: [awarded]
    told: true
    form: {{paid: money}}
    to: [{{state: finished}}]
letters:
"""
FINISH = "    roles: [officer]\n    to: [{state: finished}]\n"
CLAIM_OPENED = """\
    roles: [officer]
    requires: amount is not None
    to: [{state: finished, opens: [{workflow: trial/claim, form: {sum: amount}}]}]
"""
GRANT_TEXT = replaced(replaced(FILES[GRANT], "letters:\n", NOTE_PAYMENT), FINISH, CLAIM_OPENED)
GOOD = {**FILES, GRANT: GRANT_TEXT, CLAIM: CLAIM_TEXT}


def found_with(path: str, old: str, new: str) -> list[tuple[str, str]]:
    """Code and path of each finding once the fault stands in this file."""
    found = findings_of({**GOOD, path: replaced(GOOD[path], old, new)})
    return [(each.code, each.place.path) for each in found]


def test_finds_nothing_in_cases_that_open_and_tell_each_other_soundly() -> None:
    assert findings_of(GOOD) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "where"),
    [
        (GRANT, "workflow: trial/claim", "workflow: trial/clam", "unknown-workflow", GRANT),
        (CLAIM, "from: [], told: true", "from: [], roles: [officer]", "not-openable", GRANT),
        (CLAIM, "trigger: open,", "trigger: start,", "not-openable", GRANT),
        (GRANT, "{sum: amount}", "{sum: amount, rest: amount}", "form-unknown-field", GRANT),
        (GRANT, "{sum: amount}", "{}", "form-missing-field", GRANT),
        (GRANT, "{sum: amount}", "{sum: name}", "form-type", GRANT),
        (CLAIM, "case: parent", "case: cousin", "unknown-relation", CLAIM),
        (CLAIM, "trigger: note_payment", "trigger: note_payments", "unknown-told", CLAIM),
        (GRANT, "    told: true\n    form", "    roles: [head]\n    form", "not-told", CLAIM),
        (CLAIM, "form: {paid: sum}", "form: {paid: note}", "form-type", CLAIM),
        (CLAIM, "case: parent, trigger: note_payment", "case: children, trigger: settle", "nobody-told", CLAIM),
    ],
)
def test_finds_what_would_stop_the_related_case(path: str, old: str, new: str, code: str, where: str) -> None:
    assert found_with(path, old, new) == [(code, where)]


def test_where_nobody_opens_the_case_every_workflow_that_knows_the_trigger_may_be_its_parent() -> None:
    files = {**GOOD, GRANT: replaced(FILES[GRANT], "letters:\n", NOTE_PAYMENT)}
    assert findings_of(files) == []


def test_finds_moves_that_tell_each_other_in_a_circle() -> None:
    back = "    to: [{state: finished}]\nletters:\n"
    told = "    to: [{state: finished, tells: [{case: children, trigger: pay}]}]\nletters:\n"
    files = {
        **GOOD,
        GRANT: replaced(GRANT_TEXT, back, told),
        CLAIM: replaced(CLAIM_TEXT, "    roles: [officer]\n", "    roles: [officer]\n    told: true\n"),
    }
    found = findings_of(files)
    assert [each.code for each in found] == ["endless-tree"]
    ways = {"trial/claim: pay → trial/grant: note_payment → trial/claim: pay"}
    ways.add("trial/grant: note_payment → trial/claim: pay → trial/grant: note_payment")
    assert found[0].message.args["way"] in ways


def test_finds_a_case_that_opens_its_own_kind_on_opening() -> None:
    again = "to: [{state: filed, opens: [{workflow: trial/claim, form: {sum: sum}}]}]}"
    found = found_with(CLAIM, "to: [{state: filed}]}", again)
    # Such a claim may be another claim's parent, which does not know the trigger that it would be told.
    assert found == [("endless-tree", CLAIM), ("unknown-told", CLAIM)]
