"""A small invented programme whose grants are booked on the recipient's agreement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caseflow.ledger.accounts import balances
from caseflow.ledger.agreements import Agreement, NewAgreement, add_agreement, get_agreement
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.world import START, World

GRANT = """
workflow: grant
version: 1
title: {lv: Dotācija, en: Grant}
case_number: "{prefix}-G-{year}-{number:03}"
case:
  round:
    type: choice
    required: true
    values: {r1: {lv: 1. kārta, en: Round 1}, r2: {lv: 2. kārta, en: Round 2}}
  amount: {type: money, required: true}
  known: {type: money}
  was: {type: text}
states:
  asked: {kind: open, label: {lv: Lūgta, en: Asked}, public: {lv: Lūgta, en: Asked}}
  granted: {kind: open, label: {lv: Piešķirta, en: Granted}, public: {lv: Piešķirta, en: Granted}}
  closed: {kind: closed, label: {lv: Slēgta, en: Closed}, public: {lv: Slēgta, en: Closed}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer]
    edits: [round, amount]
    let: {known: agreement.left}
    to: [{state: asked}]
  - trigger: grant
    label: {lv: Piešķirt, en: Grant}
    requires: amount is not None
    from: [asked]
    roles: [officer]
    to: [{state: granted, postings: [{account: agreement, kind: committed, amount: amount}]}]
  - trigger: look
    label: {lv: Skatīt, en: Look}
    from: [asked, granted]
    roles: [officer]
    requires: agreement.status is not None and (agreement.status == "signed" or agreement.status == "completed")
    let: {known: agreement.left, was: agreement.number}
    to: [{state: granted}]
  - trigger: wait
    label: {lv: Gaidīt, en: Wait}
    from: [asked, granted]
    roles: [officer]
    to: [{state: asked}]
  - trigger: pay
    label: {lv: Izmaksāt, en: Pay}
    from: [granted]
    roles: [officer]
    form: {sum: {type: money, required: true}}
    to: [{state: granted, postings: [{account: agreement, kind: paid, amount: form.sum}]}]
  - trigger: release
    label: {lv: Atbrīvot, en: Release}
    from: [granted]
    roles: [officer]
    form: {sum: {type: money, required: true}}
    to: [{state: granted, postings: [{account: agreement, kind: released, amount: form.sum}]}]
  - trigger: strike
    label: {lv: Koriģēt, en: Correct}
    from: [granted]
    roles: [officer]
    form: {sum: {type: money, required: true}}
    to: [{state: granted, postings: [{account: agreement, kind: corrected, amount: form.sum}]}]
  - trigger: recover
    label: {lv: Atgūt, en: Recover}
    from: [granted]
    roles: [officer]
    form: {sum: {type: money, required: true}}
    to:
      - state: closed
        postings:
          - {account: agreement, kind: recovered, amount: form.sum}
          - {account: agreement, kind: released, amount: form.sum}
  - trigger: shrink
    label: {lv: Samazināt, en: Shrink}
    requires: amount is not None
    from: [granted]
    roles: [officer]
    form: {sum: {type: money, required: true}}
    to: [{state: granted, postings: [{account: agreement, kind: paid, amount: amount - form.sum}]}]
  - trigger: split
    label: {lv: Sadalīt, en: Split}
    from: [asked]
    roles: [officer]
    to:
      - state: closed
        opens:
          - {workflow: money/part, form: {round: round, amount: amount}}
          - {workflow: money/part, form: {round: round, amount: amount}}
"""
PART = """
workflow: part
version: 1
title: {lv: Daļa, en: Part}
case_number: "{prefix}-D-{year}-{number:03}"
case:
  round:
    type: choice
    required: true
    values: {r1: {lv: 1. kārta, en: Round 1}, r2: {lv: 2. kārta, en: Round 2}}
  amount: {type: money, required: true}
states:
  granted: {kind: closed, label: {lv: Piešķirta, en: Granted}, public: {lv: Piešķirta, en: Granted}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer]
    told: true
    edits: [round, amount]
    to: [{state: granted, postings: [{account: agreement, kind: committed, amount: amount}]}]
"""
PROGRAMME, NUMBER = "money", "MON/2024/1"


def publish_grants(world: World) -> None:
    """Put the programme on record."""
    texts = {"grant": GRANT, "part": PART}
    files = [File("workflow", PROGRAMME, name, f"workflows/{PROGRAMME}/{name}.yaml", t) for name, t in texts.items()]
    with world.office.database.write() as tx:
        publish(tx, files, "tests", START)


def agreed(world: World, amount: str = "1000.00", **changes: Any) -> str:
    """The number of the association's agreement for round r1, signed."""
    given: dict[str, Any] = {"number": NUMBER, "round": "r1", "signed_on": date(2024, 1, 15), **changes}
    new = NewAgreement(organisation=world.organisation, programme=PROGRAMME, amount=Decimal(amount), **given)
    with world.office.database.write() as tx:
        add_agreement(tx, new, START.date())
    return new.number


def asked(world: World, amount: str, round: str = "r1") -> str:
    """The number of a new case that asks for so much."""
    form = {"round": round, "amount": amount}
    return world.do("officer", "open", workflow=f"{PROGRAMME}/grant", organisation="association", form=form).ref


def granted(world: World, amount: str) -> str:
    """The number of a case whose money is committed."""
    ref = asked(world, amount)
    world.do("officer", "grant", ref)
    return ref


def agreement(world: World, number: str = NUMBER) -> Agreement:
    """The agreement as it stands."""
    with world.office.database.read() as tx:
        return get_agreement(tx, number)


def sums(world: World, number: str = NUMBER) -> tuple[str, str]:
    """What is committed and paid; both are the sums of the postings."""
    with world.office.database.read() as tx:
        assert balances(tx) == []
        found = get_agreement(tx, number)
    return str(found.committed), str(found.paid)
