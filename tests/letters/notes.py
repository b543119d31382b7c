"""Information letters and the opinion of the merchant's case, filled in with invented data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseflow.letters import Registration
from tests.letters.examples import ASSOCIATION_CASE, HUB_CASE, LIEPA, OZOLINA
from tests.letters.values import AWARD_DECISION, SECURITY, TOOLS, Letter

HUB: dict[str, object] = {name: HUB_CASE[name] for name in ("a", "adr", "sag", "lieta")}
ASSOCIATION: dict[str, object] = {name: ASSOCIATION_CASE[name] for name in ("a", "adr", "sag", "lieta")}
GAPS = [
    {
        "sadala": "3. Komersanta lielums",
        "trukums": "Nav norādīta pēdējā apstiprinātā gada bilances kopsumma",
        "iesniedzams": "Aizpildīta deklarācija par komersanta lielumu",
    },
    {
        "sadala": "4. Darbības nozare",
        "trukums": "NACE kodam nav norādīta klasifikatora redakcija",
        "iesniedzams": "NACE kods un tā redakcija (2. vai 2.1.\u00a0redakcija)",
    },
    {
        "sadala": "6. Izmaksas, 2. rinda",
        "trukums": "Kursa cena norādīta kopā ar pievienotās vērtības nodokli (PVN)",
        "iesniedzams": "Kursa cena bez PVN un atsevišķi PVN summa",
    },
]
VALUE: dict[str, object] = {
    **ASSOCIATION,
    "lemums": {"nr": "4-2/125", "datums": date(2026, 2, 16)},
    "ligums": {"nr": "4-3/9", "datums": date(2026, 3, 2)},
    "diena": date(2026, 6, 8),
    "intensitate": Decimal(60),
    "rekins": {"nr": "R-77", "datums": date(2026, 6, 8)},
    "termins": date(2026, 6, 29),
}
# E-0508: five employees completed a course of 185.00 net.
FIVE: dict[str, object] = {
    "nodarbinati": 5,
    "rindas": [{"kurss": TOOLS, "nodarbinati": 5, "izmaksas": Decimal("925.00")}],
    "izmaksas": Decimal("925.00"),
    "atbalsts": Decimal("555.00"),
    "pasu": Decimal("370.00"),
    "pvn": Decimal("194.25"),
}
TWENTY_ONE: dict[str, object] = {
    "nodarbinati": 21,
    "rindas": [
        {"kurss": TOOLS, "nodarbinati": 20, "izmaksas": Decimal("3700.00")},
        {"kurss": SECURITY, "nodarbinati": 1, "izmaksas": Decimal("185.00")},
    ],
    "izmaksas": Decimal("3885.00"),
    "atbalsts": Decimal("2331.00"),
    "pasu": Decimal("1554.00"),
    "pvn": Decimal("815.85"),
}
HEARING: dict[str, object] = {
    **HUB,
    "diena": date(2026, 11, 30),
    "konstatets": date(2026, 11, 27),
    "parkapums": "retest",
    "apstakli": [
        "Otrreizējais digitālā brieduma tests bija jāveic līdz 2026.\u00a0gada 17.\u00a0novembrim",
        "Atgādinājums nosūtīts 2026.\u00a0gada 18.\u00a0novembrī; ziņas par testu nav saņemtas",
    ],
    "izmaksats": Decimal("892.85"),
    "termins": date(2026, 12, 16),
    "darba_dienas": 10,
}
RETEST: dict[str, object] = {"diena": date(2026, 8, 18), "lemums": AWARD_DECISION}
OPINION: dict[str, object] = {
    **HUB,
    "diena": date(2026, 10, 12),
    "tests1": date(2026, 1, 12),
    "tests2": date(2026, 10, 5),
    "cela_karte": {"nr": "CK-7", "datums": date(2026, 1, 12)},
    "r1": Decimal(42),
    "r2": Decimal("49.5"),
    "starpiba": Decimal("7.5"),
    "paaugstinajies": True,
    "raditaji": [
        {"raditajs": "Automatizēti biroja procesi", "merkis": "vismaz 3", "sasniegts": "4", "izpilde": "full"},
        {
            "raditajs": "Nodarbinātie ar kiberdrošības pamatzināšanām",
            "merkis": "visi biroja darbinieki",
            "sasniegts": "divi no trim",
            "izpilde": "partial",
        },
        {
            "raditajs": "Datu rezerves kopiju kārtība",
            "merkis": "ieviesta",
            "sasniegts": "nav ieviesta",
            "izpilde": "none",
        },
    ],
}
CLOSED: dict[str, object] = {
    **HUB,
    "slegta": date(2026, 10, 19),
    "glabat_lidz": date(2036, 2, 16),
    "iznakums": "completed",
    "atbalsts": Decimal("892.85"),
    "kursi": 21,
}

NOTES: dict[str, Letter] = {
    "clarification_request.association": (
        "clarification_request",
        {
            **ASSOCIATION_CASE,
            "lieta": {"nr": "PUA-2026-019"},
            "pieteikums": {"nr": "19", "datums": date(2026, 2, 3)},
            "diena": date(2026, 2, 9),
            "termins": date(2026, 2, 25),
            "darba_dienas": 10,
            "limits": Decimal("150.00"),
            "trukumi": GAPS,
        },
        Registration("4-2/127", date(2026, 2, 9), OZOLINA),
    ),
    "documents_request.hub": (
        "documents_request",
        {
            **HUB,
            "pieprasijums": {"nr": "33/A", "datums": date(2026, 7, 13)},
            "diena": date(2026, 7, 16),
            "termins": date(2026, 8, 3),
            "darba_dienas": 10,
            "trukumi": [
                {
                    "nodarbinatais": "Jānis Ozols",
                    "kurss": SECURITY,
                    "trukums": "Nav dokumenta par kursa sekmīgu pabeigšanu",
                    "iesniedzams": "Kursa sniedzēja izdots apliecinājums",
                }
            ],
        },
        Registration("2-7/90", date(2026, 7, 16), LIEPA),
    ),
    "claim_receipt.hub": (
        "claim_receipt",
        {
            **HUB,
            "pieprasijums": {"nr": "PDIC-A-2026-004", "datums": date(2026, 7, 13)},
            "ligums": {"nr": "2-8/12", "datums": date(2026, 3, 2)},
            "summa": Decimal("1275.50"),
            "termins": date(2026, 8, 10),
        },
        Registration("2-7/88", date(2026, 7, 13), LIEPA),
    ),
    "hearing.hub": ("hearing", HEARING, Registration("2-7/120", date(2026, 11, 30), LIEPA)),
    "check_ended.not_confirmed": (
        "check_ended",
        {
            **HUB,
            "uzaicinajuma_diena": date(2026, 11, 30),
            "uzaicinajuma_nr": "2-7/120",
            "viedoklis": date(2026, 12, 8),
            "iznakums": "not_confirmed",
        },
        Registration("2-7/126", date(2026, 12, 14), LIEPA),
    ),
    "check_ended.repaid": (
        "check_ended",
        {
            **ASSOCIATION,
            "uzaicinajuma_diena": date(2026, 11, 30),
            "uzaicinajuma_nr": "4-2/301",
            "iznakums": "repaid",
        },
        Registration("4-2/330", date(2027, 2, 8), OZOLINA),
    ),
    "decision_extended.association": (
        "decision_extended",
        {
            **ASSOCIATION_CASE,
            "sakotnejais": date(2026, 3, 2),
            "termins": date(2026, 4, 2),
            "galejais": date(2026, 6, 2),
            "iemesls": "nav saņemta atbilde no Uzņēmumu reģistra par komersanta saistītajiem uzņēmumiem",
        },
        Registration("4-2/136", date(2026, 2, 27), OZOLINA),
    ),
    "maturity_referral.hub": (
        "maturity_referral",
        {**HUB_CASE, "diena": date(2026, 2, 12), "termins": date(2026, 5, 12)},
        Registration("2-7/40", date(2026, 2, 12), LIEPA),
    ),
    "aid_value.five": ("aid_value", {**VALUE, **FIVE}, Registration("4-2/210", date(2026, 6, 8), OZOLINA)),
    "aid_value.twenty_one": ("aid_value", {**VALUE, **TWENTY_ONE}, Registration("4-2/211", date(2026, 6, 8), OZOLINA)),
    "retest_invitation.hub": (
        "retest_invitation",
        {**HUB, **RETEST, "pirmais": date(2026, 1, 12), "termins": date(2026, 11, 17)},
        Registration("2-7/103", date(2026, 8, 18), LIEPA),
    ),
    "retest_reminder.association": (
        "retest_reminder",
        {
            **ASSOCIATION,
            "lemums": {"nr": "4-2/125", "datums": date(2026, 2, 16)},
            "diena": date(2026, 11, 18),
            "uzaicinajuma_diena": date(2026, 8, 18),
            "uzaicinajuma_nr": "4-2/233",
            "beigas": date(2026, 11, 17),
            "jaunais": date(2026, 12, 18),
        },
        Registration("4-2/290", date(2026, 11, 18), OZOLINA),
    ),
    "retest_opinion.hub": ("retest_opinion", OPINION, Registration("2-7/110", date(2026, 10, 12), LIEPA)),
    "retest_opinion.for_association": (
        "retest_opinion",
        {
            **OPINION,
            "finansejuma_sanemejs": "Biedrība “Paraugnozares uzņēmumu asociācija”",
            "r2": Decimal(42),
            "starpiba": Decimal(0),
            "paaugstinajies": False,
        },
        Registration("2-7/111", date(2026, 10, 12), LIEPA),
    ),
    "retest_not_improved.hub": (
        "retest_not_improved",
        {
            **HUB,
            "karta": "r1",
            "diena": date(2026, 10, 6),
            "r1": Decimal(42),
            "r2": Decimal("41.5"),
            "tests": date(2026, 10, 5),
        },
        Registration("2-7/109", date(2026, 10, 6), LIEPA),
    ),
    "case_closed.completed": ("case_closed", CLOSED, Registration("2-7/112", date(2026, 10, 19), LIEPA)),
    "case_closed.nothing_completed": (
        "case_closed",
        {**CLOSED, **ASSOCIATION, "iznakums": "nothing_completed", "atbalsts": Decimal("0.00"), "kursi": 0},
        Registration("4-2/280", date(2026, 10, 19), OZOLINA),
    ),
}
