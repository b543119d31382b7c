"""The records that letters are written from, under the type names that a front matter uses.

Field names are Latvian, as in the house's phrase bank. Every text is complete and never empty; a field
that may be missing is `NotRequired`. Declined forms are stored by a human, never computed. Names of
natural persons arrive already read from the vault.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NotRequired, TypedDict

from caseflow.rules.aid import Size
from caseflow.rules.claims import Fault, Round
from caseflow.rules.dropped_lines import LineFault
from caseflow.rules.environment import Harm
from caseflow.rules.evaluation import Part
from caseflow.rules.exclusion_table import Act, Decision, Ground
from caseflow.rules.lines import Mode
from caseflow.rules.refusal import RefusalKind
from caseflow.rules.regime import Regime

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
# Why a position of a claim is not eligible: the faults that the rule finds, and those that an officer reads in papers.
CostGround = Literal[Fault, "no_proof", "above_price", "vat"]
# Whom an exclusion finding concerns; never a name (Z-DAT-04).
Concerned = Literal["merchant", "officer"]
Breach = Literal["retest", "declaration", "aid_rules"]
CheckEnd = Literal["not_confirmed", "repaid", "recovery_ended"]
Closing = Literal[
    "completed", "nothing_completed", "not_claimed", "claim_rejected", "breach_noted", "repaid", "recovery_ended"
]
Fulfilment = Literal["full", "partial", "none"]


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


class Reference(TypedDict):
    """An earlier paper by its number and day: a claim, a contract, a decision, an invoice, a certificate."""

    nr: str
    datums: date


class Representative(TypedDict):
    """Who signs for the merchant: name, office, and what the right to represent rests on (`statūti`, `pilnvara`)."""

    vards_uzvards: str
    amats: str
    pamats: str


class RefusalGround(TypedDict):
    """One ground of a refusal: what was found, and the figures that belong to its kind.

    `darbiba` is the harm of the ground `dnsh`; `summa` and `robeza` are the aid asked for and the headroom of
    `no_headroom`; `diena` is the day that the ground turns on (`started`, `silent`, `regime_ended`).
    """

    veids: RefusalKind
    fakts: str
    darbiba: NotRequired[Harm]
    summa: NotRequired[Decimal]
    robeza: NotRequired[Decimal]
    diena: NotRequired[date]


class ExclusionFinding(TypedDict):
    """One final finding that excludes the merchant, without any name.

    `likums` and `pants` name the provision as the query table writes it (`184(3)`); both are missing for register
    data (B-EXC-40). `speka` is the day from which the ruling is final; `avots` says where it was found.
    """

    pamats: Ground | Literal["B-EXC-40"]
    persona: Concerned
    likums: NotRequired[Act]
    pants: NotRequired[str]
    nolemums: NotRequired[Decision]
    speka: date
    avots: str


RECORDS: dict[str, type] = {
    "organisation": Organisation,
    "addressee": Addressee,
    "case": Case,
    "application": Application,
    "preparer": Preparer,
    "reference": Reference,
    "representative": Representative,
    "refusal_ground": RefusalGround,
    "exclusion_finding": ExclusionFinding,
}

CHOICES: dict[str, object] = {
    "round": Round,
    "size": Size,
    "regime": Regime,
    "cost_ground": CostGround,
    "line_fault": LineFault,
    "mode": Mode,
    "breach": Breach,
    "check_end": CheckEnd,
    "closing": Closing,
    "fulfilment": Fulfilment,
    "evaluation_role": Part,
}
