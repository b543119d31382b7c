"""The two invented organisations of the demo and the people who work in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from caseflow.access.passwords import Passwords, set_password
from caseflow.access.people import enter_organisation, enter_user, find_organisation, grant
from caseflow.db import Transaction
from caseflow.ledger.agreements import NewAgreement, add_agreement

ASSOCIATION: Final = "asociacija"
HUB: Final = "centrs"
PROGRAMME: Final = "enterprise-skills"
FIRST_DAY: Final = date(2023, 9, 1)
AGREED_ON: Final = date(2023, 9, 15)
"""When both recipients signed the agreements on their projects."""
UNDO_MINUTES: Final = 1
"""How long a move may be taken back before its letters go out."""
BY: Final = "demo"
PASSWORD: Final = "paraugs-2023"
"""Everybody's password in the demo, printed for whoever tries it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with one role in one organisation, or in all (`organisation` None)."""

    username: str
    name: str
    short: str
    office: str
    role: str
    organisation: str | None


PEOPLE: Final = (
    Person("ilze", "Ilze Priedīte", "I. Priedīte", "Projektu koordinatore", "officer", ASSOCIATION),
    Person("janis", "Jānis Krastkalns", "J. Krastkalns", "Projektu koordinators", "officer", ASSOCIATION),
    Person("daina", "Daina Avotkalne", "D. Avotkalne", "Valdes priekšsēdētāja", "head", ASSOCIATION),
    Person("laura", "Laura Mežkalne", "L. Mežkalne", "Vērtēšanas eksperte", "evaluator", ASSOCIATION),
    Person("viktors", "Viktors Kļavkalns", "V. Kļavkalns", "Administrators", "administrator", ASSOCIATION),
    Person("marta", "Marta Ezerlīča", "M. Ezerlīča", "Projektu koordinatore", "officer", HUB),
    Person("peteris", "Pēteris Vējgals", "P. Vējgals", "Projektu koordinators", "officer", HUB),
    Person("aivars", "Aivars Lejkalns", "A. Lejkalns", "Centra vadītājs", "head", HUB),
    Person("oskars", "Oskars Pļavkalns", "O. Pļavkalns", "Vērtēšanas eksperts", "evaluator", HUB),
    Person("signe", "Signe Dzirkale", "S. Dzirkale", "Digitālās inovācijas eksperte", "hub_expert", HUB),
    Person("ginta", "Ginta Rudzkalne", "G. Rudzkalne", "Maksājumu speciāliste", "payments_officer", HUB),
    Person("kaspars", "Kaspars Jūrlauks", "K. Jūrlauks", "Administrators", "administrator", HUB),
    Person("zane", "Zane Rītausma", "Z. Rītausma", "Auditore", "auditor", None),
)

NUMBERS: Final = {ASSOCIATION: "49908000012", HUB: "49908000027"}
_PHONES: Final = {ASSOCIATION: "60000001", HUB: "60000002"}
_NAMES: Final[Mapping[str, Mapping[str, Any]]] = {
    ASSOCIATION: {
        "nosaukums": "Biedrība “Paraugnozares uzņēmumu asociācija”",
        "nosaukums_gen": "biedrības “Paraugnozares uzņēmumu asociācija”",
        "nosaukums_dat": "biedrībai “Paraugnozares uzņēmumu asociācija”",
        "nosaukums_lok": "biedrībā “Paraugnozares uzņēmumu asociācija”",
        "turp": {"nom": "Biedrība", "gen": "Biedrības", "dat": "Biedrībai", "acc": "Biedrību", "lok": "Biedrībā"},
        "adrese": "Parauga iela 1, Rīga, LV-1000",
        "projekta_ligums": {"nr": "2.3.1.2.i.0/2/23/A/000"},
    },
    HUB: {
        "nosaukums": "Nodibinājums “Paraugu digitālās inovācijas centrs”",
        "nosaukums_gen": "nodibinājuma “Paraugu digitālās inovācijas centrs”",
        "nosaukums_dat": "nodibinājumam “Paraugu digitālās inovācijas centrs”",
        "nosaukums_lok": "nodibinājumā “Paraugu digitālās inovācijas centrs”",
        "turp": {"nom": "Centrs", "gen": "Centra", "dat": "Centram", "acc": "Centru", "lok": "Centrā"},
        "adrese": "Izdomas iela 2, Rīga, LV-1000",
        "projekta_ligums": {"nr": "2.3.1.2.i.0/1/23/A/000"},
    },
}
_ROUNDS: Final = {ASSOCIATION: "2", HUB: "1"}
_AMOUNTS: Final = {ASSOCIATION: Decimal("700000.00"), HUB: Decimal("6000000.00")}


def profile(slug: str) -> dict[str, Any]:
    """Letterhead, contact and programme texts of one of the two organisations."""
    reached = {"talrunis": _PHONES[slug], "epasts": f"birojs@{slug}.example"}
    head = next(person for person in PEOPLE if (person.organisation, person.role) == (slug, "head"))
    skills = "2.3.1.2.i. investīcijas “Uzņēmumu digitālo prasmju attīstība”"
    return {
        "letterhead": {
            **_NAMES[slug],
            **reached,
            "reg_nr": NUMBERS[slug],
            "vieta_lok": "Rīgā",
            "otra_limena_iestade_lok": "Centrālajā finanšu un līgumu aģentūrā",
            "e_signs": True,
            "privatuma_saite": f"{slug}.example/privatums",
        },
        "channel": "email",
        "contact": {"vards_iss": "Birojs", **reached},
        "signatory": {"name": head.name, "office": head.office},
        "signs": "outside, recorded",
        "undo_minutes": UNDO_MINUTES,
        "letter_links": {"address": "http://127.0.0.1:8000", "days": 30},
        "programmes": {PROGRAMME: {"programma_lok": f"{skills} {_ROUNDS[slug]}.\u00a0kārtā"}},
    }


def enter(tx: Transaction, now: datetime) -> None:
    """Enter the organisations with their agreements, the people with their roles, and the password that they share."""
    hashed = Passwords().hash(PASSWORD)
    for slug, kind, prefix in ((ASSOCIATION, "association", "PUA"), (HUB, "hub", "PDIC")):
        id = enter_organisation(tx, slug, kind, prefix, NUMBERS[slug], profile(slug))
        number = _NAMES[slug]["projekta_ligums"]["nr"]
        new = NewAgreement(number, id, PROGRAMME, f"r{_ROUNDS[slug]}", _AMOUNTS[slug], AGREED_ON)
        add_agreement(tx, new, now.date(), BY)
    for person in PEOPLE:
        organisation = person.organisation
        phone = _PHONES[organisation or ASSOCIATION]
        contact = {"vards_iss": person.short, "talrunis": phone, "epasts": f"{person.username}@paraugs.example"}
        user = enter_user(tx, person.username, person.name, {**contact, "office": person.office})
        set_password(tx, user, hashed, now)
        where = find_organisation(tx, organisation) if organisation else None
        grant(tx, user, person.role, where, valid_from=FIRST_DAY, by=BY, reason="demo", now=now)
