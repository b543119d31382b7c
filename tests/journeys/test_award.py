"""B-FB from a sound evaluation to the award: the sums, the guards of the day, who proposes and who signs, the money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from caseflow.ledger.accounts import balances
from caseflow.ledger.agreements import set_status
from caseflow.moves import Refused
from tests.journeys.award import NUMBER, agree, agreement, approved, assessed, proposed
from tests.journeys.evaluation import COURSE, OWN, SMALL
from tests.journeys.ways import GAPS, differences, until
from tests.moves.reading import case, codes, deadlines, letters, rows
from tests.world import LINE, START, World

DE_MINIMIS: dict[str, Any] = {"regulation": "dm2831", "meets_gber": False}
DM_APPLICATION = {"regime": "de_minimis"}


def test_an_award_is_proposed_by_one_person_and_signed_by_another(world: World) -> None:
    agree(world)
    ref = assessed(world)
    world.do("head", "propose_award", ref)
    assert codes(world.ask("head", "sign_award", ref)) == ["four-eyes"]
    world.do("head", "return_award", ref, reason="Jāprecizē rindas.")
    world.do("officer", "propose_award", ref)
    assert codes(world.ask("colleague", "sign_award", ref)) == ["role"]
    world.do("head", "sign_award", ref)
    found = case(world, ref)
    data = found["data"]
    assert (found["state"], data["granted_on"], data["decision_on"]) == ("approved", "2024-03-04", "2024-03-04")
    assert (data["aid_granted"], data["costs_granted"], data["intensity"]) == ("336.00", "480.00", "70.00")
    assert [line["line"] for line in data["aid_lines"]] == ["1"]
    assert letters(world, ref)[-1] == ("award", "L-B-10", "signed")
    assert differences(world, ref) == []


def test_the_award_commits_its_money_on_the_agreement(world: World) -> None:
    agree(world)
    ref = proposed(world)
    assert agreement(world).committed == Decimal("0.00")
    world.do("head", "sign_award", ref)
    assert (agreement(world).committed, agreement(world).left) == (Decimal("336.00"), Decimal("119664.00"))
    with world.office.database.read() as tx:
        assert balances(tx) == []


SIZES = [
    # E-0501: cut to the cent, never rounded up; the sizes of chapter 7 with their shares (B-INT-01 to B-INT-03)
    ("small", "777.77", {}, "544.43"),
    ("micro", "480.00", {"staff": "9.9", "turnover": "2300000.00", "balance": "2000000.00"}, "336.00"),
    ("medium", "1200.00", {"staff": "249.9", "turnover": "12000000.00", "balance": "8000000.00"}, "720.00"),
    ("large", "1357.91", {"staff": "250", "turnover": "60000000.00", "balance": "50000000.00"}, "678.95"),
]


@pytest.mark.parametrize(("size", "net", "figures", "aid"), SIZES)
def test_the_aid_follows_the_size_on_the_day_of_grant(
    world: World, size: str, net: str, figures: dict[str, str], aid: str
) -> None:
    agree(world)
    application = {"size": size, "aid_asked": "1000.00", "lines": [{**LINE, "net": net}]}
    changes: dict[str, Any] = {"courses": [{**COURSE, "net": net}], "years": [{**SMALL, **figures}]}
    ref = approved(world, application, **changes)
    assert (case(world, ref)["data"]["size_found"], case(world, ref)["data"]["aid_granted"]) == (size, aid)


def test_the_aid_of_several_lines_is_cut_once_on_their_sum(world: World) -> None:
    """E-0503: 1 000.05 x 0.70 = 700.035, so 700.03; by line it would be 700.02."""
    agree(world)
    lines = [{**LINE, "line": mark, "net": "333.35"} for mark in "123"]
    courses = [{**COURSE, "line": mark, "person": mark, "net": "333.35"} for mark in "123"]
    ref = approved(world, {"lines": lines, "aid_asked": "1000.00"}, courses=courses)
    data = case(world, ref)["data"]
    assert (data["costs_granted"], data["aid_granted"]) == ("1000.05", "700.03")


def test_lines_that_fail_are_left_out_of_the_award(world: World) -> None:
    """E-1106: medium, five lines of 312.50 net, two of them duplicates."""
    agree(world)
    marks = "12345"
    lines = [{**LINE, "line": mark, "net": "312.50"} for mark in marks]
    courses = [{**COURSE, "line": mark, "person": mark, "net": "312.50"} for mark in marks]
    earlier = [
        {"person": mark, "provider": "SIA “Kursi”", "course": "DD-1", "title": "X", "programme": "investment"}
        for mark in "24"
    ]
    medium = {**SMALL, "staff": "100", "turnover": "12000000.00", "balance": "11000000.00"}
    application = {"size": "medium", "lines": lines, "aid_asked": "1000.00"}
    ref = approved(world, application, courses=courses, earlier=earlier, years=[medium])
    data = case(world, ref)["data"]
    assert ([line["line"] for line in data["aid_lines"]], data["costs_granted"], data["aid_granted"]) == (
        ["1", "3", "5"],
        "937.50",
        "562.50",
    )


def test_a_lower_share_may_be_agreed_a_higher_one_never(world: World) -> None:
    """E-0505."""
    agree(world)
    application = {"lines": [{**LINE, "net": "860.00"}], "aid_asked": "602.00"}
    ref = assessed(world, application, "50", courses=[{**COURSE, "net": "860.00"}])
    assert case(world, ref)["data"]["aid_proposed"] == "430.00"
    refused = world.ask("officer", "assess_award", ref, form={"intensity": "75"})
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("no-value", "B-INT-07")]


@pytest.mark.parametrize(("asked", "taken"), [("336.00", True), ("335.99", False)])
def test_the_aid_is_not_above_what_was_asked(world: World, asked: str, taken: bool) -> None:
    agree(world)
    ref = assessed(world, {"aid_asked": asked})
    result = world.ask("officer", "propose_award", ref)
    assert isinstance(result, Refused) is not taken


@pytest.mark.parametrize(("other", "taken"), [("0.00", True), ("0.01", False)])
def test_other_aid_for_the_same_costs_lowers_the_largest_aid(world: World, other: str, taken: bool) -> None:
    """B-DM-04, as E-0613: both together keep the largest share."""
    agree(world)
    ref = assessed(world, other_aid=other)
    result = world.ask("officer", "propose_award", ref)
    assert isinstance(result, Refused) is not taken


def test_a_lower_share_makes_room_for_other_aid(world: World) -> None:
    """E-0613: medium, 2 000.00 net, 250.00 de minimis for the same costs: GBER aid at most 950.00."""
    agree(world)
    medium = {**SMALL, "staff": "100", "turnover": "12000000.00", "balance": "11000000.00"}
    application = {"size": "medium", "lines": [{**LINE, "net": "2000.00"}], "aid_asked": "1200.00"}
    changes = {"courses": [{**COURSE, "net": "2000.00"}], "years": [medium], "other_aid": "250.00"}
    ref = assessed(world, application, "47.5", **changes)
    world.do("officer", "propose_award", ref)
    assert case(world, ref)["data"]["aid_proposed"] == "950.00"


def test_without_an_agreement_nothing_is_awarded(world: World) -> None:
    ref = assessed(world)
    assert codes(world.ask("officer", "propose_award", ref)) == ["requires"]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "completed"])
def test_aid_needs_an_agreement_in_force(world: World, status: str) -> None:
    agree(world, signed=status != "draft")
    ref = assessed(world)
    if status != "draft":
        with world.office.database.write() as tx:
            set_status(tx, f"{NUMBER}-r2", status, START.date(), "Izbeigts", START.date())
    refused = world.ask("officer", "propose_award", ref)
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("demands", "B-GEN-08")]


@pytest.mark.parametrize(("amount", "taken"), [("336.00", True), ("335.99", False)])
def test_the_money_of_the_agreement_is_the_limit_to_the_cent(world: World, amount: str, taken: bool) -> None:
    agree(world, amount=amount)
    ref = assessed(world)
    assert isinstance(world.ask("officer", "propose_award", ref), Refused) is not taken


def test_money_spent_between_proposal_and_signature_is_not_spent_twice(world: World) -> None:
    agree(world, amount="500.00")
    first, second = proposed(world), proposed(world)
    world.do("head", "sign_award", first)
    assert codes(world.ask("head", "sign_award", second)) == ["demands"]
    assert agreement(world).committed == Decimal("336.00")


def test_the_signature_is_given_on_the_courses_first_day_at_the_latest(world: World) -> None:
    """B-INC-03: on the day the first course starts the decision may still be made, on the next day not."""
    agree(world)
    early = {**COURSE, "starts_on": "2024-03-06"}
    ref = proposed(world, courses=[early])
    until(world, "2024-03-07T08:00:00")
    refused = world.ask("head", "sign_award", ref)
    assert isinstance(refused, Refused)
    assert [(r.code, r.rule) for r in refused.reasons] == [("demands", "B-INC-03")]
    world.do("head", "return_award", ref, reason="Kurss jau sākts.")
    world.do("officer", "assess_award", ref)
    assert case(world, ref)["state"] == "grounds_found"


def test_a_proposal_rests_on_the_assessment_of_its_own_day(world: World) -> None:
    agree(world)
    ref = assessed(world)
    until(world, "2024-03-05T08:00:00")
    assert codes(world.ask("officer", "propose_award", ref)) == ["requires"]
    world.do("officer", "assess_award", ref)
    world.do("officer", "propose_award", ref)
    assert differences(world, ref) == []


@pytest.mark.parametrize(("losses", "state"), [("2400.00", "ready_for_decision"), ("2400.01", "grounds_found")])
def test_difficulty_is_looked_at_again_on_the_decision(world: World, losses: str, state: str) -> None:
    """B-UID-01, E-0801: a loss of more than half of the capital since the evaluation."""
    agree(world)
    ref = assessed(world)
    world.do("officer", "assess_award", ref, form={"losses": losses})
    assert case(world, ref)["state"] == state


def test_a_young_enterprise_grows_out_of_its_exemption_before_the_signature(world: World) -> None:
    """E-0802: younger than three years only until the day before the third birthday."""
    agree(world)
    ref = proposed(world, founded_on="2021-03-05", losses="5000.00")
    until(world, "2024-03-05T08:00:00")
    refused = world.ask("head", "sign_award", ref)
    assert isinstance(refused, Refused)
    assert {(r.code, r.rule) for r in refused.reasons} <= {("demands", "B-UID-01"), ("demands", "Z-GBER-02")}


def test_accounts_approved_since_change_the_size(world: World) -> None:
    """E-0712: the second year across the line counts once its accounts are approved."""
    agree(world)
    years = [
        {**SMALL, "ended_on": "2022-12-31", "approved_on": "2023-04-20", "staff": "51"},
        {**SMALL, "ended_on": "2023-12-31", "approved_on": "2024-03-05", "staff": "54"},
    ]
    ref = proposed(world, years=years, previous_size="small")
    until(world, "2024-03-05T08:00:00")
    assert codes(world.ask("head", "sign_award", ref)) == ["demands"]
    world.do("head", "return_award", ref, reason="Mainījies lielums.")
    world.do("officer", "assess_award", ref)
    assert (case(world, ref)["data"]["size_found"], case(world, ref)["data"]["aid_proposed"]) == ("medium", "288.00")


def test_de_minimis_aid_has_its_own_letter(world: World) -> None:
    agree(world)
    ref = approved(world, DM_APPLICATION, **DE_MINIMIS)
    assert letters(world, ref)[-1] == ("award_de_minimis", "L-B-10", "signed")
    data = case(world, ref)["data"]
    assert (data["dm_since"], data["dm_headroom"], data["dm_ceiling"]) == ("2021-03-04", "300000.00", "300000.00")
    assert differences(world, ref) == []


def grant(id: str, amount: str, day: str = "2023-06-15", undertaking: str = OWN) -> dict[str, str]:
    of = {"registration_number": undertaking, "regulation": "dm1407", "grantor": "LIAA"}
    return {**of, "reference": id, "granted_on": day, "amount": amount}


@pytest.mark.parametrize(
    ("prior", "state"),
    [
        ([grant("1", "299664.00")], "ready_for_decision"),  # exactly the request is left
        ([grant("1", "299664.01")], "grounds_found"),  # B-DM-05: the whole request or nothing
        ([grant("1", "299664.01", "2021-03-03")], "ready_for_decision"),  # Z-DM-02: before the window
        ([grant("1", "299664.01", "2021-03-04")], "grounds_found"),  # the first day of the window counts
    ],
)
def test_the_headroom_decides_on_the_whole_request(world: World, prior: list[dict[str, str]], state: str) -> None:
    agree(world)
    ref = assessed(world, DM_APPLICATION, **{**DE_MINIMIS, "prior_aid": []})
    world.do("officer", "assess_award", ref, form={"prior_aid": prior})
    assert case(world, ref)["state"] == state


def test_aid_of_the_whole_group_counts(world: World) -> None:
    """Z-DM-03, B-DM-03: a subsidiary with a majority of votes is one undertaking with the merchant."""
    agree(world)
    held = {
        "holder": OWN,
        "held": "40003000021",
        "capital": "20",
        "votes": "55",
        "holder_kind": "company",
        "appoints_majority": False,
        "dominant_influence": False,
        "controls_by_agreement": False,
    }
    years = [SMALL, {**SMALL, "name": "40003000021", "staff": "1", "turnover": "1.00", "balance": "1.00"}]
    ref = assessed(world, DM_APPLICATION, **DE_MINIMIS, years=years, holdings=[held])
    world.do("officer", "assess_award", ref, form={"prior_aid": [grant("1", "299664.01", undertaking="40003000021")]})
    assert case(world, ref)["state"] == "grounds_found"


def test_less_may_be_asked_by_a_clarification_which_begins_the_check_anew(world: World) -> None:
    """E-0614."""
    agree(world)
    ref = assessed(world, DM_APPLICATION, **DE_MINIMIS)
    world.do("officer", "request_clarification", ref, form=GAPS)
    world.do("officer", "record_clarification", ref, form={"aid_asked": "300.00"})
    assert case(world, ref)["state"] == "submitted"
    assert ("tax_check", "running", "2024-03-06") in deadlines(world, ref)


def test_the_award_of_round_1_is_booked_on_the_agreement_of_round_1(world: World) -> None:
    agree(world)
    agree(world, "r1")
    ref = approved(world, {"round": "r1"}, courses=[{**COURSE, "in_catalogue": True}])
    assert case(world, ref)["state"] == "approved"
    assert (agreement(world, "r1").committed, agreement(world).committed) == (Decimal("336.00"), Decimal("0.00"))
    assert differences(world, ref) == []


def test_a_clarification_ends_a_proposal(world: World) -> None:
    agree(world)
    ref = proposed(world)
    world.do("officer", "record_clarification", ref)
    assert case(world, ref)["state"] == "submitted"


def test_an_award_taken_back_before_its_letter_is_out_frees_its_money(world: World) -> None:
    agree(world)
    ref = approved(world)
    world.do("head", "withdraw_before_dispatch", ref, reason="Kļūda summā.")
    assert (case(world, ref)["state"], agreement(world).committed) == ("award_proposed", Decimal("0.00"))


LARGE: dict[str, Any] = {**DE_MINIMIS, "courses": [{**COURSE, "net": "200000.00"}]}
LARGE_APPLICATION = {**DM_APPLICATION, "lines": [{**LINE, "net": "200000.00"}], "aid_asked": "140000.00"}


def register(world: World) -> list[tuple[str, str]]:
    """What the register holds, reserved and granted, in cents."""
    held = "SELECT reserved, granted FROM de_minimis_aid WHERE case_id IS NOT NULL AND reserved + granted > 0 "
    found = rows(world, held + "ORDER BY reserved")
    return [(str(reserved), str(granted)) for reserved, granted in found]


def test_de_minimis_aid_is_reserved_when_proposed_and_granted_when_signed(world: World) -> None:
    agree(world)
    ref = proposed(world, DM_APPLICATION, **DE_MINIMIS)
    assert register(world) == [("33600", "0")]
    world.do("head", "return_award", ref, reason="Jāprecizē rindas.")
    assert register(world) == []
    world.do("officer", "propose_award", ref)
    world.do("head", "sign_award", ref)
    assert register(world) == [("0", "33600")]
    world.do("officer", "withdraw", ref)
    assert register(world) == []
    assert differences(world, ref) == []


def test_what_one_case_has_reserved_another_may_not_have(world: World) -> None:
    """B-DM-03, Z-DM-05: three times 140 000.00 is more than 300 000.00, so the third gets nothing of it."""
    agree(world, amount="1000000.00")
    approved(world, LARGE_APPLICATION, **LARGE)
    second = proposed(world, LARGE_APPLICATION, **LARGE)
    third = assessed(world, LARGE_APPLICATION, **LARGE)
    assert set(codes(world.ask("officer", "propose_award", third))) == {"over-headroom"}
    world.do("officer", "record_clarification", second)
    world.do("officer", "propose_award", third)
    assert register(world) == [("0", "14000000"), ("14000000", "0")]


def test_aid_under_the_block_exemption_is_not_in_the_register(world: World) -> None:
    agree(world)
    approved(world)
    assert register(world) == []
