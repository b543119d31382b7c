"""What a workflow file says of its letters beside their variables: which case fields keep their number and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseflow.engine.reader import Path as Steps

if TYPE_CHECKING:
    from caseflow.engine.compile_parts import Compiler


def registered(compiler: Compiler) -> dict[str, dict[str, str]]:
    """Which case fields keep a letter's number and day; a number is text, a day is a date."""
    found: dict[str, dict[str, str]] = {}
    for name, model in compiler.model.letters.items():
        kept = {part: at for part, at in (("number", model.number), ("day", model.day)) if at is not None}
        for part, at in kept.items():
            steps: Steps = ("letters", name, part)
            if at not in compiler.fields:
                compiler.note(steps, "unknown-field", "engine.unknown_field", name=at)
            elif compiler.fields[at].type != ("text" if part == "number" else "date") or compiler.fields[at].personal:
                compiler.note(steps, "registered-type", "engine.registered_type", name=at, part=part)
        if kept:
            found[name] = kept
    return found
