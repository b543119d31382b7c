"""Information letters on the way to the contract: the hearing on exclusion, the end without a test, the lapse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseflow.letters import Registration
from tests.letters.examples import ASSOCIATION_CASE, HUB_CASE, LIEPA, OZOLINA
from tests.letters.values import EXCLUDED, Letter

BEFORE_CONTRACT: dict[str, Letter] = {
    "hearing_exclusion.hub": (
        "hearing_exclusion",
        {
            **HUB_CASE,
            "diena": date(2026, 2, 20),
            "parbaude": date(2026, 2, 20),
            "konstatejumi": EXCLUDED["konstatejumi"],
            "termins": date(2026, 3, 6),
            "darba_dienas": 10,
        },
        Registration("2-7/43", date(2026, 2, 20), LIEPA),
    ),
    "hearing_exclusion.liquidation": (
        "hearing_exclusion",
        {
            **ASSOCIATION_CASE,
            "diena": date(2026, 2, 18),
            "parbaude": date(2026, 2, 18),
            "konstatejumi": [
                {
                    "pamats": "B-EXC-40",
                    "persona": "merchant",
                    "speka": date(2026, 2, 11),
                    "avots": "komercreģistra ieraksts par likvidāciju",
                }
            ],
            "termins": date(2026, 3, 6),
            "darba_dienas": 10,
        },
        Registration("4-2/139", date(2026, 2, 18), OZOLINA),
    ),
    "examination_ended.hub": (
        "examination_ended",
        {**HUB_CASE, "diena": date(2026, 5, 13), "nosutits": date(2026, 2, 12)},
        Registration("2-7/66", date(2026, 5, 13), LIEPA),
    ),
    "award_lapsed.association": (
        "award_lapsed",
        {**ASSOCIATION_CASE, "diena": date(2026, 4, 2), "pieskirts": date(2026, 2, 16), "atbalsts": Decimal("892.85")},
        Registration("4-2/170", date(2026, 4, 2), OZOLINA),
    ),
}
