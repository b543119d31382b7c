"""Every letter of the house filled in at least once: golden file -> (letter, context, registration)."""

from __future__ import annotations

from pathlib import Path

from tests.letters.before_contract import BEFORE_CONTRACT
from tests.letters.decisions import DECISIONS
from tests.letters.examples import LETTERS as FIRST
from tests.letters.notes import NOTES
from tests.letters.values import Letter

LETTERS: dict[str, Letter] = {**FIRST, **DECISIONS, **NOTES, **BEFORE_CONTRACT}
GOLDEN = Path(__file__).parent / "golden"
