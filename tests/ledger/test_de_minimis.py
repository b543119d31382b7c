"""The register of de minimis aid: reserved, confirmed, released, corrected, entered; what a guard and a replay see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseflow.moves import Done, Request
from caseflow.moves.preview import offers
from tests.ledger.aid import asked, linked, live, opening, prior, proposed, publish_vouchers, register
from tests.moves.reading import assert_chained, case, codes, events, number_of, replayed, rows, tables
from tests.world import START, World


@pytest.fixture(autouse=True)
def _vouchers(world: World) -> None:
    publish_vouchers(world, START)


def in_2023(world: World, month: int, day: int) -> None:
    """Under 1407/2013; the people of the world have their roles already."""
    with world.office.database.write() as tx:
        tx.execute("UPDATE role_grant SET valid_from = ?", (date(2023, 1, 1),))
    world.clock.set(datetime(2023, month, day, 9, tzinfo=UTC))


def test_what_is_reserved_is_confirmed_on_the_day_of_the_decision(world: World) -> None:
    ref = proposed(world, "250000.00")
    assert register(world) == [("250000.00", "0.00")]
    world.clock.set(START + timedelta(days=3))
    world.do("officer", "award", ref)
    assert register(world) == [("0.00", "250000.00")]
    assert [(str(a), str(b)) for a, b in rows(world, "SELECT reserved_on, granted_on FROM de_minimis_aid")] == [
        ("2024-03-04", "2024-03-07")
    ]
    assert [kind for (kind,) in rows(world, "SELECT kind FROM de_minimis_posting ORDER BY number")] == [
        "reserved",
        "confirmed",
    ]
    assert [step.difference for step in replayed(world, ref)] == [None] * 3
    assert_chained(world, ref)


@pytest.mark.parametrize(("amount", "made"), [("300000.00", True), ("300000.01", False)])
def test_the_ceiling_holds_to_the_cent(world: World, amount: str, made: bool) -> None:
    ref = asked(world, amount)
    result = world.ask("officer", "propose", ref)
    assert isinstance(result, Done) == made
    if not made:
        assert codes(result)[0] == "over-headroom"
        assert live(world) == 0
        assert case(world, ref)["seq"] == 1


def test_two_cases_of_one_merchant_share_the_headroom(world: World) -> None:
    proposed(world, "200000.00")
    ref = asked(world, "100000.01")
    result = world.ask("officer", "propose", ref)
    assert codes(result)[0] == "over-headroom"
    fits = asked(world, "100000.00")
    world.do("officer", "propose", fits)
    assert live(world) == 30000000
    (answer,) = (a for a in events(world, fits)[-1]["answers"] if "rule" in a)
    assert (answer["name"], answer["outcome"]) == ("de_minimis_allows", "passed")
    assert [row["amount"] for row in events(world, fits)[-1]["read"]["de_minimis"]["aid"]] == [{"=": "200000.00"}]


def test_a_released_reservation_is_there_for_others(world: World) -> None:
    ref, other = proposed(world, "200000.00"), asked(world, "300000.00")
    world.do("officer", "refuse", ref)
    world.do("officer", "propose", other)
    assert register(world) == [("0.00", "0.00"), ("300000.00", "0.00")]
    world.do("officer", "award", other)
    world.do("officer", "refuse", other)
    assert live(world) == 0
    assert [step.difference for step in replayed(world, other)] == [None] * 4


def test_a_proposal_takes_the_place_of_the_one_before(world: World) -> None:
    ref = proposed(world, "200000.00")
    world.do("officer", "propose", ref, form={"less": "150000.00"})
    assert register(world) == [("0.00", "0.00"), ("150000.00", "0.00")]
    world.do("officer", "propose", ref, form={"less": "300000.00"})
    assert live(world) == 30000000
    assert [step.difference for step in replayed(world, ref)] == [None] * 4


def test_under_the_block_exemption_nothing_is_booked(world: World) -> None:
    ref = proposed(world, "900000.00", regulation="gber")
    world.do("officer", "award", ref)
    assert number_of(world, "de_minimis_aid") == 0
    assert "de_minimis" not in events(world, ref)[-1]["outcome"]


def test_nothing_is_granted_that_was_not_reserved(world: World) -> None:
    assert codes(world.ask("officer", "award", asked(world, "1.00"))) == ["de-minimis-nothing-reserved"]


def test_a_second_award_in_one_case_is_refused(world: World) -> None:
    ref = proposed(world, "100.00")
    world.do("officer", "award", ref)
    world.do("officer", "note_aid", ref)
    assert codes(world.ask("officer", "propose", ref)) == ["de-minimis-granted-already"]


@pytest.mark.parametrize(("paid", "made"), [("60.00", True), ("100.00", True), ("0.00", True), ("100.01", False)])
def test_what_was_granted_may_become_less_and_never_more(world: World, paid: str, made: bool) -> None:
    ref = proposed(world, "100.00")
    world.do("officer", "award", ref)
    result = world.ask("officer", "settle", ref, form={"paid": paid})
    assert isinstance(result, Done) == made
    assert register(world) == [("0.00", paid if made else "100.00")]
    assert [step.difference for step in replayed(world, ref)] == [None] * (4 if made else 3)


def test_earlier_aid_of_the_whole_group_counts(world: World) -> None:
    ref = asked(world, "100000.00")
    known = [prior("120000.00", "2022-05-05", "B"), prior("80000.00", "2023-01-01", "A", "UZ-2")]
    world.do("officer", "note_aid", ref, form={"group": linked("B", "C"), "prior": known})
    world.do("officer", "propose", ref)
    assert codes(world.ask("officer", "propose", asked(world, "0.01", "C")))[0] == "over-headroom"
    assert isinstance(world.ask("officer", "propose", asked(world, "300000.00", "D")), Done)
    assert [step.difference for step in replayed(world, ref)] == [None] * 3


def test_a_group_reaches_through_others(world: World) -> None:
    proposed(world, "300000.00", "C")
    world.do("officer", "note_aid", asked(world, "1.00", "B"), form={"group": linked("C")})
    ref = asked(world, "1.00")
    world.do("officer", "propose", ref)
    world.do("officer", "note_aid", asked(world, "1.00"), form={"group": linked("B")})
    assert codes(world.ask("officer", "award", ref))[0] == "over-headroom"


def test_a_group_is_entered_once(world: World) -> None:
    ref = asked(world, "1.00")
    for _ in range(2):
        world.do("officer", "note_aid", ref, form={"group": linked("B")})
    assert number_of(world, "undertaking_member") == 2


def test_the_same_aid_entered_again_counts_once_and_another_sum_corrects_it(world: World) -> None:
    ref = asked(world, "1.00")
    for amount in ("70000.00", "70000.00", "50000.00"):
        world.do("officer", "note_aid", ref, form={"prior": [prior(amount, "2023-02-01")]})
    assert register(world) == [("0.00", "50000.00")]
    assert rows(world, "SELECT kind, cents FROM de_minimis_posting ORDER BY number") == [
        ("entered", 7000000),
        ("corrected", -2000000),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (prior("1.00", "2024-03-05"), "de-minimis-future-grant"),
        (prior("1.00", "2024-03-04", reference=" "), "bad-value"),
    ],
)
def test_aid_that_cannot_be_is_not_entered(world: World, row: dict[str, str], code: str) -> None:
    ref = asked(world, "1.00")
    before = tables(world)
    assert codes(world.ask("officer", "note_aid", ref, form={"prior": [row]})) == [code]
    assert {k: v for k, v in tables(world).items() if k != "undertaking"} == {
        k: v for k, v in before.items() if k != "undertaking"
    }


def test_one_reference_twice_in_a_form_is_refused(world: World) -> None:
    form = {"prior": [prior("1.00", "2023-01-01"), prior("2.00", "2023-01-01")]}
    assert codes(world.ask("officer", "note_aid", asked(world, "1.00"), form=form)) == ["de-minimis-entered-twice"]


@pytest.mark.parametrize(("day", "fits"), [("2021-03-03", True), ("2021-03-04", False)])
def test_2831_looks_back_three_years(world: World, day: str, fits: bool) -> None:
    ref = asked(world, "300000.00")
    world.do("officer", "note_aid", ref, form={"prior": [prior("0.01", day)]})
    assert isinstance(world.ask("officer", "propose", ref), Done) == fits


@pytest.mark.parametrize(("month", "day", "fits"), [(4, "2021-03-31", True), (4, "2021-04-01", False), (1, None, True)])
def test_1407_looks_back_by_the_fiscal_years_of_the_undertaking(
    world: World, month: int, day: str | None, fits: bool
) -> None:
    in_2023(world, 10, 30)
    ref = asked(world, "200000.00", regulation="dm1407")
    form = {"month": month, "prior": [prior("0.01", day)] if day else []}
    world.do("officer", "note_aid", ref, form=form)
    assert isinstance(world.ask("officer", "propose", ref), Done) == fits
    assert all(step.difference is None for step in replayed(world, ref))


def test_1407_asks_for_the_fiscal_years(world: World) -> None:
    in_2023(world, 10, 30)
    assert codes(world.ask("officer", "propose", asked(world, "1.00", regulation="dm1407"))) == ["bad-input"]


def test_a_reservation_under_1407_cannot_be_confirmed_after_its_end(world: World) -> None:
    """E-0608: the same merchant, another law."""
    in_2023(world, 12, 28)
    ref = asked(world, "17000.00", regulation="dm1407")
    world.do("officer", "note_aid", ref, form={"month": 1, "prior": [prior("183000.00", "2021-01-15")]})
    world.do("officer", "propose", ref)
    world.clock.set(datetime(2024, 1, 2, 9, tzinfo=UTC))
    assert codes(world.ask("officer", "award", ref)) == ["over-headroom"]
    later = asked(world, "100000.00")
    world.do("officer", "propose", later)
    assert live(world) == 18300000 + 1700000 + 10000000


def test_a_haulier_has_less_under_1407(world: World) -> None:
    in_2023(world, 12, 28)
    ref = asked(world, "100000.01", regulation="dm1407", road="yes")
    world.do("officer", "note_aid", ref, form={"month": 1})
    assert codes(world.ask("officer", "propose", ref))[0] == "over-headroom"


def test_the_register_knows_today_only(world: World) -> None:
    ref = asked(world, "1.00")
    world.clock.set(START + timedelta(days=3))
    result = world.ask("officer", "propose", ref, on=START.date(), reason="Parakstīts pirmdien")
    assert codes(result) == ["de-minimis-backdated"]


def test_a_guard_and_an_offer_see_the_headroom(world: World) -> None:
    proposed(world, "200000.00")
    ref = asked(world, "1.00")
    world.do("officer", "look", ref)
    assert case(world, ref)["data"]["headroom"] == "100000.00"
    (offer,) = (o for o in offers(world.office, ref, world.users["officer"]) if o.trigger == "propose")
    assert offer.reasons == ()
    assert [step.difference for step in replayed(world, ref)] == [None] * 2


def test_in_a_batch_each_takes_from_what_the_one_before_has_left(world: World) -> None:
    refs = [asked(world, "90000.00") for _ in range(5)]
    results = world.ask_all("officer", [Request("propose", ref) for ref in refs])
    assert [isinstance(result, Done) for result in results] == [True, True, True, False, False]
    assert live(world) == 27000000
    opened = world.ask_all("officer", [opening("30000.00"), opening("30000.00")])
    assert all(isinstance(result, Done) for result in opened)


def test_the_undo_of_a_reservation_gives_it_back(world: World) -> None:
    ref = proposed(world, "200000.00")
    world.do("officer", "withdraw_before_dispatch", ref, reason="Kļūda")
    assert register(world) == [("0.00", "0.00")]
    world.do("officer", "propose", ref)
    assert [step.difference for step in replayed(world, ref)] == [None] * 4


def test_the_undo_of_a_decision_leaves_the_reservation_of_its_day(world: World) -> None:
    ref = proposed(world, "200000.00")
    world.clock.set(START + timedelta(days=3))
    world.do("officer", "award", ref)
    world.do("officer", "withdraw_before_dispatch", ref, reason="Kļūda")
    assert register(world) == [("200000.00", "0.00")]
    world.do("officer", "award", ref)
    assert register(world) == [("0.00", "200000.00")]
    assert [step.difference for step in replayed(world, ref)] == [None] * 5


def test_the_undo_of_a_release_takes_the_headroom_again_if_it_is_there(world: World) -> None:
    ref, other = proposed(world, "200000.00"), asked(world, "100000.01")
    world.do("officer", "refuse", ref)
    world.do("officer", "propose", other)
    result = world.ask("officer", "withdraw_before_dispatch", ref, reason="Kļūda")
    assert codes(result)[0] == "over-headroom"
    world.do("officer", "refuse", other)
    world.do("officer", "withdraw_before_dispatch", ref, reason="Kļūda")
    assert register(world) == [("0.00", "0.00"), ("200000.00", "0.00")]
    assert [step.difference for step in replayed(world, ref)] == [None] * 4


def test_what_was_entered_of_others_is_not_undone_with_the_move(world: World) -> None:
    ref = asked(world, "1.00")
    world.do("officer", "note_aid", ref, form={"prior": [prior("70000.00", "2023-02-01")]})
    assert codes(world.ask("officer", "withdraw_before_dispatch", ref, reason="Kļūda")) == ["cannot-undo"]


def test_an_altered_sum_is_found(world: World) -> None:
    proposed(world, "200.00")
    with world.office.database.write() as tx:
        tx.execute("UPDATE de_minimis_aid SET reserved = reserved - 1")
    with pytest.raises(AssertionError):
        register(world)
