"""Recorded answers say what live ones said, in the same order, and notice every other question."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.calendar import Term
from caseflow.engine.answers import Answers, Difference, RecordedAnswers
from caseflow.engine.codec import canonical
from caseflow.engine.facts import Move
from caseflow.engine.outcome import Outcome
from caseflow.rules import MissingFigure
from tests.engine.cases import HEAD, OFFICER, Case, live, morning, submitted
from tests.engine.test_tax_examples import checked, submitted_at

DAY = date(2024, 3, 4)
DEBT = {"net_tax_debt": Decimal("150.01")}
INTERVALS = ((date(2024, 3, 5), date(2024, 3, 6)), (date(2024, 3, 7), None))


def stored(record: list[Any]) -> list[Any]:
    """The record as an event keeps it."""
    found = json.loads(canonical({"answers": record}))["answers"]
    assert isinstance(found, list)
    return found


def dates(answers: Answers, anchor: date = DAY, **parts: Any) -> Any:
    asked = {"calendar": "LV-STAT", "intervals": (), "extended_to": None, "edges": ("start of last day",), **parts}
    return answers.dates(Term.parse("2 working days"), anchor, **asked)


def test_a_recorded_rule_gives_the_outcome_reasons_and_figures_that_it_gave() -> None:
    first = live()
    answer = first.rule("tax_debt_within_limit", DEBT, DAY)
    again = RecordedAnswers(stored(first.record)).rule("tax_debt_within_limit", DEBT, DAY)
    assert again == answer
    assert again.reasons[0].figures[0].key == "P.tax.limit"


def test_a_recorded_computation_gives_its_value() -> None:
    asked = {"total_debt": Decimal("1.00"), "extensions": [], "reference_day": DAY}
    first = live()
    answer = first.rule("net_tax_debt", asked, DAY)
    assert RecordedAnswers(stored(first.record)).rule("net_tax_debt", asked, DAY) == answer


@pytest.mark.parametrize("key", ["P.tax.limit", "P.tax.check_wd", "P.B.elig_end", "P.ben.types", "P.int.topup"])
def test_a_recorded_figure_keeps_its_value_and_type(key: str) -> None:
    first = live()
    value = first.figure(key, DAY)
    again = RecordedAnswers(stored(first.record)).figure(key, DAY)
    assert (again, type(again)) == (value, type(value))


@pytest.mark.parametrize("parts", [{}, {"intervals": INTERVALS}, {"intervals": INTERVALS[:1]}])
def test_recorded_dates_are_those_that_were_counted(parts: dict[str, Any]) -> None:
    first = live()
    found = dates(first, **parts)
    assert dates(RecordedAnswers(stored(first.record)), **parts) == found


def test_a_figure_without_a_value_on_the_day_names_key_and_day() -> None:
    with pytest.raises(MissingFigure, match=r"P\.dm2831\.ceiling has no value on 2020-01-01"):
        live().figure("P.dm2831.ceiling", date(2020, 1, 1))


def test_another_question_is_a_difference() -> None:
    first = live()
    first.rule("tax_debt_within_limit", DEBT, DAY)
    record = stored(first.record)
    questions: list[Callable[[Answers], object]] = [
        lambda a: a.rule("tax_debt_within_limit", {"net_tax_debt": Decimal("150.02")}, DAY),
        lambda a: a.rule("tax_debt_within_limit", DEBT, date(2024, 3, 5)),
        lambda a: a.rule("tax_data_usable", DEBT, DAY),
        lambda a: a.figure("P.tax.limit", DAY),
        dates,
    ]
    for question in questions:
        with pytest.raises(Difference, match="on record"):
            question(RecordedAnswers(record))


def test_the_same_questions_in_another_order_are_a_difference() -> None:
    first = live()
    first.figure("P.tax.limit", DAY)
    first.figure("P.tax.check_wd", DAY)
    with pytest.raises(Difference):
        RecordedAnswers(stored(first.record)).figure("P.tax.check_wd", DAY)


def test_a_question_beyond_the_record_is_a_difference_and_what_was_not_asked_is_left_over() -> None:
    first = live()
    first.figure("P.tax.limit", DAY)
    first.figure("P.tax.check_wd", DAY)
    answers = RecordedAnswers(stored(first.record))
    answers.figure("P.tax.limit", DAY)
    assert [entry["figure"] for entry in answers.unasked()] == ["P.tax.check_wd"]
    answers.figure("P.tax.check_wd", DAY)
    assert answers.unasked() == []
    with pytest.raises(Difference, match="not on record"):
        answers.figure("P.tax.limit", DAY)


@pytest.mark.parametrize("changed", ["term", "anchor", "calendar", "intervals", "extended_to", "edges"])
def test_every_part_of_a_question_of_dates_is_compared(changed: str) -> None:
    first = live()
    dates(first)
    (entry,) = stored(first.record)
    entry[changed] = "something else"
    with pytest.raises(Difference):
        dates(RecordedAnswers([entry]))


def replayed(case: Case, before: Case, outcome: Outcome, move: Move, actor: Any = OFFICER) -> None:
    answers = RecordedAnswers(stored(list(outcome.answers)))
    again = before.step(move, actor, answers)
    assert isinstance(again, Outcome)
    assert again.record() == outcome.record()
    assert answers.unasked() == []
    assert case.facts.seq == before.facts.seq + 1


def test_a_refusing_tax_check_replays_from_its_record() -> None:
    at = submitted_at(morning("2024-03-04"))
    before = submitted_at(morning("2024-03-04"))
    outcome = checked(at, "163.30", ("10.00", "2024-03-01"))
    assert isinstance(outcome, Outcome)
    form = {
        "total_debt": Decimal("163.30"),
        "extensions": [{"amount": Decimal("10.00"), "decided_on": date(2024, 3, 1)}],
        "data_date": date(2024, 3, 4),
        "printout": "a" * 64,
        "sheets": 1,
        "early": "x",
    }
    replayed(at, before, outcome, Move("record_tax_check", form))


def test_a_suspension_and_an_extension_replay_from_their_record() -> None:
    for move in (
        Move("suspend", {}, reason="x"),
        Move("extend", {"deadline": "decision", "to": "45 working days"}, reason="x"),
    ):
        case, before = submitted("2024-03-04"), submitted("2024-03-04")
        outcome = case.do(move.trigger, move.form, HEAD, reason=move.reason)
        replayed(case, before, outcome, move, HEAD)
