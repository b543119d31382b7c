"""B-FB with an exclusion ground: the merchant is heard, and then refused by two persons or evaluated again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.journeys.evaluation import FINDING, SOUND, evaluated
from tests.journeys.ways import GAPS, differences, open_tasks, registered, until
from tests.moves.reading import case, codes, deadlines, events, letters
from tests.world import World

GROUND = {
    "pamats": "B-EXC-14",
    "persona": "officer",
    "likums": "criminal_law",
    "pants": "218",
    "nolemums": "judgment",
    "speka": "2023-05-10",
    "avots": "Sodu reģistra izziņa Nr. 17",
}
LIQUIDATION = {
    "pamats": "B-EXC-40",
    "persona": "merchant",
    "speka": "2024-02-11",
    "avots": "komercreģistra ieraksts par likvidāciju",
}


def excluded(world: World, **changes: Any) -> str:
    """The number of a case in which the evaluator has found an exclusion ground."""
    return evaluated(world, **{"findings": [FINDING], **changes})


def invited(world: World, *grounds: dict[str, str]) -> str:
    """The number of a case whose merchant is invited to be heard, its letter registered."""
    ref = excluded(world)
    registered(world)
    world.do("officer", "invite_views", ref, form={"exclusion": list(grounds) or [GROUND]})
    registered(world)
    return ref


def test_the_merchant_is_heard_before_it_is_refused(world: World) -> None:
    ref = excluded(world)
    assert codes(world.ask("officer", "propose_exclusion_refusal", ref)) == ["not-from-here"]
    assert codes(world.ask("officer", "invite_views", ref, form={"exclusion": []})) == ["demands"]
    world.do("officer", "invite_views", ref, form={"exclusion": [GROUND]})
    assert letters(world, ref)[-1] == ("hearing_exclusion", "L-X-10", "drafted")
    running = [(name, due) for name, status, due in deadlines(world, ref) if status == "running"]
    assert ("hearing", "2024-03-20") in running  # two for delivery, then ten working days
    assert ("decision", "2024-04-04") in running  # the term of the decision goes on
    assert differences(world, ref) == []


def test_silence_lets_the_officer_propose_and_a_head_sign(world: World) -> None:
    ref = invited(world)
    until(world, "2024-03-20T21:59:59")
    assert case(world, ref)["state"] == "hearing"
    until(world, "2024-03-20T22:00:00")
    assert (case(world, ref)["state"], open_tasks(world, ref)) == ("hearing_closed", {"after_hearing"})
    assert case(world, ref)["data"]["hearing_until"] == "2024-03-20"
    world.do("head", "propose_exclusion_refusal", ref)
    assert letters(world, ref)[-1] == ("refusal_exclusion", "L-B-07", "drafted")
    assert codes(world.ask("head", "sign_refusal", ref)) == ["four-eyes"]
    world.do("head", "return_refusal", ref, reason="Jāprecizē datu avots.")
    assert letters(world, ref)[-1] == ("refusal_exclusion", "L-B-07", "cancelled")
    world.do("officer", "propose_exclusion_refusal", ref, form={"exclusion": [GROUND, LIQUIDATION]})
    world.do("head", "sign_refusal", ref)
    assert case(world, ref)["state"] == "refused"
    assert letters(world, ref)[-1] == ("refusal_exclusion", "L-B-07", "signed")
    assert differences(world, ref) == []


def test_views_are_answered_in_the_refusal(world: World) -> None:
    ref = invited(world)
    until(world, "2024-03-11T08:00:00")
    assert codes(world.ask("officer", "record_views", ref)) == ["demands"]
    world.do("officer", "record_views", ref, form={"views": "valdes loceklis atcelts"})
    assert open_tasks(world, ref) == {"after_hearing"}
    assert set(codes(world.ask("officer", "propose_exclusion_refusal", ref))) == {"demands"}
    world.do("officer", "propose_exclusion_refusal", ref, form={"answer": "pārbaudes dienā amats bija spēkā"})
    world.do("head", "sign_refusal", ref)
    assert case(world, ref)["state"] == "refused"
    assert differences(world, ref) == []


def test_what_the_merchant_says_stands_in_the_vault_alone(world: World) -> None:
    ref = invited(world)
    world.do("officer", "record_views", ref, form={"views": "Jānis Bērziņš vairs nav valdē"})
    assert not any("Bērziņš" in str(event) for event in events(world, ref))
    assert "Bērziņš" not in str(case(world, ref)["data"])


def test_views_found_after_the_term_are_still_weighed(world: World) -> None:
    ref = invited(world)
    until(world, "2024-03-21T08:00:00")
    assert case(world, ref)["state"] == "hearing_closed"
    world.do("officer", "record_views", ref, form={"views": "ieraksts ir kļūdains"})
    assert case(world, ref)["data"]["views_on"] == "2024-03-21"


def test_a_paper_of_friday_entered_on_monday_keeps_its_day(world: World) -> None:
    ref = invited(world)
    until(world, "2024-03-11T08:00:00")
    day, reason = date(2024, 3, 8), "Saņemts piektdien"
    world.do("officer", "record_views", ref, form={"views": "ieraksts ir kļūdains"}, on=day, reason=reason)
    assert case(world, ref)["data"]["views_on"] == "2024-03-08"


@pytest.mark.parametrize("heard", [False, True])
def test_a_ground_that_is_dismissed_leads_back_to_the_evaluation(world: World, heard: bool) -> None:
    ref = invited(world) if heard else excluded(world)
    assert codes(world.ask("officer", "review_exclusion", ref, reason="Cita persona.")) == ["role"]
    world.do("head", "review_exclusion", ref, reason="Ieraksts attiecas uz citu personu.")
    assert case(world, ref)["state"] == "in_evaluation"
    assert ("hearing", "running", "2024-03-20") not in deadlines(world, ref)
    world.do("evaluator", "record_evaluation", ref, form=dict(SOUND))
    assert case(world, ref)["state"] == "ready_for_decision"
    assert differences(world, ref) == []


def test_a_merchant_that_is_heard_may_clarify_or_withdraw(world: World) -> None:
    ref = invited(world)
    world.do("officer", "record_clarification", ref)
    assert case(world, ref)["state"] == "submitted"
    other = invited(world)
    until(world, "2024-03-20T22:00:00")
    world.do("officer", "request_clarification", other, form=GAPS)
    world.do("officer", "withdraw", other)
    assert case(world, other)["state"] == "withdrawn"


def test_a_refusal_waits_for_the_number_of_the_invitation(world: World) -> None:
    ref = excluded(world)
    world.do("officer", "invite_views", ref, form={"exclusion": [GROUND]})
    world.do("officer", "record_views", ref, form={"views": "kļūda"})
    assert set(codes(world.ask("officer", "propose_exclusion_refusal", ref, form={"answer": "nav"}))) == {"requires"}


def test_the_time_for_views_counts_from_the_delivery_of_the_invitation(world: World) -> None:
    """Two working days after sending it counts as delivered, and then ten working days run (Z-NOT-02, X-TIM-04)."""
    ref = invited(world)
    assert ("hearing", "running", "2024-03-20") in deadlines(world, ref)
