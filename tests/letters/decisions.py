"""Decisions, the contract and the certificate of the merchant's case, filled in with invented data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseflow.letters import Registration, Signatory
from tests.letters.examples import ASSOCIATION_CASE, HUB_CASE, LIEPA, OZOLINA
from tests.letters.values import (
    APRIL,
    ASSOCIATION_ASKED,
    AWARD,
    CLAIM,
    CONTRACT,
    DE_MINIMIS,
    EXCLUDED,
    GROUNDS,
    HEADROOM,
    HUB_ASKED,
    LONG_LINES,
    NOTHING,
    PARTLY,
    PAYMENT,
    ROUND_2_AWARD,
    TOOLS,
    WHOLE,
    Letter,
)

DECISIONS: dict[str, Letter] = {
    "refusal_exclusion.hub": (
        "refusal_exclusion",
        {**HUB_CASE, **HUB_ASKED, **EXCLUDED},
        Registration("2-7/52", date(2026, 3, 9), LIEPA),
    ),
    "refusal_exclusion.association": (
        "refusal_exclusion",
        {
            **ASSOCIATION_CASE,
            **ASSOCIATION_ASKED,
            **EXCLUDED,
            "precizets": date(2026, 2, 17),
            "konstatejumi": [
                {
                    "pamats": "B-EXC-40",
                    "persona": "merchant",
                    "speka": date(2026, 2, 11),
                    "avots": "komercreģistra ieraksts par likvidāciju",
                }
            ],
            "viedoklis": date(2026, 3, 4),
            "viedokla_saturs": "likvidācija tiks pārtraukta",
            "atbilde": "ieraksts reģistrā lēmuma dienā ir spēkā",
        },
        Registration("4-2/140", date(2026, 3, 9), OZOLINA),
    ),
    "refusal_other.three_grounds": (
        "refusal_other",
        {**HUB_CASE, **HUB_ASKED, "diena": date(2026, 2, 24), "pamati": GROUNDS},
        Registration("2-7/45", date(2026, 2, 24), LIEPA),
    ),
    "refusal_other.association": (
        "refusal_other",
        {**ASSOCIATION_CASE, **ASSOCIATION_ASKED, "diena": date(2026, 2, 24), "pamati": HEADROOM},
        Registration("4-2/131", date(2026, 2, 24), OZOLINA),
    ),
    "refusal_silent.association": (
        "refusal_silent",
        {
            **ASSOCIATION_CASE,
            **ASSOCIATION_ASKED,
            "diena": date(2026, 2, 26),
            "vestule": {"nr": "4-2/127", "datums": date(2026, 2, 9)},
            "termins": date(2026, 2, 25),
        },
        Registration("4-2/133", date(2026, 2, 26), OZOLINA),
    ),
    "award.hub": ("award", AWARD, Registration("2-7/41", date(2026, 2, 16), LIEPA)),
    "award.association_long": (
        "award",
        {
            **ROUND_2_AWARD,
            **LONG_LINES,
            "lielums": "medium",
            "maksimala": Decimal(60),
            "precizets": date(2026, 2, 10),
            "testa_menesi": 1,
        },
        Registration("4-2/125", date(2026, 2, 16), OZOLINA),
    ),
    "award_de_minimis.hub": (
        "award_de_minimis",
        {**AWARD, **DE_MINIMIS, "atmaksas_dienas": 21, "testa_menesi": 11},
        Registration("2-7/41", date(2026, 2, 16), LIEPA),
    ),
    "award_de_minimis.association": (
        "award_de_minimis",
        {**ROUND_2_AWARD, **DE_MINIMIS, "lielums": "micro"},
        Registration("4-2/125", date(2026, 2, 16), OZOLINA),
    ),
    "aid_contract.hub": ("aid_contract", CONTRACT, Registration("2-8/12", date(2026, 3, 2), LIEPA)),
    "aid_contract.association": (
        "aid_contract",
        {**CONTRACT, "a": ASSOCIATION_CASE["a"], "lieta": ASSOCIATION_CASE["lieta"], "karta": "r2", "rezims": "dm2831"},
        Registration("4-3/9", date(2026, 3, 2), OZOLINA),
    ),
    "course_certificate.hub": (
        "course_certificate",
        {
            **{name: HUB_CASE[name] for name in ("a", "lieta")},
            "vards_uzvards": "Anna Kalniņa",
            "kurss": TOOLS,
            "sniedzejs": "SIA “Kursu serviss”",
            "no": APRIL[0],
            "lidz": APRIL[1],
            "stundas": 21,
        },
        Registration("A-2026/118", date(2026, 4, 27), LIEPA),
    ),
    "reimbursement.whole": (
        "reimbursement",
        {
            **CLAIM,
            **WHOLE,
            **PAYMENT,
            "nesegts": Decimal("0.00"),
            "intensitate": Decimal(70),
            "atbalsts": Decimal("892.85"),
            "pieskirts": Decimal("892.85"),
            "pasu": Decimal("382.65"),
        },
        Registration("2-7/97", date(2026, 8, 3), LIEPA),
    ),
    "reimbursement.partly": (
        "reimbursement",
        {
            **CLAIM,
            **PARTLY,
            **PAYMENT,
            "nesegts": Decimal("1375.80"),
            "intensitate": Decimal(60),
            "atbalsts": Decimal("288.00"),
            "pieskirts": Decimal("933.48"),
            "pasu": Decimal("192.00"),
        },
        Registration("2-7/98", date(2026, 8, 3), LIEPA),
    ),
    "costs_not_eligible.partly": (
        "costs_not_eligible",
        {**CLAIM, **PARTLY, "starpiba": Decimal("1375.80")},
        Registration("2-7/99", date(2026, 8, 3), LIEPA),
    ),
    "costs_not_eligible.all": (
        "costs_not_eligible",
        {**CLAIM, **NOTHING, "starpiba": Decimal("515.50")},
        Registration("2-7/100", date(2026, 8, 3), LIEPA),
    ),
    "objectivity_declaration.association": (
        "objectivity_declaration",
        {
            **{name: ASSOCIATION_CASE[name] for name in ("a", "lieta", "pieteikums")},
            "komersants": "SIA “Vēja dēļi”",
            "loma": "expert",
            "redakcija": "1.\u00a0redakcija",
            "redakcijas_datums": date(2023, 9, 12),
        },
        Registration("I-2026/7", date(2026, 2, 11), Signatory("Gatis Eglītis", "Eksperts")),
    ),
}
