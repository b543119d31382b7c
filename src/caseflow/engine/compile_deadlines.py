"""The deadlines of a workflow file, compiled: their terms, anchors, warnings and ends."""

from __future__ import annotations

import re
from dataclasses import replace

from caseflow.calendar import Edge, Term
from caseflow.engine import expression as language
from caseflow.engine.compile_parts import Compiler
from caseflow.engine.expression import DATE, INTEGER, optional
from caseflow.engine.model import DeadlineModel
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import Clause, DeadlineSpec, TermSpec, Warning
from caseflow.errors import BadInput

_TERM = re.compile(r"(P(?:\.\w+)+) (working days?|days?|weeks?|months?|years?)")
_DELIVERY = re.compile(r"(?:delivered|effective)\.([a-z][a-z0-9_]*)")
_UNTIL = re.compile(r"until (P(?:\.\w+)+)")


def deadlines(compiler: Compiler) -> dict[str, DeadlineSpec]:
    """All deadlines by name; what is wrong with them is noted in the compiler's findings."""
    found: dict[str, DeadlineSpec] = {}
    for number, model in enumerate(compiler.model.deadlines):
        steps: Steps = ("deadlines", number)
        if model.name in found:
            compiler.note(steps, "twice", "engine.deadline_twice", name=model.name)
        spec = _deadline(compiler, model, steps)
        if spec is not None:
            found[model.name] = spec
    return found


def _deadline(compiler: Compiler, model: DeadlineModel, steps: Steps) -> DeadlineSpec | None:
    anchor = _anchor(compiler, model, steps)
    term = _term(compiler, model.term, (*steps, "term"), model.kind)
    cap = _term(compiler, model.cap, (*steps, "cap"), model.kind) if model.cap else None
    during = compiler.states(model.during, (*steps, "during"))
    warnings = _warnings(compiler, model, steps)
    if (model.at_end.trigger is None) == (model.at_end.escalate is None):
        compiler.note((*steps, "at_end"), "no-end", "engine.deadline_end", name=model.name)
    if anchor is None or term is None:
        return None
    return DeadlineSpec(
        name=model.name,
        label=model.label.model_dump(),
        rule=model.rule,
        during=frozenset(during),
        term=term,
        cap=cap,
        calendar=model.calendar,
        anchor=anchor,
        kind=model.kind,
        reentry=model.reentry,
        through_suspension=model.through_suspension,
        repeats=model.repeats,
        opens_edge=model.opens.edge if model.opens else None,
        opens_task=compiler.task(model.opens.task, (*steps, "opens", "task")) if model.opens else None,
        warnings=warnings,
        trigger=model.at_end.trigger,
        escalate=model.at_end.escalate,
        place=compiler.document.place(steps),
        letter=_letter(compiler, model, steps),
    )


def _letter(compiler: Compiler, model: DeadlineModel, steps: Steps) -> str | None:
    """The letter from whose delivery the deadline counts: `from: delivered.request`, `from: effective.award`."""
    match = _DELIVERY.fullmatch(model.from_)
    if match is None:
        return None
    if match.group(1) not in compiler.model.letters:
        compiler.note((*steps, "from"), "unknown-letter", "engine.unknown_letter", name=match.group(1))
    if model.kind != "term":
        compiler.note((*steps, "kind"), "not-from-delivery", "engine.not_from_delivery", name=model.name)
    return match.group(1)


def _warnings(compiler: Compiler, model: DeadlineModel, steps: Steps) -> tuple[Warning, ...]:
    found: list[Warning] = []
    for number, each in enumerate(model.warns):
        at: Steps = (*steps, "warns", number)
        task = compiler.task(each.task, (*at, "task"))
        try:
            Edge.parse(f"{each.before} before")
            found.append(Warning(Term.parse(each.before), task))
        except BadInput:
            compiler.note((*at, "before"), "bad-term", "engine.bad_warning", given=each.before)
    return tuple(found)


def _anchor(compiler: Compiler, model: DeadlineModel, steps: Steps) -> Clause | None:
    if "from_" not in model.model_fields_set or _DELIVERY.fullmatch(model.from_):
        source = replace(compiler.document.text((*steps, "name")), value="on", raw=None)
        return Clause(language.compile_expression(source, compiler.scope, DATE), source.start)
    return compiler.clause((*steps, "from"), compiler.scope, optional(DATE))


def _term(compiler: Compiler, text: str, steps: Steps, kind: str) -> TermSpec | None:
    for pattern, wanted in ((_TERM, INTEGER), (_UNTIL, DATE)):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        key = match.group(1)
        if key not in compiler.scope.parameters:
            compiler.note(steps, "unknown-parameter", "engine.unknown_parameter", name=key)
        elif compiler.scope.parameters[key] != wanted:
            compiler.note(steps, "bad-term", "engine.bad_term_figure", name=key)
        return TermSpec(text, None, key, match.group(2) if pattern is _TERM else None)
    try:
        return TermSpec(text, Term.parse(text, rolls=kind != "retention"), None, None)
    except BadInput:
        compiler.note(steps, "bad-term", "engine.bad_term", given=text)
        return None
