"""B-FB from the award to the contract of both sides, and what happens when nobody signs in time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseflow.ledger.accounts import balances
from caseflow.ledger.agreements import set_status
from caseflow.moves import Refused
from tests.journeys.award import NUMBER, REPRESENTED, agree, agreement, approved, contract_sent, contracted
from tests.journeys.ways import differences, open_tasks, registered, until
from tests.moves.reading import case, codes, deadlines, letters
from tests.world import START, World


def test_both_sides_sign_and_the_later_day_is_that_of_the_contract(world: World) -> None:
    agree(world)
    ref = contracted(world)
    data = case(world, ref)["data"]
    assert case(world, ref)["state"] == "contracted"
    assert (data["contract_day"], data["merchant_signed_on"], data["contracted_on"]) == (
        "2024-03-04",
        "2024-03-05",
        "2024-03-05",
    )
    assert data["decision_number"].startswith("PUA/")
    assert data["contract_number"].startswith("PUA/")
    assert letters(world, ref)[-1][:2] == ("aid_contract", "L-B-11")
    assert "contract" not in {name for name, status, _ in deadlines(world, ref) if status == "running"}
    assert differences(world, ref) == []


def test_a_contract_waits_until_the_award_has_its_number(world: World) -> None:
    agree(world)
    ref = approved(world)
    assert set(codes(world.ask("officer", "prepare_contract", ref, form=dict(REPRESENTED)))) == {"requires"}
    registered(world)
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))


def test_one_person_prepares_the_contract_and_another_signs_it(world: World) -> None:
    agree(world)
    ref = approved(world)
    registered(world)
    world.do("head", "prepare_contract", ref, form=dict(REPRESENTED))
    assert codes(world.ask("head", "sign_contract", ref)) == ["four-eyes"]
    world.do("head", "return_contract", ref, reason="Pārstāv cita persona.")
    assert open_tasks(world, ref) == {"contract_returned"}
    world.do("officer", "prepare_contract", ref, form={**REPRESENTED, "representative": "Juris Vējiņš"})
    assert open_tasks(world, ref) == set()
    assert [status for name, _, status in letters(world, ref) if name == "aid_contract"] == ["cancelled", "drafted"]
    world.do("head", "sign_contract", ref)
    assert case(world, ref)["state"] == "contract_sent"
    assert differences(world, ref) == []


@pytest.mark.parametrize("day", ["2024-03-03", "2024-03-07"])
def test_the_merchant_signs_between_the_award_and_today(world: World, day: str) -> None:
    agree(world)
    ref = contract_sent(world)
    until(world, "2024-03-06T08:00:00")
    assert codes(world.ask("officer", "record_contract", ref, form={"signed_on": day})) == ["demands"]


def test_no_contract_is_signed_once_the_recipients_own_one_has_ended(world: World) -> None:
    agree(world)
    ref = approved(world)
    registered(world)
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    with world.office.database.write() as tx:
        set_status(tx, f"{NUMBER}-r2", "withdrawn", START.date(), "CFLA atkāpās", START.date())
    refused = world.ask("head", "sign_contract", ref)
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("requires", "B-GEN-08")]


@pytest.mark.parametrize("prepared", [0, 1, 2])
def test_without_a_contract_the_award_lapses_by_itself_and_its_money_is_free(world: World, prepared: int) -> None:
    agree(world)
    ref = approved(world)
    registered(world)
    if prepared:
        world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    if prepared == 2:
        world.do("head", "sign_contract", ref)
    ((_, due),) = [
        (name, due) for name, status, due in deadlines(world, ref) if name == "contract" and status == "running"
    ]
    assert due is not None
    until(world, f"{due}T20:59:59")
    assert case(world, ref)["kind"] != "closed"
    assert open_tasks(world, ref) == {"contract_soon"}
    until(world, f"{due}T21:00:00")  # summer time
    assert (case(world, ref)["state"], case(world, ref)["kind"]) == ("lapsed", "closed")
    assert letters(world, ref)[-1] == ("award_lapsed", "L-P-02", "drafted")
    assert "aid_contract" not in {name for name, _, status in letters(world, ref) if status == "drafted"}
    assert agreement(world).committed == Decimal("0.00")
    assert open_tasks(world, ref) == set()
    with world.office.database.read() as tx:
        assert balances(tx) == []
    assert differences(world, ref) == []


def test_the_term_is_extended_to_sixty_working_days_at_most(world: World) -> None:
    """Z-EUF-05, SUS-6: counted from the same day."""
    agree(world)
    ref = approved(world)
    longer = {"deadline": "contract", "to": "45 working days"}
    assert codes(world.ask("head", "extend", ref, form=longer)) == ["reason-missing"]
    world.do("head", "extend", ref, form=longer, reason="Komersants maina pārstāvi.")
    too_long = {"deadline": "contract", "to": "61 working days"}
    assert codes(world.ask("head", "extend", ref, form=too_long, reason="Vēl.")) == ["beyond-cap"]
    world.do("head", "extend", ref, form={**too_long, "to": "60 working days"}, reason="Vēl.")
    assert differences(world, ref) == []


@pytest.mark.parametrize("step", ["approved", "prepared", "sent"])
def test_a_merchant_may_withdraw_before_the_contract_and_its_money_is_free(world: World, step: str) -> None:
    agree(world)
    ref = approved(world)
    registered(world)
    if step != "approved":
        world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    if step == "sent":
        world.do("head", "sign_contract", ref)
    world.do("officer", "withdraw", ref)
    assert case(world, ref)["state"] == "withdrawn"
    assert letters(world, ref)[-1] == ("withdrawal_confirmed", "L-B-20", "drafted")
    assert agreement(world).committed == Decimal("0.00")
    assert differences(world, ref) == []
