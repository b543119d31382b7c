"""Deadlines: met by somebody, carried out at their end, and never in a circle."""

from __future__ import annotations

from tests.checks.good import FILES, assert_found, findings_of

GRANT = "workflows/trial/grant.yaml"
LAPSE = "    label: {lv: Izbeigt, en: Lapse}\n    from: [awarded]\n    roles: [scheduler]\n"


def test_finds_a_deadline_whose_end_is_missing_in_one_of_its_states() -> None:
    wider = ("    during: [awarded]\n", "    during: [awarded, refusal_proposed]\n")
    assert_found(wider, code="end-missing", at="at_end: {trigger: ▸lapse}", states="refusal_proposed")


def test_finds_a_deadline_whose_trigger_exists_nowhere() -> None:
    wrong = ("at_end: {trigger: archive}", "at_end: {trigger: bury}")
    person = (
        "    from: [finished, refused]\n    roles: [scheduler]",
        "    from: [finished, refused]\n    roles: [head]",
    )
    assert_found(wrong, person, code="end-missing", at="{trigger: ▸bury}", states="finished, refused")


def test_finds_an_end_that_the_clock_may_not_carry_out() -> None:
    person = (LAPSE, LAPSE.replace("scheduler", "head"))
    assert_found(person, code="end-not-for-clock", at="at_end: {trigger: ▸lapse}", name="contract")


def test_finds_an_end_that_asks_for_a_form() -> None:
    form = "    form: {day: {type: date, required: true}, note: text}\n    reason: required\n"
    assert_found((LAPSE, LAPSE + form), code="end-asks", at="at_end: {trigger: ▸lapse}", fields="day, reason")


def test_finds_a_deadline_that_no_move_can_meet() -> None:
    stays = ("    to: [{state: finished}]\n", "    to: [{state: awarded}]\n")
    gone = (
        "  finished: {kind: closed, label: {lv: Pabeigts, en: Finished}, public: {lv: Pabeigts, en: Finished}}\n",
        "",
    )
    narrower = ("    during: [finished, refused]\n", "    during: [refused]\n")
    archive = ("    from: [finished, refused]\n", "    from: [refused]\n")
    assert_found(stays, gone, narrower, archive, code="never-met", at="  - ▸name: contract", name="contract")


def test_retention_need_not_be_met() -> None:
    assert "kind: retention\n    at_end: {trigger: archive}" in FILES[GRANT]
    assert findings_of(FILES) == []


def test_finds_a_circle_that_the_clock_runs_alone() -> None:
    move = """\
  - trigger: wake
    label: {lv: Modināt, en: Wake}
    from: [archived]
    roles: [scheduler]
    to: [{state: refused}]
"""
    clock = """\
deadlines:
  - name: sleep
    label: {lv: Miers, en: Sleep}
    rule: X-9
    during: [archived]
    term: 1 year
    calendar: LV-STAT
    from: "on"
    kind: retention
    at_end: {trigger: wake}
"""
    faults = (("letters:\n", move + "letters:\n"), ("deadlines:\n", clock))
    assert_found(*faults, code="endless-loop", at="  ▸refused: {kind", way="refused → archived → refused")


def test_finds_an_end_that_leaves_the_case_where_it_was() -> None:
    reminder = (
        "    roles: [scheduler]\n    to: [{state: refused}]\n",
        "    roles: [scheduler]\n    to: [{state: awarded, letter: award}]\n",
    )
    assert_found(reminder, code="endless-loop", at="  ▸awarded: {kind", way="awarded → awarded")


def test_a_circle_with_a_person_in_it_is_none() -> None:
    assert "trigger: return_refusal" in FILES[GRANT]  # submitted, awaiting (by the clock) proposed, and back by a head
    assert findings_of(FILES) == []
