"""A move that gives a deadline more time, stays where the case is, and writes the letter that says so (L-X-15)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from caseflow.engine.answers import RecordedAnswers
from caseflow.engine.facts import Move
from caseflow.engine.findings import BadDefinition
from caseflow.engine.outcome import Outcome
from caseflow.engine.workflow import Workflow
from tests.engine.cases import HEAD, OFFICER, Case, changed, codes, load, submitted

PROLONG = """  - trigger: prolong
    label: {lv: Pagarināt, en: Prolong}
    from: [examined, waiting]
    roles: [head]
    reason: required
    form: {days: {type: integer, required: true}}
    extends: {deadline: contact, working_days: form.days}
    to: [{letter: prolonged}]

  - trigger: lapse
"""
LETTERS = """letters:
  prolonged:
    template: prolonged
    variables:
      {bija: extension.was_due, ir: extension.due, pedeja: extension.latest, iemesls: extension.reason, t: due.contact}
"""
CONTACT = "    term: 20 working days\n"
CHANGES = ("  - trigger: lapse\n", PROLONG, "letters:\n", LETTERS, CONTACT, CONTACT + "    cap: 30 working days\n")


@cache
def workflow(*more: str) -> Workflow:
    text = changed(*CHANGES)
    for old, new in zip(more[::2], more[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load(text)


def begun(*more: str) -> Case:
    """A case submitted on Monday, 4 March 2024; the merchant is to be contacted by Wednesday, 3 April."""
    case = submitted("2024-03-04", workflow(*more))
    assert case.due("contact") == date(2024, 4, 3)
    return case


def prolonged(case: Case, **form: Any) -> Outcome:
    return case.do("prolong", form, HEAD, reason="Sarežģīta lieta.")


@pytest.mark.parametrize("state", ["examined", "waiting"])
def test_the_deadline_gets_more_time_and_the_case_stays_where_it_is(state: str) -> None:
    case = begun()
    if state == "waiting":
        case.do("ask", reason="jautājums")
    outcome = prolonged(case.on("2024-03-06"), days=25)
    assert (outcome.state, case.facts.state) == (state, state)
    assert [(e.deadline.name, e.how) for e in outcome.ended] == [("contact", "extended")]
    assert case.deadline("contact").extended_to == "25 working days"
    assert case.deadline("contact").anchor == date(2024, 3, 4)
    assert case.due("contact") == date(2024, 4, 10)


def test_the_letter_names_the_old_day_the_new_one_the_latest_and_the_reason() -> None:
    (letter,) = prolonged(begun(), days=25).letters
    assert letter.context == {
        "bija": date(2024, 4, 3),
        "ir": date(2024, 4, 10),
        "pedeja": date(2024, 4, 17),
        "iemesls": "Sarežģīta lieta.",
        "t": date(2024, 4, 10),
    }


def test_more_than_the_cap_no_more_at_all_and_no_reason_are_refused() -> None:
    case = begun()
    for days, code in ((31, "beyond-cap"), (20, "not-longer"), (5, "not-longer"), (0, "bad-term"), (-1, "bad-term")):
        assert codes(case.ask("prolong", {"days": days}, HEAD, reason="Sarežģīta lieta.")) == [code]
    assert codes(case.ask("prolong", {"days": 25}, HEAD)) == ["reason-missing"]
    assert codes(case.ask("prolong", {"days": 25}, OFFICER, reason="Lieta.")) == ["role"]
    prolonged(case, days=25)
    prolonged(case, days=30)  # the cap counts from day 0, however often it is extended
    assert codes(case.ask("prolong", {"days": 31}, HEAD, reason="Lieta.")) == ["beyond-cap"]


def test_it_may_be_extended_to_a_day_and_a_standstill_then_moves_that_day() -> None:
    case = begun(
        "form: {days: {type: integer", "form: {days: {type: date", "working_days: form.days", "until: form.days"
    )
    prolonged(case, days=date(2024, 4, 9))
    assert case.due("contact") == date(2024, 4, 9)
    assert codes(case.ask("prolong", {"days": date(2024, 4, 18)}, HEAD, reason="Lieta.")) == ["beyond-cap"]
    assert codes(case.ask("prolong", {"days": date(2024, 4, 9)}, HEAD, reason="Lieta.")) == ["not-longer"]


def test_it_replays_from_the_record() -> None:
    case = begun().on("2024-03-06")
    facts = case.facts_for(HEAD)
    outcome = prolonged(case, days=25)
    case.state = case.state.with_(facts=facts)
    recorded = RecordedAnswers(outcome.answers)
    again = case.step(Move("prolong", {"days": 25}, reason="Sarežģīta lieta."), HEAD, recorded)
    assert isinstance(again, Outcome)
    assert again.record() == outcome.record()
    assert recorded.unasked() == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("    reason: required\n    form: {days", "    form: {days"), "extends-without-reason"),
        (("extends: {deadline: contact", "extends: {deadline: reply"), "not-extendable"),
        (("extends: {deadline: contact", "extends: {deadline: decision"), "extends-idle"),
        (("extends: {deadline: contact", "extends: {deadline: contacts"), "not-extendable"),
        (("    to: [{letter: prolonged}]", "    to: [{state: granted, letter: prolonged}]"), "extends-idle"),
        (("working_days: form.days}", "working_days: form.days, days: form.days}"), "shape"),
        (("working_days: form.days}", "until: form.days}"), "wrong-type"),
        (("    edits: [remark]\n    to: [{state: draft}]", "    edits: [remark]\n    to: [{}]"), "stays-nowhere"),
    ],
)
def test_a_move_that_cannot_extend_is_found(more: tuple[str, str], code: str) -> None:
    with pytest.raises(BadDefinition) as bad:
        workflow(*more)
    assert code in [finding.code for finding in bad.value.findings]


def test_the_deadline_of_the_definition_is_lengthened_by_hand_as_before() -> None:
    case = begun()
    case.do("extend", {"deadline": "contact", "to": "25 working days"}, HEAD, reason="Lieta.")
    assert case.due("contact") == date(2024, 4, 10)
