"""Whether a registration number or a person code can be one: its digits and its check digit."""

from __future__ import annotations

import re

_REGISTRATION = re.compile(r"[4-9][0-9]{10}")
_PERSON = re.compile(r"[0-9]{11}")


def registration_number_valid(text: str) -> bool:
    """Whether `text` is an 11-digit Latvian registration number whose weighted sum leaves 3 over 11."""
    if not _REGISTRATION.fullmatch(text):
        return False
    weights = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)
    return sum(int(d) * w for d, w in zip(text, weights, strict=True)) % 11 == 3


def person_code_valid(text: str) -> bool:
    """Whether `text` is 11 digits of a Latvian person code (old form: date and check digit; new form: from 32)."""
    if not _PERSON.fullmatch(text):
        return False
    if "32" <= text[:2] <= "39":
        return True  # codes issued since July 2017 carry neither a date nor a published check rule
    weighted = sum(int(d) * w for d, w in zip(text, (1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=False))
    return (1101 - weighted) % 11 % 10 == int(text[10])
