"""The published workflows as JSON values for scripts."""

from __future__ import annotations

from caseflow.app.work_shapes import WorkflowLineShape, WorkflowShape
from caseflow.db import Transaction
from caseflow.db.values import read_instant
from caseflow.engine.expression import explain
from caseflow.engine.workflow import Workflow
from caseflow.programmes.in_force import InForce
from caseflow.words import Lang, say


def workflow_lines(tx: Transaction, in_force: InForce, lang: Lang) -> list[WorkflowLineShape]:
    """The contract of `workflow list`: the newest version of every published workflow."""
    rows = tx.fetchall(
        "SELECT programme, name, version, published_at FROM workflow_version v WHERE version = "
        "(SELECT max(n.version) FROM workflow_version n WHERE n.programme = v.programme AND n.name = v.name) "
        "ORDER BY programme, name"
    )
    return [
        {
            "workflow": f"{programme}/{name}",
            "version": version,
            "title": in_force.workflow(tx, in_force.latest(tx, f"{programme}/{name}")).title[lang],
            "published_at": read_instant(at),
        }
        for programme, name, version, at in rows
    ]


def workflow_json(workflow: Workflow, lang: Lang) -> WorkflowShape:
    """The contract of `workflow show`."""
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
