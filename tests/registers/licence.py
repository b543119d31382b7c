"""A small invented programme whose decisions rest on evidence: of a form, or of what a register was asked for."""

from __future__ import annotations

from typing import Any

from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.world import MERCHANT, START, World

PROGRAMME = "permits"
LICENCE = """
workflow: licence
version: 1
title: {lv: Atļauja, en: Licence}
case_number: "{prefix}-A-{year}-{number:03}"
case:
  applicant: {type: party, required: true}
  asked_on: {type: date}
  seen: {type: money}
evidence:
  debt:
    label: {lv: Parādnieku reģistrs, en: Register of debtors}
    answer:
      total: {type: money, label: {lv: Parāds, en: Debt}}
      remark: text
  board:
    label: {lv: Uzņēmumu reģistrs, en: Register of Enterprises}
    answer:
      head: {type: person_name, label: {lv: Vadītājs, en: Head}}
      rows:
        type: list
        fields: {office: {type: text, required: true}, since: {type: date, required: true}}
states:
  asked: {kind: open, label: {lv: Lūgta, en: Asked}, public: {lv: Lūgta, en: Asked}}
  granted: {kind: closed, label: {lv: Izsniegta, en: Granted}, public: {lv: Izsniegta, en: Granted}}
  refused: {kind: closed, label: {lv: Atteikta, en: Refused}, public: {lv: Atteikta, en: Refused}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer]
    edits: [applicant]
    let: {asked_on: "on"}
    to: [{state: asked}]
  - trigger: check
    label: {lv: Pārbaudīt, en: Check}
    from: [asked]
    roles: [officer]
    backdated: true
    form:
      total: {type: money, required: true}
      data_date: {type: date, required: true}
      printout: document
    records:
      - evidence: debt
        data_date: form.data_date
        reference_day: asked_on
        valid_until: form.data_date
        document: form.printout
        answer: {total: form.total}
    to: [{state: asked}]
  - trigger: decide
    label: {lv: Izlemt, en: Decide}
    from: [asked]
    roles: [officer]
    requires: evidence.debt.valid_until is not None and evidence.debt.valid_until >= case.today
    let: {seen: evidence.debt.total}
    to:
      - {state: granted, when: evidence.debt.total is not None and evidence.debt.total <= 150.00}
      - {state: refused}
"""


def publish_licences(world: World) -> None:
    """Put the programme on record."""
    file = File("workflow", PROGRAMME, "licence", f"workflows/{PROGRAMME}/licence.yaml", LICENCE)
    with world.office.database.write() as tx:
        publish(tx, [file], "tests", START)


def asked(world: World) -> str:
    """The number of a new case."""
    form = {"applicant": MERCHANT}
    return world.do("officer", "open", workflow=f"{PROGRAMME}/licence", organisation="association", form=form).ref


def checked(world: World, total: str, day: str = "2024-03-04", ref: str | None = None) -> str:
    """The number of a case whose debt was looked up on a printout of that day."""
    ref = ref or asked(world)
    world.do("officer", "check", ref, form={"total": total, "data_date": day, "printout": world.printout})
    return ref


def answer_of_register(total: str, **more: Any) -> dict[str, Any]:
    """The form of the built-in move, as an officer or the adapter of a register fills it in."""
    return {"kind": "debt", "total": total, "data_date": "2024-03-04", "valid_until": "2024-03-04", **more}
