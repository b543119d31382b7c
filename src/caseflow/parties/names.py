"""Parties by what people type of them: a registration number, or words with which words of the name begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from unicodedata import combining, normalize
from uuid import UUID

from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.errors import BadInput

MOST_PARTIES: Final = 200
"""How many parties a text may name before it has to say more."""
MOST_LOOKED_AT: Final = 20_000
"""How many names one search compares: the rarest word that is typed must not begin more."""
LONGEST_WORD: Final = 40
_LAST: Final = "\U0010ffff"  # sorts behind every letter
_WORD: Final = re.compile(r"\w+")


def words_of(name: str) -> list[str]:
    """The words of a name as they are looked up: small letters without marks, each once, cut to LONGEST_WORD."""
    plain = "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
    return sorted({word[:LONGEST_WORD] for word in _WORD.findall(plain.replace("_", " "))})


def parties_named(tx: Transaction, text: str) -> list[UUID]:
    """The parties of that registration number, or with names in which words begin with every word of the text.

    They are found by their former names too. Raises BadInput where too many are.
    """
    numbered = tx.fetchall("SELECT id FROM party WHERE registration_number = ?", (text,))
    typed = words_of(text)
    if numbered or not typed:
        return [read_uuid(id) for (id,) in numbered]
    (frequent, rarest), *others = sorted(zip(_frequencies(tx, typed), typed, strict=True))
    also = f" AND EXISTS (SELECT 1 FROM party_word o WHERE o.party_id = w.party_id AND {_begins('o')})" * len(others)
    rows = tx.fetchall(
        f"SELECT DISTINCT w.party_id FROM party_word w WHERE {_begins('w')}{also} LIMIT {MOST_PARTIES + 1}",
        [end for word in (rarest, *(other for _, other in others)) for end in _range(word)],
    )
    if frequent > MOST_LOOKED_AT or len(rows) > MOST_PARTIES:
        raise BadInput(f"more than {MOST_PARTIES} parties answer to {text!r}; write more of the name")
    return [read_uuid(id) for (id,) in rows]


def word_rows(party: UUID, name: str) -> Iterable[tuple[str, UUID]]:
    """The rows by which a party of that name is found."""
    return ((word, party) for word in words_of(name))


def _frequencies(tx: Transaction, words: Sequence[str]) -> Sequence[int]:
    """How many words of names begin with each of these, counted to one more than MOST_LOOKED_AT."""
    one = f"SELECT 1 FROM party_word w WHERE {_begins('w')} LIMIT {MOST_LOOKED_AT + 1}"
    counts = ", ".join(f"(SELECT count(*) FROM ({one}) b)" for _ in words)
    return tx.fetchone(f"SELECT {counts}", [end for word in words for end in _range(word)]) or ()


def _begins(alias: str) -> str:
    return f"{alias}.word >= ? AND {alias}.word < ?"


def _range(word: str) -> tuple[str, str]:
    return word, word + _LAST
