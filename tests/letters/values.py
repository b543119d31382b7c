"""Invented values for decisions: employees and courses, awards, claims, grounds of refusal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseflow.letters import Registration
from tests.letters.examples import ASSOCIATION_CASE, HUB_CASE, ROUND

Letter = tuple[str, dict[str, object], Registration]

NAMES = (
    "Anna Kalniņa",
    "Jānis Ozols",
    "Elīna Ābola",
    "Kārlis Zvirbulis",
    "Sanita Krastiņa",
    "Uģis Meždārzs",
    "Ārija Ņikitina",
)
HUB_ASKED: dict[str, object] = {"programma_lok": ROUND.format(1), "sanemts": date(2026, 2, 9), "precizets": None}
ASSOCIATION_ASKED: dict[str, object] = {
    "programma_lok": ROUND.format(2),
    "sanemts": date(2026, 2, 2),
    "precizets": None,
}
AWARD_DECISION = {"nr": "2-7/41", "datums": date(2026, 2, 16)}
AID_CONTRACT = {"nr": "2-8/12", "datums": date(2026, 3, 2)}


def line(
    name: str, course: str, days: tuple[date, date], net: str, aid: str | None, own: str | None
) -> dict[str, object]:
    """One employee and course of an award; without aid and own share where the aid is cut on the sum only."""
    split = {"atbalsts": Decimal(aid), "pasu": Decimal(own)} if aid and own else {}
    whole = {"vards_uzvards": name, "kurss": course, "sniedzejs": "SIA “Kursu serviss”", "no": days[0], "lidz": days[1]}
    return {**whole, "izmaksas": Decimal(net), **split}


APRIL = (date(2026, 4, 13), date(2026, 4, 24))
MAY = (date(2026, 5, 11), date(2026, 5, 15))
TOOLS = "Mākslīgā intelekta rīki biroja darbā"
SECURITY = "Kiberdrošības pamati"
LINES: dict[str, object] = {
    "rindas": [
        line("Anna Kalniņa", TOOLS, APRIL, "480.00", "336.00", "144.00"),
        line("Jānis Ozols", TOOLS, APRIL, "480.00", "336.00", "144.00"),
        line("Jānis Ozols", SECURITY, MAY, "315.50", "220.85", "94.65"),
    ],
    "izmaksas": Decimal("1275.50"),
    "intensitate": Decimal(70),
    "atbalsts": Decimal("892.85"),
    "pasu": Decimal("382.65"),
    "pa_rindam": True,
}
# 21 lines of 333.35: the aid is cut once, on the sum (7 000.35 x 0.60), so no line carries a share of its own.
LONG_LINES: dict[str, object] = {
    "rindas": [
        line(
            NAMES[number % len(NAMES)],
            (TOOLS, SECURITY, "Datu analīze")[number // len(NAMES)],
            MAY,
            "333.35",
            None,
            None,
        )
        for number in range(21)
    ],
    "izmaksas": Decimal("7000.35"),
    "intensitate": Decimal(60),
    "atbalsts": Decimal("4200.21"),
    "pasu": Decimal("2800.14"),
    "pa_rindam": False,
}
DUTIES: dict[str, object] = {"testa_menesi": 3, "glabat_lidz": date(2036, 2, 16), "atmaksas_dienas": 30}
AWARD: dict[str, object] = {
    **HUB_CASE,
    **HUB_ASKED,
    **DUTIES,
    **LINES,
    "diena": date(2026, 2, 16),
    "karta": "r1",
    "tests": date(2026, 1, 12),
    "cela_karte_nr": "CK-7",
    "joma": "biroja procesu automatizācija un kiberdrošība",
    "atsauce": date(2026, 2, 9),
    "neto": Decimal("0.00"),
    "limits": Decimal("150.00"),
    "lielums": "small",
    "maksimala": Decimal(70),
    "noraiditas": [],
    "limenis_lidz": 6,
    "ligums": date(2026, 4, 1),
    "beigas": date(2026, 6, 30),
}
DE_MINIMIS: dict[str, object] = {
    "dm_regula": "dm2831",
    "dm_kopa": Decimal("180892.85"),
    "dm_limits": Decimal("300000.00"),
    "dm_no": date(2023, 2, 16),
    "dm_lidz": date(2026, 2, 16),
}
ROUND_2_AWARD: dict[str, object] = {
    **AWARD,
    **ASSOCIATION_CASE,
    **ASSOCIATION_ASKED,
    "karta": "r2",
    "atsauce": date(2026, 2, 2),
}
CONTRACT: dict[str, object] = {
    "lieta": HUB_CASE["lieta"],
    "a": HUB_CASE["a"],
    "adr": HUB_CASE["adr"],
    **DUTIES,
    **LINES,
    "karta": "r1",
    "rezims": "gber",
    "parstavibas_pamats": "statūti",
    "parstavis": {"vards_uzvards": "Rasa Vējiņa", "amats": "Valdes locekle", "pamats": "statūti"},
    "lemums": AWARD_DECISION,
    "no": date(2026, 2, 9),
    "beigas": date(2026, 6, 30),
    "parbaudes_dienas": 20,
    "rekina_dienas": 21,
}
CLAIM: dict[str, object] = {
    **{name: HUB_CASE[name] for name in ("a", "adr", "sag", "lieta")},
    "programma_lok": ROUND.format(1),
    "diena": date(2026, 8, 3),
    "pieprasijums": {"nr": "33/A", "datums": date(2026, 7, 13)},
    "lemums": AWARD_DECISION,
    "ligums": AID_CONTRACT,
}


def position(name: str, course: str, asked: str, eligible: str, *grounds: str) -> dict[str, object]:
    """One position of a claim."""
    amounts = {"pieprasits": Decimal(asked), "attiecinams": Decimal(eligible)}
    return {"nodarbinatais": name, "kurss": course, **amounts, "iemesli": list(grounds)}


# E-0507: one of four positions is eligible.
PARTLY: dict[str, object] = {
    "rindas": [
        position("Anna Kalniņa", TOOLS, "480.00", "480.00"),
        position("Jānis Ozols", SECURITY, "515.50", "0.00", "completed_late"),
        position("Elīna Ābola", "Tīmekļa veikala pamati", "300.00", "0.00", "not_in_award", "outside_roadmap"),
        position("Kārlis Zvirbulis", "Datu analīze", "560.30", "0.00", "no_proof"),
    ],
    "pieprasits": Decimal("1855.80"),
    "attiecinams": Decimal("480.00"),
}
NOTHING: dict[str, object] = {
    "rindas": [position("Jānis Ozols", SECURITY, "515.50", "0.00", "not_completed", "not_paid")],
    "pieprasits": Decimal("515.50"),
    "attiecinams": Decimal("0.00"),
}
WHOLE: dict[str, object] = {
    "rindas": [
        position("Anna Kalniņa", TOOLS, "480.00", "480.00"),
        position("Jānis Ozols", TOOLS, "480.00", "480.00"),
        position("Jānis Ozols", SECURITY, "315.50", "315.50"),
    ],
    "pieprasits": Decimal("1275.50"),
    "attiecinams": Decimal("1275.50"),
}
PAYMENT: dict[str, object] = {"konts": "LV00TEST0000000000001", "termins": date(2026, 8, 17)}
EXCLUDED: dict[str, object] = {
    "diena": date(2026, 3, 9),
    "parbaude": date(2026, 2, 20),
    "konstatejumi": [
        {
            "pamats": "B-EXC-13",
            "persona": "officer",
            "likums": "criminal_law",
            "pants": "177.1",
            "nolemums": "judgment",
            "speka": date(2024, 1, 15),
            "avots": "Sodu reģistra 2026.\u00a0gada 20.\u00a0februāra izziņa Nr.\u00a0481",
        }
    ],
    "uzaicinajums": {"nr": "2-7/43", "datums": date(2026, 2, 20)},
    "viedokla_termins": date(2026, 3, 6),
}
GROUNDS: list[dict[str, object]] = [
    {
        "veids": "dnsh",
        "darbiba": "7",
        "fakts": "Apmācības paredzētas karjera izstrādei aizsargājamā biotopā; atļaujas šai darbībai nav",
    },
    {
        "veids": "started",
        "diena": date(2026, 1, 26),
        "fakts": "Kursu līgums ar sniedzēju noslēgts pirms pieteikuma iesniegšanas",
    },
    {
        "veids": "duplicates",
        "fakts": "Visi pieteiktie nodarbinātie kursu “Kiberdrošības pamati” šajā investīcijā apguva 2025.\u00a0gadā",
    },
]
HEADROOM: list[dict[str, object]] = [
    {
        "veids": "no_headroom",
        "summa": Decimal("9100.00"),
        "robeza": Decimal("8400.00"),
        "fakts": "Vienotajam uzņēmumam trīs gadu laikā jau piešķirts 291\u00a0600,00\u00a0euro",
    }
]
