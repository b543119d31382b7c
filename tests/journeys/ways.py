"""How the journeys move time, and the forms that they fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from caseflow.db.values import read_uuid
from caseflow.letters.outbox import Outgoing
from caseflow.moves.registration import register
from caseflow.moves.sweep import sweep
from caseflow.worker.letters import work_off
from tests.moves.reading import replayed, rows
from tests.world import KEYS, World

GAPS: Mapping[str, Any] = {
    "gaps": [
        {
            "sadala": "Izmaksas",
            "trukums": "Nav norādīts pievienotās vērtības nodoklis.",
            "iesniedzams": "Kursa cena bez nodokļa un nodoklis atsevišķi.",
        }
    ]
}
MATURITY: Mapping[str, Any] = {
    "tested_by_hub": True,
    "test_hub": "Paraugnovada digitālo inovāciju centrs",
    "tested_on": "2024-02-12",
    "test_result": "41.5",
    "roadmap_number": "CK-17",
    "roadmap_on": "2024-02-20",
    "recommends_training": True,
    "roadmap_areas": "Datu drošība",
}
NO_TRAINING: Mapping[str, Any] = {
    "grounds": [{"veids": "not_recommended", "fakts": "Ceļa kartē ieteikta tikai iekārtu atjaunošana."}]
}


def until(world: World, text: str) -> None:
    """Let the time come to `text` (UTC) and the clock's work be done."""
    world.clock.set(datetime.fromisoformat(f"{text}+00:00"))
    while sweep(world.office).full:
        pass


def posted(world: World, folder: Path, minutes: int = 11) -> None:
    """Let the undo window pass, and the worker register and send what it may, into that folder."""
    world.clock.set(world.clock.now() + timedelta(minutes=minutes))
    work_off(replace(world.office, outgoing=Outgoing(folder)))


def registered(world: World) -> None:
    """The letters get their numbers: twenty minutes later, when their moves can no longer be taken back."""
    until(world, f"{world.clock.now() + timedelta(minutes=20):%Y-%m-%dT%H:%M:%S}")
    register(world.office)


def tax_checked(world: World, debt: str = "0.00", **changes: Any) -> str:
    """The number of a case whose tax check has been recorded; `changes` are of its application."""
    ref = world.submitted(**changes)
    world.do("officer", "record_tax_check", ref, form=world.tax_form(debt))
    return ref


def maturity_tested(world: World, **changes: Any) -> str:
    """The number of a case whose test and roadmap open the way; `changes` are of its application."""
    ref = tax_checked(world, **changes)
    world.do("officer", "record_maturity", ref, form=MATURITY)
    return ref


def unanswered(world: World) -> str:
    """The number of a case whose request of Monday 4 March 2024 nobody answered by Wednesday 20 March."""
    ref = world.submitted()
    world.do("officer", "request_clarification", ref, form=GAPS)
    registered(world)
    until(world, "2024-03-20T22:00:00")
    return ref


def letter_text(world: World, ref: str) -> str:
    """The text of the case's last letter as it was drafted."""
    *_, (id, sealed) = rows(
        world,
        "SELECT l.id, l.text FROM letter l JOIN case_record c ON c.id = l.case_id WHERE c.ref = ? ORDER BY l.seq",
        ref,
    )
    return KEYS.unseal(bytes(sealed), read_uuid(id).bytes).decode()


def open_tasks(world: World, ref: str) -> set[str]:
    """The names of the case's open tasks, those about single letters left out."""
    found = rows(
        world,
        "SELECT t.name FROM task t JOIN case_record c ON c.id = t.case_id WHERE c.ref = ? AND t.closed_at IS NULL",
        ref,
    )
    return {name for (name,) in found if ":" not in name}


def differences(world: World, ref: str) -> list[object]:
    """What a replay of the case from its record would answer otherwise."""
    return [r.difference for r in replayed(world, ref) if r.difference is not None]
