"""States: reached, left, and never waited in without a clock."""

from __future__ import annotations

from tests.checks.good import FILES, assert_found, findings_of

LABELS = "label: {lv: A, en: A}, public: {lv: A, en: A}"
STATES = "states:\n"
GRANT = "workflows/trial/grant.yaml"


def test_finds_nothing_in_a_good_programme() -> None:
    assert findings_of(FILES) == []


def test_finds_a_state_that_nothing_leads_to() -> None:
    extra = (STATES, f"{STATES}  forgotten: {{kind: closed, {LABELS}}}\n")
    assert_found(extra, code="unreachable-state", at="▸forgotten", state="forgotten")


def test_finds_a_definition_in_which_no_case_can_begin() -> None:
    assert_found(("    from: []\n", "    from: [submitted]\n"), code="no-opening", at="▸transitions:")


def test_finds_an_open_state_from_which_no_closed_state_can_be_reached() -> None:
    stuck = (STATES, f"{STATES}  stuck: {{kind: open, {LABELS}}}\n")
    way = ("    to: [{state: finished}]\n", "    to: [{state: finished, when: amount == 1.00}, {state: stuck}]\n")
    assert_found(stuck, way, code="dead-end", at="▸stuck:", state="stuck")


def test_finds_two_states_that_only_lead_to_each_other() -> None:
    text = FILES[GRANT]
    text = text.replace(STATES, f"{STATES}  ping: {{kind: open, {LABELS}}}\n  pong: {{kind: open, {LABELS}}}\n")
    moves = "".join(
        f"  - {{trigger: {name}, label: {{lv: A, en: A}}, from: [{source}], roles: [officer], to: [{{state: {to}}}]}}\n"
        for name, source, to in (("leave", "submitted", "ping"), ("go", "ping", "pong"), ("come", "pong", "ping"))
    )
    found = findings_of({**FILES, GRANT: text.replace("letters:\n", f"{moves}letters:\n")})
    assert [(each.code, each.message.args["state"]) for each in found] == [("dead-end", "ping"), ("dead-end", "pong")]


def test_finds_a_decided_state_in_which_no_clock_runs() -> None:
    moved = ("    during: [awarded]\n", "    during: [submitted]\n")
    end = ("    at_end: {trigger: lapse}\n", "    at_end: {escalate: head}\n")
    person = ("    from: [awarded]\n    roles: [scheduler]", "    from: [awarded]\n    roles: [head]")
    assert_found(moved, end, person, code="no-clock", at="  ▸awarded: {kind", kind="decided")


def test_a_retention_period_is_no_clock_for_a_waiting_state() -> None:
    kind = ("  submitted: {kind: open", "  submitted: {kind: waiting")
    retention = (
        "    from: received_on\n    at_end: {escalate: head}",
        "    from: received_on\n    kind: retention\n    at_end: {escalate: head}",
    )
    assert_found(kind, retention, code="no-clock", at="  ▸submitted: {kind", kind="waiting")


def test_an_open_state_needs_no_clock() -> None:
    assert "during: [refusal_proposed]" not in FILES[GRANT]
    assert findings_of(FILES) == []
