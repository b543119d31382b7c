"""All letters of the house, read from one folder and proven before any of them is used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from caseflow.errors import NotFound
from caseflow.letters.analysis import parsed, read_letter
from caseflow.letters.environment import letter_environment
from caseflow.letters.errors import BadTemplate
from caseflow.letters.legal_parts import legal_findings
from caseflow.letters.norms import NormRegister
from caseflow.letters.reach import reaching
from caseflow.letters.sources import SUFFIX, Source, read_sources
from caseflow.letters.template import Template

SHARED = "_shared"


@dataclass(frozen=True, slots=True)
class Library:
    """Letters by `programme/name`: `enterprise-skills/refusal_tax_debt`."""

    letters: Mapping[str, Template]

    def template(self, programme: str, name: str) -> Template:
        """The programme's own letter of that name, else the shared one. Raises `NotFound`."""
        for key in (f"{programme}/{name}", f"{SHARED}/{name}"):
            if key in self.letters:
                return self.letters[key]
        raise NotFound(f"letters/{programme}/{name}{SUFFIX}: no such letter, nor is it in letters/{SHARED}/")


def load_library(folder: Path, norms: NormRegister) -> Library:
    """Read and prove every letter under the folder.

    Raises `BadTemplate` with every fault of every file (constructs that are not allowed, variables that are
    undeclared or unused, missing legal parts), `NotFound` without the folder.
    """
    return library_of(read_sources(folder), norms)


def library_of(sources: Mapping[str, Source], norms: NormRegister) -> Library:
    """Prove the letters of these sources. Raises `BadTemplate` with every fault of every file."""
    environment = letter_environment(sources, norms)
    templates = parsed(environment, sources)
    letters: dict[str, Template] = {}
    faults = {str(fault): fault for source in sources.values() for fault in reaching(source)}
    for source in sources.values():
        if source.front is None:
            continue
        reading = read_letter(source, sources, templates, norms)
        found = [*reading.findings, *legal_findings(source, source.front, reading)]
        # A fault in a shared part is one fault, however many letters include the part.
        faults.update({str(fault): fault for fault in found})
        if not found:
            programme, _, file = source.name.rpartition("/")
            name = file.removesuffix(SUFFIX)
            files = tuple(sorted(reading.files))
            jinja = environment.get_template(source.name)
            letters[f"{programme}/{name}"] = Template(
                programme, name, source.front, hash_of(files, sources), files, jinja
            )
    if faults:
        raise BadTemplate(faults.values())
    return Library(letters)


def hash_of(names: Iterable[str], sources: Mapping[str, Source]) -> str:
    """SHA-256 over name and text of every file, in order of name."""
    digest = hashlib.sha256()
    for name in sorted(names):
        for part in (name, sources[name].text):
            data = part.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
