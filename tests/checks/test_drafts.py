"""Letters that wait for a signature: drafted before, and never left lying."""

from __future__ import annotations

from tests.checks.good import FILES, LETTERS, assert_found, findings_of, replaced

GRANT = "workflows/trial/grant.yaml"
RETURN = "    discards: [refusal]\n    to: [{state: submitted}]\n"


def test_finds_a_signature_where_one_way_brings_no_draft() -> None:
    silent = ("      - {state: refusal_proposed, letter: refusal}\n", "      - {state: refusal_proposed}\n")
    text = replaced(FILES[GRANT], *silent)
    found = findings_of({**FILES, GRANT: text})
    assert [each.code for each in found] == ["signs-undrafted"]
    assert found[0].message.args == {"letter": "refusal", "states": "refusal_proposed"}


def test_finds_a_signature_under_a_letter_that_does_not_exist() -> None:
    wrong = ("    signs: [refusal]\n", "    signs: [refusal, refusel]\n")
    assert_found(wrong, code="signs-undrafted", at="[refusal, ▸refusel]", letter="refusel")


def test_finds_a_signature_under_a_letter_that_goes_out_by_itself() -> None:
    wrong = (
        "    from: [awarded]\n    roles: [officer]\n",
        "    from: [awarded]\n    roles: [head]\n    not_by: [assess]\n    signs: [award]\n",
    )
    assert_found(wrong, code="signs-automatic", at="signs: [▸award]", letter="award")


def test_finds_a_letter_discarded_where_nobody_drafts_it() -> None:
    wrong = (
        "    from: [awarded]\n    roles: [officer]\n",
        "    from: [awarded]\n    roles: [officer]\n    discards: [refusal]\n",
    )
    assert_found(wrong, code="discards-undrafted", at="officer]\n    discards: [▸refusal]", letter="refusal")


def test_a_letter_may_be_discarded_where_only_one_way_drafts_it() -> None:
    wider = (
        "    from: [refusal_proposed]\n    roles: [head]\n    discards",
        "    from: [refusal_proposed, submitted]\n    roles: [head]\n    discards",
    )
    assert findings_of({**FILES, GRANT: replaced(FILES[GRANT], *wider)}) == []


def test_finds_a_case_closed_over_an_unsigned_letter() -> None:
    closing = (RETURN, "    to: [{state: refused}]\n")
    assert_found(closing, code="draft-left-open", at=CLOSED, letters="refusal")


CLOSED = (
    "    label: {lv: Atdot, en: Return}\n    from: [refusal_proposed]\n    roles: [head]\n    to: [▸{state: refused}]"
)


def test_finds_a_draft_carried_past_the_move_that_would_sign_it() -> None:
    carried = (RETURN, "    to: [{state: submitted}]\n")
    text = replaced(FILES[GRANT], *carried)
    found = findings_of({**FILES, GRANT: text})
    assert {each.code for each in found} == {"draft-left-open"}
    assert {each.message.args["trigger"] for each in found} == {"finish", "lapse"}


def test_finds_a_last_day_told_before_the_day_of_signing() -> None:
    variables = (
        "    variables: {sanemts: received_on, summa: amount}\n",
        "    variables: {sanemts: due.documents if due.documents is not None else received_on, summa: amount}\n",
    )
    text = replaced(FILES[GRANT], *variables)
    found = findings_of({**FILES, GRANT: text})
    assert {(each.code, each.message.args["trigger"]) for each in found} == {
        ("date-before-signing", "assess"),
        ("date-before-signing", "propose_refusal"),
    }


def test_finds_a_decision_that_goes_out_without_a_signature() -> None:
    decision = LETTERS["award.typ"].replace("certificate", "decision").replace("APLIECĪBA", "LĒMUMS")
    body = (
        '<% extends "_shared/layout.typ" %><% block kopsavilkums %><< summa|eur >>'
        '<% include "_shared/phrases/S5.typ" %><% endblock %>'
    )
    files = {
        **FILES,
        "letters/trial/award.typ": replaced(decision, "<< summa|eur >>", body),
        "letters/_shared/layout.typ": "<% block kopsavilkums %><% endblock %>\n",
        "letters/_shared/phrases/S5.typ": "Lēmumu var apstrīdēt.\n",
    }
    assert [(each.code, each.message.args["letter"]) for each in findings_of(files)] == [("decision-unsigned", "award")]
