"""Templates say nothing that is not in the catalogue, and the catalogue holds nothing that nobody says."""

from __future__ import annotations

import re
from pathlib import Path

import caseflow.web
from tests.words.test_catalogues import entries

_NO_WORDS = frozenset({"caseflow", "PDF", "English", "Latviešu"})
_ATTRIBUTES = frozenset({"aria", "describedby", "invalid", "true", "hint", "fault"})  # a macro writes them into a tag

ROOM = Path(caseflow.web.__file__).parent
_MADE = re.compile(r"""['"](web\.[a-z_]+\.)['"]\s*~|f"(web\.[a-z_]+\.[a-z_]*)\{""")


def sources() -> str:
    files = [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_id_of_a_template_has_a_text_and_every_text_is_said() -> None:
    text, known = sources(), set(entries("web", "lv"))
    written = set(re.findall(r"""['"](web\.[a-z_]+\.[a-z_]+)['"]""", text))
    begun = {first or second for first, second in _MADE.findall(text)}
    assert len(written) > 100
    assert sorted(written - known) == []
    unsaid = {id for id in known - written if not any(id.startswith(beginning) for beginning in begun)}
    assert sorted(unsaid) == []


def test_templates_hold_no_words_of_their_own() -> None:
    for path in ROOM.rglob("*.html"):
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        words = set(re.findall(r"[^\W\d_]{3,}", bare))
        assert words <= _NO_WORDS | _ATTRIBUTES, path.name
