"""Checks one programme from the texts of its files: what compiling finds, then the proofs over what compiles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from caseflow.checks import branches, clocks, deliveries, drafts, letters, people, relations, states
from caseflow.checks.definition import Definition, finding
from caseflow.engine.expression import Record
from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.load import load_workflow
from caseflow.engine.programme_model import AccountModel, IndicatorModel, ProgrammeModel, read_programme
from caseflow.engine.reader import Document, read_yaml
from caseflow.engine.workflow import Workflow
from caseflow.errors import BadInput, Place
from caseflow.letters import Library, read_norms
from caseflow.letters.library import library_of
from caseflow.letters.sources import sources_of
from caseflow.programmes.folder import File
from caseflow.programmes.parameters import parameters_of
from caseflow.rules import ParameterTable

T = TypeVar("T")
Proof = Callable[[Definition], Iterator[Finding]]

PROOFS: tuple[Proof, ...] = (
    states.unreachable_states,
    states.dead_ends,
    states.states_without_clock,
    branches.branches_never_taken,
    branches.transitions_without_last_branch,
    people.unknown_roles,
    people.unknown_built_ins,
    people.moves_nobody_can_make,
    people.signing_without_four_eyes,
    people.four_eyes_that_cannot_work,
    clocks.ends_that_cannot_be_carried_out,
    clocks.deadlines_never_met,
    clocks.endless_loops,
    letters.unknown_templates,
    letters.decisions_without_letter,
    letters.variables_not_supplied,
    letters.unknown_series,
)
"""What is proved of each workflow by itself."""

LETTER_PROOFS: tuple[Proof, ...] = (
    drafts.signatures_without_draft,
    drafts.drafts_left_open,
    drafts.dates_before_signing,
    drafts.decisions_without_signature,
    deliveries.deadlines_without_letter,
    deliveries.effects_of_no_act,
)
"""What needs to know who releases a letter, and so waits until all letters are sound."""

_NO_NORMS = "acts: {}\nnorms: {}\n"
_PLACED = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<why>.*)", re.DOTALL)


def check_programme(
    slug: str, files: Sequence[File], shared: Sequence[File], namespaces: Mapping[str, Record]
) -> list[Finding]:
    """Everything that is wrong with a programme, in order of file, line and column; nothing means it may be published.

    `files` are the programme's own, `shared` those of `_shared`; `namespaces` are the facts that the house
    offers to definitions beside the case's own.
    """
    checking = _Checking([*shared, *files], slug, namespaces)
    checking.run()
    found = {str(each): each for each in checking.findings}
    return sorted(found.values(), key=lambda each: (each.place.path, each.place.line, each.place.column, each.code))


@dataclass(slots=True)
class _Checking:
    """One programme's check: reads part after part, keeps what is wrong, and goes on with what is sound."""

    files: Sequence[File]
    slug: str
    namespaces: Mapping[str, Record]
    findings: list[Finding] = field(default_factory=list)

    def run(self) -> None:
        """Find all there is to find."""
        parameters = self._parameters()
        programme = self._programme(parameters)
        library = self._library()
        if parameters is None or programme is None:
            return  # without figures and roles every workflow would seem at fault
        definitions = [
            Definition(*loaded, programme, library)
            for file in self._of_kind("workflow")
            if (loaded := self._workflow(file, parameters)) is not None
        ]
        for definition in definitions:
            for proof in (*PROOFS, *(LETTER_PROOFS if library else ())):
                self.findings.extend(proof(definition))
            self.findings.extend(relations.openings_that_fail(definition, definitions))
            self.findings.extend(relations.tells_that_fail(definition, definitions))
        self.findings.extend(relations.endless_trees(definitions))

    def _of_kind(self, kind: str) -> list[File]:
        return [file for file in self.files if file.kind == kind]

    def _parameters(self) -> ParameterTable | None:
        files = {file.path: file.text for file in self._of_kind("parameters")}
        return self._kept(lambda: parameters_of(files), next(iter(files), f"workflows/{self.slug}/parameters.yaml"))

    def _programme(self, parameters: ParameterTable | None) -> ProgrammeModel | None:
        path = f"workflows/{self.slug}/programme.yaml"
        file = next((each for each in self._of_kind("programme") if each.programme == self.slug), None)
        if file is None:
            self.findings.append(finding(Place(path, 1, 1), "no-programme"))
            return None
        read = self._kept(lambda: read_programme(file.text, file.path), file.path)
        if read is None:
            return None
        programme, document = read
        if programme.programme != self.slug:
            self.findings.append(
                finding(document.place(("programme",)), "other-name", name=programme.programme, file=self.slug)
            )
        if parameters is not None:
            self.findings.extend(_unknown_figures(programme, document, parameters))
        return programme

    def _library(self) -> Library | None:
        norms = next(iter(self._of_kind("norms")), None)
        path = norms.path if norms else "workflows/_shared/norms.yaml"
        register = self._kept(lambda: read_norms(norms.text if norms else _NO_NORMS, path), path)
        if register is None:
            return None
        texts = {f"{file.programme}/{file.name}": file.text for file in self._of_kind("letter")}
        return self._kept(lambda: library_of(sources_of(texts), register), "letters")

    def _workflow(self, file: File, parameters: ParameterTable) -> tuple[Workflow, Document] | None:
        loaded = self._kept(
            lambda: (
                load_workflow(file.text, file.path, file.programme, parameters, self.namespaces),
                read_yaml(file.text, file.path),
            ),
            file.path,
        )
        if loaded is not None and loaded[0].name != file.name:
            place = loaded[1].place(("workflow",))
            self.findings.append(finding(place, "other-name", name=loaded[0].name, file=file.name))
        return loaded

    def _kept(self, read: Callable[[], T], path: str) -> T | None:
        """What `read` gives, or None where it cannot be read: then its faults are findings."""
        try:
            return read()
        except BadDefinition as bad:
            self.findings.extend(bad.findings)
        except BadInput as bad:
            self.findings.append(_placed(str(bad), path))
        return None


def _placed(text: str, path: str) -> Finding:
    """A refusal that is only a sentence, at the place with which it begins."""
    match = _PLACED.fullmatch(text)
    if match is None:
        return finding(Place(path, 1, 1), "unreadable", why=text)
    place = Place(match["path"], int(match["line"]), int(match["column"] or 1))
    return finding(place, "unreadable", why=match["why"])


def _unknown_figures(programme: ProgrammeModel, document: Document, parameters: ParameterTable) -> Iterator[Finding]:
    """Ceilings and targets whose figure no parameter file holds, and calls that are not declared."""
    named: list[tuple[tuple[str | int, ...], str | None]] = [
        (("accounts", number, "ceiling"), account.ceiling) for number, account in enumerate(programme.accounts)
    ]
    for number, indicator in enumerate(programme.indicators):
        named += [(("indicators", number, "targets", day), key) for day, key in indicator.targets.items()]
    for steps, key in named:
        if key is not None and key not in parameters.keys:
            yield finding(document.place(steps), "unknown-figure", key=key)
    yield from _unknown_calls(programme, document)


def _unknown_calls(programme: ProgrammeModel, document: Document) -> Iterator[Finding]:
    known = [call.name for call in programme.calls]
    parts: tuple[tuple[str, Sequence[AccountModel | IndicatorModel]], ...] = (
        ("accounts", programme.accounts),
        ("indicators", programme.indicators),
    )
    for part, entries in parts:
        for number, entry in enumerate(entries):
            if entry.call is not None and entry.call not in known:
                names = ", ".join(known) or "–"
                yield finding(document.place((part, number, "call")), "unknown-call", call=entry.call, known=names)
