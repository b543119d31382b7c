"""Deadlines that count from a letter: stated when it is written, the later of that and delivery once it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from caseflow.engine import notices
from caseflow.engine.facts import Move
from caseflow.engine.findings import BadDefinition
from caseflow.engine.outcome import Outcome
from caseflow.engine.workflow import Workflow
from tests.engine.cases import CLOCK, HEAD, Case, changed, live, load, submitted

REPLY = "    term: 10 working days\n    calendar: LV-STAT\n    opens:\n      edge: at once"
WARNS = "    warns: [{before: 3 working days, task: {task: soon, label: {lv: A, en: A}, role: officer}}]\n"
COUNTED = "    from: delivered.request\n" + WARNS
ASKED = "    reason: required\n    to: [{state: waiting}]\n"
LETTER = "letters:\n  request: {template: request, variables: {termins: due.reply}}\n"
ID = "11111111-1111-4111-8111-111111111111"


@cache
def workflow(*, signed: bool = False) -> Workflow:
    """The small workflow, whose `ask` writes a letter from whose delivery the reply is due."""
    ask = "    signs: [request]\n" if signed else ""
    return load(
        changed(
            REPLY, COUNTED + REPLY,
            ASKED, f"{ask}    to: [{{state: waiting, letter: request}}]\n",
            "letters:\n", LETTER,
        )
    )  # fmt: skip


def asked(on: str, *, signed: bool = False, channel: str = "e_address") -> Case:
    """A case whose letter was written on that day."""
    case = submitted("2024-03-04", workflow(signed=signed))
    facts = case.facts.with_(organisation={**case.facts.organisation, "presumption": channel})
    case.state = case.state.with_(facts=facts)
    case.on(on).do("ask")
    return case


def told(case: Case, trigger: str, on: str, **form: Any) -> Outcome:
    """The case hears what became of the letter."""
    case.on(on)
    about = {"letter": ID, "code": "L", notices.NEWEST_OF: "request", **form}
    actor = CLOCK if trigger in (notices.SENT, notices.FAILED) else HEAD
    reason = "adresāta vairs nav" if trigger in notices.NEED_REASON else None
    outcome = case.step(Move(trigger, about, reason=reason), actor, live())
    assert isinstance(outcome, Outcome), outcome
    case.make(outcome, actor)
    return outcome


def due(case: Case) -> tuple[str, str]:
    """From which day the reply counts, and its last day."""
    found = case.deadline("reply")
    return str(found.anchor), str(found.due_on)


def stated(case: Case) -> str:
    """The last day that the letter tells its addressee."""
    (letter,) = case.outcomes[-1].letters
    return str(letter.context["termins"])


def test_the_letter_states_the_day_counted_from_its_expected_delivery() -> None:
    case = asked("2024-03-15", signed=True)  # E-0312: signed on Friday, so planned for Monday, delivered on Wednesday
    assert due(case) == ("2024-03-20", "2024-04-05")
    assert stated(case) == "2024-04-05"


@pytest.mark.parametrize(
    ("sent", "delivered", "until"),
    [("2024-03-15", "2024-03-19", "2024-04-05"), ("2024-03-22", "2024-03-26", "2024-04-11")],
)
def test_the_term_runs_to_the_stated_day_or_later_if_delivered_later(sent: str, delivered: str, until: str) -> None:
    case = asked("2024-03-15", signed=True)  # E-0312
    outcome = told(case, notices.SENT, sent, channel="e_address")
    assert due(case) == (delivered, until)
    assert [e.how for e in outcome.ended] == ["restarted"]
    assert outcome.state == "waiting"


@pytest.mark.parametrize(
    ("channel", "delivered", "until"),
    [
        ("e_address", "2024-03-19", "2024-04-04"),
        ("secure_email", "2024-03-19", "2024-04-04"),
        ("registered_mail", "2024-03-22", "2024-04-09"),
        ("ordinary_mail", "2024-03-23", "2024-04-09"),
    ],
)
def test_an_automatic_letter_is_planned_for_the_day_of_its_move_and_each_channel_has_its_days(
    channel: str, delivered: str, until: str
) -> None:
    assert due(asked("2024-03-15", channel=channel)) == (delivered, until)


def test_a_letter_without_presumption_counts_as_if_it_had_been_signed() -> None:
    case = asked("2024-03-15")
    outcome = told(case, notices.SENT, "2024-03-18", channel="none")
    assert due(case) == ("2024-03-20", "2024-04-05")
    assert [d.name for d in outcome.started] == ["reply"]  # and nothing is presumed of the letter itself


def test_a_letter_handed_over_in_person_counts_from_that_day_but_not_before_the_stated_one() -> None:
    case = asked("2024-03-15")
    told(case, notices.SENT, "2024-03-15", channel="in_person")
    assert due(case) == ("2024-03-15", "2024-04-04")


@pytest.mark.parametrize("trigger", sorted(notices.UNDELIVERED))
def test_a_letter_that_did_not_arrive_is_expected_anew_and_counts_from_its_new_sending(trigger: str) -> None:
    case = asked("2024-03-15")
    told(case, notices.SENT, "2024-03-15", channel="e_address")
    assert due(case) == ("2024-03-19", "2024-04-04")
    told(case, trigger, "2024-03-25")
    assert due(case) == ("2024-03-28", "2024-04-15")  # sent again on Tuesday at the earliest
    told(case, notices.SENT, "2024-04-02", channel="e_address")
    assert due(case) == ("2024-04-04", "2024-04-18")


def test_news_of_an_older_letter_of_that_name_moves_nothing() -> None:
    case = asked("2024-03-15")
    before = case.deadline("reply")
    told(case, notices.SENT, "2024-03-22", channel="e_address", **{notices.NEWEST_OF: None})
    told(case, notices.RETURNED, "2024-03-25", **{notices.NEWEST_OF: "another"})
    assert case.deadline("reply") == before


def test_a_new_letter_of_that_name_states_a_new_day() -> None:
    case = asked("2024-03-15")
    told(case, notices.SENT, "2024-03-22", channel="e_address")
    case.on("2024-03-27").do("answer")
    case.on("2024-04-03").do("ask")
    assert due(case) == ("2024-04-05", "2024-04-19")
    assert stated(case) == "2024-04-19"


def test_a_standstill_stops_the_term_and_the_stated_day_and_delivery_meanwhile_counts() -> None:
    case = asked("2024-03-15")  # due 04-04
    case.on("2024-03-20").do("suspend", reason="tiesa")
    assert due(case) == ("2024-03-19", "None")
    told(case, notices.SENT, "2024-03-22", channel="e_address")
    assert due(case) == ("2024-03-26", "None")
    case.on("2024-03-27").do("resume")
    # Delivered on the 26th: one of the ten days stood still, so 04-11 becomes 04-12. The stated day moves as well.
    assert due(case) == ("2024-03-26", "2024-04-12")


def test_who_was_warned_is_not_warned_again_when_the_last_day_stays() -> None:
    case = asked("2024-03-15", signed=True)
    (warning,) = [at for at, what in case.deadline("reply").edges if what == "warn 0"]
    passed = case.on(warning.date()).step(
        Move("deadline_warned", {"deadline": case.deadline("reply").id, "edge": "warn 0"}), CLOCK, live()
    )
    assert isinstance(passed, Outcome)
    case.make(passed, CLOCK)
    told(case, notices.SENT, "2024-03-15", channel="e_address")
    assert due(case) == ("2024-03-19", "2024-04-05")
    assert [what for _, what in case.deadline("reply").edges] == ["expire"]


def test_a_correction_and_other_moves_leave_the_count_alone() -> None:
    case = asked("2024-03-15")
    told(case, notices.SENT, "2024-03-22", channel="e_address")
    before = case.deadline("reply")
    case.on("2024-03-25").do("correct", {"remark": "labots"}, reason="kļūda")
    assert case.deadline("reply") == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (("delivered.request", "delivered.requests"), "unknown-letter"),
        (("from: delivered.request", "from: delivered.request\n    kind: fixed"), "not-from-delivery"),
        (("from: delivered.request", "from: delivered"), "unknown-name"),
    ],
)
def test_a_deadline_counts_from_a_letter_that_there_is(changes: tuple[str, str], code: str) -> None:
    text = changed(REPLY, COUNTED + REPLY, "letters:\n", LETTER).replace(*changes)
    with pytest.raises(BadDefinition) as bad:
        load(text)
    assert code in [finding.code for finding in bad.value.findings]


def test_the_record_of_a_run_says_before_which_day_it_does_not_end() -> None:
    record: Mapping[str, Any] = asked("2024-03-15").outcomes[-1].record()
    (run,) = [each for each in record["started"] if each["name"] == "reply"]
    assert run["not_before"] == run["due_on"] == "2024-04-04"
