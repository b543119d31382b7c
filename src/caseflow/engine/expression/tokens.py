"""The alphabet of the expression language: what is not in it never reaches the parser."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass

from caseflow.engine.expression.faults import Faults

MAX_CHARACTERS = 2_000
MAX_DIGITS = 18

_TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\r\n]+)
  | (?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.]))
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?!\w))
  | (?P<text>'[^'\\\n]*'|"[^"\\\n]*")
  | (?P<refused>\*\*|//|:=|<>|<<|>>|[0-9][\w.]*|\w+|['"].*)
  | (?P<sign><=|>=|==|!=|[<>+*(),.=\[\]-])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "True", "False", "None"})
_REMEDIES = {
    "/": "division",
    "//": "division",
    "%": "division",
    "**": "power",
    "for": "loop",
    "lambda": "loop",
    ":=": "assignment",
    "{": "braces",
    "}": "braces",
    "#": "comment",
    "&": "and_or",
    "|": "and_or",
    "true": "true_false",
    "false": "true_false",
    "null": "none",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text that holds only known tokens, on one line, and its numbers by their offsets."""

    text: str
    numbers: dict[int, str]


def read_tokens(text: str, faults: Faults) -> Tokens:
    """Check every token of `text`; the result has blanks in the place of line breaks, so offsets stay."""
    numbers: dict[int, str] = {}
    if len(text) > MAX_CHARACTERS:
        faults.add(0, "too-long", length=len(text), most=MAX_CHARACTERS)
        return Tokens("", numbers)
    before = ""
    for match in _TOKEN.finditer(text):
        kind, word, at = match.lastgroup, match.group(), match.start()
        if kind == "blank":
            continue
        if kind == "number":
            numbers[at] = word
            if len(word) > MAX_DIGITS:
                faults.add(at, "bad-number", word=word[:MAX_DIGITS])
        elif kind == "name":
            _check_name(word, at, faults)
        elif kind == "text" and before in ("name", "text"):
            faults.add(at, "not-allowed", word=word, remedy=faults.remedy("text_prefix"))
        elif kind in ("refused", "other"):
            _refuse(word, at, faults)
        before = "" if word in _WORDS else str(kind)
    return Tokens(re.sub(r"[\t\r\n]", " ", text), numbers)


def _check_name(word: str, at: int, faults: Faults) -> None:
    if word.startswith("_"):
        faults.add(at, "not-allowed", word=word, remedy=faults.remedy("private"))
    elif keyword.iskeyword(word) and word not in _WORDS:
        faults.add(at, "not-allowed", word=word, remedy=faults.remedy(_REMEDIES.get(word, "general")))


def _refuse(word: str, at: int, faults: Faults) -> None:
    if word[0].isdigit():
        faults.add(at, "bad-number", word=word[:MAX_DIGITS])
    elif word[0] in "'\"":
        faults.add(at, "bad-text", word=word[:MAX_DIGITS])
    elif word.isascii():
        faults.add(at, "not-allowed", word=word, remedy=faults.remedy(_REMEDIES.get(word, "general")))
    else:
        faults.add(at, "foreign-character", word=word[:MAX_DIGITS], number=_code(word))


def _code(word: str) -> str:
    """The number of the first character that is not plain Latin, since look-alikes cannot be told by eye."""
    return next(f"U+{ord(character):04X}" for character in word if not character.isascii())
