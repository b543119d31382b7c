"""Invented letters: an association (round 2), a hub (round 1) and the values for their letters."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from caseflow.letters import Registration, Signatory
from caseflow.letters.context import Addressee, Organisation, Preparer

ASSOCIATION: Organisation = {
    "nosaukums": "Biedrība “Paraugnozares uzņēmumu asociācija”",
    "nosaukums_gen": "Biedrības “Paraugnozares uzņēmumu asociācija”",
    "nosaukums_dat": "Biedrībai “Paraugnozares uzņēmumu asociācija”",
    "nosaukums_lok": "Biedrībā “Paraugnozares uzņēmumu asociācija”",
    "turp": {"nom": "Biedrība", "gen": "Biedrības", "dat": "Biedrībai", "acc": "Biedrību", "lok": "Biedrībā"},
    "reg_nr": "40000000001",
    "adrese": "Parauga iela 1, Rīga, LV-1000",
    "talrunis": "60000001",
    "epasts": "birojs@asociacija.example",
    "vieta_lok": "Rīgā",
    "otra_limena_iestade_lok": "Centrālajā finanšu un līgumu aģentūrā",
    "projekta_ligums": {"nr": "2.3.1.2.i.0/2/23/A/000"},
    "e_signs": True,
    "privatuma_saite": "asociacija.example/privatums",
}
HUB: Organisation = {
    "nosaukums": "Biedrība “Parauga digitālo inovāciju centrs”",
    "nosaukums_gen": "Biedrības “Parauga digitālo inovāciju centrs”",
    "nosaukums_dat": "Biedrībai “Parauga digitālo inovāciju centrs”",
    "nosaukums_lok": "Biedrībā “Parauga digitālo inovāciju centrs”",
    "turp": {"nom": "Centrs", "gen": "Centra", "dat": "Centram", "acc": "Centru", "lok": "Centrā"},
    "reg_nr": "40000000003",
    "adrese": "Parauga iela 3, Rīga, LV-1000",
    "talrunis": "60000003",
    "epasts": "centrs@pdic.example",
    "vieta_lok": "Rīgā",
    "otra_limena_iestade_lok": "Ekonomikas ministrijā",
    "projekta_ligums": {"nr": "2.3.1.2.i.0/1/23/A/000"},
    "e_signs": True,
    "privatuma_saite": "pdic.example/privatums",
}
ADDRESSEE: Addressee = {
    "veids": "komersants",
    "nosaukums": "SIA “Vēja dēļi”",
    "reg_nr": "40000000002",
    "adrese": "Kokneses iela 2, Cēsis, LV-4100",
    "epasts": "birojs@vejadeli.example",
    "channel": "email",
}
ASSOCIATION_PREPARER: Preparer = {
    "vards_iss": "L.\u00a0Bērziņa",
    "talrunis": "60000001",
    "epasts": "lita.berzina@asociacija.example",
}
HUB_PREPARER: Preparer = {
    "vards_iss": "D.\u00a0Krūmiņa",
    "talrunis": "60000003",
    "epasts": "dace.krumina@pdic.example",
}
ROUND = "2.3.1.2.i. investīcijas “Uzņēmumu digitālo prasmju attīstība” {}.\u00a0kārtā"

ASSOCIATION_CASE: dict[str, object] = {
    "a": ASSOCIATION,
    "adr": ADDRESSEE,
    "sag": ASSOCIATION_PREPARER,
    "lieta": {"nr": "PUA-2026-014"},
    "pieteikums": {"nr": "14", "datums": date(2026, 2, 2)},
}
HUB_CASE: dict[str, object] = {
    "a": HUB,
    "adr": ADDRESSEE,
    "sag": HUB_PREPARER,
    "lieta": {"nr": "PDIC-2026-033"},
    "pieteikums": {"nr": "33", "datums": date(2026, 2, 9)},
}
DEBT: dict[str, object] = {
    "programma_lok": ROUND.format(2),
    "sanemts": date(2026, 2, 2),
    "precizets": None,
    "atsauce": date(2026, 2, 2),
    "parbaude": date(2026, 2, 4),
    "dati": date(2026, 2, 2),
    "kopa": Decimal("1284.37"),
    "pagarinats": Decimal("900.00"),
    "neto": Decimal("384.37"),
    "limits": Decimal("150.00"),
    "parsniegums": Decimal("234.37"),
    "lapas": 1,
}
CLARIFIED_DEBT: dict[str, object] = {
    **DEBT,
    "programma_lok": ROUND.format(1),
    "sanemts": date(2026, 2, 9),
    "precizets": date(2026, 2, 23),
    "atsauce": date(2026, 2, 23),
    "parbaude": date(2026, 2, 25),
    "dati": date(2026, 2, 23),
    "kopa": Decimal("150.01"),
    "pagarinats": Decimal("0.00"),
    "neto": Decimal("150.01"),
    "parsniegums": Decimal("0.01"),
    "lapas": 2,
}
OZOLINA = Signatory("Ilze Ozoliņa", "Valdes priekšsēdētāja")
LIEPA = Signatory("Mārtiņš Liepa", "Direktors")

# Golden file -> (letter, context, registration).
LETTERS: dict[str, tuple[str, dict[str, object], Registration]] = {
    "refusal_tax_debt.association": (
        "refusal_tax_debt",
        {**ASSOCIATION_CASE, **DEBT},
        Registration("4-2/118", date(2026, 2, 6), OZOLINA),
    ),
    "refusal_tax_debt.hub": (
        "refusal_tax_debt",
        {**HUB_CASE, **CLARIFIED_DEBT},
        Registration("2-7/44", date(2026, 2, 26), LIEPA),
    ),
    "receipt.association": (
        "receipt",
        {
            **ASSOCIATION_CASE,
            "sanemts": date(2026, 2, 2),
            "laiks": time(9, 5),
            "termins": date(2026, 3, 2),
        },
        Registration("4-2/101", date(2026, 2, 2), OZOLINA),
    ),
    "receipt.hub": (
        "receipt",
        {**HUB_CASE, "sanemts": date(2026, 2, 9), "laiks": time(16, 40), "termins": date(2026, 3, 9)},
        Registration("2-7/36", date(2026, 2, 9), LIEPA),
    ),
    "clarification_receipt.hub": (
        "clarification_receipt",
        {**HUB_CASE, "sanemts": date(2026, 2, 23), "laiks": time(11, 0), "termins": date(2026, 3, 23)},
        Registration("2-7/42", date(2026, 2, 23), LIEPA),
    ),
    "withdrawal_confirmed.association": (
        "withdrawal_confirmed",
        {**ASSOCIATION_CASE, "sanemts": date(2026, 2, 5)},
        Registration("4-2/117", date(2026, 2, 5), OZOLINA),
    ),
    "withdrawal_confirmed.hub": (
        "withdrawal_confirmed",
        {**HUB_CASE, "sanemts": date(2026, 2, 12)},
        Registration("2-7/39", date(2026, 2, 12), LIEPA),
    ),
}
