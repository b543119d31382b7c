"""Deadlines that count from a letter: it is written and signed on each way in, and only acts take effect."""

from __future__ import annotations

from tests.checks.good import FILES, assert_found, findings_of, replaced

GRANT = "workflows/trial/grant.yaml"
DURING = "    during: [awaiting_documents]\n"
DOCUMENTS = DURING + '    term: 10 working days\n    calendar: both sides\n    from: "on"\n'


def counted(anchor: str) -> tuple[str, str]:
    """The deadline of the documents with another day 0."""
    return DOCUMENTS, DOCUMENTS.replace('"on"', anchor)


COUNTED = counted("delivered.request")


def test_a_deadline_may_count_from_a_letter_that_each_way_in_writes() -> None:
    assert findings_of({**FILES, GRANT: replaced(FILES[GRANT], *COUNTED)}) == []


def test_finds_a_way_in_without_the_letter() -> None:
    silent = (
        "    to: [{state: submitted, letter: receipt}]\n",
        "    to: [{state: awaiting_documents, when: amount is None}, {state: submitted, letter: receipt}]\n",
    )
    text = replaced(replaced(FILES[GRANT], *COUNTED), *silent)
    found = [each for each in findings_of({**FILES, GRANT: text}) if each.code == "counted-letter-missing"]
    assert [each.message.args["trigger"] for each in found] == ["open"]


def test_finds_a_letter_that_is_signed_later_than_the_deadline_begins() -> None:
    text = replaced(FILES[GRANT], *counted("delivered.refusal"))
    text = replaced(text, DURING, "    during: [awaiting_documents, refusal_proposed]\n")
    found = [each for each in findings_of({**FILES, GRANT: text}) if each.code.startswith("counted")]
    assert {(each.code, each.message.args["trigger"]) for each in found} == {
        ("counted-letter-missing", "ask_documents"),
        ("counted-letter-unsigned", "assess"),
    }


def test_finds_an_effect_of_what_is_no_act() -> None:
    assert_found(counted("effective.request"), code="effect-of-no-act", at="from: ▸effective.request", letter="request")
