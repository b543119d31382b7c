"""Marks that definitions write into words for letters: `*de minimis*` is slanted there, and plain everywhere else."""

from __future__ import annotations

import re
from typing import Final

_SLANTED: Final = re.compile(r"\*([^*\s](?:[^*\n]*[^*\s])?)\*")


def unmarked(text: str) -> str:
    """The words as a screen shows them."""
    return _SLANTED.sub(r"\1", text)
