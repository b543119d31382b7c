"""L-B-08 on each of its grounds, word for word: what was found, what the law demands, the way back, the norm."""

from __future__ import annotations

import typing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caseflow.letters import Library, load_library, read_norms, with_registration
from caseflow.rules.refusal import RefusalKind
from tests.letters import typesetting
from tests.letters.filled import LETTERS
from tests.world import HOME

GOLDEN = Path(__file__).parent / "golden" / "grounds"
FOUND: dict[str, dict[str, Any]] = {
    "dnsh": {"fakts": "Paredzēta atkritumu sadedzināšana", "darbiba": "2b"},
    "started": {"fakts": "Kurss pasūtīts pirms pieteikuma", "diena": date(2026, 1, 26)},
    "duplicates": {"fakts": "Nodarbinātie kursu “Datu drošība” šajā investīcijā jau apguva"},
    "not_recommended": {"fakts": "Ceļa kartē ieteikta tikai iekārtu atjaunošana"},
    "no_headroom": {"fakts": "Jau piešķirti 299 900,00 EUR", "summa": Decimal("336.00"), "robeza": Decimal("100.00")},
    "silent": {"fakts": "Precizējumi nav saņemti", "diena": date(2026, 2, 23)},
    "regime_ended": {"fakts": "Pieteikums skatīts pēc 31. decembra", "diena": date(2023, 12, 31)},
    "difficulty": {"fakts": "Uzkrātie zaudējumi pārsniedz pusi no parakstītā kapitāla"},
    "sector": {"fakts": "Atbalstu izmantotu ar eksportu saistītām darbībām"},
    "incomplete": {"fakts": "Pieteikumā nav īstenošanas vietas"},
    "not_eligible": {"fakts": "Komersants nav reģistrēts Latvijā"},
    "content": {"fakts": "Kursa līmenis pārsniedz DigComp 6. līmeni"},
    "dates": {"fakts": "Kurss beidzas 2026. gada 3. jūlijā"},
    "recovery_order": {"fakts": "Nav izpildīts Eiropas Komisijas atgūšanas rīkojums"},
    "no_funds": {"fakts": "Projektā atlikuši 120,00 EUR"},
    "no_project": {"fakts": "Projekta līgums izbeigts 2026. gada 2. februārī"},
}


@pytest.fixture(scope="module")
def library() -> Library:
    """The house's own letters."""
    norms = HOME / "workflows" / "_shared" / "norms.yaml"
    return load_library(HOME / "letters", read_norms(norms.read_text(encoding="utf-8"), norms.name))


@pytest.mark.parametrize("kind", typing.get_args(RefusalKind))
def test_a_refusal_says_all_that_belongs_to_its_ground(library: Library, kind: str) -> None:
    _, context, registration = LETTERS["refusal_other.association"]
    ground = {"veids": kind, **FOUND[kind]}
    text = library.template("enterprise-skills", "refusal_other").draft({**context, "pamati": [ground]})
    printed = typesetting.plain_text(with_registration(text, registration))
    begins, ends = printed.index("Jūsu "), printed.index("7. Spēkā")
    assert printed[begins:ends].rstrip() + "\n" == (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8")


def test_every_ground_has_its_golden_text() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(typing.get_args(RefusalKind)) == set(FOUND)
