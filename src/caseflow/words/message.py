"""A message that is not yet in any language: an id of the catalogue and its arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """What a pure room says; `words.say` turns it into a sentence.

    `id` is a catalogue key such as `calendar.holiday`; `args` are dates, decimals, integers, text or
    further messages, formatted for the reader's language only when the sentence is made.
    """

    id: str
    args: Mapping[str, object] = field(default_factory=dict)


def message(id: str, **args: object) -> Message:
    """Build a `Message` with named arguments."""
    return Message(id, args)
