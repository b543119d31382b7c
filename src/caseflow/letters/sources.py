"""The files under `letters/`: letters with a front matter, and the parts that they extend and include."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.errors import NotFound, Place
from caseflow.letters.errors import BadTemplate, finding
from caseflow.letters.front_matter import FrontMatter, read_front_matter

SUFFIX = ".typ"
_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Source:
    """One file: `name` as templates call it (`_shared/layout.typ`), `path` as findings show it."""

    name: str
    path: str
    text: str
    body: str
    front: FrontMatter | None

    def place(self, line: int) -> Place:
        """A line of this file."""
        return Place(self.path, line, 1)


def read_sources(folder: Path) -> Mapping[str, Source]:
    """Read every template under the folder. Raises `NotFound` without it, `BadTemplate` with all faults."""
    if not folder.is_dir():
        raise NotFound(f"{folder}: no folder of letters stands there")
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for file in sorted(folder.rglob(f"*{SUFFIX}")):
        name = file.relative_to(folder).as_posix()
        try:
            files[name] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            findings.append(finding(Place(f"{folder.name}/{name}", 1, 1), "not-utf8"))
    if findings:
        raise BadTemplate(findings)
    return sources_of(files, folder.name)


def sources_of(files: Mapping[str, str], folder: str = "letters") -> Mapping[str, Source]:
    """The templates of these names and texts. Raises `BadTemplate` with all faults."""
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    for name, text in files.items():
        try:
            sources[name] = _source(name, f"{folder}/{name}", text)
        except BadDefinition as error:
            findings.extend(error.findings)
    if findings:
        raise BadTemplate(findings)
    return sources


def _source(name: str, path: str, text: str) -> Source:
    if not text.startswith(_FENCE):
        return Source(name, path, text, text, None)
    head, fence, body = text[len(_FENCE) :].partition(f"\n{_FENCE}")
    if not fence:
        raise BadTemplate([finding(Place(path, 1, 1), "fence-open")])
    # Empty lines in its place keep every later line number true.
    lines = text[: len(text) - len(body)].count("\n")
    return Source(name, path, text, "\n" * lines + body, read_front_matter(head, path))
