"""What people call the roles that workflows name; their texts stand in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from caseflow.words.message import Message, message

NAMED: Final = frozenset(
    {
        "administrator",
        "applicant",
        "auditor",
        "data_protection_officer",
        "evaluator",
        "head",
        "hub_expert",
        "officer",
        "payments_officer",
        "scheduler",
    }
)
"""Roles with a name in the catalogue `engine`; a role that a programme invents is shown as it is written."""


def role_name(role: str) -> Message | str:
    """What people call a role: within a sentence, so without a capital."""
    return message(f"engine.role.{role}") if role in NAMED else role


def role_names(roles: Iterable[str]) -> list[Message | str]:
    """Several roles, in one order whatever set they come from."""
    return [role_name(role) for role in sorted(roles)]
