"""Case data on its way into Typst: always plain text, whatever characters it holds."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache

from caseflow.letters.errors import BadContext
from caseflow.letters.glyphs import showable

NBSP = "\u00a0"
_ESCAPES = {ord(mark): f"\\{mark}" for mark in string.punctuation}
# Text of these characters alone needs no cleaning, which is most text.
_CLEAN = re.compile("[ !#-~\u00a0\u00a1-\u00aa\u00ae-\u00ba\u00bc-\u024f–—−]*")
# No line of a letter takes a longer word; within one, a line may end after so many characters.
_LONG = re.compile(r"\S{41,}")
_PIECE = re.compile(r"\S{10}(?=\S)")
_BREAK = "\u200b"
_OPENS_AFTER = " \t\n\u00a0([{“–-/"
_EITHER_WAY = '"“”‟'
_FIXED = {"„": "“", "«": "“", "»": "”"}


class Markup(str):
    """Typst markup made by the house's own filters; the only text that is printed as it is."""

    __slots__ = ()


@lru_cache(maxsize=1024)  # letterheads, courses and standing phrases come again with every letter
def escaped(text: str) -> Markup:
    """Typst markup that prints exactly this text.

    Every ASCII punctuation mark is escaped, so no list, label, link, comment, quotation or code can begin;
    line breaks become forced line breaks; control characters and direction marks are dropped. A word that no line
    could hold may break.
    """
    broken = _LONG.sub(lambda word: _PIECE.sub(rf"\g<0>{_BREAK}", word[0]), clean(text))
    lines = [line.strip(" \t") for line in broken.translate(_ESCAPES).split("\n")]
    return Markup(" \\\n".join(line for line in lines if line))


def literal(text: str) -> Markup:
    """A Typst string literal, for the few places where code and not markup stands."""
    one_line = " ".join(clean(text).split("\n"))
    return Markup('"' + one_line.replace("\\", "\\\\").replace('"', '\\"') + '"')


def clean(text: str) -> str:
    """One kind of line break, “ ” for all quotation marks, no invisible characters, and none without a shape."""
    if _CLEAN.fullmatch(text):
        return text
    lines = "\n".join(text.splitlines())
    visible = "".join(c for c in lines if c == "\n" or c == "\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    return with_latvian_quotes(showable(visible))


def with_latvian_quotes(text: str) -> str:
    """Registers write names with every kind of quotation mark; letters print only “ and ”."""
    result: list[str] = []
    for mark in text:
        if mark in _EITHER_WAY:
            mark = "“" if not result or result[-1] in _OPENS_AFTER else "”"
        result.append(_FIXED.get(mark, mark))
    return "".join(result)


def printed(value: object) -> Markup:
    """What an expression of a template prints: Jinja's `finalize`.

    Text and whole numbers print themselves; money, dates and the like must pass a filter first, because their
    form is a decision of the letter. Raises `BadContext`.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return escaped(value)
    if value is None or isinstance(value, bool):
        raise BadContext(f"{value!r} cannot be printed; ask for it with `if`")
    if isinstance(value, int):
        return Markup(str(value)) if value >= 0 else escaped(str(value))
    raise BadContext(f"{value!r} cannot be printed as it is; choose a filter such as eur, proc or dat")
