"""The language of an answer: what `Accept-Language` asks for, Latvian where it asks for neither of the two."""

from __future__ import annotations

from caseflow.words import LANGUAGES, Lang


def language_of(accepted: str | None) -> Lang:
    """`en-GB,en;q=0.9,lv;q=0.5` is `en`; nothing, or anything that cannot be read, is `lv`."""
    best: Lang = "lv"
    weight = 0.0
    for part in (accepted or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        found = next((lang for lang in LANGUAGES if lang == tag.strip().lower()[:2]), None)
        asked = _weight(parameters)
        if found is not None and asked > weight:
            best, weight = found, asked
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
