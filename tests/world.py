"""A small invented world that moves are tested in: two organisations, their people, one merchant, a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from caseflow.access.people import enter_organisation, enter_user, grant
from caseflow.clock import FixedClock
from caseflow.db import Database, blobs
from caseflow.letters.in_force import LettersInForce
from caseflow.moves import Actor, Done, Request, Result, apply
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.parties.keys import Keys
from caseflow.programmes.folder import files_of
from caseflow.programmes.in_force import InForce
from caseflow.programmes.publish import publish

HOME = Path(__file__).resolve().parent.parent
KEYS = Keys.derive("a secret that only tests know, long enough")
BENEFICIARY = "enterprise-skills/beneficiary"
START = datetime.fromisoformat("2024-03-04T08:00:00+00:00")  # a Monday, 10.00 in Riga

ASSOCIATION = {
    "letterhead": {
        "nosaukums": "Biedrība “Paraugnozares uzņēmumu asociācija”",
        "nosaukums_gen": "biedrības “Paraugnozares uzņēmumu asociācija”",
        "nosaukums_dat": "biedrībai “Paraugnozares uzņēmumu asociācija”",
        "nosaukums_lok": "biedrībā “Paraugnozares uzņēmumu asociācija”",
        "turp": {"nom": "Biedrība", "gen": "Biedrības", "dat": "Biedrībai", "acc": "Biedrību", "lok": "Biedrībā"},
        "reg_nr": "40008000013",
        "adrese": "Parauga iela 1, Rīga, LV-1000",
        "talrunis": "60000001",
        "epasts": "birojs@asociacija.example",
        "vieta_lok": "Rīgā",
        "otra_limena_iestade_lok": "Centrālajā finanšu un līgumu aģentūrā",
        "projekta_ligums": {"nr": "2.3.1.2.i.0/2/23/A/000"},
        "e_signs": True,
        "privatuma_saite": "asociacija.example/privatums",
    },
    "channel": "email",
    "signatory": {"name": "Vija Ozoliņa", "office": "Valdes priekšsēdētāja"},
    "contact": {"vards_iss": "Birojs", "talrunis": "60000001", "epasts": "birojs@asociacija.example"},
    "programmes": {
        "enterprise-skills": {
            "programma_lok": "2.3.1.2.i. investīcijas “Uzņēmumu digitālo prasmju attīstība” 2. kārtā",
        }
    },
}
MERCHANT = {
    "kind": "merchant",
    "registration_number": "40003000017",
    "name": "SIA “Vēja dēļi”",
    "address": "Kokneses iela 2, Cēsis, LV-4100",
    "email": "birojs@vejadeli.example",
}
EARLY = "Pārbaude agrāk pēc komersanta lūguma."
LINE = {
    "line": "1",
    "employee": "Anna Kalniņa",
    "person_code": "32000000017",
    "course": "Datu drošība",
    "provider": "SIA “Kursi”",
    "starts_on": "2024-06-03",
    "ends_on": "2024-06-07",
    "net": "480.00",
    "vat": "100.80",
}
APPLICATION: Mapping[str, Any] = {
    "round": "r2",
    "applicant": MERCHANT,
    "size": "small",
    "region": "vidzeme",
    "description": "Biroja darbinieku digitālās prasmes.",
    "location": "Cēsis",
    "starts_on": "2024-06-03",
    "ends_on": "2024-06-28",
    "regime": "gber",
    "aid_asked": "336.00",
    "lines": [LINE],
}


@dataclass
class World:
    """An office with its people; `officer`, `head` ... act in the association."""

    office: Office
    clock: FixedClock
    organisation: UUID
    users: Mapping[str, Actor]
    printout: str

    def ask(self, who: str, trigger: str, case: str | None = None, /, **parts: Any) -> Result:
        """One move asked for by `who`."""
        return self.ask_all(who, [Request(trigger, case, **parts)])[0]

    def ask_all(self, who: str, requests: list[Request]) -> list[Result]:
        """A batch asked for by `who`."""
        return apply(self.office, requests, self.users[who])

    def do(self, who: str, trigger: str, case: str | None = None, /, **parts: Any) -> Done:
        """One move that must succeed."""
        result = self.ask(who, trigger, case, **parts)
        assert isinstance(result, Done), result
        return result

    def opened(self, **changes: Any) -> str:
        """The number of a new draft with a complete application."""
        form = {**APPLICATION, **changes}
        return self.do("officer", "open", workflow=BENEFICIARY, organisation="association", form=form).ref

    def submitted(self, **changes: Any) -> str:
        """The number of a case whose application is in."""
        ref = self.opened(**changes)
        self.do("officer", "submit", ref)
        return ref

    def tax_form(self, total: str, **changes: Any) -> dict[str, Any]:
        """The form of the tax check, with data of today, and why it need not wait for the second working day."""
        today = self.clock.now().date().isoformat()
        return {
            "total_debt": total,
            "data_date": today,
            "printout": self.printout,
            "sheets": 1,
            "early": EARLY,
            **changes,
        }


def publish_programme(database: Database) -> None:
    """Publish programme B."""
    with database.write() as tx:
        for programme in ("_shared", "enterprise-skills"):
            publish(tx, files_of(HOME, programme), "tests", START)


def make_world(database: Database) -> World:
    """The world on a fresh database, with programme B published."""
    clock = FixedClock(START)
    in_force = InForce(NAMESPACES)
    with database.read() as tx:
        published = tx.fetchone("SELECT 1 FROM publication LIMIT 1")
    if published is None:
        publish_programme(database)
    with database.write() as tx:
        association = enter_organisation(tx, "association", "association", "PUA", "40008000013", ASSOCIATION)
        enter_organisation(tx, "hub", "hub", "PDIC", "40008000028", ASSOCIATION)
        users = {}
        for name, roles in _PEOPLE.items():
            contact = {"vards_iss": name.title(), "talrunis": "60000001", "epasts": f"{name}@asociacija.example"}
            user = enter_user(tx, name, name.title(), {**contact, "office": _OFFICES.get(name, "Speciāliste")})
            users[name] = Actor(user)
            for role in roles:
                grant(tx, user, role, association, valid_from=date(2024, 1, 1), by="tests", reason="test", now=START)
        printout = blobs.put(tx, b"%PDF-1.7 printout", "application/pdf")
    users["clock"] = Actor(None)
    office = Office(database, clock, KEYS, in_force, LettersInForce())
    return World(office, clock, association, users, printout)


_PEOPLE = {
    "officer": ("officer",),
    "colleague": ("officer",),
    "head": ("head", "officer"),
    "administrator": ("administrator",),
    "evaluator": ("evaluator",),
    "auditor": ("auditor",),
    "stranger": (),
}
_OFFICES = {"head": "Nodaļas vadītāja"}
