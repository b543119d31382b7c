"""The parts of a workflow file, compiled one by one with the scope that each expression may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from caseflow.engine import expression as language
from caseflow.engine.built_in import TRIGGERS
from caseflow.engine.compile_de_minimis import de_minimis
from caseflow.engine.compile_evidence import check_kinds, kinds_of, namespace_of, records_of
from caseflow.engine.compile_extension import EXTENSION, STAYS, apart, extension
from caseflow.engine.compile_fields import fields_of, sections_of
from caseflow.engine.compile_reads import clauses_of, paths_read
from caseflow.engine.expression import BOOL, DATE, MONEY, TEXT, USER, Choice, Record, Scope, Type, optional
from caseflow.engine.fields import Field
from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.model import BranchModel, Label, TaskModel, TransitionModel, WorkflowModel
from caseflow.engine.reader import Document
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import (
    NEW,
    Branch,
    Clause,
    LetterUse,
    Open,
    PostingSpec,
    TaskSpec,
    Tell,
    Transition,
)
from caseflow.rules import ParameterTable, rules
from caseflow.words.message import message

ACTOR = Record({"id": USER})
_LABELS = {
    "on": {"lv": "šīs darbības datums", "en": "the date of this action"},
    "case.today": {"lv": "šodiena", "en": "today"},
    "case.opened_on": {"lv": "lietas atvēršanas diena", "en": "the day on which the case was opened"},
    "case.ref": {"lv": "lietas numurs", "en": "the number of the case"},
    "case.came_from": {"lv": "iepriekšējais stāvoklis", "en": "the state before"},
    "agreement.left": {"lv": "projekta līguma neizmantotā nauda", "en": "money left in the project agreement"},
    "agreement.status": {"lv": "projekta līguma stāvoklis", "en": "status of the project agreement"},
    "applicant_party.name": {"lv": "komersanta nosaukums", "en": "name of the merchant"},
    "applicant_party.registration_number": {
        "lv": "komersanta reģistrācijas numurs",
        "en": "registration number of the merchant",
    },
    "actor.id": {"lv": "darbības veicējs", "en": "whoever acts"},
}


def _case(model: WorkflowModel) -> Record:
    """What every case knows of itself; `came_from` is the state that it was in before the present one."""
    before = Choice({name: state.label.model_dump() for name, state in model.states.items()})
    return Record({"ref": TEXT, "opened_on": DATE, "today": DATE, "came_from": optional(before)})


def _last_day(label: Label) -> dict[str, str]:
    return {"lv": f"termiņa “{label.lv}” pēdējā diena", "en": f"the last day of “{label.en}”"}


class Compiler:
    """Holds the scope of one file and gathers its findings; `moving` also knows who acts."""

    def __init__(
        self,
        document: Document,
        model: WorkflowModel,
        fields: Mapping[str, Field],
        parameters: ParameterTable,
        namespaces: Mapping[str, Record],
    ) -> None:
        self.document, self.model, self.fields = document, model, fields
        self.findings: list[Finding] = []
        self.parameters = parameters
        types = {key: language.type_of_parameter(parameters.versions(key)[0].type) for key in parameters.keys}
        self.kinds = kinds_of(model.evidence)
        own: dict[str, Type] = {name: language.type_of_field(f, required=False) for name, f in fields.items()}
        self.scope = Scope(
            names={**namespaces, **namespace_of(self.kinds), **own, "on": DATE, "case": _case(model)},
            rules=language.signatures_from_rules(rules()),
            parameters=types,
            labels={**_LABELS, **{name: f.label for name, f in fields.items()}},
        )
        found = Record({deadline.name: Record({"due_on": optional(DATE)}) for deadline in model.deadlines})
        labels = {f"deadline.{each.name}.due_on": _last_day(each.label) for each in model.deadlines}
        self.moving = replace(
            self.scope,
            names={**self.scope.names, "actor": ACTOR, "deadline": found},
            labels={**self.scope.labels, **labels},
        )
        self.figure_reference = _figure_reference()
        check_kinds(self, self.kinds)

    # Small pieces --------------------------------------------------------------------------------

    def note(self, steps: Steps, code: str, id: str, **args: object) -> None:
        """Add a finding at the place of `steps`."""
        self.findings.append(Finding(self.document.place(steps), code, message(id, **args)))

    def clause(self, steps: Steps, scope: Scope, wanted: Type | None = None) -> Clause | None:
        """The expression at `steps`, or None when it has findings (which are kept)."""
        source = self.document.text(steps)
        try:
            return Clause(language.compile_expression(source, scope, wanted), source.start)
        except BadDefinition as bad:
            self.findings.extend(bad.findings)
            return None

    def states(self, names: Iterable[str], steps: Steps) -> tuple[str, ...]:
        """State names with groups spelt out."""
        names = list(names)
        for number, name in enumerate(names):
            for member in self.members([name]):
                if member not in self.model.states:
                    self.note((*steps, number), "unknown-state", "engine.unknown_state", name=member)
        return self.members(names)

    def members(self, names: Iterable[str]) -> tuple[str, ...]:
        """States and the states of groups, each once."""
        groups = self.model.groups
        return tuple(dict.fromkeys(state for name in names for state in groups.get(name, [name])))

    def task(self, model: TaskModel, steps: Steps) -> TaskSpec:
        """A task; the triggers that close it must exist."""
        known = {t.trigger for t in self.model.transitions} | TRIGGERS
        for name in model.closed_by:
            if name not in known:
                self.note((*steps, "closed_by"), "unknown-trigger", "engine.check_unknown_trigger", name=name)
        return TaskSpec(model.task, model.label.model_dump(), model.role, tuple(model.closed_by))

    def overview(self) -> tuple[str, ...]:
        """The fields that people see first; they must exist."""
        for number, name in enumerate(self.model.overview):
            if name not in self.fields:
                self.note(("overview", number), "unknown-field", "engine.unknown_field", name=name)
        return tuple(self.model.overview)

    # Reference dates and transitions -------------------------------------------------------------

    def reference_dates(self) -> dict[str, Clause]:
        """Which day each named reference date is."""
        found: dict[str, Clause] = {}
        for name in self.model.reference_dates:
            steps: Steps = ("reference_dates", name)
            clause = self.clause(steps, self.scope, optional(DATE))
            if clause is None:
                continue
            if language.calls(clause.expression) or language.parameters(clause.expression):
                # The rule or figure would ask for its reference date in turn, and so on without end.
                self.note(steps, "reference-date", "engine.reference_date", name=name)
            found[name] = clause
        return found

    def transitions(self) -> tuple[Transition, ...]:
        """All transitions; a trigger may not mean two things in one state."""
        result: list[Transition] = []
        seen: dict[tuple[str, str], int] = {}
        for number, model in enumerate(self.model.transitions):
            steps: Steps = ("transitions", number)
            transition = self._transition(model, steps, number)
            for source in transition.sources:
                if (model.trigger, source) in seen:
                    self.note(
                        (*steps, "from"),
                        "ambiguous-trigger",
                        "engine.ambiguous_trigger",
                        trigger=model.trigger,
                        state=source,
                    )
                seen[(model.trigger, source)] = number
            if model.trigger in TRIGGERS:
                self.note((*steps, "trigger"), "reserved-trigger", "engine.reserved_trigger", trigger=model.trigger)
            result.extend(apart(transition))
        return tuple(result)

    def _transition(self, model: TransitionModel, steps: Steps, number: int) -> Transition:
        sources = self.states(model.from_, (*steps, "from")) or (NEW,)
        for number_, branch in enumerate(model.to):
            if branch.state is None and sources == (NEW,):
                self.note((*steps, "to", number_), "stays-nowhere", "engine.stays_nowhere", trigger=model.trigger)
        form = self._form(model, steps)
        scope = replace(
            self.moving,
            names={**self.moving.names, "form": Record({n: language.type_of_field(f) for n, f in form.items()})},
            labels={**self.moving.labels, **{f"form.{name}": f.label for name, f in form.items()}},
        )
        because = {name: label.model_dump() for name, label in model.because.items()}
        scope = replace(scope, because=because)
        requires = None
        if model.requires is not None:
            # Facts only: it decides whether the move is offered, before there is a form.
            requires = self.clause((*steps, "requires"), replace(self.moving, because=because), BOOL)
            if requires is not None:
                scope = scope.given(language.given_when_true(requires.expression))
        scope = scope.given((name,) for name in model.edits if name in form and form[name].required)
        demands = None
        if model.demands is not None:
            demands = self.clause((*steps, "demands"), scope, BOOL)
            if demands is not None:
                scope = scope.given(language.given_when_true(demands.expression))
        guards = [each.expression for each in (requires, demands) if each is not None]
        for name in sorted(because.keys() - language.rests_on(*guards)):
            self.note((*steps, "because", name), "because", "engine.because", name=name)
        let, scope = self._let(model, steps, scope)
        due = Record({deadline.name: optional(DATE) for deadline in self.model.deadlines})
        scope = replace(scope, names={**scope.names, "due": due})
        extends = extension(self, model, sources, steps, scope) if model.extends is not None else None
        if model.extends is not None:
            scope = replace(scope, names={**scope.names, "extension": EXTENSION})
        records = records_of(self, model.records, (*steps, "records"), scope, self.kinds)
        branches = self._branches(model, steps, scope)
        for name in (*model.not_by,):
            if name not in {t.trigger for t in self.model.transitions}:
                self.note((*steps, "not_by"), "unknown-trigger", "engine.check_unknown_trigger", name=name)
        used = [
            requires,
            demands,
            *let.values(),
            *clauses_of(branches, records),
            *([extends.amount] if extends else []),
        ]
        return Transition(
            trigger=model.trigger,
            label=model.label.model_dump(),
            sources=sources,
            roles=frozenset(model.roles),
            told=model.told,
            requires=requires,
            demands=demands,
            not_by=tuple(model.not_by),
            reason=model.reason,
            backdated=model.backdated,
            while_suspended=model.while_suspended,
            form=form,
            edits=tuple(model.edits),
            let=let,
            records=records,
            signs=tuple(model.signs),
            discards=tuple(model.discards),
            branches=branches,
            reads=paths_read(self, used, branches, sources),
            place=self.document.place(steps),
            number=number,
            extends=extends,
            sections=sections_of(self, model.sections, form, (*steps, "sections")),
        )

    def _form(self, model: TransitionModel, steps: Steps) -> dict[str, Field]:
        form: dict[str, Field] = {}
        for number, name in enumerate(model.edits):
            if name not in self.fields:
                self.note((*steps, "edits", number), "unknown-field", "engine.unknown_field", name=name)
            else:
                form[name] = self.fields[name]
        for name, field in fields_of(model.form).items():
            if name in form:
                self.note((*steps, "form", name), "twice", "engine.field_twice", name=name)
            form[name] = field
        return form

    def _let(self, model: TransitionModel, steps: Steps, scope: Scope) -> tuple[dict[str, Clause], Scope]:
        let: dict[str, Clause] = {}
        for name in model.let:
            if name not in self.fields:
                self.note((*steps, "let", name), "unknown-field", "engine.unknown_field", name=name)
                continue
            wanted = language.type_of_field(self.fields[name], required=False)
            clause = self.clause((*steps, "let", name), scope, wanted)
            if clause is None:
                continue
            let[name] = clause
            if not isinstance(clause.expression.type, language.Optional):
                scope = scope.given([(name,)])
        return let, scope

    def _branches(self, model: TransitionModel, steps: Steps, scope: Scope) -> tuple[Branch, ...]:
        branches = []
        for number, branch in enumerate(model.to):
            at = (*steps, "to", number)
            when, inner = None, scope
            if branch.when is not None:
                when = self.clause((*at, "when"), scope, BOOL)
                if when is not None:
                    inner = scope.given(language.given_when_true(when.expression))
            branches.append(self._branch(branch, number, when, inner, at))
        return tuple(branches)

    def _branch(self, model: BranchModel, number: int, when: Clause | None, scope: Scope, steps: Steps) -> Branch:
        if model.state is not None:
            self.states([model.state], (*steps, "state"))
        return Branch(
            number=number,
            state=model.state or STAYS,
            when=when,
            letters=tuple(u for name in model.letter if (u := self._letter(name, steps, scope)) is not None),
            tasks=tuple(self.task(t, (*steps, "tasks", n)) for n, t in enumerate(model.tasks)),
            tells=tuple(
                Tell(t.case, t.trigger, self._mapping((*steps, "tells", n, "form"), t.form, scope))
                for n, t in enumerate(model.tells)
            ),
            opens=tuple(
                Open(o.workflow, self._mapping((*steps, "opens", n, "form"), o.form, scope))
                for n, o in enumerate(model.opens)
            ),
            postings=tuple(
                PostingSpec(p.account, p.kind, amount)
                for n, p in enumerate(model.postings)
                if (amount := self.clause((*steps, "postings", n, "amount"), scope, MONEY)) is not None
            ),
            de_minimis=de_minimis(self, model.de_minimis, (*steps, "de_minimis"), scope),
            place=self.document.place(steps),
            erases=model.erases is not None,
        )

    def _letter(self, name: str, steps: Steps, scope: Scope) -> LetterUse | None:
        model = self.model.letters.get(name)
        if model is None:
            self.note((*steps, "letter"), "unknown-letter", "engine.unknown_letter", name=name)
            return None
        variables = self._mapping(("letters", name, "variables"), model.variables, scope)
        return LetterUse(name, model.template, variables, self.document.place(("letters", name)))

    def _mapping(self, steps: Steps, texts: Mapping[str, str], scope: Scope) -> dict[str, Clause]:
        found = {name: self.clause((*steps, name), scope) for name in texts}
        return {name: clause for name, clause in found.items() if clause is not None}


def _figure_reference() -> dict[str, str]:
    """For each figure, the reference date of the rules that rest on it; with several it stays with the legal day."""
    names: dict[str, set[str]] = {}
    for each in rules():
        for key in each.figures:
            names.setdefault(key, set()).add(each.reference)
    return {key: next(iter(found)) for key, found in names.items() if len(found) == 1}
