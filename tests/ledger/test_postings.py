"""Moves that book money: what they book, what they may know of the agreement, and what they are refused."""

from __future__ import annotations

import pytest

from caseflow.moves import Done, Request
from caseflow.moves.preview import offers
from tests.ledger.grants import NUMBER, PROGRAMME, agreed, agreement, asked, granted, sums
from tests.moves.reading import assert_chained, case, codes, events, number_of, replayed, rows, tables
from tests.world import World


def test_a_posting_stands_in_the_event_in_its_row_and_in_the_agreement(world: World) -> None:
    agreed(world)
    ref = granted(world, "300.00")
    world.do("officer", "pay", ref, form={"sum": "120.50"})
    assert sums(world) == ("300.00", "120.50")
    assert [e["outcome"].get("postings") for e in events(world, ref)] == [
        None,
        [{"account": "agreement", "kind": "committed", "amount": "300.00"}],
        [{"account": "agreement", "kind": "paid", "amount": "120.50"}],
    ]
    assert rows(world, "SELECT seq, number, kind, cents FROM posting ORDER BY seq") == [
        (2, 1, "committed", 30000),
        (3, 1, "paid", 12050),
    ]


def test_every_kind_moves_the_sums_and_replay_says_the_same(world: World) -> None:
    agreed(world)
    ref = granted(world, "900.00")
    world.do("officer", "look", ref)
    world.do("officer", "pay", ref, form={"sum": "500.00"})
    world.do("officer", "release", ref, form={"sum": "100.00"})
    world.do("officer", "strike", ref, form={"sum": "50.00"})
    assert sums(world) == ("750.00", "500.00")
    world.do("officer", "recover", ref, form={"sum": "20.00"})
    assert sums(world) == ("730.00", "480.00")
    assert [step.difference for step in replayed(world, ref)] == [None] * 7
    assert_chained(world, ref)


@pytest.mark.parametrize(("amount", "made"), [("1000.00", True), ("1000.01", False)])
def test_the_ceiling_holds_to_the_cent(world: World, amount: str, made: bool) -> None:
    agreed(world)
    ref = asked(world, amount)
    before = tables(world)
    result = world.ask("officer", "grant", ref)
    assert isinstance(result, Done) == made
    if not made:
        assert codes(result) == ["over-ceiling"]
        assert tables(world) == before


def test_what_would_be_paid_beyond_the_commitment_is_refused(world: World) -> None:
    agreed(world)
    ref = granted(world, "300.00")
    assert codes(world.ask("officer", "pay", ref, form={"sum": "300.01"})) == ["over-ceiling"]
    assert codes(world.ask("officer", "recover", ref, form={"sum": "0.01"})) == ["over-ceiling"]
    assert sums(world) == ("300.00", "0.00")


def test_nothing_is_booked_for_an_amount_of_zero_and_an_amount_below_zero_is_refused(world: World) -> None:
    agreed(world)
    ref = granted(world, "300.00")
    world.do("officer", "shrink", ref, form={"sum": "300.00"})
    assert "postings" not in events(world, ref)[-1]["outcome"]
    assert number_of(world, "posting") == 1
    assert codes(world.ask("officer", "shrink", ref, form={"sum": "300.01"})) == ["bad-amount"]


def test_a_case_without_an_agreement_books_nothing(world: World) -> None:
    agreed(world)
    ref = asked(world, "1.00", round="r2")
    assert codes(world.ask("officer", "grant", ref)) == ["no-agreement"]


def test_a_draft_is_no_ground_for_money(world: World) -> None:
    agreed(world, signed_on=None)
    ref = asked(world, "1.00")
    assert codes(world.ask("officer", "grant", ref)) == ["agreement-not-in-force"]


def test_another_organisations_agreement_is_not_the_cases(world: World) -> None:
    with world.office.database.read() as tx:
        row = tx.fetchone("SELECT id FROM organisation WHERE slug = 'hub'")
    assert row is not None
    world.organisation, association = row[0], world.organisation
    agreed(world)
    world.organisation = association
    assert codes(world.ask("officer", "grant", asked(world, "1.00"))) == ["no-agreement"]


def test_an_opening_knows_the_agreement_of_the_round_just_entered(world: World) -> None:
    agreed(world)
    assert case(world, asked(world, "5.00"))["data"]["known"] == "1000.00"
    assert case(world, asked(world, "5.00", round="r2"))["data"].get("known") is None


def test_guards_and_offers_read_the_status_of_the_agreement(world: World) -> None:
    ref = asked(world, "5.00")
    assert codes(world.ask("officer", "look", ref)) == ["requires"]
    assert _offered(world, ref) == ["requires"]
    agreed(world)
    assert _offered(world, ref) == []
    world.do("officer", "look", ref)
    assert case(world, ref)["data"]["was"] == NUMBER
    assert [step.difference for step in replayed(world, ref)] == [None, None]


def _offered(world: World, ref: str) -> list[str]:
    found = {offer.trigger: offer for offer in offers(world.office, ref, world.users["officer"])}
    return [reason.code for reason in found["look"].reasons]


def test_in_a_batch_the_third_of_five_overspends_and_is_refused_alone(world: World) -> None:
    agreed(world)
    refs = [asked(world, amount) for amount in ("300.00", "300.00", "500.00", "300.00", "100.00")]
    results = world.ask_all("officer", [Request("grant", ref) for ref in refs])
    assert [isinstance(result, Done) for result in results] == [True, True, False, True, True]
    assert codes(results[2]) == ["over-ceiling"]
    assert sums(world) == ("1000.00", "0.00")


def test_a_later_move_of_the_batch_sees_what_the_earlier_ones_left(world: World) -> None:
    agreed(world)
    first, second = asked(world, "300.00"), asked(world, "5.00")
    world.ask_all("officer", [Request("grant", first), Request("look", second)])
    assert case(world, second)["data"]["known"] == "700.00"


def test_cases_that_open_with_a_posting_take_from_one_headroom_and_fall_with_their_tree(world: World) -> None:
    agreed(world)
    too_much, fits = asked(world, "500.01"), asked(world, "500.00")
    results = world.ask_all("officer", [Request("split", too_much), Request("split", fits)])
    assert codes(results[0]) == ["over-ceiling"]
    assert isinstance(results[1], Done)
    assert sums(world) == ("1000.00", "0.00")
    assert rows(world, "SELECT state FROM case_record WHERE ref = ?", too_much) == [("asked",)]
    assert number_of(world, "posting") == 2


def test_the_undo_takes_the_posting_back(world: World) -> None:
    agreed(world)
    ref = granted(world, "300.00")
    world.do("officer", "withdraw_before_dispatch", ref, reason="Nepareizā lieta")
    assert sums(world) == ("0.00", "0.00")
    assert events(world, ref)[-1]["outcome"]["postings"] == [
        {"account": "agreement", "kind": "committed", "amount": "-300.00"}
    ]
    assert [step.difference for step in replayed(world, ref)] == [None] * 3


def test_the_undo_is_refused_when_the_money_has_been_used_since(world: World) -> None:
    agreed(world)
    paying, ref = granted(world, "100.00"), granted(world, "300.00")
    world.do("officer", "pay", paying, form={"sum": "350.00"})
    assert codes(world.ask("officer", "withdraw_before_dispatch", ref, reason="Nepareizā lieta")) == ["over-ceiling"]
    assert sums(world) == ("400.00", "350.00")


def test_the_undo_goes_to_the_agreement_that_the_money_was_booked_on(world: World) -> None:
    agreed(world, number="OLD")
    ref = granted(world, "300.00")
    with world.office.database.write() as tx:
        tx.execute("UPDATE agreement SET status = 'withdrawn'")
    agreed(world)
    granted(world, "400.00")
    world.do("officer", "withdraw_before_dispatch", ref, reason="Nepareizā lieta")
    assert (sums(world), sums(world, "OLD")) == (("400.00", "0.00"), ("0.00", "0.00"))


def test_a_withdrawn_agreement_gives_way_to_the_one_that_takes_its_place(world: World) -> None:
    agreed(world, number="OLD")
    with world.office.database.write() as tx:
        tx.execute("UPDATE agreement SET status = 'withdrawn'")
    assert codes(world.ask("officer", "grant", asked(world, "1.00"))) == ["agreement-not-in-force"]
    agreed(world)
    granted(world, "1.00")
    assert (sums(world), sums(world, "OLD")) == (("1.00", "0.00"), ("0.00", "0.00"))
    assert agreement(world).programme == PROGRAMME
