"""The way from a sound evaluation to the contract, as the office walks it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from caseflow.ledger.agreements import Agreement, NewAgreement, add_agreement, get_agreement
from tests.journeys.evaluation import evaluated
from tests.journeys.ways import registered, until
from tests.world import START, World

NUMBER = "2.3.1.2.i.0/2/23/A/000"
NOTHING: Mapping[str, Any] = {}
REPRESENTED: Mapping[str, Any] = {
    "representative": "Rasa Vējiņa",
    "office": "Valdes locekle",
    "basis": "statūti",
    "own_basis": "statūti",
    "invoice_days": 21,
}


def agree(world: World, round: str = "r2", amount: str = "120000.00", *, signed: bool = True) -> None:
    """The organisation's agreement for the round, signed before the cases begin or still a draft."""
    day = date(2024, 1, 15) if signed else None
    new = NewAgreement(f"{NUMBER}-{round}", world.organisation, "enterprise-skills", round, Decimal(amount), day)
    with world.office.database.write() as tx:
        add_agreement(tx, new, START.date())


def agreement(world: World, round: str = "r2") -> Agreement:
    """The agreement as it stands."""
    with world.office.database.read() as tx:
        return get_agreement(tx, f"{NUMBER}-{round}")


def assessed(
    world: World, application: Mapping[str, Any] = NOTHING, intensity: str | None = None, **changes: Any
) -> str:
    """The number of a case whose aid is computed; `changes` are of its evaluation."""
    ref = evaluated(world, application, **changes)
    world.do("officer", "assess_award", ref, form={"intensity": intensity} if intensity else {})
    return ref


def proposed(
    world: World, application: Mapping[str, Any] = NOTHING, intensity: str | None = None, **changes: Any
) -> str:
    """The number of a case whose award waits for a head's signature."""
    ref = assessed(world, application, intensity, **changes)
    world.do("officer", "propose_award", ref)
    return ref


def approved(
    world: World, application: Mapping[str, Any] = NOTHING, intensity: str | None = None, **changes: Any
) -> str:
    """The number of a case whose award is signed."""
    ref = proposed(world, application, intensity, **changes)
    world.do("head", "sign_award", ref)
    return ref


def contract_sent(world: World) -> str:
    """The number of a case whose contract the recipient has signed."""
    ref = approved(world)
    registered(world)
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    world.do("head", "sign_contract", ref)
    return ref


def contracted(world: World) -> str:
    """The number of a case under contract, signed by the merchant on the following day."""
    ref = contract_sent(world)
    registered(world)
    until(world, "2024-03-06T08:00:00")
    world.do("officer", "record_contract", ref, form={"signed_on": "2024-03-05"})
    return ref
