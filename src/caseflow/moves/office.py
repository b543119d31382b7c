"""What every move of one process works with: the database, the clock, the keys, and what is in force."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseflow.clock import Clock
from caseflow.db import Database
from caseflow.letters.in_force import LettersInForce
from caseflow.letters.outbox import Outgoing
from caseflow.parties.keys import Keys
from caseflow.programmes.in_force import InForce


@dataclass(frozen=True, slots=True)
class Office:
    """Assembled once by the composition root, or by a test."""

    database: Database
    clock: Clock
    keys: Keys
    in_force: InForce
    letters: LettersInForce
    outgoing: Outgoing = field(default_factory=Outgoing)
