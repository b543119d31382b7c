"""What a workflow keeps of its letters once they are registered, compiled."""

from __future__ import annotations

from caseflow.engine.compile_parts import Compiler
from caseflow.engine.reader import Path as Steps

_TYPES = {"number": "text", "day": "date"}


def registered(compiler: Compiler) -> dict[str, dict[str, str]]:
    """For each letter the case fields that keep its `number` (text) and `day` (date); neither is personal."""
    found: dict[str, dict[str, str]] = {}
    for name, model in compiler.model.letters.items():
        kept = {part: at for part, at in (("number", model.number), ("day", model.day)) if at is not None}
        for part, at in kept.items():
            steps: Steps = ("letters", name, part)
            field = compiler.fields.get(at)
            if field is None:
                compiler.note(steps, "unknown-field", "engine.unknown_field", name=at)
            elif field.type != _TYPES[part] or field.personal:
                compiler.note(steps, "registered-type", "engine.registered_type", name=at, part=part)
        if kept:
            found[name] = kept
    return found
