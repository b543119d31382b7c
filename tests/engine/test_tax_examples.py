"""The worked examples of the tax check, E-0401 to E-0408, stepped on the real workflow of a merchant's case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from caseflow.clock import riga_date
from caseflow.engine.outcome import Outcome, Refusal
from tests.engine.cases import HEAD, OFFICER, Case, beneficiary, codes, morning

LINE = {
    "employee": {"vault": "1"},
    "person_code": {"vault": "2"},
    "course": "Datu drošība",
    "provider": "SIA “Kursi”",
    "starts_on": date(2024, 6, 3),
    "ends_on": date(2024, 6, 7),
    "net": Decimal("480.00"),
    "vat": Decimal("100.80"),
}
APPLICATION: Mapping[str, Any] = {
    "round": "r2",
    "applicant": "00000000-0000-4000-8000-000000000001",
    "size": "small",
    "region": "vidzeme",
    "description": "Biroja darbinieku digitālās prasmes.",
    "needs": None,
    "location": "Cēsis",
    "starts_on": date(2024, 6, 3),
    "ends_on": date(2024, 6, 28),
    "regime": "gber",
    "aid_asked": Decimal("336.00"),
    "lines": [LINE],
}


def submitted_at(at: datetime) -> Case:
    case = Case(beneficiary(), at)
    case.do("open", APPLICATION)
    case.do("submit")
    return case


def checked(case: Case, total: str, *extensions: tuple[str, str], data: date | None = None) -> Outcome | Refusal:
    form = {
        "total_debt": Decimal(total),
        "extensions": [{"amount": Decimal(a), "decided_on": date.fromisoformat(d)} for a, d in extensions] or None,
        "data_date": data or riga_date(case.at),
        "printout": "a" * 64,
        "sheets": 1,
        "early": "x",  # these examples are of the debt; when it is checked is E-0407
    }
    answer = case.ask("record_tax_check", form)
    if isinstance(answer, Outcome):
        case.make(answer, OFFICER)
    return answer


def reached(answer: Outcome | Refusal) -> str:
    assert isinstance(answer, Outcome), answer
    return answer.state


@pytest.mark.parametrize(("social", "state"), [("40.00", "tax_checked"), ("40.02", "refusal_proposed")])
def test_e_0401_all_debts_count_together_and_150_00_is_allowed(social: str, state: str) -> None:
    total = Decimal("61.37") + Decimal("48.63") + Decimal(social)
    outcome = checked(submitted_at(morning("2024-03-04")), str(total))
    assert reached(outcome) == state


def test_e_0401_the_refusal_waits_for_another_persons_signature() -> None:
    case = submitted_at(morning("2024-03-04"))
    outcome = checked(case, "150.02")
    assert isinstance(outcome, Outcome)
    (letter,) = outcome.letters
    assert letter.template == "refusal_tax_debt"
    assert letter.context["parsniegums"] == Decimal("0.02")
    assert codes(case.ask("sign_refusal", actor=replace(HEAD, id=OFFICER.id))) == ["four-eyes"]
    signed = case.do("sign_refusal", actor=HEAD)
    assert (signed.state, signed.signed) == ("refused", ("refusal_tax_debt",))


def test_e_0402_an_extension_decided_on_the_reference_day_counts() -> None:
    case = submitted_at(morning("2024-03-04"))
    assert reached(checked(case, "812.45", ("662.45", "2024-03-04"))) == "tax_checked"
    assert case.facts.data["tax_net"] == "150.00"


def test_e_0403_an_extension_decided_later_does_not_help() -> None:
    case = submitted_at(morning("2024-03-04"))
    outcome = checked(case, "700.00", ("300.00", "2024-03-03"), ("280.00", "2024-03-05"))
    assert reached(outcome) == "refusal_proposed"
    assert case.facts.data["tax_net"] == "400.00"


def test_e_0404_a_clarification_cancels_the_check_and_starts_another() -> None:
    case = submitted_at(morning("2022-09-14"))
    assert case.due("tax_check") == date(2022, 9, 16)
    outcome = case.on("2022-09-15").do("record_clarification")
    assert {e.deadline.name: e.how for e in outcome.ended} == {"tax_check": "restarted", "decision": "restarted"}
    assert case.facts.data["reference_day"] == "2022-09-15"
    assert case.due("tax_check") == date(2022, 9, 19)
    assert reached(checked(case.on("2022-09-19"), "140.00")) == "tax_checked"


def test_e_0405_each_clarification_has_its_own_check_and_the_last_one_decides() -> None:
    case = submitted_at(morning("2023-02-06"))
    due = [case.due("tax_check")]
    assert reached(checked(case.on("2023-02-08"), "0.00")) == "tax_checked"
    case.on("2023-02-14").do("record_clarification")
    due.append(case.due("tax_check"))
    assert reached(checked(case.on("2023-02-16"), "0.00")) == "tax_checked"
    case.on("2023-02-21").do("record_clarification")
    due.append(case.due("tax_check"))
    assert reached(checked(case.on("2023-02-23"), "163.30")) == "refusal_proposed"
    assert due == [date(2023, 2, 8), date(2023, 2, 16), date(2023, 2, 23)]


def test_e_0406_half_past_midnight_in_riga_is_the_next_day() -> None:
    case = submitted_at(datetime(2022, 9, 14, 21, 30, tzinfo=UTC))
    assert case.facts.data["reference_day"] == "2022-09-15"
    assert case.due("tax_check") == date(2022, 9, 19)


def test_e_0406_one_second_before_midnight_in_riga_is_still_the_same_day() -> None:
    case = submitted_at(datetime(2022, 9, 14, 20, 59, 59, tzinfo=UTC))
    assert case.facts.data["reference_day"] == "2022-09-14"


def test_e_0407_the_check_opens_on_its_day_and_is_overdue_the_day_after() -> None:
    case = submitted_at(morning("2021-10-08"))
    edges = {what: at for at, what in case.deadline("tax_check").edges}
    assert edges == {
        "open": datetime(2021, 10, 11, 21, tzinfo=UTC),
        "expire": datetime(2021, 10, 12, 21, tzinfo=UTC),
    }


def test_e_0408_data_older_than_the_reference_day_prove_nothing() -> None:
    case = submitted_at(morning("2023-06-05")).on("2023-06-07")
    refusal = checked(case, "0.00", data=date(2023, 5, 26))
    assert codes(refusal) == ["demands"]
    assert isinstance(refusal, Refusal)
    assert refusal.reasons[0].rule == "B-TAX-06"
    assert case.facts.state == "submitted"
    assert reached(checked(case, "0.00", data=date(2023, 6, 7))) == "tax_checked"


def test_an_application_that_lacks_a_part_is_not_registered() -> None:
    case = Case(beneficiary(), morning("2024-03-04"))
    case.do("open", {**APPLICATION, "lines": []})
    assert codes(case.ask("submit")) == ["requires"]
    case.do("edit", {**APPLICATION})
    assert reached(case.ask("submit")) == "submitted"


def test_a_refusal_that_is_returned_starts_the_term_of_the_check_again_but_not_of_the_decision() -> None:
    case = submitted_at(morning("2024-03-04"))
    checked(case, "150.01")
    decision = case.deadline("decision")
    case.on("2024-03-06").do("return_refusal", actor=HEAD, reason="trūkst izdrukas")
    assert case.due("tax_check") == date(2024, 3, 8)
    assert case.deadline("decision") == decision
