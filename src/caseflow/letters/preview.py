"""The PDF of a letter for whoever looks at it: the registered bytes, or a preview of what would be registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from caseflow.db import Transaction, blobs
from caseflow.db.json_text import read_json
from caseflow.errors import NotFound
from caseflow.letters import registrar
from caseflow.letters.registrar import LetterFault, ToRegister
from caseflow.letters.registration import Registration, Signatory
from caseflow.letters.sending import BY_SIGNATORY, Sending
from caseflow.letters.typeset import typeset
from caseflow.parties.keys import Keys

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
    row = tx.fetchone(_LETTER, (letter,))
    if row is None:
        raise NotFound(f"there is no letter {letter}")
    sha256, kind, prefix, profile, *columns = row
    if sha256 is not None:
        return Page(blobs.get(tx, sha256).data, True)
    found = registrar.read(*columns)
    signatory = _signatory(tx, found, Sending.of(kind, prefix, read_json(profile)))
    day = found.day if found.signatory is not None or found.release != BY_SIGNATORY else None
    return Page(typeset(found.text(keys), Registration(None, day, signatory), found.day), False)


def _signatory(tx: Transaction, letter: ToRegister, sending: Sending) -> Signatory | None:
    """Who would be printed; None while nobody has signed, or the profile does not say who signs."""
    try:
        return registrar.signatory_of(letter, sending, registrar.people_of(tx, [letter]))
    except LetterFault:
        return None
