"""People: known roles, somebody for every move, and four eyes that are four."""

from __future__ import annotations

import pytest

from tests.checks.good import FILES, assert_found, findings_of, replaced

GRANT = "workflows/trial/grant.yaml"
FINISH = "  - trigger: finish\n    label: {lv: Pabeigt, en: Finish}\n    from: [awarded]\n    roles: [officer]\n"

TASK = "{task: file, label: {lv: A, en: A}, role: clerk}"


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        (FINISH, FINISH.replace("officer", "clerk"), "roles: ▸[clerk]"),
        ("    at_end: {escalate: head}", "    at_end: {escalate: clerk}", "escalate: ▸clerk"),
        ("states:\n", "built_in_roles: {suspend: [head, clerk]}\nstates:\n", "suspend: ▸[head, clerk]"),
        (
            "    to: [{state: finished}]",
            f"    to: [{{state: finished, tasks: [{TASK}]}}]",
            "role: ▸clerk",
        ),
        (
            "    at_end: {escalate: head}",
            f"    opens: {{edge: at once, task: {TASK}}}\n    at_end: {{escalate: head}}",
            "role: ▸clerk",
        ),
        (
            "    at_end: {escalate: head}",
            f"    warns: [{{before: 2 days, task: {TASK}}}]\n    at_end: {{escalate: head}}",
            "role: ▸clerk",
        ),
    ],
)
def test_finds_a_role_that_the_programme_does_not_have(old: str, new: str, at: str) -> None:
    assert_found((old, new), code="unknown-role", at=at, role="clerk", known="officer, head, applicant")


def test_finds_a_built_in_move_that_does_not_exist() -> None:
    roles = ("states:\n", "built_in_roles: {teleport: [head]}\nstates:\n")
    assert_found(roles, code="unknown-built-in", at="{▸teleport", trigger="teleport")


def test_finds_a_move_that_nobody_may_make() -> None:
    nobody = (FINISH, FINISH.replace("    roles: [officer]\n", ""))
    assert_found(nobody, code="no-actor", at="  - ▸trigger: finish", trigger="finish")


def test_a_move_that_is_told_needs_no_role() -> None:
    told = replaced(FILES[GRANT], FINISH, FINISH.replace("roles: [officer]", "told: true"))
    assert findings_of({**FILES, GRANT: told}) == []


def test_finds_a_move_for_the_clock_that_no_deadline_fires_in_one_of_its_states() -> None:
    wider = ("    from: [finished, refused]\n", "    from: [finished, refused, archived]\n")
    assert_found(wider, code="no-clock-fires", at="from: ▸[finished, refused, archived]", states="archived")


def test_finds_a_signature_open_to_whoever_drafted_the_letter() -> None:
    assert_found(("    not_by: [assess]\n", ""), code="four-eyes", at="signs: ▸[refusal]", missing="assess")


def test_the_clock_as_drafter_need_not_be_barred() -> None:
    assert "not_by: [assess]" in FILES[GRANT]
    assert "roles: [scheduler]\n    to: [{state: refusal_proposed, letter: refusal}]" in FILES[GRANT]
    assert findings_of(FILES) == []


SIGN_AWARD = """\
  - trigger: finish
    label: {lv: Parakstīt, en: Sign}
    from: [awarded]
    roles: [head]
    %ssigns: [closing]
    to: [{state: finished, letter: closing}]
"""
CLOSING = "letters:\n  closing:\n    template: refusal\n    variables: {sanemts: received_on, summa: amount}\n"


def test_finds_a_move_that_drafts_and_signs_without_barring_who_prepared_it() -> None:
    move = (FINISH + "    to: [{state: finished}]\n", SIGN_AWARD % "")
    assert_found(move, ("letters:\n", CLOSING), code="four-eyes-own-draft", at="signs: ▸[closing]", letter="closing")


def test_a_move_may_draft_and_sign_once_it_bars_who_prepared_it() -> None:
    text = replaced(FILES[GRANT], FINISH + "    to: [{state: finished}]\n", SIGN_AWARD % "not_by: [assess]\n    ")
    assert findings_of({**FILES, GRANT: replaced(text, "letters:\n", CLOSING)}) == []


def test_finds_a_bar_on_a_move_that_can_never_come_before() -> None:
    late = ("    not_by: [assess]\n", "    not_by: [assess, archive]\n")
    assert_found(late, code="four-eyes-empty", at="[assess, ▸archive]", earlier="archive")


def test_finds_a_clock_that_would_bar_itself() -> None:
    own = (
        "    from: [finished, refused]\n    roles: [scheduler]\n",
        "    from: [finished, refused]\n    roles: [scheduler]\n    not_by: [lapse]\n",
    )
    assert_found(own, code="four-eyes-impossible", at="not_by: [▸lapse]", earlier="lapse")
