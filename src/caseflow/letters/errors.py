"""What can be wrong with a letter: its template, or the values that it was given."""

from __future__ import annotations

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.errors import BadInput, Place
from caseflow.words.message import Message


class BadTemplate(BadDefinition):
    """Templates or norms that must not be used; `findings` lists every fault with file and line."""


class BadContext(BadInput):
    """A letter cannot be drafted from these values: names the variable and what it lacks."""


def finding(place: Place, code: str, **args: object) -> Finding:
    """A finding whose sentence stands in the catalogue `letters` under its code (`no-front-matter`)."""
    return Finding(place, code, Message(f"letters.{code.replace('-', '_')}", args))
