"""The two languages of the house, and texts that data carries in both of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from caseflow.errors import BadInput

Lang = Literal["lv", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Text:
    """A text from data instead of a catalogue, in both languages: the name of a holiday, a title."""

    lv: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The text in one language."""
        return self.lv if lang == "lv" else self.en


def as_lang(text: str) -> Lang:
    """Read a language code; raises `BadInput` for anything but `lv` and `en`."""
    for lang in LANGUAGES:
        if text == lang:
            return lang
    raise BadInput(f"language {text!r} is not known: use one of {', '.join(LANGUAGES)}")
