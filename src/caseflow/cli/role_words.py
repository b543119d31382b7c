"""The name of a role as a word of its own, for lists."""

from __future__ import annotations

from caseflow.engine.roles import role_name
from caseflow.words import Lang, Message, say


def role_words(role: str, lang: Lang) -> str:
    """What people call the role."""
    name = role_name(role)
    return say(name, lang) if isinstance(name, Message) else name
