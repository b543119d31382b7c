"""A small invented programme whose only subject is time: warnings, ends, repetition, fixed days, retention."""

from __future__ import annotations

from caseflow.moves import Request
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.world import START, World

SLUG = "enterprise-skills/clockwork"

TEXT = """
workflow: clockwork
version: 1
title: {lv: Laiks, en: Time}
case_number: "T-{prefix}-{year}-{number:03}"
case:
  note: {type: text, label: {lv: Piezīme, en: Note}}
  answered_on: {type: date, label: {lv: Atbilde, en: Answer}}
groups:
  alive: [asked, proposed, watched]
states:
  asked: {kind: waiting, label: {lv: Jautāts, en: Asked}, public: {lv: Jautāts, en: Asked}}
  proposed: {kind: open, label: {lv: Ierosināts, en: Proposed}, public: {lv: Ierosināts, en: Proposed}}
  watched: {kind: waiting, label: {lv: Vēro, en: Watched}, public: {lv: Vēro, en: Watched}}
  lapsed: {kind: closed, label: {lv: Zudis, en: Lapsed}, public: {lv: Zudis, en: Lapsed}}
  done: {kind: decided, label: {lv: Pabeigts, en: Done}, public: {lv: Pabeigts, en: Done}}
  archived: {kind: closed, label: {lv: Arhivēts, en: Archived}, public: {lv: Arhivēts, en: Archived}}
transitions:
  - {trigger: open, label: {lv: Sākt, en: Open}, from: [], roles: [officer], edits: [note], to: [{state: asked}]}
  - trigger: answer
    label: {lv: Atbildēt, en: Answer}
    from: [asked, proposed]
    roles: [officer]
    backdated: true
    let: {answered_on: "on"}
    to: [{state: watched}]
  - {trigger: silence, label: {lv: Klusē, en: Silence}, from: [asked], roles: [scheduler], to: [{state: proposed}]}
  - {trigger: lapse, label: {lv: Zust, en: Lapse}, from: [proposed], roles: [scheduler], to: [{state: lapsed}]}
  - {trigger: remind, label: {lv: Atgādina, en: Remind}, from: [watched], roles: [scheduler], to: [{state: watched}]}
  - {trigger: finish, label: {lv: Beigt, en: Finish}, from: [watched], roles: [officer, scheduler], to: [{state: done}]}
  - {trigger: archive, label: {lv: Arhivē, en: Archive}, from: [done], roles: [scheduler], to: [{state: archived}]}
  - trigger: stuck
    label: {lv: Iestrēgst, en: Stuck}
    from: [watched]
    roles: [officer]
    requires: note is not None
    to: [{state: watched}]
deadlines:
  - name: answer
    label: {lv: Atbilde, en: Answer}
    rule: X-TIM-04
    during: [asked]
    term: 10 working days
    cap: 15 working days
    calendar: both sides
    warns:
      - before: 2 working days
        task: {task: answer_soon, label: {lv: Drīz, en: Soon}, role: officer, closed_by: [answer]}
    at_end: {trigger: silence}
  - name: signature
    label: {lv: Paraksts, en: Signature}
    rule: X-TIM-05
    during: [proposed]
    term: 1 month
    calendar: both sides
    at_end: {trigger: lapse}
  - name: reminder
    label: {lv: Atgādinājums, en: Reminder}
    rule: X-TIM-05
    during: [watched]
    term: 3 months
    calendar: both sides
    repeats: each
    at_end: {trigger: remind}
  - name: programme_end
    label: {lv: Programmas beigas, en: End of the programme}
    rule: X-TIM-06
    during: [watched]
    term: until P.B.elig_end
    calendar: LV-STAT
    kind: fixed
    at_end: {trigger: finish}
  - name: retention
    label: {lv: Glabāšana, en: Retention}
    rule: B-DL-06
    during: [done]
    term: 10 years
    calendar: LV-STAT
    kind: retention
    at_end: {trigger: archive}
"""


def publish_clockwork(world: World) -> None:
    """Put the programme of time on record."""
    with world.office.database.write() as tx:
        publish(tx, [File("workflow", "enterprise-skills", "clockwork", "clockwork.yaml", TEXT)], "tests", START)


def asked(world: World, number: int = 1) -> list[str]:
    """The numbers of new cases that wait for an answer."""
    requests = [Request("open", workflow=SLUG, organisation="association") for _ in range(number)]
    return [getattr(result, "ref", "") for result in world.ask_all("officer", requests)]
