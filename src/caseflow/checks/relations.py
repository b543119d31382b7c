"""Proofs about related cases: what a move tells or opens exists, takes what it is given, and comes to an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from caseflow.checks.definition import Definition
from caseflow.checks.graph import circles
from caseflow.engine.expression import type_of_field
from caseflow.engine.expression.types import fits, name_of
from caseflow.engine.findings import Finding
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import NEW, Clause, Tell, Transition

OPEN = "open"
"""The trigger by which a related case is opened."""
PARENT, CHILDREN = "parent", "children"

Definitions = Sequence[Definition]
Act = tuple[str, str]
"""A workflow's slug and one of its triggers."""


def openings_that_fail(definition: Definition, all_: Definitions) -> Iterator[Finding]:
    """A workflow that does not exist or cannot be opened by a move, or a form that its opening does not take."""
    known = {each.workflow.slug: each for each in all_}
    for steps, _, branch in definition.branches():
        for number, opened in enumerate(branch.opens):
            at = (*steps, "opens", number)
            target = known.get(opened.workflow)
            if target is None:
                names = ", ".join(known)
                yield definition.finding((*at, "workflow"), "unknown-workflow", workflow=opened.workflow, known=names)
                continue
            transition = target.workflow.find(OPEN, NEW)
            if transition is None or not transition.told:
                yield definition.finding((*at, "workflow"), "not-openable", workflow=opened.workflow, trigger=OPEN)
            else:
                yield from _form_faults(definition, at, opened.form, transition)


def tells_that_fail(definition: Definition, all_: Definitions) -> Iterator[Finding]:
    """A relation that is none, a trigger that the related workflow lacks or keeps to itself, or a form it refuses."""
    for steps, _, branch in definition.branches():
        for number, tell in enumerate(branch.tells):
            at = (*steps, "tells", number)
            if tell.case not in (PARENT, CHILDREN):
                yield definition.finding((*at, "case"), "unknown-relation", relation=tell.case)
                continue
            targets = _targets(definition, tell, all_)
            if not targets:
                yield definition.finding((*at, "case"), "nobody-told", relation=tell.case, trigger=tell.trigger)
            for target in targets:
                yield from _tell_faults(definition, at, tell, target)


def _tell_faults(definition: Definition, at: Steps, tell: Tell, target: Definition) -> Iterator[Finding]:
    workflow = target.workflow
    takers = [t for t in workflow.transitions if t.trigger == tell.trigger]
    if not takers:
        yield definition.finding((*at, "trigger"), "unknown-told", workflow=workflow.slug, trigger=tell.trigger)
    for transition in takers:
        if not transition.told:
            yield definition.finding((*at, "trigger"), "not-told", workflow=workflow.slug, trigger=tell.trigger)
        else:
            yield from _form_faults(definition, at, tell.form, transition)


def _targets(definition: Definition, tell: Tell, all_: Definitions) -> list[Definition]:
    """The workflows whose cases a tell may reach: those that open this one, or those that it opens.

    Where no move opens such a case, people do (a project and its beneficiaries): then every other workflow
    that knows the trigger.
    """
    slug = definition.workflow.slug
    if tell.case == CHILDREN:
        slugs = _opened_by(definition)
        related = [each for each in all_ if each.workflow.slug in slugs]
    else:
        related = [each for each in all_ if slug in _opened_by(each)]
    others = [each for each in all_ if each is not definition and tell.trigger in each.workflow.triggers()]
    return related or others


def _opened_by(definition: Definition) -> set[str]:
    return {opened.workflow for _, _, branch in definition.branches() for opened in branch.opens}


def _form_faults(
    definition: Definition, at: Steps, form: Mapping[str, Clause], transition: Transition
) -> Iterator[Finding]:
    """Fields that the transition does not ask for, takes in another type, or misses."""
    for name, clause in form.items():
        field = transition.form.get(name)
        place = (*at, "form", name)
        if field is None:
            known = ", ".join(transition.form) or "–"
            yield definition.finding_at_key(
                place, "form-unknown-field", field=name, trigger=transition.trigger, known=known
            )
        elif not fits(clause.expression.type, wanted := type_of_field(field)):
            given = name_of(clause.expression.type)
            yield definition.finding(place, "form-type", field=name, given=given, wanted=name_of(wanted))
    for name, field in transition.form.items():
        if field.required and name not in form:
            yield definition.finding(at, "form-missing-field", field=name, trigger=transition.trigger)


def endless_trees(all_: Definitions) -> Iterator[Finding]:
    """Moves that tell or open one another in a circle: such a tree would never end."""
    graph: dict[Act, list[Act]] = {}
    for definition in all_:
        for transition in definition.workflow.transitions:
            act = (definition.workflow.slug, transition.trigger)
            graph.setdefault(act, []).extend(_acts(definition, transition, all_))
    for circle in circles(graph):
        yield _circle_finding(circle, all_)


def _acts(definition: Definition, transition: Transition, all_: Definitions) -> Iterator[Act]:
    for branch in transition.branches:
        for tell in branch.tells:
            for target in _targets(definition, tell, all_):
                yield target.workflow.slug, tell.trigger
        for opened in branch.opens:
            yield opened.workflow, OPEN


def _circle_finding(circle: tuple[Act, ...], all_: Definitions) -> Finding:
    slug, trigger = circle[0]
    way = " → ".join(f"{workflow}: {act}" for workflow, act in (*circle, circle[0]))
    definition = next(each for each in all_ if each.workflow.slug == slug)
    steps = next(steps for steps, transition in definition.transitions() if transition.trigger == trigger)
    return definition.finding((*steps, "trigger"), "endless-tree", way=way)
