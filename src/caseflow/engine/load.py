"""Compiles a workflow file into the `Workflow` that `step` reads; every fault is found at once, with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from caseflow.engine.compile_deadlines import deadlines
from caseflow.engine.compile_fields import fields_of
from caseflow.engine.compile_letters import registered
from caseflow.engine.compile_parts import Compiler
from caseflow.engine.expression import Record
from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.letter_deadlines import Deadlines
from caseflow.engine.model import WorkflowModel
from caseflow.engine.reader import Document, read_yaml
from caseflow.engine.workflow import State, Workflow
from caseflow.rules import ParameterTable
from caseflow.words.message import message


def load_workflow(
    text: str,
    path: str,
    programme: str,
    parameters: ParameterTable,
    namespaces: Mapping[str, Record],
) -> Workflow:
    """Read, validate, type and compile one workflow file.

    `namespaces` are the facts that the house offers beside the case's own (`applicant`, `agreement`).
    Raises BadDefinition with all findings, each with file, line and column.
    """
    document = read_yaml(text, path)
    model = read_model(document)
    compiler = Compiler(document, model, fields_of(model.case), parameters, namespaces)
    workflow = Workflow(
        programme=programme,
        name=model.workflow,
        version=model.version,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        title=model.title.model_dump(),
        case_number=model.case_number,
        reference_dates=compiler.reference_dates(),
        fields=compiler.fields,
        states={
            name: State(name, s.kind, s.label.model_dump(), s.public.model_dump()) for name, s in model.states.items()
        },
        transitions=compiler.transitions(),
        deadlines=Deadlines(deadlines(compiler)),
        built_in_roles={name: frozenset(roles) for name, roles in model.built_in_roles.items()},
        index={},
        registered=registered(compiler),
        figure_reference=compiler.figure_reference,
        evidence=compiler.kinds,
        overview=compiler.overview(),
    )
    if compiler.findings:
        raise BadDefinition(compiler.findings)
    index = {(t.trigger, source): t for t in workflow.transitions for source in t.sources}
    return replace(workflow, index=index)


def read_model(document: Document) -> WorkflowModel:
    """The file in its published shape; raises BadDefinition for unknown keys, wrong types and missing parts."""
    try:
        return WorkflowModel.model_validate(document.value)
    except ValidationError as error:
        raise BadDefinition(
            Finding(
                document.place(tuple(each["loc"])),
                "shape",
                message("engine.shape", where=".".join(str(p) for p in each["loc"]), what=each["msg"]),
            )
            for each in error.errors(include_url=False)
        ) from None
