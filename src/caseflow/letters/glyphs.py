"""Which characters a letter can show: the fonts that Typst brings along, and nothing of the machine.

A PDF/A that lasts may hold no character without its shape. Whatever the fonts lack is therefore written by its code
point, `[U+1F600]`: the text stays complete, and a letter never fails for a smile in a company's name.
"""

from __future__ import annotations

import re
from typing import Final

SHOWN: Final = (
    "\u0020-\u007e\u00a0-\u036f"  # Latin with all its accents, phonetic signs, combining accents
    "\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff"  # Greek, Cyrillic
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u2044-\u2052\u2054-\u205e"  # more Latin, punctuation
    "\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20bf"  # raised and lowered figures, currencies
    "\u2100-\u211e\u2120\u2122\u2124\u2126-\u214f\u2150\u2151\u2153-\u2184"  # letter-like signs, fractions
    "\u2190-\u22ff\u2500-\u25ff\ufb00-\ufb06\ufffd"  # arrows, mathematics, lines and shapes, ligatures
)
"""Ranges of code points, as a regular expression's character class takes them."""

_ALL_SHOWN: Final = re.compile(f"[{SHOWN}\n\t]*")
_MISSING: Final = re.compile(f"[^{SHOWN}\n\t]")


def showable(text: str) -> str:
    """The text with the code point in place of each character that no font of the house shows."""
    if _ALL_SHOWN.fullmatch(text):
        return text
    return _MISSING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
