"""`caseflow workflow list` and `show`: the definitions on record, and what one of them says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from caseflow.cases.values import text_of
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.db.values import read_instant
from caseflow.engine.expression import explain
from caseflow.engine.workflow import NEW, Workflow
from caseflow.words import Lang, Message, as_lang, message, say


def list_workflows(lang: Language = "lv", as_json: Json = False) -> None:
    """List the newest version of every published workflow."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        office.in_force.refresh(tx)
        found = []
        for programme, name, version, at in tx.fetchall(
            "SELECT programme, name, version, published_at FROM workflow_version v WHERE version = "
            "(SELECT max(n.version) FROM workflow_version n WHERE n.programme = v.programme AND n.name = v.name) "
            "ORDER BY programme, name"
        ):
            slug = f"{programme}/{name}"
            title = office.in_force.workflow(tx, office.in_force.latest(tx, slug)).title[language]
            found.append({"workflow": slug, "version": version, "title": title, "published_at": read_instant(at)})
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
    lines = [say(line, language) for line in _lines(workflow)]
    show(_json(workflow, language), as_json=as_json, text=lambda: "\n".join(lines))


def _lines(workflow: Workflow) -> Iterator[Message]:
    version, digest = workflow.version, workflow.content_hash[:12]
    yield message("cli_work.workflow", title=text_of(workflow.title), slug=workflow.slug, version=version, hash=digest)
    yield message("cli_work.states")
    for state in workflow.states.values():
        yield message("cli_work.state", name=state.name, label=text_of(state.label), kind=state.kind)
    yield message("cli_work.transitions")
    for way in workflow.transitions:
        sources = ", ".join(way.sources) or NEW
        targets = ", ".join(dict.fromkeys(branch.state for branch in way.branches))
        label, roles = text_of(way.label), ", ".join(sorted(way.roles)) or "–"
        yield message(
            "cli_work.transition", trigger=way.trigger, label=label, sources=sources, targets=targets, roles=roles
        )
        for clause in (way.requires, way.demands, *(branch.when for branch in way.branches)):
            if clause is not None:
                yield message("cli_work.condition", words=explain(clause.expression))
    yield message("cli_work.deadlines")
    for spec in workflow.deadlines.values():
        yield message("cli_work.spec", name=spec.name, label=text_of(spec.label), term=spec.term.text, rule=spec.rule)


def _json(workflow: Workflow, lang: Lang) -> dict[str, Any]:
    return {
        "workflow": workflow.slug,
        "version": workflow.version,
        "content_hash": workflow.content_hash,
        "title": workflow.title[lang],
        "states": [
            {"name": s.name, "kind": s.kind, "label": s.label[lang], "public": s.public[lang]}
            for s in workflow.states.values()
        ],
        "transitions": [
            {
                "trigger": way.trigger,
                "label": way.label[lang],
                "from": list(way.sources),
                "to": [
                    {"state": b.state, "when": say(explain(b.when.expression), lang) if b.when else None}
                    for b in way.branches
                ],
                "roles": sorted(way.roles),
                "requires": say(explain(way.requires.expression), lang) if way.requires else None,
                "demands": say(explain(way.demands.expression), lang) if way.demands else None,
                "not_by": list(way.not_by),
            }
            for way in workflow.transitions
        ],
        "deadlines": [
            {
                "name": spec.name,
                "label": spec.label[lang],
                "rule": spec.rule,
                "during": sorted(spec.during),
                "term": spec.term.text,
                "calendar": spec.calendar,
            }
            for spec in workflow.deadlines.values()
        ],
    }
