"""`caseflow workflow list` and `show`: the definitions on record, and what one of them says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from caseflow.app.workflow_json import workflow_json, workflow_lines
from caseflow.calendar import Term
from caseflow.cases.values import text_of
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.clock import riga_date
from caseflow.engine.expression import explain
from caseflow.engine.roles import role_names
from caseflow.engine.workflow import NEW, TermSpec, Workflow
from caseflow.rules.figures import Figures
from caseflow.words import Message, as_lang, message, say


def list_workflows(lang: Language = "lv", as_json: Json = False) -> None:
    """List the newest version of every published workflow."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        office.in_force.refresh(tx)
        found = workflow_lines(tx, office.in_force, language)
    rows = [(each["workflow"], str(each["version"]), each["title"]) for each in found]
    show(found, as_json=as_json, text=columns(rows) or say(message("cli_work.no_workflows"), language))


def show_workflow(
    slug: Annotated[str, typer.Argument(metavar="PROGRAMME/WORKFLOW")], lang: Language = "lv", as_json: Json = False
) -> None:
    """Show the newest published version: states, moves with their conditions in words, deadlines."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        office.in_force.refresh(tx)
        workflow = office.in_force.workflow(tx, office.in_force.latest(tx, slug))
        parameters, today = office.in_force.parameters(tx, workflow.programme), riga_date(office.clock.now())
    figures = parameters.on(today)
    lines = [say(line, language) for line in _lines(workflow, figures)]
    show(workflow_json(workflow, language), as_json=as_json, text=lambda: "\n".join(lines))


def _lines(workflow: Workflow, figures: Figures) -> Iterator[Message]:
    version, digest = workflow.version, workflow.content_hash[:12]
    yield message("cli_work.workflow", title=text_of(workflow.title), slug=workflow.slug, version=version, hash=digest)
    yield message("cli_work.states")
    for state in workflow.states.values():
        kind = message(f"cli_work.kind_{state.kind}")
        yield message("cli_work.state", name=state.name, label=text_of(state.label), kind=kind)
    yield message("cli_work.transitions")
    for way in workflow.transitions:
        sources = message("cli_work.new_case") if tuple(way.sources) == (NEW,) else ", ".join(way.sources)
        targets = ", ".join(dict.fromkeys(branch.state for branch in way.branches))
        label, roles = text_of(way.label), role_names(way.roles) or "–"
        yield message(
            "cli_work.transition", trigger=way.trigger, label=label, sources=sources, targets=targets, roles=roles
        )
        for clause in (way.requires, way.demands, *(branch.when for branch in way.branches)):
            if clause is not None:
                yield message("cli_work.condition", words=explain(clause.expression))
    yield message("cli_work.deadlines")
    for spec in workflow.deadlines.values():
        term = _term(spec.term, figures)
        yield message("cli_work.spec", name=spec.name, label=text_of(spec.label), term=term, rule=spec.rule)


def _term(written: TermSpec, figures: Figures) -> Message | str:
    """The term in words; one that is a dated figure as it is today, with the figure's key beside it."""
    if written.term is not None:
        return written.term.words
    found = figures.find(written.figure or "")
    if found is None or found.value is None:
        return written.text
    term = Term.fixed(found.value) if isinstance(found.value, date) else Term.parse(f"{found.value} {written.unit}")
    return message("cli_work.figure_term", term=term.words, key=found.key)
