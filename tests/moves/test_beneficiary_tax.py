"""B-FB from draft to tax-checked, proposed refusal, refusal and withdrawal."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from caseflow.moves import Done, Refused
from tests.moves.reading import case, deadlines, events, letters, replayed, rows
from tests.world import World

MONDAY = "2024-03-04"


def codes(result: object) -> list[str]:
    assert isinstance(result, Refused), result
    return [reason.code for reason in result.reasons]


def test_an_application_is_submitted_with_its_receipt_and_its_clocks(world: World) -> None:
    ref = world.opened()
    done = world.do("officer", "submit", ref)
    assert done.state == "submitted"
    assert letters(world, ref) == [("receipt", "L-X-01", "drafted")]
    # T+2 of Monday 4 March, and one month of it
    assert deadlines(world, ref) == [("tax_check", "running", "2024-03-06"), ("decision", "running", "2024-04-04")]
    row = case(world, ref)
    assert row["data"]["reference_day"] == MONDAY
    assert row["next_due_on"] == date(2024, 3, 6)
    # B-TAX-05: the task opens at the start of T+2, local time
    assert row["wake_at"] == datetime.fromisoformat("2024-03-05T22:00:00+00:00")


def test_an_incomplete_application_is_not_submitted_and_says_what_is_missing(world: World) -> None:
    ref = world.opened(location="", lines=[])
    refused = world.ask("officer", "submit", ref)
    assert codes(refused) == ["requires"]
    assert case(world, ref)["state"] == "draft"
    assert len(events(world, ref)) == 1


LIMIT = [("149.99", "tax_checked"), ("150.00", "tax_checked"), ("150.01", "refusal_proposed")]


@pytest.mark.parametrize(("debt", "state"), LIMIT)
def test_the_limit_of_150_eur_is_inclusive(world: World, debt: str, state: str) -> None:
    ref = world.submitted()
    assert world.do("officer", "record_tax_check", ref, form=world.tax_form(debt)).state == state
    assert deadlines(world, ref)[0] == ("tax_check", "met", "2024-03-06")


def test_an_extension_decided_by_the_reference_day_is_not_counted(world: World) -> None:
    ref = world.submitted()
    extensions = [{"amount": "662.45", "decided_on": MONDAY}]
    done = world.do("officer", "record_tax_check", ref, form=world.tax_form("812.45", extensions=extensions))
    assert done.state == "tax_checked"
    assert case(world, ref)["data"]["tax_net"] == "150.00"


def test_an_extension_decided_after_the_reference_day_does_not_help(world: World) -> None:
    ref = world.submitted()
    extensions = [{"amount": "300.00", "decided_on": "2024-03-03"}, {"amount": "280.00", "decided_on": "2024-03-05"}]
    done = world.do("officer", "record_tax_check", ref, form=world.tax_form("700.00", extensions=extensions))
    assert done.state == "refusal_proposed"
    assert case(world, ref)["data"]["tax_net"] == "400.00"


def test_data_older_than_the_reference_day_proves_nothing(world: World) -> None:
    ref = world.submitted()
    refused = world.ask("officer", "record_tax_check", ref, form=world.tax_form("0.00", data_date="2024-03-03"))
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("demands", "B-TAX-06")]
    assert case(world, ref)["state"] == "submitted"


def test_a_refusal_is_signed_by_another_person_and_keeps_its_letter(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("384.37"))
    assert world.do("head", "sign_refusal", ref).state == "refused"
    assert letters(world, ref) == [("receipt", "L-X-01", "drafted"), ("refusal_tax_debt", "L-B-06", "signed")]
    assert case(world, ref)["kind"] == "closed"
    live = {name: status for name, status, _ in deadlines(world, ref)}
    assert live == {"tax_check": "met", "decision": "met", "retention_without_grant": "running"}


def test_the_officer_who_checked_may_not_sign_the_refusal(world: World) -> None:
    ref = world.submitted()
    world.do("head", "record_tax_check", ref, form=world.tax_form("150.01"))
    assert codes(world.ask("head", "sign_refusal", ref)) == ["four-eyes"]


def test_an_officer_without_the_role_may_not_sign(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    assert codes(world.ask("colleague", "sign_refusal", ref)) == ["role"]


def test_a_returned_refusal_loses_its_letter_and_starts_a_new_check(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    assert codes(world.ask("head", "return_refusal", ref)) == ["reason-missing"]
    world.clock.set(datetime.fromisoformat("2024-03-07T08:00:00+00:00"))
    world.do("head", "return_refusal", ref, reason="Izdruka ir cita komersanta.")
    assert letters(world, ref)[1] == ("refusal_tax_debt", "L-B-06", "cancelled")
    assert ("tax_check", "running", "2024-03-11") in deadlines(world, ref)


def test_a_clarification_moves_the_reference_day_and_forces_a_new_check(world: World) -> None:
    ref = world.submitted()
    world.clock.set(datetime.fromisoformat("2024-03-05T08:00:00+00:00"))
    world.do("officer", "record_clarification", ref, form={"aid_asked": "300.00"})
    assert case(world, ref)["data"]["reference_day"] == "2024-03-05"
    assert case(world, ref)["data"]["location"] == "Cēsis"  # what was not given stays
    assert deadlines(world, ref) == [
        ("tax_check", "restarted", "2024-03-06"),
        ("decision", "restarted", "2024-04-04"),
        ("tax_check", "running", "2024-03-07"),
        ("decision", "running", "2024-04-05"),
    ]
    world.do("officer", "record_tax_check", ref, form=world.tax_form("140.00"))
    assert case(world, ref)["state"] == "tax_checked"


def test_paper_that_arrived_on_friday_is_entered_on_monday_with_a_reason(world: World) -> None:
    ref = world.opened()
    assert codes(world.ask("officer", "submit", ref, on=date(2024, 3, 1))) == ["reason-missing", "before-last"]


def test_a_submission_in_the_small_hours_belongs_to_the_riga_day(world: World) -> None:
    world.clock.set(datetime.fromisoformat("2024-03-13T22:30:00+00:00"))  # 00.30 in Riga, the next day
    ref = world.submitted()
    assert case(world, ref)["data"]["reference_day"] == "2024-03-14"


def test_a_merchant_withdraws_before_the_decision(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    world.do("officer", "withdraw", ref)
    assert case(world, ref)["state"] == "withdrawn"
    assert [row[1:] for row in letters(world, ref)] == [
        ("L-X-01", "drafted"),
        ("L-B-06", "cancelled"),
        ("L-B-20", "drafted"),
    ]


def test_every_journey_replays_from_its_record(world: World) -> None:
    ref = world.submitted()
    world.clock.set(datetime.fromisoformat("2024-03-05T08:00:00+00:00"))
    world.do("officer", "record_clarification", ref)
    world.do("officer", "suspend", ref, reason="Sūdzība")
    world.clock.set(datetime.fromisoformat("2024-03-08T08:00:00+00:00"))
    world.do("officer", "resume", ref)
    world.do("officer", "correct", ref, form={"location": "Valmiera"}, reason="Kļūda adresē")
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    world.do("head", "return_refusal", ref, reason="Nav izdrukas.")
    world.do("officer", "record_tax_check", ref, form=world.tax_form("384.37"))
    world.do("head", "sign_refusal", ref)
    world.do("head", "reopen", ref, reason="Sūdzība apmierināta")
    assert [(r.seq, r.difference) for r in replayed(world, ref)] == [(n, None) for n in range(1, 12)]


def test_the_last_move_is_taken_back_with_its_letter_and_its_clocks(world: World) -> None:
    ref = world.submitted()
    before = case(world, ref)
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    undone = world.do("officer", "withdraw_before_dispatch", ref, reason="Ievadīta cita komersanta izdruka")
    after = case(world, ref)
    assert isinstance(undone, Done)
    assert {k: v for k, v in after["data"].items() if v is not None} == before["data"]
    clocks = (before["next_due_on"], before["wake_at"])
    assert (after["state"], after["next_due_on"], after["wake_at"]) == ("submitted", *clocks)
    assert letters(world, ref)[1] == ("refusal_tax_debt", "L-B-06", "cancelled")
    assert replayed(world, ref)[-1].difference is None


def test_taking_back_a_signature_returns_the_letter_to_its_draft(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    world.do("head", "sign_refusal", ref)
    world.do("head", "withdraw_before_dispatch", ref, reason="Parakstīts par agru")
    assert letters(world, ref)[1] == ("refusal_tax_debt", "L-B-06", "drafted")
    assert world.do("head", "sign_refusal", ref).state == "refused"


def test_personal_data_is_in_no_event_and_in_no_case_row(world: World) -> None:
    ref = world.submitted()
    text = "".join(str(rows(world, f"SELECT * FROM {table}")) for table in ("event", "case_record", "task", "deadline"))
    assert "Kalniņa" not in text
    assert "32000000017" not in text.replace("-", "")
    assert len(rows(world, "SELECT id FROM vault")) == 2
    line = case(world, ref)["data"]["lines"][0]
    assert set(line["employee"]) == {"vault", "commitment", "digest"}
    assert line["net"] == "480.00"
