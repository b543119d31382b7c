"""Marks that words of definitions carry for letters only."""

from __future__ import annotations

import re
from typing import Final

_SLANTED: Final = re.compile(r"\*([^*\s][^*]*)\*")


def unmarked(text: str) -> str:
    """Words of a definition as a screen shows them: `*de minimis*` is slanted in letters only."""
    return _SLANTED.sub(r"\1", text)
