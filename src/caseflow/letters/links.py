"""Signed links to letters: whoever holds one may look at that letter until a day, and at nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from caseflow.parties.keys import Keys

PURPOSE: Final = "letter link"


@dataclass(frozen=True, slots=True)
class Links:
    """Where an organisation's letters can be opened, and for how many days after their registration."""

    address: str
    days: int

    def last_day(self, registered_on: date) -> date:
        """The last day on which the link of a letter opens it."""
        return registered_on + timedelta(days=self.days)

    def link(self, keys: Keys, letter: UUID, registered_on: date) -> str:
        """The link of a letter; the same whenever it is made."""
        return f"{self.address}/letter/{sign(keys, letter, self.last_day(registered_on))}"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: which letter, and until when."""

    letter: UUID
    last_day: date


def sign(keys: Keys, letter: UUID, last_day: date) -> str:
    """The signed part of a link."""
    return _signer(keys).dumps([letter.hex, last_day.isoformat()])


def read_link(keys: Keys, token: str) -> Link | None:
    """What a link says; None for one that this installation has not signed."""
    try:
        letter, last_day = _signer(keys).loads(token)
        return Link(UUID(letter), date.fromisoformat(last_day))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def _signer(keys: Keys) -> URLSafeSerializer:
    return URLSafeSerializer(keys.signing(PURPOSE), salt=PURPOSE)
