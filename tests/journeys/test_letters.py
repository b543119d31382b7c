"""What the letters of B-FB say once they are set: the days, figures and findings of the case itself."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdf
import pytest

from caseflow.letters import Registration
from caseflow.letters.typeset import typeset
from tests.journeys.evaluation import evaluated
from tests.journeys.ways import GAPS, MATURITY, NO_TRAINING, letter_text, tax_checked, unanswered
from tests.world import World


def last_letter(world: World, ref: str) -> str:
    """The text of the case's last letter as printed before its registration, line by line."""
    pdf = typeset(letter_text(world, ref), Registration(None, None, None), date(2024, 3, 4))
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\u00ad", "")


def read(world: World, ref: str) -> str:
    """The same on one line."""
    return " ".join(last_letter(world, ref).split())


def test_the_request_states_its_last_day_and_every_gap(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    said = read(world, ref)
    for text in ("2024. gada 20. martam", "10 darba dienas", "Izmaksas", "150,00 euro", ref):
        assert text in said


def test_the_referral_states_until_when_the_test_must_be_in(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "refer_to_test", ref)
    assert "2024. gada 4. jūnijam" in read(world, ref)


def test_the_refusal_for_silence_cites_the_request_and_its_last_day(world: World) -> None:
    ref = unanswered(world)
    world.do("officer", "propose_silent_refusal", ref)
    said = read(world, ref)
    for text in ("PUA/V/2024/0002", "2024. gada 4. martā", "2024. gada 20. martam"):
        assert text in said


def test_the_refusal_on_another_ground_says_what_was_found(world: World) -> None:
    ref = tax_checked(world)
    world.do("officer", "record_maturity", ref, form={**MATURITY, "recommends_training": False})
    world.do("officer", "propose_refusal", ref, form=NO_TRAINING)
    assert "tikai iekārtu atjaunošana" in read(world, ref)


GROUNDS = [
    ("dnsh", {}, {"activities": [{"harm": "7", "permit": False}]}, "nenodarīt būtisku kaitējumu"),
    ("started", {"diena": "2024-03-01"}, {"first_order_on": "2024-03-01"}, "01.03.2024"),
    ("difficulty", {}, {"losses": "2400.01"}, "grūtībās nonācis uzņēmums"),
]


@pytest.mark.parametrize(("kind", "more", "found", "wanted"), GROUNDS)
def test_each_ground_brings_its_own_figures(
    world: World, kind: str, more: dict[str, str], found: dict[str, Any], wanted: str
) -> None:
    ref = evaluated(world, **found)
    ground = {"veids": kind, "fakts": "Konstatēts, pārbaudot pieteikumu.", **more}
    world.do("officer", "propose_refusal", ref, form={"grounds": [ground]})
    assert wanted in read(world, ref)
