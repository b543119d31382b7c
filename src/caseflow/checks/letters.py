"""Proofs about letters: each decision has one, its template exists, and every variable has its value on every path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from caseflow.checks.certain import after, given_fields, type_given
from caseflow.checks.definition import Definition, Known, finding
from caseflow.checks.variable_types import fits, written
from caseflow.engine.expression import Optional, Type
from caseflow.engine.expression.types import name_of
from caseflow.engine.findings import Finding
from caseflow.engine.workflow import Branch, LetterUse, Transition
from caseflow.errors import Place
from caseflow.letters import Template
from caseflow.letters import variables as letter
from caseflow.letters.variables import Record, declared

STANDING = {"a": "organisation", "adr": "addressee", "lieta": "case", "sag": "preparer", "laiks": "time"}
"""What every letter may take without the definition giving it, and of which type."""


def decisions_without_letter(definition: Definition) -> Iterator[Finding]:
    """A move into a decided state that neither drafts nor signs a letter.

    A move inside the same state decides nothing; a move that only a related case can tell is told of by the
    letter of that case. Refusals that close a case go by way of a draft: `drafts_left_open`.
    """
    states = definition.workflow.states
    for steps, transition, branch in definition.branches():
        if states[branch.state].kind != "decided" or not transition.roles:
            continue
        if set(transition.sources) <= {branch.state} or branch.letters or transition.signs:
            continue
        yield definition.finding(
            (*steps, "state"), "decision-without-letter", trigger=transition.trigger, state=branch.state
        )


def unknown_templates(definition: Definition) -> Iterator[Finding]:
    """A letter whose template is neither the programme's nor shared, or that no branch uses."""
    value = definition.document.value
    letters = value.get("letters") if isinstance(value, dict) else None
    uses = {use.name: use for _, _, branch in definition.branches() for use in branch.letters}
    for name in letters if isinstance(letters, dict) else ():
        if name not in uses:
            yield definition.finding_at_key(("letters", name), "unused-letter", letter=name)
        elif definition.library is not None and definition.template(uses[name]) is None:
            folder = definition.workflow.programme
            yield definition.finding(
                ("letters", name, "template"), "unknown-template", template=uses[name].template, programme=folder
            )


def unknown_series(definition: Definition) -> Iterator[Finding]:
    """A letter of the workflow whose series `programme.yaml` does not declare."""
    known = definition.programme.letter_series
    for _, _, branch in definition.branches():
        for use in branch.letters:
            template = definition.template(use)
            if template is not None and template.front.series not in known:
                place = Place(f"letters/{template.programme}/{template.name}.typ", 1, 1)
                names = ", ".join(known) or "–"
                yield finding(place, "unknown-series", series=template.front.series, known=names)


def variables_not_supplied(definition: Definition) -> Iterator[Finding]:
    """A variable that the letter lacks, does not have, takes in another type, or that some path leaves empty."""
    given = given_fields(definition.workflow)
    for _, transition, branch in definition.branches():
        sources = [given[state] for state in transition.sources if state in given]
        if not sources:
            continue  # no case comes here: `unreachable_states`
        known = after(transition, branch, frozenset.intersection(*sources))
        for use in branch.letters:
            template = definition.template(use)
            if template is not None:
                yield from _Supply(definition, transition, branch, use, template, known).findings()


class _Supply:
    """One letter of one branch: what its template takes against what the definition gives."""

    def __init__(
        self,
        definition: Definition,
        transition: Transition,
        branch: Branch,
        use: LetterUse,
        template: Template,
        known: Known,
    ) -> None:
        self.definition, self.transition, self.branch = definition, transition, branch
        self.use, self.template = use, template
        self.known = known | self._running(known)

    def _running(self, known: Known) -> Known:
        """The last days that are certain: of deadlines that run in the new state from a day that is given."""
        found = set()
        for deadline in self.definition.workflow.deadlines.values():
            if self.branch.state in deadline.during and not isinstance(type_given(deadline.anchor, known), Optional):
                found.add(("due", deadline.name))
        return frozenset(found)

    def findings(self) -> Iterator[Finding]:
        """Every fault of this letter."""
        wanted = Record(self.template.variables)
        given = self._given()
        yield from self._record(wanted, given, ())

    def _given(self) -> Mapping[str, Type]:
        """The types given, by the variable as it is written; dots make records."""
        return {name: type_given(clause, self.known) for name, clause in self.use.variables.items()}

    def _record(self, wanted: Record, given: Mapping[str, Type], around: tuple[str, ...]) -> Iterator[Finding]:
        for name, type_ in wanted.fields.items():
            path = ".".join((*around, name))
            if path in given:
                if not fits(given[path], type_):
                    yield self._misfit(path, given[path], type_)
            elif isinstance(type_, Record) and any(other.startswith(f"{path}.") for other in given):
                yield from self._record(type_, given, (*around, name))
            elif not type_.optional and (around or not self._stands(name, type_)):
                yield self._at_letter("variable-missing", variable=path)
        if not around:
            yield from self._unknown(wanted, given)

    def _stands(self, name: str, wanted: letter.Type) -> bool:
        """Whether the house or the organisation's profile gives the variable, in the type that is wanted."""
        if name in STANDING:
            return declared(STANDING[name]) == wanted
        return name in self.definition.programme.organisation_texts and wanted == declared("text")

    def _unknown(self, wanted: Record, given: Mapping[str, Type]) -> Iterator[Finding]:
        for name in given:
            found: object = wanted
            for part in name.split("."):
                found = found.fields.get(part) if isinstance(found, Record) else None
            if found is None:
                steps = ("letters", self.use.name, "variables", name)
                yield self.definition.finding_at_key(
                    steps, "variable-unknown", variable=name, letter=self.use.name, known=", ".join(wanted.fields)
                )

    def _misfit(self, path: str, given: Type, wanted: letter.Type) -> Finding:
        steps = ("letters", self.use.name, "variables", path)
        if isinstance(given, Optional) and fits(given.inner, wanted):
            return self.definition.finding(
                steps,
                "variable-may-be-missing",
                variable=path,
                letter=self.use.name,
                trigger=self.transition.trigger,
                state=self.branch.state,
            )
        return self.definition.finding(
            steps, "variable-type", variable=path, letter=self.use.name, given=name_of(given), wanted=written(wanted)
        )

    def _at_letter(self, code: str, **args: object) -> Finding:
        return self.definition.finding_at_key(("letters", self.use.name), code, letter=self.use.name, **args)
