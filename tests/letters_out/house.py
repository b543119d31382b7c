"""A small invented programme whose cases write letters of two series, and the house that registers and sends them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from caseflow.access.people import enter_organisation, enter_user, grant
from caseflow.clock import FixedClock
from caseflow.db import Database
from caseflow.letters.in_force import LettersInForce
from caseflow.moves import Actor
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.programmes.folder import File
from caseflow.programmes.in_force import InForce
from caseflow.programmes.publish import publish
from tests.world import ASSOCIATION, HOME, KEYS, MERCHANT, START, World

WORKFLOW = "trial/matter"
PROFILE: dict[str, Any] = {
    **ASSOCIATION,
    "series": {"letters": "1-5/{number}", "decisions": "4-2/{number}"},
    "signatory": {"name": "Vija Ozoliņa", "office": "valdes priekšsēdētāja"},
}
OFFICES = {"head": "nodaļas vadītāja"}
_PEOPLE = {"officer": ("officer",), "head": ("head", "officer"), "auditor": ("auditor",)}

MATTER = """
workflow: matter
version: 1
title: {lv: Lieta, en: Matter}
case_number: "{prefix}-M-{year}-{number:03}"
case:
  applicant: {type: party, required: true, label: {lv: Komersants, en: Merchant}}
  said: {type: text, label: {lv: Teksts, en: Text}}
  decision_number: {type: text, label: {lv: Lēmuma numurs, en: Number of the decision}}
  decision_on: {type: date, label: {lv: Lēmuma datums, en: Day of the decision}}
states:
  begun: {kind: open, label: {lv: Sākta, en: Begun}, public: {lv: Sākta, en: Begun}}
  drafted: {kind: open, label: {lv: Sagatavota, en: Drafted}, public: {lv: Sākta, en: Begun}}
  decided: {kind: closed, label: {lv: Izlemta, en: Decided}, public: {lv: Izlemta, en: Decided}}
transitions:
  - {trigger: open, label: {lv: Sākt, en: Open}, from: [], roles: [officer], edits: [applicant], to: [{state: begun}]}
  - trigger: inform
    label: {lv: Informēt, en: Inform}
    from: [begun]
    roles: [officer]
    edits: [said]
    to: [{state: begun, letter: information}]
  - trigger: propose
    label: {lv: Ierosināt, en: Propose}
    from: [begun]
    roles: [officer]
    edits: [said]
    to: [{state: drafted, letter: decision}]
  - {trigger: sign, label: {lv: Parakstīt, en: Sign}, from: [drafted], roles: [head], signs: [decision],
     to: [{state: decided}]}
letters:
  information: {template: information, variables: {teksts: said}}
  decision: {template: decision, variables: {teksts: said}, number: decision_number, day: decision_on}
"""
_HEAD = """---
code: {code}
kind: {kind}
{more}title: {{lv: {lv}, en: {en}}}
legal_parts: []
release: {release}
series: {series}
channel: email
variables:
  a: organisation
  adr: addressee
  sag: preparer
  lieta: case
  teksts: text?
---
"""
_NORMS = "acts: {}\nnorms: {}\n"
_LAYOUT = """#set document(title: << dok.virsraksts|str >>, author: << a.nosaukums|str >>, date: reg.date)
#set text(font: "Libertinus Serif", lang: "lv")

= << dok.virsraksts >>

#reg.day Nr.~#reg.number

<% block kopsavilkums %>
<% endblock %>
<% block saturs %>
<% endblock %>

#reg.office #reg.signatory <% if a.e_signs %>(paraksts\\*)<% endif %>
"""
# A letter that says `sagrauts` (ruined) is one that Typst cannot set: as if its template had a fault.
_BODY = """<% extends "_shared/layout.typ" %>
<% block kopsavilkums %><% include "_shared/phrases/S0.typ" %><% endblock %>
<% block saturs %>
<% if teksts %>
<< teksts >>
<% if teksts == 'sagrauts' %>
#no-such-function()
<% endif %>
<% endif %>
Adresāts: << adr.nosaukums >>, << adr.epasts >>, << adr.reg_nr >>, << adr.adrese >>, << lieta.nr >>, << sag.vards_iss >>
<% endblock %>
"""


def files() -> list[File]:
    """The files of the programme and the house's own shared figures and norms."""
    information = _HEAD.format(
        code="L-T-01", kind="info", more="", lv="Par lietu", en="On a matter", release="automatic", series="letters"
    )
    decision = _HEAD.format(
        code="L-T-02",
        kind="info",
        more="",
        lv="Par lēmumu",
        en="A decision",
        release="by signatory",
        series="decisions",
    )
    layout, phrase = _LAYOUT, "Šī vēstule ir informatīva.\n"
    parameters = (HOME / "workflows/_shared/parameters.yaml").read_text(encoding="utf-8")
    return [
        File("parameters", "_shared", "parameters.yaml", "workflows/_shared/parameters.yaml", parameters),
        File("parameters", "trial", "parameters.yaml", "workflows/trial/parameters.yaml", "[]"),
        File("norms", "_shared", "norms.yaml", "workflows/_shared/norms.yaml", _NORMS),
        File("workflow", "trial", "matter", "workflows/trial/matter.yaml", MATTER),
        File("letter", "_shared", "layout.typ", "letters/_shared/layout.typ", layout),
        File("letter", "_shared", "phrases/S0.typ", "letters/_shared/phrases/S0.typ", phrase),
        File("letter", "trial", "information.typ", "letters/trial/information.typ", information + _BODY),
        File("letter", "trial", "decision.typ", "letters/trial/decision.typ", decision + _BODY),
    ]


def make_house(database: Database, **profile: Any) -> World:
    """The house on a fresh database, with changes to the organisation's profile; `officer` and `head` act."""
    clock = FixedClock(START)
    users: dict[str, Actor] = {}
    with database.write() as tx:
        publish(tx, files(), "tests", START)
        organisation = enter_organisation(
            tx, "association", "association", "PUA", "40008000013", {**PROFILE, **profile}
        )
        for name, roles in _PEOPLE.items():
            contact = {"vards_iss": name.title(), "talrunis": "60000001", "epasts": f"{name}@asociacija.example"}
            user = enter_user(tx, name, name.title(), {**contact, "office": OFFICES.get(name, "")})
            users[name] = Actor(user)
            for role in roles:
                grant(tx, user, role, organisation, valid_from=date(2023, 1, 1), by="tests", reason="test", now=START)
    office = Office(database, clock, KEYS, InForce(NAMESPACES), LettersInForce())
    return World(office, clock, organisation, users, "")


def informed(house: World, said: str | None = None, number: int = 0) -> str:
    """The number of a case that has just drafted an automatic letter; `number` makes another merchant."""
    ref = _opened(house, number)
    house.do("officer", "inform", ref, form={"said": said} if said else {})
    return ref


def proposed(house: World, said: str | None = None, number: int = 0) -> str:
    """The number of a case whose letter waits for a signature."""
    ref = _opened(house, number)
    house.do("officer", "propose", ref, form={"said": said} if said else {})
    return ref


def signed(house: World, number: int = 0) -> str:
    """The number of a case whose letter the head has signed."""
    ref = proposed(house, number=number)
    house.do("head", "sign", ref)
    return ref


def _opened(house: World, number: int) -> str:
    merchant = {**MERCHANT, "name": f"SIA “Vēja dēļi {number}”"} if number else MERCHANT
    form = {"applicant": merchant}
    return house.do("officer", "open", workflow=WORKFLOW, organisation="association", form=form).ref


def later(house: World, minutes: float = 10) -> None:
    """Let time pass: by default exactly the undo window."""
    house.clock.advance(timedelta(minutes=minutes))


def letter_rows(house: World, *columns: str) -> list[tuple[Any, ...]]:
    """These columns of every letter, in the order of drafting."""
    with house.office.database.read() as tx:
        return tx.fetchall(f"SELECT {', '.join(columns)} FROM letter ORDER BY drafted_at, id")


def letter_of(house: World, ref: str) -> dict[str, Any]:
    """The newest letter of a case, as its row stands."""
    names = (
        "id", "status", "number", "ordinal", "register_year", "registered_on", "pdf", "awaits", "send_at", "attempts",
        "sent_at", "sent_on", "failure", "container", "channel", "replaces", "release_at",
    )  # fmt: skip
    with house.office.database.read() as tx:
        rows = tx.fetchall(
            f"SELECT {', '.join(f'l.{name}' for name in names)} FROM letter l JOIN case_record c ON c.id = l.case_id "
            "WHERE c.ref = ? ORDER BY l.seq DESC, l.drafted_at DESC LIMIT 1",
            (ref,),
        )
    return dict(zip(names, rows[0], strict=True))


def open_tasks(house: World, ref: str) -> list[str]:
    """The names of the case's open tasks, without the letters that they are about."""
    with house.office.database.read() as tx:
        rows = tx.fetchall(
            "SELECT t.name FROM task t JOIN case_record c ON c.id = t.case_id WHERE c.ref = ? AND t.closed_at IS NULL",
            (ref,),
        )
    return sorted(name.partition(":")[0] for (name,) in rows)
