"""A letter for whoever looks at it: the registered bytes, or a preview of what would be registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction, blobs
from caseflow.db.json_text import read_json
from caseflow.errors import NotFound
from caseflow.letters import registrar
from caseflow.letters.registrar import LetterFault, ToRegister
from caseflow.letters.registration import Registration, Signatory
from caseflow.letters.sending import BY_SIGNATORY, Sending
from caseflow.letters.typeset import picture, typeset
from caseflow.parties.keys import Keys
from caseflow.words.message import message

_LETTER: Final = f"""
SELECT l.pdf, o.kind, o.prefix, o.profile, {registrar.columns("l")}
FROM letter l JOIN organisation o ON o.id = l.organisation_id WHERE l.id = ?
"""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a PDF; `registered` is False for a preview, which says in its text that it has no number."""

    pdf: bytes
    registered: bool


def pdf_of(tx: Transaction, letter: UUID, keys: Keys) -> Page:
    """The letter as PDF; issued bytes are never set again.

    Raises NotFound for a letter that is not there or whose bytes are gone after retention, LetterFault for a text
    that this installation cannot open, CannotTypeset.
    """
    sha256, *row = _read(tx, letter)
    if sha256 is not None:
        return Page(blobs.get(tx, sha256).data, True)
    return Page(typeset(*_as_it_would_be(tx, row, keys)), False)


def pictures_of(tx: Transaction, letter: UUID, keys: Keys, dots_per_inch: float) -> list[bytes]:
    """The pages of a letter that is not registered yet, as PNG: what `pdf_of` would show. Raises as it does."""
    _, *row = _read(tx, letter)
    return picture(*_as_it_would_be(tx, row, keys), dots_per_inch)


def _read(tx: Transaction, letter: UUID) -> tuple[Any, ...]:
    row = tx.fetchone(_LETTER, (letter,))
    if row is None:
        raise NotFound(f"there is no letter {letter}", message("unknown.letter", letter=str(letter)))
    return row


def _as_it_would_be(tx: Transaction, row: list[Any], keys: Keys) -> tuple[str, Registration, date]:
    """Text, registration without a number, and day of a letter that is not registered yet."""
    kind, prefix, profile, *columns = row
    found = registrar.read(*columns)
    signatory = _signatory(tx, found, Sending.of(kind, prefix, read_json(profile)))
    day = found.day if found.signatory is not None or found.release != BY_SIGNATORY else None
    return found.text(keys), Registration(None, day, signatory), found.day


def _signatory(tx: Transaction, letter: ToRegister, sending: Sending) -> Signatory | None:
    """Who would be printed; None while nobody has signed, or the profile does not say who signs."""
    try:
        return registrar.signatory_of(letter, sending, registrar.people_of(tx, [letter]))
    except LetterFault:
        return None
