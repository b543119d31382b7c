"""What a template's fixed text may reach: nothing but itself. It reads no file, imports no package, evaluates no text.

Typst sets letters in an empty folder, so a template that tried would fail when it is registered; here it is refused
when it is read, with its line, before any case can draft it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from caseflow.engine.findings import Finding
from caseflow.letters.errors import finding
from caseflow.letters.sources import Source

_JINJA: Final = re.compile(r"<#.*?#>|<%.*?%>|<<.*?>>", re.DOTALL)
# The whole words, so that no other name for the function (`let f = read`) gets around them. A package is named with @.
_REACHING: Final = re.compile(
    r"(?<![\w-])(?:import|include|read|image|csv|json|toml|yaml|cbor|xml|plugin|bibliography|eval)(?![\w-])|(?<!\\)@[^\s\"]*"
)


def reaching(source: Source) -> Iterator[Finding]:
    """Every word of the file's own text that would reach outside it: paths, packages, evaluated text."""
    # What Jinja prints is escaped, and what it decides joins the texts around it: only line breaks are kept.
    text = _JINJA.sub(lambda found: "\n" * found[0].count("\n"), source.body)
    for found in _REACHING.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield finding(source.place(line), "reaches-outside", what=found[0])
