"""The records that letters are written from, under the type names that a front matter uses.

Field names are Latvian, as in the house's phrase bank. Every text is complete and never empty; a field
that may be missing is `NotRequired`. Declined forms are stored by a human, never computed. Names of
natural persons arrive already read from the vault.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NotRequired, TypedDict

Noun = Literal[
    "komersants",
    "biedriba",
    "centrs",
    "agentura",
    "ministrija",
    "augstskola",
    "filiale",
    "projekta_iesniedzejs",
    "finansejuma_sanemejs",
]
Channel = Literal["email", "post", "official_address"]


class Turp(TypedDict):
    """The short name after `(turpmāk – ...)`: Biedrība, Biedrības, Biedrībai, Biedrību, Biedrībā."""

    nom: str
    gen: str
    dat: str
    acc: str
    lok: str


class Contract(TypedDict):
    """A contract by its number."""

    nr: str


class Organisation(TypedDict):
    """The author of the letter (`a`): a recipient, an agency or a ministry."""

    nosaukums: str
    nosaukums_gen: str
    nosaukums_dat: str
    nosaukums_lok: str
    turp: Turp
    reg_nr: str
    adrese: str
    talrunis: str
    epasts: str
    vieta_lok: str
    otra_limena_iestade_lok: str
    projekta_ligums: Contract
    e_signs: bool
    privatuma_saite: str


class Addressee(TypedDict):
    """Who the letter is for (`adr`); a merchant's name stays as registered, so it has no `nosaukums_dat`."""

    veids: Noun
    nosaukums: str
    nosaukums_dat: NotRequired[str]
    reg_nr: str
    adrese: str
    epasts: str
    channel: Channel


class Case(TypedDict):
    """The case (`lieta`) by its number."""

    nr: str


class Application(TypedDict):
    """The application (`pieteikums`): its number at the author and the day it was handed in."""

    nr: str
    datums: date


class Preparer(TypedDict):
    """Who wrote the letter and answers questions (`sag`): `L. Bērziņa`, telephone, e-mail."""

    vards_iss: str
    talrunis: str
    epasts: str


RECORDS: dict[str, type] = {
    "organisation": Organisation,
    "addressee": Addressee,
    "case": Case,
    "application": Application,
    "preparer": Preparer,
}
