"""A small invented programme of two workflows: a project that opens parts, and parts that tell the project."""

from __future__ import annotations

from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.world import START, World

PROJECT = """
workflow: project
version: 1
title: {lv: Projekts, en: Project}
case_number: "{prefix}-P-{year}-{number:03}"
case:
  title: {type: text, required: true, label: {lv: Nosaukums, en: Title}}
  spent: {type: money, label: {lv: Izlietots, en: Spent}}
  days: {type: list, label: {lv: Dienas, en: Days}, fields: {"on": {type: date, required: true}, note: text}}
states:
  planned: {kind: open, label: {lv: Plānots, en: Planned}, public: {lv: Plānots, en: Planned}}
  running: {kind: open, label: {lv: Notiek, en: Running}, public: {lv: Notiek, en: Running}}
  frozen: {kind: open, label: {lv: Iesaldēts, en: Frozen}, public: {lv: Iesaldēts, en: Frozen}}
  done: {kind: closed, label: {lv: Pabeigts, en: Done}, public: {lv: Pabeigts, en: Done}}
transitions:
  - {trigger: open, label: {lv: Sākt, en: Open}, from: [], roles: [officer], edits: [title], to: [{state: planned}]}
  - trigger: start
    label: {lv: Uzsākt, en: Start}
    from: [planned]
    roles: [officer]
    to:
      - state: running
        opens:
          - {workflow: invented/part, form: {title: title}}
          - {workflow: invented/part, form: {title: title}}
  - trigger: split
    label: {lv: Sadalīt, en: Split}
    from: [running]
    roles: [officer]
    to: [{state: running, opens: [{workflow: invented/part, form: {title: title}}]}]
  - {trigger: freeze, label: {lv: Iesaldēt, en: Freeze}, from: [running], roles: [officer], to: [{state: frozen}]}
  - trigger: part_done
    label: {lv: Daļa pabeigta, en: A part is done}
    from: [running]
    told: true
    to: [{state: running}]
  - trigger: part_reported
    label: {lv: Daļa ziņo, en: A part reports}
    from: [running]
    told: true
    edits: [days]
    form: {paid: {type: money, required: true}}
    let: {spent: form.paid if spent is None else spent + form.paid}
    to: [{state: running}]
  - trigger: stop
    label: {lv: Apturēt, en: Stop}
    from: [running]
    roles: [officer]
    to: [{state: done, tells: [{case: children, trigger: stop_part}]}]
  - trigger: approve
    label: {lv: Apstiprināt, en: Approve}
    from: [running]
    roles: [officer]
    not_by: [part_done]
    to: [{state: done}]
  - trigger: pong
    label: {lv: Atpakaļ, en: Back}
    from: [running]
    told: true
    to: [{state: running, tells: [{case: children, trigger: ping}]}]
"""
PART = """
workflow: part
version: 1
title: {lv: Daļa, en: Part}
case_number: "{prefix}-D-{year}-{number:03}"
case:
  title: {type: text, required: true, label: {lv: Nosaukums, en: Title}}
states:
  begun: {kind: open, label: {lv: Iesākta, en: Begun}, public: {lv: Iesākta, en: Begun}}
  finished: {kind: closed, label: {lv: Pabeigta, en: Finished}, public: {lv: Pabeigta, en: Finished}}
  stopped: {kind: closed, label: {lv: Apturēta, en: Stopped}, public: {lv: Apturēta, en: Stopped}}
transitions:
  - {trigger: open, label: {lv: Sākt, en: Open}, from: [], told: true, edits: [title], to: [{state: begun}]}
  - trigger: finish
    label: {lv: Pabeigt, en: Finish}
    from: [begun]
    roles: [officer]
    to: [{state: finished, tells: [{case: parent, trigger: part_done}]}]
  - trigger: report
    label: {lv: Ziņot, en: Report}
    from: [begun]
    roles: [officer]
    form:
      paid: {type: money, required: true}
      days: {type: list, required: true, fields: {"on": {type: date, required: true}, note: text}}
    to: [{state: begun, tells: [{case: parent, trigger: part_reported, form: {paid: form.paid, days: form.days}}]}]
  - trigger: stop_part
    label: {lv: Apturēt daļu, en: Stop the part}
    from: [begun]
    told: true
    to: [{state: stopped}]
  - trigger: ping
    label: {lv: Turp, en: There}
    from: [begun]
    roles: [officer]
    told: true
    to: [{state: begun, tells: [{case: parent, trigger: pong}]}]
"""
PROGRAMME = "invented"


def files() -> list[File]:
    """The files of the programme, as they would lie in its folder."""
    texts = {"project": PROJECT, "part": PART}
    return [
        File("workflow", PROGRAMME, name, f"workflows/{PROGRAMME}/{name}.yaml", text) for name, text in texts.items()
    ]


def publish_family(world: World) -> None:
    """Put the programme on record."""
    with world.office.database.write() as tx:
        publish(tx, files(), "tests", START)


def project(world: World) -> str:
    """The number of a new project, not started yet."""
    form = {"title": "Projekts"}
    return world.do("officer", "open", workflow=f"{PROGRAMME}/project", organisation="association", form=form).ref


def started(world: World) -> str:
    """The number of a project with two parts, numbers 001 and 002 of the first project."""
    ref = project(world)
    world.do("officer", "start", ref)
    return ref
