"""Letters: every decision has one, every variable its value."""

from __future__ import annotations

import pytest

from tests.checks.good import FILES, LETTERS, assert_found, findings_of, replaced

GRANT = "workflows/trial/grant.yaml"
AWARD = "      - {state: awarded, when: amount <= P.limit, letter: award}\n"
RECEIPT = "    variables: {sanemts: received_on}\n"
REQUEST = "    variables: {pieteikums.nr: case.ref, pieteikums.datums: received_on, termins: due.documents}\n"


def test_finds_a_decision_without_its_letter() -> None:
    silent = (AWARD, AWARD.replace(", letter: award", ""))
    unused = ("  award:\n    template: award\n    variables: {summa: amount}\n", "")
    assert_found(silent, unused, code="decision-without-letter", at="{state: ▸awarded, when", trigger="assess")


def test_a_told_decision_has_its_letter_in_the_case_that_tells_it() -> None:
    told = """\
  - trigger: uphold
    label: {lv: Atstāt spēkā, en: Uphold}
    from: [submitted]
    told: true
    to: [{state: awarded}]
letters:
"""
    assert findings_of({**FILES, GRANT: replaced(FILES[GRANT], "letters:\n", told)}) == []


def test_finds_a_template_that_is_not_there() -> None:
    assert_found(
        ("template: award", "template: praise"), code="unknown-template", at="template: ▸praise", template="praise"
    )


def test_finds_a_letter_that_no_branch_uses() -> None:
    extra = ("letters:\n", "letters:\n  spare: {template: award, variables: {summa: amount}}\n")
    assert_found(extra, code="unused-letter", at="▸spare:", letter="spare")


def test_finds_a_series_that_the_programme_does_not_keep() -> None:
    path = "letters/trial/award.typ"
    text = replaced(FILES[path], "series: letters", "series: praises")
    found = findings_of({**FILES, path: text})
    assert [(each.code, str(each.place)) for each in found] == [("unknown-series", f"{path}:1:1")]


def test_finds_a_variable_that_nothing_supplies() -> None:
    less = (RECEIPT, "    variables: {}\n")
    assert_found(less, code="variable-missing", at="  ▸receipt:\n", variable="sanemts", letter="receipt")


def test_finds_a_part_of_a_record_that_nothing_supplies() -> None:
    less = (REQUEST, REQUEST.replace("pieteikums.nr: case.ref, ", ""))
    assert_found(less, code="variable-missing", at="  ▸request:\n", variable="pieteikums.nr")


def test_finds_a_variable_that_the_letter_does_not_have() -> None:
    more = (RECEIPT, "    variables: {sanemts: received_on, sanemta: received_on}\n")
    assert_found(more, code="variable-unknown", at="▸sanemta", known="a, sanemts, programma_lok")


def test_finds_a_part_that_the_record_does_not_have() -> None:
    more = (REQUEST, REQUEST.replace("pieteikums.nr:", "pieteikums.gads: 2024, pieteikums.nr:"))
    assert_found(more, code="variable-unknown", at="▸pieteikums.gads", variable="pieteikums.gads")


@pytest.mark.parametrize("wrong", ["name", "min(1, 2)", "amount is None", "2024"])
def test_finds_a_variable_of_another_type(wrong: str) -> None:
    other = ("    variables: {summa: amount}\n", f'    variables: {{summa: "{wrong}"}}\n')
    assert_found(other, code="variable-type", at=f'summa: ▸"{wrong}"', wanted="money")


def test_finds_a_variable_that_one_path_leaves_empty() -> None:
    unasked = ("    requires: amount is not None\n", "")
    guarded = ("when: amount <= P.limit", "when: name == 'A'")
    assert_found(
        unasked,
        guarded,
        code="variable-may-be-missing",
        at="summa: ▸amount}\n  refusal",
        trigger="assess",
        state="awarded",
    )


def test_a_field_filled_on_every_way_needs_no_guard() -> None:
    assert "variables: {sanemts: received_on, summa: amount}" in FILES[GRANT]  # filled by `open`, two moves before
    assert findings_of(FILES) == []


def test_finds_a_field_that_a_form_on_the_way_may_empty_again() -> None:
    emptied = ("    edits: [amount]\n", "    edits: [amount, received_on]\n")
    text = replaced(FILES[GRANT], *emptied)
    found = findings_of({**FILES, GRANT: text})
    told = {(each.code, each.message.args["variable"], each.message.args["trigger"]) for each in found}
    assert told == {
        ("variable-may-be-missing", "pieteikums.datums", "ask_documents"),
        ("variable-may-be-missing", "sanemts", "assess"),
        ("variable-may-be-missing", "sanemts", "propose_refusal"),
    }


def test_finds_the_last_day_of_a_deadline_that_does_not_run_there() -> None:
    other = (REQUEST, REQUEST.replace("due.documents", "due.contract"))
    assert_found(other, code="variable-may-be-missing", at="termins: ▸due.contract", state="awaiting_documents")


def test_finds_a_text_that_the_organisation_need_not_hold() -> None:
    path = "workflows/trial/programme.yaml"
    text = replaced(FILES[path], "  programma_lok: {lv: Programma, en: Programme}", "  cits: {lv: Cits, en: Other}")
    found = findings_of({**FILES, path: text})
    assert [(each.code, each.message.args["variable"]) for each in found] == [("variable-missing", "programma_lok")]


def test_finds_what_is_wrong_with_a_letter_itself() -> None:
    path = "letters/trial/award.typ"
    found = findings_of({**FILES, path: replaced(LETTERS["award.typ"], "kind: certificate", "kind: info")})
    assert {each.place.path for each in found} == {path}
    assert {each.code for each in found} == {"part-missing", "one-complaint"}
