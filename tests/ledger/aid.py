"""A small invented programme that grants de minimis aid: known aid, a reservation, the decision, what comes after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from caseflow.ledger.de_minimis import aid_balances
from caseflow.moves import Request
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.moves.reading import rows
from tests.world import MERCHANT, World

PROGRAMME = "voucher"
VOUCHER = """
workflow: voucher
version: 1
title: {lv: Vaučers, en: Voucher}
case_number: "{prefix}-V-{year}-{number:03}"
case:
  applicant: {type: party, required: true}
  amount: {type: money, required: true}
  regulation:
    type: choice
    required: true
    values: {dm1407: {lv: "1407", en: "1407"}, dm2831: {lv: "2831", en: "2831"}, gber: {lv: VGAR, en: GBER}}
  road: {type: bool}
  headroom: {type: money}
  fits: {type: bool}
states:
  asked: {kind: open, label: {lv: Lūgts, en: Asked}, public: {lv: Lūgts, en: Asked}}
  proposed: {kind: open, label: {lv: Ierosināts, en: Proposed}, public: {lv: Lūgts, en: Asked}}
  granted: {kind: decided, label: {lv: Piešķirts, en: Granted}, public: {lv: Piešķirts, en: Granted}}
  over: {kind: closed, label: {lv: Slēgts, en: Over}, public: {lv: Slēgts, en: Over}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer]
    edits: [applicant, amount, regulation, road]
    to: [{state: asked}]
  - trigger: note_aid
    label: {lv: Ierakstīt agrāko atbalstu, en: Note earlier aid}
    from: [asked, granted]
    roles: [officer]
    form:
      group:
        type: list
        fields:
          registration_number: {type: registration_number, required: true}
          name: {type: text, required: true}
      prior:
        type: list
        fields:
          registration_number: {type: registration_number, required: true}
          regulation:
            type: choice
            required: true
            values: {dm1407: {lv: "1407", en: "1407"}, dm2831: {lv: "2831", en: "2831"}}
          grantor: {type: text, required: true}
          reference: {type: text, required: true}
          granted_on: {type: date, required: true}
          amount: {type: money, required: true}
      month: {type: integer}
    to:
      - state: asked
        when: form.month is not None
        de_minimis: {enter: form.prior, members: form.group, years: "fiscal_year_starts(on, form.month, 1)"}
      - {state: asked, de_minimis: {enter: form.prior, members: form.group}}
  - trigger: look
    label: {lv: Skatīt, en: Look}
    from: [asked, proposed, granted]
    roles: [officer]
    requires: amount is not None and regulation is not None
    let:
      headroom: >-
        de_minimis_headroom("dm2831", de_minimis_since("dm2831", on, de_minimis.years), on,
        de_minimis.undertakings, de_minimis.aid, False)
    to: [{state: asked, when: de_minimis.reserved == 0.00}, {state: proposed}]
  - trigger: propose
    label: {lv: Ierosināt, en: Propose}
    from: [asked, proposed]
    roles: [officer]
    backdated: true
    requires: amount is not None and regulation is not None
    form: {less: money}
    to:
      - state: proposed
        when: form.less is not None
        de_minimis: {reserve: form.less, regulation: regulation}
      - state: proposed
        when: road is not None and road
        de_minimis: {reserve: amount, regulation: regulation, road_freight: road}
      - {state: proposed, de_minimis: {reserve: amount, regulation: regulation}}
  - trigger: award
    label: {lv: Piešķirt, en: Award}
    from: [proposed, asked]
    roles: [officer]
    to: [{state: granted, de_minimis: {act: confirm, regulation: regulation}}]
  - trigger: settle
    label: {lv: Noslēgt, en: Settle}
    from: [granted]
    roles: [officer]
    form: {paid: {type: money, required: true}}
    to: [{state: over, de_minimis: {correct: form.paid}}]
  - trigger: refuse
    label: {lv: Atteikt, en: Refuse}
    from: [asked, proposed, granted]
    roles: [officer]
    to: [{state: over, de_minimis: release}]
"""


def publish_vouchers(world: World, at: datetime) -> None:
    """Put the programme on record."""
    file = File("workflow", PROGRAMME, "voucher", f"workflows/{PROGRAMME}/voucher.yaml", VOUCHER)
    with world.office.database.write() as tx:
        publish(tx, [file], "tests", at)


OTHERS = {"B": "40003000021", "C": "40003000036", "D": "40003000040"}


def merchant(name: str = "A") -> dict[str, str]:
    """The world's merchant (A) or another one."""
    return MERCHANT if name == "A" else {**MERCHANT, "registration_number": OTHERS[name], "name": f"SIA “{name}”"}


def opening(amount: str, of: str = "A", regulation: str = "dm2831", **more: Any) -> Request:
    """The request that opens a case."""
    form = {"applicant": merchant(of), "amount": amount, "regulation": regulation, **more}
    return Request("open", workflow=f"{PROGRAMME}/voucher", organisation="association", form=form)


def asked(world: World, amount: str, of: str = "A", regulation: str = "dm2831", **more: Any) -> str:
    """The number of a new case that asks for so much."""
    request = opening(amount, of, regulation, **more)
    return world.do(
        "officer", "open", workflow=request.workflow, organisation=request.organisation, form=request.form
    ).ref


def proposed(world: World, amount: str, of: str = "A", regulation: str = "dm2831") -> str:
    """The number of a case whose aid is reserved."""
    ref = asked(world, amount, of, regulation)
    world.do("officer", "propose", ref)
    return ref


def prior(amount: str, day: str, of: str = "A", reference: str = "UZ-1", regulation: str = "dm2831") -> dict[str, str]:
    """A row of aid that somebody else has granted."""
    return {
        "registration_number": merchant(of)["registration_number"],
        "regulation": regulation,
        "grantor": "Attīstības iestāde",
        "reference": reference,
        "granted_on": day,
        "amount": amount,
    }


def linked(*names: str) -> list[dict[str, str]]:
    """Rows of a group."""
    return [{"registration_number": merchant(n)["registration_number"], "name": merchant(n)["name"]} for n in names]


def register(world: World) -> list[tuple[str, str]]:
    """What is reserved and granted by aid, in EUR; each is the sum of its postings."""
    with world.office.database.read() as tx:
        assert aid_balances(tx) == []
    found = rows(world, "SELECT reserved, granted FROM de_minimis_aid ORDER BY reserved, granted")
    return [(f"{reserved / 100:.2f}", f"{granted / 100:.2f}") for reserved, granted in found]


def live(world: World) -> int:
    """Cents that count in all."""
    ((cents,),) = rows(world, "SELECT coalesce(sum(reserved + granted), 0) FROM de_minimis_aid")
    return int(cents)
